// How the gradient reaches a node: its colour for the far level, whether it arrives at all, and whether a number broke there.

import { registry } from "../../../../nodes/index.ts";
import type { NodeId } from "../../../graph/document.ts";
import { brokenFirst } from "../../lens/broken.ts";
import { atStep, stepNorms } from "../../lens/step-norms.ts";
import { threadColour } from "../../lens/use-thread.ts";
import { useColours } from "../../pictures/colours.ts";
import { threadOf } from "../../pictures/scale.ts";
import { unitsOf } from "../../pictures/units.ts";
import { currentGraph, useLegend, useStep } from "../../store/selectors.ts";
import { useEditor } from "../../store/state.ts";
import { useFirstValue } from "./values.tsx";

const NONE = new Float64Array(0);

/** Norms of the gradient by the node's first output; none in the value lens, so that nothing is drawn again there. */
function useNodeNorms(id: NodeId): Float64Array {
  const entry = useFirstValue(id);
  const away = useEditor((state) => state.lens === "value");
  return away || !entry?.gradient ? NONE : stepNorms(entry.gradient, unitsOf(entry));
}

export interface NodeStanding {
  /** Of the norm at the step; null in the value lens and where there is no gradient. */
  readonly colour: string | null;
  /** The loss does not depend on it, at any step. */
  readonly unreached: boolean;
  /** NaN or infinity came up here first. */
  readonly broken: boolean;
}

export function useStanding(id: NodeId): NodeStanding {
  const norms = useNodeNorms(id);
  const legend = useLegend();
  const step = useStep();
  const colours = useColours();
  const broken = useEditor((state) => brokenFirst(state.inspection, currentGraph(state), state.path, registry).has(id));
  const colour = norms.length === 0 ? null : threadColour(threadOf(atStep(norms, step), legend), colours);
  return { colour, unreached: norms.length > 0 && norms.every((norm) => norm === 0), broken };
}
