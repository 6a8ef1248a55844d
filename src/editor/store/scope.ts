// Which graph is on the canvas: a chain of cell instances leads to the definition that is drawn and changed.

import { type Document, type Graph, type GraphNode, type GraphScope, graphAt, type NodeId, nodeAt } from "../../graph/document.ts";
import { CELL_ATTRIBUTE } from "../../graph/ports.ts";

/** The definition that a node names and can be opened: an instance's, or the graph of an optimizer; null for other nodes. */
export function cellName(node: GraphNode): string | null {
  const name = node.attributes[CELL_ATTRIBUTE];
  return (node.type === "cell" || node.type === "optimizer") && typeof name === "string" ? name : null;
}

/** The definition that a chain of instances ends at, or undefined where it leads nowhere. */
export function scopeOf(document: Document, path: readonly NodeId[]): GraphScope | undefined {
  let scope: GraphScope = null;
  for (const id of path) {
    const graph: Graph | undefined = graphAt(document, scope);
    const node: GraphNode | undefined = graph && nodeAt(graph, id);
    const name: string | null = node ? cellName(node) : null;
    if (name === null || !graphAt(document, name)) return undefined;
    scope = name;
  }
  return scope;
}

interface Place {
  readonly document: Document;
  readonly path: readonly NodeId[];
}

/** Name of the optimizer whose graph is open, or a cell in it; null elsewhere. */
export function openedOptimizer({ document, path }: Place): string | null {
  const depth = path.findIndex((id, before) => {
    const graph = graphAt(document, scopeOf(document, path.slice(0, before)) ?? null);
    return graph !== undefined && nodeAt(graph, id)?.type === "optimizer";
  });
  return depth < 0 ? null : path.slice(0, depth + 1).join(".");
}

/** True inside the graph of an optimizer: its time is the training step. */
export const isUpdateRule = (place: Place): boolean => openedOptimizer(place) !== null;

/** The longest beginning of a path that still leads somewhere: an undo may take away the cell one looks into. */
export function validPath(document: Document, path: readonly NodeId[]): readonly NodeId[] {
  for (let length = path.length; length > 0; length--) {
    const start = path.slice(0, length);
    if (scopeOf(document, start) !== undefined) return start;
  }
  return [];
}

/** Name of a node for the engine: `lstm.f`. */
export const pathOf = (path: readonly NodeId[], id: NodeId): string => [...path, id].join(".");
