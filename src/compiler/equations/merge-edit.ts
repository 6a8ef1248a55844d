// The way from one document to another as one edit, in which wires at the instances of a cell follow its renamed ports.

import { type Document, emptyGraph, type Graph, type GraphScope, graphAt, type NodeId } from "../../graph/document.ts";
import type { Edit } from "../../graph/edits.ts";
import type { Registry } from "../../graph/node-type.ts";
import { difference } from "../../graph/patch.ts";
import { performAll, singleEdits } from "../../graph/perform-all.ts";
import { withGraph } from "./merge-sheet.ts";

/**
 * Renames in an order in which no name is taken. A circle of names is left to the patch, and so is a name that another node has
 * now: what reads a cell's port by that name goes on reading it.
 */
function renames(graph: Graph, merged: Graph, kept: ReadonlyMap<NodeId, NodeId>, gone: ReadonlySet<NodeId>, scope: GraphScope): Edit[] {
  const open = new Map([...kept].filter(([from, to]) => from !== to && !Object.hasOwn(merged.nodes, from)));
  const taken = new Set(Object.keys(graph.nodes).filter((id) => !gone.has(id)));
  const edits: Edit[] = [];
  for (let found = true; found; ) {
    found = false;
    for (const [from, to] of open) {
      if (taken.has(to)) continue;
      edits.push({ kind: "renameNode", scope, node: from, to });
      taken.delete(from);
      taken.add(to);
      open.delete(from);
      found = true;
    }
  }
  return edits;
}

/** Null where nothing changes. `merged` is the new graph of the scope, `kept` says what its old nodes are called now. */
export function mergeEdit(
  document: Document,
  scope: GraphScope,
  merged: Graph,
  kept: ReadonlyMap<NodeId, NodeId>,
  cells: Document["cells"],
  registry: Registry,
): Edit | null {
  const graph = graphAt(document, scope) ?? emptyGraph;
  const gone = new Set(Object.keys(graph.nodes).filter((id) => !kept.has(id) && !Object.hasOwn(merged.nodes, id)));
  const removals = [...gone].map((node): Edit => ({ kind: "removeNode", scope, node }));
  const edits = [...removals, ...renames(graph, merged, kept, gone, scope)];
  const between = performAll(document, singleEdits({ kind: "batch", edits }), registry);
  const added = Object.entries(cells).filter(([name]) => !Object.hasOwn(document.cells, name));
  const target = withGraph({ ...between, cells: { ...between.cells, ...Object.fromEntries(added) } }, scope, merged);
  const changes = difference(between, target);
  if (changes.length > 0) edits.push({ kind: "patch", changes });
  return edits.length === 0 ? null : { kind: "batch", edits };
}
