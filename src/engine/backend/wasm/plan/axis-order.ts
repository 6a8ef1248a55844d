// In which order a loop walks its axes: innermost the one along which most of its numbers lie next to each other.

/** How the accesses of a loop lie along its axes, counted as they come: a loop may have thousands. */
export class AccessCounts {
  private readonly neighbours: number[];
  private readonly same: number[];
  private readonly farthest: number[];

  constructor(private readonly axes: number) {
    const zeros = () => new Array<number>(axes).fill(0);
    [this.neighbours, this.same, this.farthest] = [zeros(), zeros(), zeros()];
  }

  /** @param strides of one access along each axis */
  add(strides: readonly number[]): void {
    for (let axis = 0; axis < this.axes; axis++) {
      const stride = Math.abs(strides[axis]!);
      if (strides[axis] === 1) this.neighbours[axis]! += 1;
      else if (stride === 0) this.same[axis]! += 1;
      if (stride > this.farthest[axis]!) this.farthest[axis] = stride;
    }
  }

  /** How many are vectors along this axis: neighbours, or one number for all; 0 where none are neighbours. */
  private vectors(axis: number): number {
    return this.neighbours[axis] === 0 ? 0 : this.neighbours[axis]! + this.same[axis]!;
  }

  /** As `axisOrder` has it. */
  order(): readonly number[] {
    const all = Array.from({ length: this.axes }, (_, axis) => axis);
    const last = this.axes - 1;
    const best = all.reduce((chosen, axis) => (this.vectors(axis) > this.vectors(chosen) ? axis : chosen), last);
    if (best === last || this.axes < 2) return all;
    const outer = all.filter((axis) => axis !== best).sort((a, b) => this.farthest[b]! - this.farthest[a]!);
    return [...outer, best];
  }
}

/**
 * Axes from the outermost to the innermost; as they are, unless another one is better innermost.
 * @param strides of each access along each axis
 */
export function axisOrder(axes: readonly number[], strides: readonly (readonly number[])[]): readonly number[] {
  const counts = new AccessCounts(axes.length);
  for (const each of strides) counts.add(each);
  return counts.order();
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
