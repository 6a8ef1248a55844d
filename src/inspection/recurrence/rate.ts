// How a norm goes from step to step on the way back. Every number is measured between two of the steps, nothing is fitted, so that rate
// and total are two ways to say the same.

/** From one step back to a farther one. */
export interface Stretch {
  /** At least 1. */
  readonly steps: number;
  /** Norm at its far end over that at its near end. */
  readonly factor: number;
  /** The geometric mean of what a step multiplies by: factor^(1/steps). */
  readonly rate: number;
}

export interface Course {
  /** From the end back to the first step, or to the farthest one at which anything is left. */
  readonly whole: Stretch;
  /** Two stretches, the nearer one first, whose factors multiply to the whole's; none where it goes evenly. */
  readonly parts: readonly Stretch[];
  /** Steps beyond the whole, at which nothing is left. */
  readonly beyond: number;
  /** Steps within the whole at which the norm is 0, as where a delay goes two steps back. */
  readonly gaps: number;
}

/** What is smaller counts as 0: f64 has no full precision below. */
export const LEAST = 1e-290;

/** As even counts what is nowhere farther from its mean rate than this factor, or than this share of the whole change, in logarithms. */
export const EVEN = { factor: 2, share: 0.1 } as const;

function stretchOf(norms: readonly number[], from: number, to: number): Stretch {
  const log = Math.log(norms[to]!) - Math.log(norms[from]!);
  return { steps: to - from, factor: norms[to]! / norms[from]!, rate: Math.exp(log / (to - from)) };
}

/** Where to part the way: the step farthest from the mean rate; null where it goes evenly. */
function bendOf(norms: readonly number[], { steps, rate }: Stretch): number | null {
  const slope = Math.log(rate);
  let bend = 0;
  let most = Math.max(Math.log(EVEN.factor), EVEN.share * Math.abs(slope * steps));
  for (let k = 1; k < steps; k++) {
    if (norms[k]! <= LEAST) continue;
    const off = Math.abs(Math.log(norms[k]!) - Math.log(norms[0]!) - k * slope);
    if (off > most) [bend, most] = [k, off];
  }
  return bend === 0 ? null : bend;
}

/** The longest run of norms that are 0, and how many there are. */
function gapsIn(norms: readonly number[]): { longest: number; count: number } {
  let [longest, count, run] = [0, 0, 0];
  for (const norm of norms) {
    run = norm <= LEAST ? run + 1 : 0;
    if (run > 0) count += 1;
    longest = Math.max(longest, run);
  }
  return { longest, count };
}

/**
 * @param norms by steps back, finite, that of the last step itself first
 * @returns null where nothing is left from the first step back on
 */
export function courseOf(norms: readonly number[]): Course | null {
  const reach = norms.findLastIndex((norm) => norm > LEAST);
  if (reach < 1) return null;
  const whole = stretchOf(norms, 0, reach);
  const bend = bendOf(norms, whole);
  const parts = bend === null ? [] : [stretchOf(norms, 0, bend), stretchOf(norms, bend, reach)];
  const { longest, count } = gapsIn(norms.slice(0, reach));
  const beyond = norms.length - 1 - reach;
  // no longer than those between: it would come back
  return { whole, parts, beyond: beyond > longest ? beyond : 0, gaps: count };
}

/** Of a total that is calculated from the digits that are printed. */
const MOST_OFF = 0.1;

/** Digits of a rate: at least two, and so many that the total calculated from them comes out within a tenth. */
export function rateDigits({ rate, steps }: Pick<Stretch, "rate" | "steps">): number {
  const isEnough = (digits: number) => Math.abs(steps * Math.log(Number(rate.toPrecision(digits)) / rate)) < MOST_OFF;
  return [2, 3, 4, 5].find(isEnough) ?? 6;
}

const twoDigits = (x: number): number => Number(x.toPrecision(2));

/** Below this a factor is told as a fraction, `1/2.1`. */
export const FRACTION = 0.5;

/** A factor over several steps as far as it is told: two digits, of a small one those of the fraction. */
export const roundedFactor = (factor: number): number => (factor < FRACTION ? 1 / twoDigits(1 / factor) : twoDigits(factor));
