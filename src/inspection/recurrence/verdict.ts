// What becomes of a gradient on its way back through the steps, in words: it vanishes, holds or explodes, at what rate, and through which node.

import { endOf } from "./jacobian.ts";
import { type Course, courseOf, rateDigits, roundedFactor } from "./rate.ts";
import type { RecurrentState } from "./states.ts";
import type { Share } from "./strongest-path.ts";

export type Fate = "vanishes" | "holds" | "explodes" | "cut" | "broken" | "short";

/** A mean factor a step between these counts as holding, where what is left in all is between those. */
export const HOLDS = { from: 0.95, to: 1.05, left: { from: 0.5, to: 2 } } as const;

export interface Verdict {
  readonly fate: Fate;
  /** Mean factor a step on the way back, left^(1/steps); null where there is none to tell, also where nothing is left. */
  readonly rate: number | null;
  /** Norm at the beginning over that at the end; 0 where nothing is left. */
  readonly left: number;
  /** How many steps lie between. */
  readonly steps: number;
  /** Null where the fate is `cut`, `broken` or `short`. */
  readonly course: Course | null;
  /** What takes away or adds most on the strongest way back; null where the gradient holds. */
  readonly cause: Share | null;
  /** Whether that is more than half of all that is taken away, or added. */
  readonly isMost: boolean;
}

/** By the numbers as they are printed, so that they cannot say otherwise than the word. */
function fateOf({ whole, beyond }: Course): Fate {
  if (beyond > 0) return "vanishes";
  const rate = Number(whole.rate.toPrecision(rateDigits(whole)));
  const left = roundedFactor(whole.factor);
  if (rate < HOLDS.from || left < HOLDS.left.from) return "vanishes";
  return rate > HOLDS.to || left > HOLDS.left.to ? "explodes" : "holds";
}

const NOBODY = { cause: null, isMost: false };

/** The share that does most in the direction in which it goes. */
function blame(fate: Fate, { whole }: Pick<Course, "whole">, shares: readonly Share[]): Pick<Verdict, "cause" | "isMost"> {
  const sign = fate === "explodes" ? 1 : -1;
  // what has held until it is cut off tells nothing of the cut
  if (fate === "holds" || sign * Math.log(whole.rate) <= 0) return NOBODY;
  const along = shares.filter(({ total }) => sign * total > 0);
  const all = along.reduce((sum, { total }) => sum + total, 0);
  const cause = along.reduce<Share | null>((best, share) => (sign * share.total > sign * (best?.total ?? 0) ? share : best), null);
  return { cause, isMost: cause !== null && cause.total / all > 0.5 };
}

/** `[T]` of ∂h_T/∂h_i by steps back, that of the end first. */
export function normsBack(state: RecurrentState, norms: ArrayLike<number>): readonly number[] {
  const end = endOf(state, norms.length);
  return Array.from({ length: norms.length }, (_, k) => norms[Math.abs(end - k)]!);
}

/**
 * @param back norms by steps back
 * @param shares of the strongest way back
 */
export function verdictOf(back: readonly number[], shares: readonly Share[]): Verdict {
  const steps = back.length - 1;
  const told = { left: back[steps]! / back[0]!, steps, rate: null, course: null, ...NOBODY };
  if (!back.every(Number.isFinite)) return { ...told, fate: "broken" };
  if (steps < 2) return { ...told, fate: "short" };
  const course = courseOf(back);
  if (!course) return { ...told, left: 0, fate: "cut", ...blame("cut", { whole: { steps, factor: 0, rate: 0 } }, shares) };
  const fate = fateOf(course);
  const { whole, beyond } = course;
  const numbers = beyond > 0 ? { left: 0, steps, rate: null } : { left: whole.factor, steps: whole.steps, rate: whole.rate };
  return { ...numbers, fate, course, ...blame(fate, course, shares) };
}
