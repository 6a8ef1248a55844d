// What a person looks at: selection, step, example, place, tab. None of it is in the undo history.

import type { ProblemData } from "../../base/errors.ts";
import type { EdgeId, NodeId } from "../../graph/document.ts";
import { drawOptimizer } from "./optimizer-graph.ts";
import { cellName, scopeOf, validPath } from "./scope.ts";
import { currentGraph } from "./selectors.ts";
import { type DockTab, getState, setState } from "./state.ts";

export function select(selection: readonly NodeId[], selectedEdges: readonly EdgeId[] = []): void {
  // the equations show what is selected by themselves
  const dock = selection.length === 0 || getState().dock === "equations" ? {} : { dock: "inspector" as const };
  setState({ selection, selectedEdges, ...dock });
}

export function selectAll(): void {
  const graph = currentGraph(getState());
  select(Object.keys(graph.nodes), Object.keys(graph.edges));
}

export function moveTo(path: readonly NodeId[]): void {
  const { document } = getState();
  setState({ path: validPath(document, path), selection: [], selectedEdges: [], refusal: null });
}

/** Looks into a cell instance or an optimizer; anything else stays closed. */
export function openCell(id: NodeId): void {
  const { path } = getState();
  drawOptimizer(id);
  const node = currentGraph(getState()).nodes[id];
  if (node && cellName(node) !== null) moveTo([...path, id]);
}

/** An instance of a definition: checks of the graph speak of `cell.node` by the definition's name. */
function instanceOf(cell: string): readonly NodeId[] | null {
  const node = Object.values(getState().document.graph.nodes).find((candidate) => cellName(candidate) === cell);
  return node ? [node.id] : null;
}

/** Brings a node into view by its path, `lstm.f`. */
export function reveal(nodePath: string): void {
  const ids = nodePath.split(".");
  const id = ids.pop();
  const known = scopeOf(getState().document, ids) !== undefined;
  moveTo(known ? ids : (instanceOf(ids.join(".")) ?? ids));
  const node = id === undefined ? undefined : currentGraph(getState()).nodes[id];
  if (node) select([node.id]);
}

export const lastStep = (): number => Math.max(0, (getState().inspection?.steps ?? 1) - 1);

export function goToStep(step: number): void {
  setState({ step: Math.max(0, Math.min(lastStep(), step)) });
}

export function showExample(example: number): void {
  setState({ example });
}

/** The tab, and in a narrow window the dock itself. */
export function showDock(dock: DockTab): void {
  setState({ dock, drawer: true });
}

export const toggleDrawer = (): void => setState(({ drawer }) => ({ drawer: !drawer }));

/** Says what went wrong; it stands under Problems until something goes well. */
export function fail(failure: ProblemData | null): void {
  setState(failure ? { failure, dock: "problems" } : { failure: null });
}

export function dismissRefusal(): void {
  if (getState().refusal) setState({ refusal: null });
}
