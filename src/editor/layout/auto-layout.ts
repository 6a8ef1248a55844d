// Auto layout of the selected nodes, or of the whole open graph. One step of undo; hand-laid ways of moved wires are let go.

import type { Edge, NodeId } from "../../graph/document.ts";
import type { Edit } from "../../graph/edits.ts";
import type { CanvasNode } from "../canvas/flow-model.ts";
import { perform } from "../store/edit.ts";
import { currentGraph, currentScope } from "../store/selectors.ts";
import { getState } from "../store/state.ts";
import { fail } from "../store/view.ts";
import { layOut } from "./elk.ts";
import { elkGraph, type LaidNode, positionsOf } from "./elk-graph.ts";

const laidNode = ({ id, position, width = 0, height = 0, data }: CanvasNode): LaidNode => ({
  id,
  position,
  width,
  height,
  ports: data.ports,
  isDelay: data.type?.role === "delay",
});

/** A single selected node has nothing to be laid out against. */
function chosen(nodes: readonly CanvasNode[], selection: readonly NodeId[]): readonly CanvasNode[] {
  const ids = new Set(selection);
  return ids.size > 1 ? nodes.filter(({ id }) => ids.has(id)) : nodes;
}

const straightened = (edges: readonly Edge[], moved: Readonly<Record<NodeId, unknown>>): Edge[] =>
  edges.filter(({ from, to, route }) => route && (Object.hasOwn(moved, from.node) || Object.hasOwn(moved, to.node)));

const failed = {
  code: "no-layout",
  message: "auto layout: the layout could not be worked out",
  remedy: "move the nodes by hand, or try it on fewer of them",
};

/** True where nodes were moved. The graph may change while the layout is worked out; then it is of no use. */
export async function autoLayout(all: readonly CanvasNode[]): Promise<boolean> {
  const state = getState();
  const nodes = chosen(all, state.selection).map(laidNode);
  const edges = Object.values(currentGraph(state).edges);
  if (nodes.length === 0) return false;
  const scope = currentScope(state);
  try {
    const positions = positionsOf(await layOut(elkGraph(nodes, edges)), nodes);
    if (getState().document !== state.document || currentScope(getState()) !== scope) return false;
    const routes = straightened(edges, positions).map((edge): Edit => ({ kind: "setRoute", scope, to: edge.to }));
    return perform({ kind: "batch", edits: [{ kind: "move", scope, positions }, ...routes] });
  } catch {
    fail(failed);
    return false;
  }
}
