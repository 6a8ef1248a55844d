// What components read: narrow, so that a changed number redraws only what shows it.

import type { ProblemData } from "../../base/errors.ts";
import { emptyGraph, type Graph, type GraphNode, type GraphScope, graphAt, type NodeId, nodeAt } from "../../graph/document.ts";
import { legendAt } from "../lens/legend.ts";
import { stepNorms } from "../lens/step-norms.ts";
import type { Legend } from "../pictures/scale.ts";
import { unitsOf } from "../pictures/units.ts";
import type { InspectedRule, InspectedValue, Inspection } from "../worker/protocol.ts";
import { pathOf, scopeOf } from "./scope.ts";
import { type EditorState, useEditor } from "./state.ts";

export const currentScope = (state: EditorState): GraphScope => scopeOf(state.document, state.path) ?? null;

export const currentGraph = (state: EditorState): Graph => graphAt(state.document, currentScope(state)) ?? emptyGraph;

export const useGraph = (): Graph => useEditor(currentGraph);

export const useNode = (id: NodeId): GraphNode | undefined => useEditor((state) => nodeAt(currentGraph(state), id));

/** The only selected node; null where none or several are. */
export const selectedNode = (state: EditorState): GraphNode | null => {
  const [id, ...others] = state.selection;
  return id === undefined || others.length > 0 ? null : (nodeAt(currentGraph(state), id) ?? null);
};

/** Values by the path of their node, in the engine's order. */
const byPath = new WeakMap<Inspection, Map<string, InspectedValue[]>>();

/** A cell's instance has a name for what a node inside gives (`lstm` for `lstm.h`): it is a value of the instance. */
const ownerOf = ({ name, path }: InspectedValue): string => (path.startsWith(`${name}.`) ? name : path);

function index(inspection: Inspection): Map<string, InspectedValue[]> {
  let found = byPath.get(inspection);
  if (!found) {
    found = new Map();
    for (const entry of inspection.values) found.set(ownerOf(entry), [...(found.get(ownerOf(entry)) ?? []), entry]);
    byPath.set(inspection, found);
  }
  return found;
}

const NONE: readonly InspectedValue[] = [];

export const valuesAt = (inspection: Inspection | null, path: string): readonly InspectedValue[] =>
  (inspection && index(inspection).get(path)) ?? NONE;

/** Inspected values of a node of the open graph. */
export const useValues = (id: NodeId): readonly InspectedValue[] =>
  useEditor((state) => valuesAt(state.inspection, pathOf(state.path, id)));

/** What is known of the open update rule: why it has no numbers, or which; null until the engine has answered. */
export const ruleAt = ({ inspection }: EditorState): InspectedRule | ProblemData | null => inspection?.rule ?? null;

/** Norm of a value's gradient at each step (one where there is no time axis). */
export const norms = (numbers: Float64Array, entry: InspectedValue): number[] => [...stepNorms(numbers, unitsOf(entry))];

/** One scale for all gradients on screen. It stays while the slider moves. */
export const useLegend = (): Legend => useEditor(({ inspection, path }) => legendAt(inspection, path));

/** The step shown: the slider's place, within what the example has. */
export const shownStep = (state: EditorState): number => Math.max(0, Math.min(state.step, (state.inspection?.steps ?? 1) - 1));

export const useStep = (): number => useEditor(shownStep);
