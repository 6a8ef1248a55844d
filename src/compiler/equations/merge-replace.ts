// Where merging node by node does not come out at the text: the graph of the text itself, with what nodes of the same name and kind
// looked like, and with what text cannot say beside it.

import { type Edge, type Endpoint, edgeId, type Graph, type GraphNode, type NodeId } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { roleOf } from "../../graph/ports.ts";
import type { Assembled } from "./merge-assemble.ts";
import type { Texts } from "./merge-keep.ts";
import { lineOfResult } from "./merge-results.ts";
import type { Said } from "./merge-say.ts";

export interface Replacing {
  /** The drawn graph. */
  readonly graph: Graph;
  /** The graph that the new text reads as. */
  readonly next: Graph;
  readonly said: Said;
  /** Null where nothing is known of how the drawn graph and its text go together. */
  readonly texts: Texts | null;
  readonly registry: Registry;
}

class Replacement {
  private readonly fresh: Graph;
  private readonly nextOf: ReadonlyMap<NodeId, NodeId>;
  /** Nodes beside the text, with what the text says of them. */
  private readonly beside: readonly GraphNode[];
  /** Where the line of a result begins now, by output node. */
  private readonly lines = new Map<NodeId, NodeId>();

  constructor(private readonly source: Replacing) {
    this.fresh = withoutStandIns(source.next, source.said);
    this.nextOf = new Map([...(source.texts?.pairs ?? [])].map(([next, base]) => [base, next]));
    const speechless = new Set(source.said.silent.map(({ node }) => node));
    this.beside = Object.values(source.graph.nodes).flatMap((node) => {
      if (Object.hasOwn(this.fresh.nodes, node.id)) return [];
      const role = roleOf(node, source.registry);
      if (role === "output") return this.result(node);
      return speechless.has(node.id) || role === "comment" ? [node] : [];
    });
  }

  run(): Assembled {
    const { graph } = this.source;
    const { nodes, edges } = this.fresh;
    const dressed = Object.values(nodes).map((node) => dress(node, graph.nodes[node.id]));
    const all = [...dressed, ...this.beside];
    const wires = this.beside.flatMap(({ id }) => this.wiresInto(id, new Set(all.map((node) => node.id))));
    const stays = Object.values(graph.nodes).filter(({ id, type }) => nodes[id]?.type === type);
    return {
      graph: { nodes: byId(all), edges: { ...edges, ...Object.fromEntries(wires.map((edge) => [edgeId(edge.to), edge])) } },
      kept: new Map([...stays, ...this.beside].map(({ id }) => [id, id])),
      fresh: dressed.filter(({ id }) => !Object.hasOwn(graph.nodes, id)).map(({ id }) => id),
      places: new Map(Object.keys(nodes).map((id) => [id, id])),
    };
  }

  /** A result goes with its line, where it has one of its own. */
  private result(node: GraphNode): GraphNode[] {
    const { graph, texts, registry } = this.source;
    const base = texts ? lineOfResult(node, graph, texts, registry) : undefined;
    if (base === undefined) return [node];
    const next = this.nextOf.get(base);
    if (next === undefined) return [];
    this.lines.set(node.id, next);
    return [next === base ? node : { ...node, attributes: { ...node.attributes, name: next } }];
  }

  private wiresInto(id: NodeId, there: ReadonlySet<NodeId>): Edge[] {
    const line = this.lines.get(id);
    const old = Object.values(this.source.graph.edges).filter(({ to }) => to.node === id);
    return old.flatMap((edge) => {
      const from = line === undefined ? this.heir(edge.from, there) : this.mainEnd(line);
      if (from === null) return [];
      return from === edge.from ? [edge] : [{ from, to: edge.to }];
    });
  }

  /** What the text has in the place of what was read; null where nothing is left of it. */
  private heir(from: Endpoint, there: ReadonlySet<NodeId>): Endpoint | null {
    if (there.has(from.node)) return from;
    const { origins } = this.source.texts ?? {};
    const piece = origins?.pieces.get(from.node)?.find(({ kind }) => kind === "node");
    const base = piece && origins?.instances.get(piece.spelled)?.[0];
    const node = base === undefined ? undefined : this.nextOf.get(base);
    return node === undefined ? null : this.mainEnd(node);
  }

  private mainEnd(node: NodeId): Endpoint {
    return { node, port: this.source.texts?.portOf(node) ?? "value" };
  }
}

const byId = (nodes: readonly GraphNode[]): Record<NodeId, GraphNode> => Object.fromEntries(nodes.map((node) => [node.id, node]));

/** Nodes in the place of their declarations. */
function withoutStandIns({ nodes, edges }: Graph, { standIns }: Said): Graph {
  const ends = new Map(standIns.map(({ name, node, port }) => [name, { node, port }]));
  const wires = Object.entries(edges).map(([id, edge]) => [id, { ...edge, from: ends.get(edge.from.node) ?? edge.from }] as const);
  return { nodes: Object.fromEntries(Object.entries(nodes).filter(([id]) => !ends.has(id))), edges: Object.fromEntries(wires) };
}

function dress(node: GraphNode, old: GraphNode | undefined): GraphNode {
  if (!old) return node;
  const { position, role, look } = old;
  return { ...node, position, ...(role === undefined ? {} : { role }), ...(look === undefined || old.type !== node.type ? {} : { look }) };
}

/** Nodes keep their names' places; nobody's own names come from the text. */
export const replaceGraph = (source: Replacing): Assembled => new Replacement(source).run();
