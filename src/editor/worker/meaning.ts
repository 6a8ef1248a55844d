// Whether two documents compute the same: moving nodes about is no reason to compile again.

import type { Document, Edge, Graph, GraphNode } from "../../graph/document.ts";

function sameNode(a: GraphNode | undefined, b: GraphNode | undefined): boolean {
  if (a === b) return true;
  return (
    a !== undefined &&
    b !== undefined &&
    a.type === b.type &&
    a.id === b.id &&
    a.attributes === b.attributes &&
    a.parameters === b.parameters
  );
}

const sameEdge = (a: Edge | undefined, b: Edge | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.from.node === b.from.node && a.from.port === b.from.port);

/** The same keys in the same order: the order of nodes is the order of a cell's ports. */
function sameRecord<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  same: (x: T | undefined, y: T | undefined) => boolean,
): boolean {
  if (a === b) return true;
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  return keys.length === others.length && keys.every((key, k) => key === others[k] && same(a[key], b[key]));
}

const sameGraph = (a: Graph | undefined, b: Graph | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && sameRecord(a.nodes, b.nodes, sameNode) && sameRecord(a.edges, b.edges, sameEdge));

export const sameMeaning = (a: Document, b: Document): boolean =>
  a === b ||
  (a.attributes === b.attributes &&
    sameGraph(a.graph, b.graph) &&
    sameRecord(a.cells, b.cells, (x, y) => sameGraph(x, y) && x?.attributes === y?.attributes));
