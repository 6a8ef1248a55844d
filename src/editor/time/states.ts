// Whose size the slider's columns show. By default the state of the graph on screen, so that they do not jump with the selection.

import { registry } from "../../../nodes/index.ts";
import type { Graph, NodeId } from "../../graph/document.ts";
import { edgeInto } from "../../graph/document.ts";
import { roleOf } from "../../graph/ports.ts";
import { atStep, stepNorms } from "../lens/step-norms.ts";
import { type Legend, level } from "../pictures/scale.ts";
import { unitsOf } from "../pictures/units.ts";
import { pathOf } from "../store/scope.ts";
import { currentGraph, valuesAt } from "../store/selectors.ts";
import type { EditorState } from "../store/state.ts";
import type { InspectedValue } from "../worker/protocol.ts";

const withRole = (graph: Graph, role: string): NodeId[] =>
  Object.values(graph.nodes)
    .filter((node) => roleOf(node, registry) === role)
    .map(({ id }) => id);

/** What the open cell hands out, what its delays remember, and what the cells in it give. */
function stateNodes(graph: Graph): NodeId[] {
  const into = (id: NodeId, port: string) => edgeInto(graph, id, port)?.from.node ?? [];
  const outputs = withRole(graph, "output").flatMap((id) => into(id, "x"));
  const remembered = withRole(graph, "delay").flatMap((id) => into(id, "x"));
  return [...new Set([...withRole(graph, "cell"), ...outputs, ...remembered])];
}

const timed = (entries: readonly InspectedValue[]): InspectedValue | undefined => entries.find((entry) => entry.time);

/** Values the columns may show, the most telling first. */
export function watchable(state: EditorState): InspectedValue[] {
  const nodes = stateNodes(currentGraph(state));
  const found = nodes.flatMap((id) => timed(valuesAt(state.inspection, pathOf(state.path, id))) ?? []);
  return found.length > 0 ? found : (state.inspection?.values ?? []).filter((entry) => entry.time).slice(0, 1);
}

export function watchedValue(state: EditorState): InspectedValue | undefined {
  const all = watchable(state);
  return all.find(({ name }) => name === state.watched) ?? all[0];
}

/** A column of the slider: how tall, 0 ... 1, and the number that it stands for. */
export interface Column {
  readonly height: number;
  readonly size: number;
}

/** Mean magnitude at each step; full height is 1, or the largest where that is more. */
export function magnitudes({ value, shape }: InspectedValue, steps: number): Column[] {
  const units = unitsOf({ shape });
  const means = Array.from({ length: steps }, (_, t) => {
    let sum = 0;
    for (let k = 0; k < units; k++) sum += Math.abs(value[t * units + k] ?? 0);
    return units > 0 ? sum / units : 0;
  });
  const finite = means.filter(Number.isFinite);
  const largest = Math.max(...finite, Number.MIN_VALUE);
  const top = largest > 1 || largest < 0.3 ? largest : 1;
  return means.map((size) => ({ size, height: Number.isFinite(size) ? size / top : 1 }));
}

/** Norm of the gradient at each step, on the legend's scale. */
export function gradientColumns({ gradient, shape }: InspectedValue, steps: number, legend: Legend): Column[] {
  const norms = gradient ? stepNorms(gradient, unitsOf({ shape })) : [];
  return Array.from({ length: steps }, (_, t) => {
    const size = atStep(norms, t);
    return { size, height: Number.isFinite(size) ? Math.max(0, Math.min(1, level(size, legend))) : 1 };
  });
}
