// The optimizer's graph over the values of each parameter: where the gradient is taken, the step, and the states before the first one.

import type { OptimizerUse, Slot } from "../../compiler/program.ts";
import { createUpdateCompiler, type Update, type UpdateValue } from "../../compiler/update.ts";
import type { TapeBuilder } from "../../engine/builder.ts";
import { inline } from "../../engine/inline.ts";
import * as ops from "../../engine/ops.ts";
import type { Origin, Shape, Tape, Value } from "../../engine/tape.ts";
import type { Registry } from "../../graph/node-type.ts";
import type { StepInputs } from "./inputs.ts";

/** What a step knows when it comes to the update of one parameter. */
export interface Moment {
  readonly gradient: Value;
  readonly rate: Value;
}

export interface Stepped {
  readonly weight: Value;
  /** By key. */
  readonly states: readonly (readonly [string, Value])[];
}

const stateKey = ({ name }: Slot, id: string) => `${name} ${id}`;

export class UpdateWriter {
  private readonly update: (shape: Shape) => Update;

  /** @param step number of the step, from 1 */
  constructor(
    private readonly tape: TapeBuilder,
    private readonly inputs: StepInputs,
    private readonly step: Value,
    private readonly optimizer: OptimizerUse,
    registry: Registry,
  ) {
    this.update = createUpdateCompiler(optimizer.graph!, registry, optimizer.path);
  }

  looksAhead({ shape }: Slot): boolean {
    return this.update(shape).ahead !== null;
  }

  /** Where the gradient is taken. */
  ahead(slot: Slot, weight: Value, rate: Value): Value {
    const { ahead } = this.update(slot.shape);
    const gradient = ops.constant(this.tape, weight.shape, 0);
    return ahead ? this.written(slot, ahead, weight, { gradient, rate })[0]! : weight;
  }

  stepped(slot: Slot, weight: Value, moment: Moment): Stepped {
    const { step, states } = this.update(slot.shape);
    const [next, ...kept] = this.written(slot, step, weight, moment) as [Value, ...Value[]];
    return { weight: next, states: states.map(({ id }, index) => [stateKey(slot, id), kept[index]!]) };
  }

  /** What the nodes of the graph give, and their numbers in this step. */
  inside(slot: Slot, weight: Value, moment: Moment): { readonly values: readonly UpdateValue[]; readonly outputs: readonly Value[] } {
    const { values, inside } = this.update(slot.shape);
    return { values, outputs: this.written(slot, inside, weight, moment) };
  }

  /** States before the first step, by key. Nothing is written but what they need: the parameters and the settings. */
  begun(slot: Slot, weight: Value): [string, Value][] {
    const { start, states } = this.update(slot.shape);
    const values = this.written(slot, start, weight, null);
    return states.map(({ id }, index) => [stateKey(slot, id), values[index]!]);
  }

  /** One of the update's tapes; before the first step all but weight and settings is 0. */
  private written(slot: Slot, tape: Tape, weight: Value, moment: Moment | null): Value[] {
    const { inputs, states } = this.update(slot.shape);
    const shapes = new Map(states.map(({ id, shape }) => [id, shape]));
    const zero = (shape: Shape) => ops.constant(this.tape, shape, 0);
    const numbers = {
      weight,
      gradient: moment?.gradient ?? zero(slot.shape),
      learningRate: moment?.rate ?? zero([]),
      step: moment ? this.step : zero([]),
    };
    const values = inputs.map((input): Value => {
      if (input.kind === "constant") return this.inputs.setting(`${this.optimizer.path}.${input.id}`, input.shape, input.data);
      if (input.kind !== "state") return numbers[input.kind];
      const shape = shapes.get(input.id)!;
      return moment ? this.inputs.state(stateKey(slot, input.id), shape) : zero(shape);
    });
    return inline(this.tape, tape, values, this.place);
  }

  /** `update.m`: the node inside the optimizer's graph. */
  private readonly place = (origin: Origin | null): Origin => {
    const { path } = this.optimizer;
    return { path: origin ? `${path}.${origin.path}` : path, port: origin?.port ?? "update", direction: "update" };
  };
}
