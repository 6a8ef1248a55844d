// A training step prepared for one size of batch: where its inputs stand, and what it gives back.

import type { Draw } from "../compiler/bind.ts";
import type { Program } from "../compiler/program.ts";
import type { Executable, Numbers, Precision } from "../engine/backend/executable.ts";
import { prepareFor } from "../engine/backend/prepare-for.ts";
import type { StartPartner } from "../engine/backend/wasm/workers/pair.ts";
import type { Registry } from "../graph/node-type.ts";
import { isKept, type Kept } from "./kept-numbers.ts";
import { ExampleOrder } from "./step/example-order.ts";
import { NoiseInputs } from "./step/noise.ts";
import { type ParameterStatistics, readStatistics } from "./step/statistics.ts";
import { examplesOf, type TrainingTape, trainingTape } from "./training-tape.ts";

export interface StepOptions {
  readonly precision: Precision;
  readonly statistics: boolean;
  readonly startPartner?: StartPartner | undefined;
  readonly reproducible?: boolean | undefined;
}

/** What one step gives back. */
export interface StepResult {
  readonly loss: number;
  readonly norm: number;
  readonly rate: number;
  readonly metrics: readonly number[];
  readonly statistics: Readonly<Record<string, ParameterStatistics>> | null;
  readonly examples: number;
}

export class PreparedStep {
  readonly training: TrainingTape;
  readonly executable: Executable;
  private readonly noise: NoiseInputs;
  private readonly order: ExampleOrder;
  /** Where inputs of each kind begin, behind the program's slots. */
  private readonly statesAt: number;
  private readonly settingsAt: number;

  constructor(
    readonly program: Program,
    registry: Registry,
    { precision, statistics, startPartner, reproducible }: StepOptions,
  ) {
    this.training = trainingTape(program, registry, { statistics });
    const { tape, states, settings } = this.training;
    this.executable = prepareFor(tape, precision, examplesOf(program, tape), { startPartner, reproducible });
    this.noise = new NoiseInputs(program, precision);
    this.order = new ExampleOrder(program, this.executable.backend);
    this.statesAt = program.slots.length;
    this.settingsAt = this.statesAt + states.length;
    for (const [index, { data }] of settings.entries()) this.executable.write(this.settingsAt + index, Float64Array.from(data));
  }

  /** All but what training changes, and the noise, which every step has anew. */
  writeExamples(numbers: readonly Numbers[]): void {
    this.order.begin(numbers);
    this.program.slots.forEach((slot, index) => {
      if (!isKept(slot) && slot.kind !== "noise") this.executable.write(index, this.order.of(index, numbers[index]!));
    });
  }

  /**
   * Runs from `kept`, and leaves there what the step makes of it, if `accept` does not throw.
   * @param accept gets the loss, and new parameters, states and running values in the order of the tape
   */
  run(
    { weights, states }: Kept,
    draw: Draw,
    accept: (loss: number, after: readonly Numbers[], training: TrainingTape) => void,
  ): StepResult {
    const { training, executable } = this;
    const { parameters, running, metrics } = training;
    const changing = [
      ...parameters.map(({ slot, index }) => ({ index, numbers: weights.get(slot.name)!.data })),
      ...training.states.map(({ key }, at) => ({ index: this.statesAt + at, numbers: states.get(key)! })),
      ...running.map(({ slot, index }) => ({ index, numbers: weights.get(slot.name)!.data })),
    ];
    for (const { index, numbers } of changing) executable.write(index, numbers);
    this.noise.write(executable, draw, this.order);
    executable.write(this.settingsAt + training.settings.length, Float64Array.of(draw.step + 1));

    const [loss, norm, rate, ...rest] = executable.step();
    const after = rest.slice(metrics, metrics + changing.length);
    accept(loss![0]!, after, training);
    for (const [at, { numbers }] of changing.entries()) numbers.set(after[at]!);
    return {
      loss: loss![0]!,
      norm: norm![0]!,
      rate: rate![0]!,
      metrics: rest.slice(0, metrics).map((numbers) => numbers[0]!),
      statistics: training.statistics ? this.statistics(rest.slice(metrics + changing.length)) : null,
      examples: this.program.forms.batch,
    };
  }

  private statistics(outputs: readonly Numbers[]): Record<string, ParameterStatistics> {
    const names = this.training.parameters.map(({ slot }) => slot.name);
    return readStatistics(names, outputs);
  }
}
