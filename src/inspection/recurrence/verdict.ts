// What becomes of a gradient on its way back through the steps, in words: it vanishes, holds or explodes, at what rate, and through which node.

import { endOf } from "./jacobian.ts";
import { type LocalFactor, mostStretch } from "./local-factor.ts";
import { rateOf } from "./rate.ts";
import type { RecurrentState } from "./states.ts";
import type { Share } from "./strongest-path.ts";

export type Fate = "vanishes" | "holds" | "explodes" | "cut" | "broken" | "short";

/** A factor a step between these counts as holding: twelve steps leave more than half and less than double. */
export const HOLDS = { from: 0.95, to: 1.05 } as const;

export interface Verdict {
  readonly fate: Fate;
  /** Factor a step on the way back; null where there is none to tell. */
  readonly rate: number | null;
  /** Norm at the beginning over that at the end, and how many steps lie between. */
  readonly left: number;
  readonly steps: number;
  /** The node that takes away or adds most on the strongest way back; null where the gradient holds, and where no node does. */
  readonly cause: Share | null;
  /** Whether what the cause does is more than half of all that happens. */
  readonly isMost: boolean;
  /** Where a gradient grows although no node on the strongest way lets it: several ways add up, and this node can stretch a gradient most. */
  readonly largest: { readonly path: string; readonly factor: number } | null;
}

function fateOf(rate: number): Fate {
  if (rate < HOLDS.from) return "vanishes";
  return rate > HOLDS.to ? "explodes" : "holds";
}

/** The node that does most in the direction in which it goes. */
function causeOf(fate: Fate, shares: readonly Share[]): Share | null {
  const sign = fate === "vanishes" || fate === "cut" ? -1 : fate === "explodes" ? 1 : 0;
  const most = shares.reduce<Share | null>((best, share) => (sign * share.total > sign * (best?.total ?? 0) ? share : best), null);
  return sign === 0 ? null : most;
}

function largestOf(factors: readonly LocalFactor[]): Verdict["largest"] {
  const all = factors.map((factor) => ({ path: factor.node.path, factor: mostStretch(factor) }));
  return all.reduce<Verdict["largest"]>((best, one) => (one.factor > (best?.factor ?? 0) ? one : best), null);
}

const NOBODY = { cause: null, isMost: false, largest: null };

function blame(fate: Fate, left: number, shares: readonly Share[], factors: readonly LocalFactor[]) {
  const cause = causeOf(fate, shares);
  const isMost = cause !== null && (fate === "cut" || Math.abs(cause.total) > Math.abs(Math.log(left)) / 2);
  if (fate !== "explodes" || isMost) return { cause, isMost, largest: null };
  return { ...NOBODY, largest: largestOf(factors) };
}

/**
 * @param norms `[T]` of ∂h_T/∂h_i, by step
 * @param shares of the strongest way back
 * @param factors of all nodes on the state's cycle
 */
export function verdictOf(
  state: RecurrentState,
  norms: ArrayLike<number>,
  shares: readonly Share[],
  factors: readonly LocalFactor[],
): Verdict {
  const steps = norms.length;
  const end = endOf(state, steps);
  const back = Array.from({ length: steps }, (_, k) => norms[Math.abs(end - k)]!);
  const told = { left: back[steps - 1]! / back[0]!, steps: steps - 1 };
  if (!back.every(Number.isFinite)) return { ...told, ...NOBODY, fate: "broken", rate: null };
  if (steps < 3) return { ...told, ...NOBODY, fate: "short", rate: null };
  const isCut = back[1] === 0;
  const rate = isCut ? 0 : (rateOf(back)?.factor ?? 0);
  const fate = isCut ? "cut" : fateOf(rate);
  return { ...told, fate, rate, ...blame(fate, told.left, shares, factors) };
}
