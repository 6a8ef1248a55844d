// Figures of one value: norms over the steps, a histogram of all its numbers, and the decades that a logarithmic axis covers.

/** Euclidean norm of each vector of `units` numbers. */
export function normsOf(numbers: Float64Array, units: number): readonly number[] {
  const count = units > 0 ? Math.floor(numbers.length / units) : 0;
  return Array.from({ length: count }, (_, t) => normOf(numbers.subarray(t * units, (t + 1) * units)));
}

export function normOf(numbers: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < numbers.length; k++) sum += numbers[k]! ** 2;
  return Math.sqrt(sum);
}

export function meanOf(numbers: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < numbers.length; k++) sum += numbers[k]!;
  return sum / numbers.length;
}

export interface Histogram {
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
  /** Numbers that are NaN or infinite and in no bin. */
  readonly broken: number;
}

/** Ends that stay while numbers move a little: 1, 2 or 5 times a power of ten. */
function roundEnd(x: number): number {
  if (x === 0) return 0;
  const power = 10 ** Math.floor(Math.log10(x));
  const digit = [1, 2, 5, 10].find((candidate) => candidate * power >= x * (1 - 1e-12)) ?? 10;
  return digit * power;
}

function extent(numbers: Float64Array): readonly [number, number] {
  let [low, high] = [0, 0];
  for (const x of numbers) {
    if (!Number.isFinite(x)) continue;
    low = Math.min(low, x);
    high = Math.max(high, x);
  }
  return [low, high];
}

/** Always with 0 inside, at the border of two bins or at an end. */
export function histogramOf(numbers: Float64Array, bins: number): Histogram {
  const [low, high] = extent(numbers);
  const end = roundEnd(Math.max(-low, high)) || 1;
  const [from, to] = [low < 0 ? -end : 0, high > 0 || low === 0 ? end : 0];
  const counts = Array.from({ length: bins }, () => 0);
  let broken = 0;
  for (const x of numbers) {
    if (!Number.isFinite(x)) broken += 1;
    else counts[Math.min(bins - 1, Math.floor(((x - from) / (to - from)) * bins))]! += 1;
  }
  return { from, to, counts, broken };
}

/** Whole decades, as exponents of ten. */
export interface Decades {
  readonly from: number;
  readonly to: number;
}

/** Around all positive numbers, at most `most` below the largest. */
export function decadesOf(numbers: readonly number[], most: number): Decades {
  const positive = numbers.filter((x) => x > 0 && Number.isFinite(x));
  if (positive.length === 0) return { from: -1, to: 0 };
  const [low, high] = positive.reduce(([a, b], x): [number, number] => [Math.min(a, x), Math.max(b, x)], [Infinity, 0]);
  const to = Math.ceil(Math.log10(high) - 1e-9) + 0;
  return { from: Math.max(to - most, Math.min(to - 1, Math.floor(Math.log10(low) + 1e-9))), to };
}
