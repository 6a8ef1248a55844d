// What wires and nodes show of the gradient at the present step: narrow hooks over inspection, step and legend.

import { useMemo } from "react";
import { registry } from "../../../nodes/index.ts";
import type { EdgeId } from "../../graph/document.ts";
import { type Colours, useColours } from "../pictures/colours.ts";
import { cssColour, normColour } from "../pictures/heat.ts";
import { type Thread, threadOf } from "../pictures/scale.ts";
import { currentGraph, useLegend, useStep } from "../store/selectors.ts";
import { getState, useEditor } from "../store/state.ts";
import { trunkFlow } from "./flow.ts";
import { atStep, stepNorms } from "./step-norms.ts";

const NONE = new Float64Array(0);

/** Norm at each step of the gradient that these wires of one port carry together; empty where there is none. */
export function useTrunkNorms(wires: readonly EdgeId[]): Float64Array {
  const inspection = useEditor((state) => state.inspection);
  const path = useEditor((state) => state.path);
  return useMemo(() => {
    if (!inspection) return NONE;
    // the document is only asked for names: an edit that changes numbers brings another inspection by itself
    const { document } = getState();
    const { edges: all } = currentGraph(getState());
    const edges = wires.flatMap((id) => all[id] ?? []);
    const flow = trunkFlow({ document, registry, inspection, path }, edges);
    return flow ? stepNorms(flow.gradient, flow.units) : NONE;
  }, [inspection, path, wires]);
}

export interface ColouredThread extends Thread {
  readonly norm: number;
  readonly colour: string;
}

/** The colour of a norm; a wire that has vanished is an outline, one that is broken an error. */
export function threadColour({ standing, level }: Thread, colours: Colours): string {
  if (standing === "vanished") return "var(--edge)";
  return standing === "broken" ? "var(--error)" : cssColour(normColour(colours, level));
}

export function useThread(norms: Float64Array): ColouredThread {
  const legend = useLegend();
  const step = useStep();
  const colours = useColours();
  const norm = atStep(norms, step);
  const thread = threadOf(norm, legend);
  return { ...thread, norm, colour: threadColour(thread, colours) };
}
