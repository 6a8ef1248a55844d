// The noise of a training step, drawn anew for each step into the same memory.

import { type Draw, drawNoise, slotShape } from "../../compiler/bind.ts";
import type { Program, Slot } from "../../compiler/program.ts";
import { allocate, type Executable, type Numbers, type Precision } from "../../engine/backend/executable.ts";
import { sizeOf } from "../../engine/tape.ts";
import type { ExampleOrder } from "./example-order.ts";

interface NoiseInput {
  readonly index: number;
  readonly slot: Slot;
  readonly numbers: Numbers;
}

export class NoiseInputs {
  private readonly inputs: readonly NoiseInput[];

  constructor({ slots, forms }: Program, precision: Precision) {
    this.inputs = slots.flatMap((slot, index) =>
      slot.kind === "noise" ? [{ index, slot, numbers: allocate(precision, sizeOf(slotShape(slot, forms))) }] : [],
    );
  }

  /** The inputs of a tape begin with the program's slots. */
  write(executable: Executable, draw: Draw, order?: ExampleOrder): void {
    for (const { index, slot, numbers } of this.inputs) {
      drawNoise(numbers, slot, draw);
      executable.write(index, order?.of(index, numbers) ?? numbers);
    }
  }
}
