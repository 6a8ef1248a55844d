// A graph that was read from equations, as merging looks at it: what each node reads, who reads it, which statement it is part of.

import {
  type Document,
  type Edge,
  type Endpoint,
  type Graph,
  type GraphNode,
  type GraphScope,
  type NodeId,
  nodeAt,
  type PortId,
} from "../../graph/document.ts";

/** Nodes with a line of their own; the others stand inside one, or are steps of a name. */
export const isNamed = (id: NodeId): boolean => !id.includes("$");

/** `h$prev2`: what is read as another step of h; made once for all lines that read it. */
const step = /^([^$]+)\$(prev\d*|next\d*|last|first)$/;

export function stepOf(id: NodeId): { readonly of: NodeId; readonly step: string } | null {
  const found = step.exec(id);
  return found ? { of: found[1]!, step: found[2]! } : null;
}

/** Written where it is read: `h$3` in the line of h. */
export const isInner = (id: NodeId): boolean => !isNamed(id) && stepOf(id) === null;

/** The name on the left of the line that a node is written in. */
export const statementOf = (id: NodeId): NodeId => id.split("$")[0] ?? id;

const nothing: ReadonlyMap<PortId, Endpoint> = new Map();

export class Sheet {
  readonly ids: readonly NodeId[];
  readonly graph: Graph;
  private readonly sources = new Map<NodeId, Map<PortId, Endpoint>>();
  private readonly readersOf = new Map<NodeId, Edge[]>();

  constructor(graph: Graph) {
    this.graph = graph;
    this.ids = Object.keys(graph.nodes);
    for (const edge of Object.values(graph.edges)) this.take(edge);
  }

  private take(edge: Edge): void {
    const inputs = this.sources.get(edge.to.node) ?? new Map<PortId, Endpoint>();
    this.sources.set(edge.to.node, inputs.set(edge.to.port, edge.from));
    this.readersOf.set(edge.from.node, [...(this.readersOf.get(edge.from.node) ?? []), edge]);
  }

  node(id: NodeId): GraphNode | undefined {
    return nodeAt(this.graph, id);
  }

  /** By input port. */
  inputs(id: NodeId): ReadonlyMap<PortId, Endpoint> {
    return this.sources.get(id) ?? nothing;
  }

  readers(id: NodeId): readonly Edge[] {
    return this.readersOf.get(id) ?? [];
  }
}

export function sameAttributes(a: GraphNode, b: GraphNode): boolean {
  const keys = new Set([...Object.keys(a.attributes), ...Object.keys(b.attributes)]);
  return [...keys].every((key) => JSON.stringify(a.attributes[key]) === JSON.stringify(b.attributes[key]));
}

/** The document with another graph in a scope. */
export function withGraph(document: Document, scope: GraphScope, { nodes, edges }: Graph): Document {
  if (scope === null) return { ...document, graph: { nodes, edges } };
  const cell = document.cells[scope];
  return cell ? { ...document, cells: { ...document.cells, [scope]: { ...cell, nodes, edges } } } : document;
}
