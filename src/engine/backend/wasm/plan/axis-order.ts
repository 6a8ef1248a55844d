// In which order a loop walks its axes: innermost the one along which most of its numbers lie next to each other.

/** How many of the accesses are vectors along this axis: neighbours, or one number for all; 0 where none are neighbours. */
function vectors(strides: readonly (readonly number[])[], axis: number): number {
  let [neighbours, same] = [0, 0];
  for (const each of strides) {
    if (each[axis] === 1) neighbours++;
    else if (each[axis] === 0) same++;
  }
  return neighbours === 0 ? 0 : neighbours + same;
}

const farthest = (strides: readonly (readonly number[])[], axis: number): number =>
  Math.max(0, ...strides.map((each) => Math.abs(each[axis]!)));

/**
 * Axes from the outermost to the innermost; as they are, unless another one is better innermost.
 * @param strides of each access along each axis
 */
export function axisOrder(axes: readonly number[], strides: readonly (readonly number[])[]): readonly number[] {
  const all = axes.map((_, axis) => axis);
  if (axes.length < 2) return all;
  const last = axes.length - 1;
  const counts = all.map((axis) => vectors(strides, axis));
  const best = all.reduce((chosen, axis) => (counts[axis]! > counts[chosen]! ? axis : chosen), last);
  if (best === last) return all;
  const outer = all.filter((axis) => axis !== best).sort((a, b) => farthest(strides, b) - farthest(strides, a));
  return [...outer, best];
}

/** Strides of numbers that lie without gaps in this order of their axes. */
export function stridesInOrder(sizes: readonly number[], order: readonly number[]): number[] {
  const strides = new Array<number>(sizes.length).fill(0);
  let distance = 1;
  for (const axis of [...order].reverse()) {
    strides[axis] = distance;
    distance *= sizes[axis]!;
  }
  return strides;
}

/** Strides under another shape of the same numbers in row-major order; null where these strides cannot say it. */
export function reshapedStrides(from: readonly number[], strides: readonly number[], to: readonly number[]): number[] | null {
  const result = new Array<number>(to.length).fill(0);
  let [i, j] = [0, 0];
  while (i < from.length || j < to.length) {
    const [iStart, jStart] = [i, j];
    let [size, wanted] = [1, 1];
    // the smallest groups of axes with equally many elements
    do {
      if (size <= wanted && i < from.length) size *= from[i++]!;
      else if (j < to.length) wanted *= to[j++]!;
      else size *= from[i++]!;
    } while (size !== wanted);
    const group = from.slice(iStart, i).flatMap((count, k) => (count === 1 ? [] : [{ count, stride: strides[iStart + k]! }]));
    const joins = group.every(({ stride }, k) => k + 1 >= group.length || stride === group[k + 1]!.stride * group[k + 1]!.count);
    if (!joins) return null;
    let distance = group.at(-1)?.stride ?? 0;
    for (let axis = j - 1; axis >= jStart; axis--) {
      result[axis] = to[axis] === 1 ? 0 : distance;
      distance *= to[axis]!;
    }
  }
  return result;
}
