// Examples of a batch in an order of their lengths. The fast executor takes some examples at a time and leaves out the steps that none of them
// has: with examples of about the same length next to each other these are the most. Nothing that a step gives depends on the order.

import type { Program } from "../../compiler/program.ts";
import type { BackendName, Numbers } from "../../engine/backend/executable.ts";

/** How many steps each example has, from a mask [T, B]. */
function lengthsOf(mask: Numbers, examples: number): Int32Array {
  const lengths = new Int32Array(examples);
  mask.forEach((real, index) => {
    if (real !== 0) lengths[index % examples] = Math.floor(index / examples) + 1;
  });
  return lengths;
}

/** By length, dealt out in turns to the two halves of the batch, which may be computed by two workers. */
function dealt(lengths: Int32Array): number[] {
  const sorted = [...lengths.keys()].sort((a, b) => lengths[a]! - lengths[b]! || a - b);
  return [0, 1].flatMap((half) => sorted.filter((_, index) => index % 2 === half));
}

/** Rows [.., order[0], ..], [.., order[1], ..], … of numbers [outer, examples, inner]. */
function reordered(numbers: Numbers, order: readonly number[], outer: number): Numbers {
  const inner = numbers.length / (outer * order.length);
  const result = numbers.slice();
  for (let step = 0; step < outer; step++) {
    const from = step * order.length;
    for (const [place, example] of order.entries()) {
      const start = (from + example) * inner;
      result.set(numbers.subarray(start, start + inner), (from + place) * inner);
    }
  }
  return result;
}

export class ExampleOrder {
  /** Null where the examples stay as they are. */
  private order: readonly number[] | null = null;
  private readonly mask: number;

  constructor(
    private readonly program: Program,
    backend: BackendName,
  ) {
    this.mask = backend === "wasm" ? program.slots.findIndex(({ kind }) => kind === "mask") : -1;
  }

  /** @param numbers of all slots, for a new batch */
  begin(numbers: readonly Numbers[]): void {
    const { mask, program } = this;
    this.order = mask < 0 ? null : dealt(lengthsOf(numbers[mask]!, program.forms.batch));
  }

  /** Numbers of a slot as the executor is to have them. */
  of(index: number, numbers: Numbers): Numbers {
    const { order, program } = this;
    const slot = program.slots[index];
    if (!order || !slot?.batch) return numbers;
    return reordered(numbers, order, slot.time ? program.forms.steps! : 1);
  }
}
