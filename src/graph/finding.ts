// What a check of the document finds, and the view of one graph that the checks share.

import type { Place, ProblemData } from "../base/errors.ts";
import type { Document, Edge, Graph, GraphNode, GraphScope, NodeId } from "./document.ts";
import type { Registry } from "./node-type.ts";
import { type PortLookup, portLookup } from "./ports.ts";

/** An error keeps a document from being opened and an edit from being made; a warning does not. */
export type Finding = ProblemData & {
  readonly severity: "error" | "warning";
  /** The graph it was found in. `where.node` is then `cell.node`, with the definition's name. */
  readonly scope: GraphScope;
};

/** One graph of a document with what the checks ask of it. */
export interface GraphView {
  readonly document: Document;
  readonly registry: Registry;
  readonly scope: GraphScope;
  readonly graph: Graph;
  readonly ports: PortLookup;
  /** Wires by the node they end at. */
  readonly incoming: ReadonlyMap<NodeId, readonly Edge[]>;
}

function incomingEdges(graph: Graph): Map<NodeId, Edge[]> {
  const incoming = new Map<NodeId, Edge[]>();
  for (const edge of Object.values(graph.edges)) {
    const edges = incoming.get(edge.to.node);
    if (edges) edges.push(edge);
    else incoming.set(edge.to.node, [edge]);
  }
  return incoming;
}

/** All graphs of a document: the top level, then the cells. */
export function graphViews(document: Document, registry: Registry): GraphView[] {
  const ports = portLookup(document, registry);
  const view = (scope: GraphScope, graph: Graph): GraphView => ({
    document,
    registry,
    scope,
    graph,
    ports,
    incoming: incomingEdges(graph),
  });
  return [view(null, document.graph), ...Object.entries(document.cells).map(([name, cell]) => view(name, cell))];
}

/** How a message names a node: `lstm.f` for node f in the definition of lstm. */
export const pathOf = (scope: GraphScope, node: NodeId): string => (scope === null ? node : `${scope}.${node}`);

interface Wording {
  readonly code: string;
  /** Without the place in front. */
  readonly message: string;
  readonly where?: Omit<Place, "node">;
  readonly got?: string;
  readonly expected?: string;
  readonly remedy?: string;
}

/** `tanh "lstm.h": ...`. */
export function nodeFinding(view: GraphView, node: GraphNode, severity: Finding["severity"], wording: Wording): Finding {
  const path = pathOf(view.scope, node.id);
  return {
    ...wording,
    message: `${node.type} "${path}": ${wording.message}`,
    where: { ...wording.where, node: path },
    severity,
    scope: view.scope,
  };
}
