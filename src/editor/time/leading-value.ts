// Whose magnitude the slider's columns show: the state of the graph on screen, so that the columns do not jump with the selection.

import { registry } from "../../../nodes/index.ts";
import { unitsOf } from "../pictures/units.ts";
import { pathOf } from "../store/scope.ts";
import { currentGraph, valuesAt } from "../store/selectors.ts";
import type { EditorState } from "../store/state.ts";
import type { InspectedValue } from "../worker/protocol.ts";

const timed = (entries: readonly InspectedValue[]): InspectedValue | undefined => entries.find((entry) => entry.time);

/** The node that carries the state: the outermost cell's instance, else an output, else a delay, else any value over time. */
export function leadingValue(state: EditorState): InspectedValue | undefined {
  const nodes = Object.values(currentGraph(state).nodes);
  for (const role of ["cell", "output", "delay"]) {
    for (const node of nodes.filter((candidate) => registry.get(candidate.type)?.role === role)) {
      const found = timed(valuesAt(state.inspection, pathOf(state.path, node.id)));
      if (found) return found;
    }
  }
  return timed(state.inspection?.values ?? []);
}

/** Mean magnitude at each step, of the largest. */
export function magnitudes(entry: InspectedValue | undefined, steps: number): number[] {
  if (!entry) return Array.from({ length: steps }, () => 0);
  const units = unitsOf(entry);
  const sums = Array.from({ length: steps }, (_, t) => {
    let sum = 0;
    for (let k = 0; k < units; k++) sum += Math.abs(entry.value[t * units + k] ?? 0);
    return Number.isFinite(sum) ? sum : 0;
  });
  const top = Math.max(...sums, Number.MIN_VALUE);
  return sums.map((sum) => sum / top);
}
