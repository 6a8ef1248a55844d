// The scale of all gradients on screen: three decades below the next power of ten above the largest norm in the open graph.

import { type Legend, legendFor } from "../pictures/scale.ts";
import { unitsOf } from "../pictures/units.ts";
import type { InspectedValue, Inspection } from "../worker/protocol.ts";
import { stepNorms } from "./step-norms.ts";

const noLegend = legendFor(1);

/** Weights that a layer owns have no place on the canvas; their gradients, sums over all steps, would only stretch the scale. */
const isOwnWeight = ({ path, port }: InspectedValue, outputs: ReadonlySet<string>): boolean => !outputs.has(`${path}:${port}`);

/** Whether a path names a node of the open graph: `lstm.f` while `lstm` is open, and not `lstm.inner.f`. */
const standsIn = (open: string, path: string): boolean =>
  open === "" ? !path.includes(".") : path.startsWith(`${open}.`) && !path.slice(open.length + 1).includes(".");

/** An instance of a cell is called as what it gives: `lstm` for `lstm.h`. */
const ownerOf = ({ name, path }: InspectedValue): string => (path.startsWith(`${name}.`) ? name : path);

/** Ports that wires begin at, and all ports that nodes have as values over time. */
const shownPorts = ({ values, wires }: Inspection): Set<string> => {
  const begins = wires.map(({ from }) => `${from.path}:${from.port}`);
  return new Set([...begins, ...values.filter(({ time }) => time).map(({ path, port }) => `${path}:${port}`)]);
};

function gradients(inspection: Inspection, open: string): { gradient: Float64Array; units: number }[] {
  const outputs = shownPorts(inspection);
  const nodes = inspection.values.filter((entry) => standsIn(open, ownerOf(entry)) && !isOwnWeight(entry, outputs));
  const wires = inspection.wires.filter(({ path, from }) => standsIn(open, path) || standsIn(open, from.path));
  return [...nodes, ...wires].flatMap(({ gradient, shape }) => (gradient ? [{ gradient, units: unitsOf({ shape }) }] : []));
}

/** Over all steps, so that it does not hang on the slider. NaN and infinity stand on no scale. */
export function largestNorm(inspection: Inspection, path: readonly string[]): number {
  let largest = 0;
  for (const { gradient, units } of gradients(inspection, path.join("."))) {
    for (const norm of stepNorms(gradient, units)) if (Number.isFinite(norm)) largest = Math.max(largest, norm);
  }
  return largest;
}

const legends = new WeakMap<Inspection, Map<string, Legend>>();

/** The legend of an open graph; the same object for the same inspection and graph. */
export function legendAt(inspection: Inspection | null, path: readonly string[]): Legend {
  if (!inspection) return noLegend;
  const known = legends.get(inspection) ?? new Map<string, Legend>();
  legends.set(inspection, known);
  const key = path.join(".");
  const legend = known.get(key) ?? sharedLegend(legendFor(largestNorm(inspection, path)));
  known.set(key, legend);
  return legend;
}

/** Legends are few and compared by identity: while the top stays, nothing that only hangs on the scale is drawn again. */
const byTop = new Map<number, Legend>();

function sharedLegend(legend: Legend): Legend {
  const known = byTop.get(legend.top) ?? legend;
  byTop.set(legend.top, known);
  return known;
}
