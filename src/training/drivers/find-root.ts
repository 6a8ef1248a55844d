// Brent's zero of a function between two places where its signs differ (R. Brent, Algorithms for Minimization without Derivatives, 1973, 4).

/** A place and the function there. */
export interface Sample {
  readonly at: number;
  readonly f: number;
}

const MOST = 200;

/** The next place by the secant through two samples, or by the inverse parabola through three; null where it would lead out. */
function interpolated(best: Sample, other: Sample, before: Sample): number | null {
  const middle = (other.at - best.at) / 2;
  const s = best.f / before.f;
  let [p, q] = [2 * middle * s, 1 - s];
  if (before.at !== other.at) {
    const [u, v] = [before.f / other.f, best.f / other.f];
    p = s * (2 * middle * u * (u - v) - (best.at - before.at) * (v - 1));
    q = (u - 1) * (v - 1) * (s - 1);
  }
  const step = -p / q;
  return Number.isFinite(step) && step / middle > 0 && step / middle < 1.5 ? step : null;
}

/**
 * The zero of `f` between `low` and `high`, to the rounding of its place. The signs of f there differ, so where f jumps over zero it is the
 * place of the jump.
 */
export function findRoot(f: (at: number) => number, low: Sample, high: Sample): number {
  let [best, other, before] = [high, low, low];
  let [last, lastButOne] = [high.at - low.at, high.at - low.at];
  for (let count = 0; count < MOST; count++) {
    if (best.f > 0 === other.f > 0) {
      other = before;
      last = best.at - before.at;
      lastButOne = last;
    }
    if (Math.abs(other.f) < Math.abs(best.f)) [before, best, other] = [best, other, best];
    const tolerance = 2 * Number.EPSILON * Math.abs(best.at);
    const middle = (other.at - best.at) / 2;
    if (best.f === 0 || Math.abs(middle) <= tolerance) return best.at;
    const step = Math.abs(before.f) > Math.abs(best.f) ? interpolated(best, other, before) : null;
    const shrinks = step !== null && Math.abs(step) < Math.abs(lastButOne) / 2;
    [lastButOne, last] = shrinks ? [last, step] : [middle, middle];
    before = best;
    const at = best.at + (Math.abs(last) > tolerance ? last : Math.sign(middle) * tolerance);
    best = { at, f: f(at) };
  }
  return best.at;
}
