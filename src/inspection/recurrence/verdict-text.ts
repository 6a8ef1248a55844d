// The verdict as sentences.

import { DIRECTIONS } from "./local-factor.ts";
import type { Fate, Verdict } from "./verdict.ts";
import { HOLDS } from "./verdict.ts";

/** Two digits: `0.62`, `1.0`, `130`. */
const twoDigits = (x: number): string => (x >= 100 ? x.toLocaleString("en", { maximumSignificantDigits: 2 }) : x.toPrecision(2));

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** The nearest power of ten: `10⁻¹³`. */
const power = (x: number): string => {
  const digits = String(Math.abs(Math.round(Math.log10(x))));
  return `10${x < 1 ? "⁻" : ""}${digits.replace(/\d/g, (digit) => RAISED[Number(digit)] ?? "")}`;
};

/** What is left, as people say it: `1/52`, `0.62`. */
function shareText(left: number): string {
  if (left < 1e-6) return left === 0 ? "nothing" : power(left);
  return left < 0.5 ? `1/${twoDigits(1 / left)}` : twoDigits(left);
}

const timesText = (left: number): string => `${left > 1e6 ? power(left) : twoDigits(left)} times`;

/** A factor that stands for 0. */
const NOTHING = 1e-200;

const count = (steps: number): string => (steps === 1 ? "1 step" : `${steps} steps`);

export const FATE_WORDS: Readonly<Record<Fate, string>> = {
  vanishes: "Vanishes",
  holds: "Holds",
  explodes: "Explodes",
  cut: "Does not come back",
  broken: "Not a number",
  short: "Too short",
};

/** What happens, in one or two sentences. */
export function verdictText({ fate, rate, left, steps }: Verdict): string {
  if (left === 0 && (fate === "holds" || fate === "explodes"))
    return `It changes by a factor ${twoDigits(rate ?? 1)} a step, until it is 0.`;
  switch (fate) {
    case "vanishes":
      return `It falls by a factor ${twoDigits(rate ?? 0)} a step: ${count(steps)} back ${shareText(left)} is left.`;
    case "explodes":
      return `It grows by a factor ${twoDigits(rate ?? 0)} a step: ${count(steps)} back it is ${timesText(left)} what it is at the end.`;
    case "holds":
      return `It changes by a factor ${twoDigits(rate ?? 1)} a step: ${count(steps)} back it is ${timesText(left)} what it is at the end.`;
    case "cut":
      return "One step back it is 0: the state does not depend on what it was.";
    case "broken":
      return "The derivative is not finite at some step.";
    case "short":
      return "Fewer than three steps tell nothing of a rate.";
  }
}

/**
 * Which node does most of it; empty where none does.
 * @param name of a node by its path, as people call it
 */
export function causeText({ fate, cause, isMost, largest }: Verdict, name: (path: string) => string): string {
  if (largest) {
    return `No node on the strongest way back makes it grow by itself: several ways add up. The node on them that can stretch it most is ${name(largest.path)}, by ${twoDigits(largest.factor)} in its worst direction.`;
  }
  if (!cause) return "";
  const share = isMost ? "Most of it" : "More of it than anywhere else";
  const passes = cause.passes === 1 ? "is passed once" : `is passed ${cause.passes} times`;
  const times = cause.passes === 1 ? "" : " each time";
  const does = cause.factor < NOTHING ? "lets nothing through" : `multiplies by ${twoDigits(cause.factor)}`;
  const what = fate === "explodes" ? "is added" : "is lost";
  return `${share} ${what} at ${name(cause.path)}: on the strongest way back it ${passes}, and ${does}${times}.`;
}

/**
 * Says which factors are no exact numbers; empty where all are.
 * @param paths of the nodes
 */
export function estimateText(paths: readonly string[], name: (path: string) => string): string {
  if (paths.length === 0) return "";
  const names = paths.length > 3 ? `${paths.length} large nodes` : paths.map(name).join(", ");
  const what = paths.length > 1 ? `The factors of ${names} are` : `The factor of ${names} is`;
  return `${what} estimated from ${DIRECTIONS} random directions, at each step within about a fifth: too large to be gone through row by row.`;
}

/** How the words are meant. */
export const VERDICT_NOTE = `The norm is the largest singular value of the Jacobian. The rate is that of a line through its logarithm, by least squares, without the last step; ${HOLDS.from} to ${HOLDS.to} a step counts as holding. The strongest way back is the one whose factors have the largest product. A node's factor is the root mean square of the singular values of its local Jacobian.`;
