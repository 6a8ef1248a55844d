// Numbers that training carries from step to step and no gradient changes, such as a running mean: after each step they are what the program
// says, and evaluation takes them.

import type { Tensor } from "../../base/tensor.ts";
import type { Program } from "../../compiler/program.ts";
import type { ProgramObjective } from "./program-objective.ts";

export class RunningValues {
  private readonly byName = new Map<string, Tensor>();

  /** @param numbers of every slot, as they begin */
  constructor(
    private readonly program: Program,
    numbers: readonly Float64Array[],
  ) {
    for (const [index, { kind, name, shape }] of program.slots.entries())
      if (kind === "running") this.byName.set(name, { shape, data: numbers[index]! });
  }

  /** As copies. */
  tensors(): ReadonlyMap<string, Tensor> {
    return new Map([...this.byName].map(([name, { shape, data }]) => [name, { shape, data: Float64Array.from(data) }]));
  }

  /** Takes what they are after a step. */
  keep(after: readonly Float64Array[]): void {
    for (const [index, { slot }] of this.program.running.entries()) {
      const { name, shape } = this.program.slots[slot]!;
      this.byName.set(name, { shape, data: after[index]! });
    }
  }

  /** Gives them to the objective of this program, or of another one of the same document. */
  write({ slots }: Program, objective: ProgramObjective): void {
    for (const [index, { kind, name }] of slots.entries())
      if (kind === "running") objective.write(index, Float64Array.from(this.byName.get(name)!.data));
  }
}
