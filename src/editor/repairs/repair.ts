// A repair of a wire that was refused, as one edit: a node that is put between its two ends, or another size for the layer before it.

import type { ProblemData } from "../../base/errors.ts";
import type { Document, Endpoint, GraphNode, GraphScope, NodeId, Position } from "../../graph/document.ts";
import { edgeId, graphAt, nodeAt } from "../../graph/document.ts";
import type { Edit } from "../../graph/edits.ts";
import { freshId } from "../../graph/fresh-id.ts";
import type { PortAxes } from "../worker/protocol.ts";

/** A refused wire with what is known about it. */
export interface RefusedCase {
  readonly problem: ProblemData;
  readonly document: Document;
  readonly scope: GraphScope;
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** Axes of the port that the wire comes from, as far as the engine knows them. */
  readonly axes: PortAxes | undefined;
  /** A free place for a node of a type near a wanted one. */
  readonly place: (type: string, wanted: Position) => Position;
}

/** What a repair says on its button: `Insert` σ(W·x + b) `20 → 7`. */
export interface RepairWords {
  readonly words: string;
  readonly tex?: string;
  readonly detail?: string;
}

export interface Insertion extends RepairWords {
  readonly kind: "insertion";
  readonly node: GraphNode;
  /** Input of the node that the wire's beginning goes to; its `value` goes where the wire was to end. */
  readonly port: string;
}

export interface Resize extends RepairWords {
  readonly kind: "resize";
  readonly layer: NodeId;
  readonly units: number;
  /** Nodes from the value back to the layer, all of which change their size with it. */
  readonly way: readonly NodeId[];
}

export type Repair = Insertion | Resize;

export interface Between extends RepairWords {
  readonly type: string;
  readonly port: string;
  readonly attributes?: GraphNode["attributes"];
  readonly name?: string;
  readonly look?: GraphNode["look"];
}

const MIDDLE: Position = { x: 0, y: 0 };

/** A node of a type half way between the two ends. */
export function between(refused: RefusedCase, { type, port, attributes = {}, name = type, look, ...words }: Between): Insertion {
  const graph = graphAt(refused.document, refused.scope) ?? refused.document.graph;
  const [from, to] = [refused.from, refused.to].map(({ node }) => nodeAt(graph, node)?.position ?? MIDDLE) as [Position, Position];
  const position = refused.place(type, { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
  const id = freshId(name, (taken) => Object.hasOwn(graph.nodes, taken));
  return { ...words, kind: "insertion", port, node: { id, type, position, attributes, ...(look ? { look } : {}) } };
}

/** The graph with the node in it, but without the last wire: what the engine is asked about. */
export const standing = ({ scope }: RefusedCase, { node }: Insertion): Edit => ({ kind: "addNode", scope, node });

export const resizing = ({ scope }: Pick<RefusedCase, "scope">, { layer, units }: Resize): Edit => ({
  kind: "setAttribute",
  scope,
  node: layer,
  attribute: "units",
  value: units,
});

/** The node that a person looks at after the repair. */
export const mended = (repair: Repair): NodeId => (repair.kind === "resize" ? repair.layer : repair.node.id);

/** The whole repair: one step of undo. */
export function repairEdit(refused: Pick<RefusedCase, "document" | "scope" | "from" | "to">, repair: Repair): Edit {
  const { scope, from, to } = refused;
  if (repair.kind === "resize") {
    const wire = graphAt(refused.document, scope)?.edges[edgeId(to)];
    const isThere = wire?.from.node === from.node && wire.from.port === from.port;
    return { kind: "batch", edits: [resizing(refused, repair), ...(isThere ? [] : [{ kind: "connect", scope, from, to } as const])] };
  }
  const { node, port } = repair;
  return {
    kind: "batch",
    edits: [
      { kind: "addNode", scope, node },
      { kind: "connect", scope, from, to: { node: node.id, port } },
      { kind: "connect", scope, from: { node: node.id, port: "value" }, to },
    ],
  };
}
