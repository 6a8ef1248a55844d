// Units that have stopped learning: saturated where the function is flat, dead where it is 0 at every step, vanished where hardly
// any gradient arrives.

import { normsOf } from "./statistics.ts";

export interface Ailment {
  readonly kind: "saturated" | "dead" | "vanished";
  /** How many of the units; all of them where it is the whole vector's gradient that vanishes. */
  readonly units: number;
  readonly of: number;
}

export interface Patient {
  /** What is applied last: a node type's id, `sigmoid`. */
  readonly activation: string;
  /** `[T][units]` */
  readonly value: Float64Array;
  readonly gradient: Float64Array;
  readonly units: number;
  /** Largest norm of a gradient that stands beside it. */
  readonly largestNorm: number;
}

/** Below this slope hardly anything passes. */
const FLAT = 0.01;
/** Share of the steps at which a unit has to be flat. */
const NEARLY_ALWAYS = 0.9;
/** Share of the units that has to be ill before anybody is told. */
const MANY = 0.5;
/** Of the largest norm. */
const HARDLY_ANY = 1e-6;

/** From the value of a function to its slope, for those that flatten at their ends. */
const SLOPES: Readonly<Record<string, (y: number) => number>> = {
  sigmoid: (y) => y * (1 - y),
  tanh: (y) => 1 - y * y,
};
const RECTIFIERS: ReadonlySet<string> = new Set(["relu"]);

/** Units of which the condition holds at this share of the steps. */
function countUnits({ value, units }: Patient, share: number, holds: (y: number) => boolean): number {
  const steps = value.length / units;
  const column = (unit: number) => Array.from({ length: steps }, (_, t) => value[t * units + unit] ?? 0);
  return Array.from({ length: units }, (_, unit) => column(unit).filter(holds).length).filter((count) => count >= share * steps).length;
}

/** Null for a node that is well, and for one that the loss does not depend on or whose numbers are broken. */
export function ailmentOf(patient: Patient): Ailment | null {
  const { activation, gradient, units, value, largestNorm } = patient;
  const most = Math.max(...normsOf(gradient, units), 0);
  if (units === 0 || value.length === 0 || !(most > 0) || !Number.isFinite(most)) return null;
  const ill = (kind: Ailment["kind"], count: number): Ailment | null => (count > MANY * units ? { kind, units: count, of: units } : null);
  const slope = SLOPES[activation];
  const saturated =
    slope &&
    ill(
      "saturated",
      countUnits(patient, NEARLY_ALWAYS, (y) => slope(y) < FLAT),
    );
  const dead = RECTIFIERS.has(activation)
    ? ill(
        "dead",
        countUnits(patient, 1, (y) => y === 0),
      )
    : null;
  return saturated ?? dead ?? (most < HARDLY_ANY * largestNorm ? { kind: "vanished", units, of: units } : null);
}

/** As a sentence. */
export function describeAilment({ kind, units, of }: Ailment): string {
  const count = units === of ? `All ${of}` : `${units} of ${of}`;
  switch (kind) {
    case "saturated":
      return `${count} units are saturated: the slope of the function is below ${FLAT} at nearly all steps, so that hardly any gradient passes.`;
    case "dead":
      return `${count} units are dead: they are 0 at every step of this example, so that no gradient passes.`;
    case "vanished":
      return "The gradient has vanished: at every step it is below a millionth of the largest in this graph.";
  }
}
