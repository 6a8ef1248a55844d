// How fast a norm falls or grows from step to step on the way back: a straight line through its logarithm, by least squares.

export interface Rate {
  /** Factor a step on the way back. */
  readonly factor: number;
  /** How many steps the line goes through. */
  readonly points: number;
}

/** What is smaller has lost its digits: f64 has no full precision below. */
const LEAST = 1e-290;

/** exp of the slope of ln(y) over x. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (of: (point: readonly [number, number]) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x0, y0] = [mean(([x]) => x), mean(([, y]) => Math.log(y))];
  const spread = mean(([x]) => (x - x0) ** 2);
  return Math.exp(mean(([x, y]) => (x - x0) * (Math.log(y) - y0)) / spread);
}

/**
 * @param norms by steps back, that of the last step itself first: it is the identity's and says nothing, so the line begins behind it where
 *   two others follow
 * @returns null where fewer than two norms are above rounding
 */
export function rateOf(norms: readonly number[]): Rate | null {
  const points = norms.flatMap((y, x): [number, number][] => (y > LEAST && Number.isFinite(y) ? [[x, y]] : []));
  const measured = points.filter(([x]) => x > 0);
  const used = measured.length >= 2 ? measured : points;
  return used.length < 2 ? null : { factor: slopeOf(used), points: used.length };
}
