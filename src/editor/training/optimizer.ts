// What the read-outs say of the optimizer: its learning rate, and to which norm it clips the gradient.

import { registry } from "../../../nodes/index.ts";
import { edgeInto, type GraphNode } from "../../graph/document.ts";
import { roleOf } from "../../graph/ports.ts";
import type { EditorState } from "../store/state.ts";

const optimizerOf = ({ document }: EditorState): GraphNode | undefined =>
  Object.values(document.graph.nodes).find((node) => roleOf(node, registry) === "optimizer");

/** By a rule that needs more than a gradient: in f64, whatever is chosen. */
export const trainsByDriver = (state: EditorState): boolean => registry.get(optimizerOf(state)?.type ?? "")?.driver !== undefined;

const numberOr = (value: unknown, otherwise: number | null): number | null => (typeof value === "number" ? value : otherwise);

/** null where nothing is clipped, or the norm is not written as a number. */
export const clipNorm = (state: EditorState): number | null => numberOr(optimizerOf(state)?.attributes.clipNorm, null);

/** As the graph has it now; where it is written as an expression or comes from a schedule, that of the last epoch. */
export function learningRate(state: EditorState): number | null {
  const node = optimizerOf(state);
  if (node && edgeInto(state.document.graph, node.id, "learningRate")) return state.report?.learningRate ?? null;
  const written =
    node?.attributes.learningRate ?? registry.get(node?.type ?? "")?.attributes.find(({ id }) => id === "learningRate")?.default;
  return numberOr(written, state.report?.learningRate ?? null);
}
