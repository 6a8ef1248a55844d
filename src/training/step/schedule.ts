// The learning rate of a step: a number of the optimizer, or what its schedule says.

import type { OptimizerUse, ScheduleUse } from "../../compiler/program.ts";
import type { TapeBuilder } from "../../engine/builder.ts";
import * as ops from "../../engine/ops.ts";
import type { Value } from "../../engine/tape.ts";
import type { StepInputs } from "./inputs.ts";

export interface Rate {
  readonly value: Value;
  /** New states of the schedules, by key. */
  readonly states: ReadonlyMap<string, Value>;
}

export class RateWriter {
  private readonly states = new Map<string, Value>();

  constructor(
    private readonly tape: TapeBuilder,
    private readonly inputs: StepInputs,
    private readonly loss: Value,
  ) {}

  /** @param step number of the step, from 1 */
  write({ path, attributes, schedule }: OptimizerUse, step: Value): Rate {
    const first = ops.subtract(this.tape, step, ops.scalar(this.tape, 1));
    const value = schedule ? this.scheduled(schedule, first) : this.inputs.number(`${path}:learningRate`, attributes.learningRate ?? 0);
    return { value, states: this.states };
  }

  private scheduled({ path, type, attributes, following }: ScheduleUse, index: Value): Value {
    const { tape, inputs, loss } = this;
    const rule = type.schedule!;
    const key = (id: string) => `${path} ${id}`;
    const { rate, states } = tape.at({ path, port: "rate", direction: "update" }, () =>
      rule.rate(tape, {
        index,
        loss,
        attributes,
        states: Object.fromEntries(rule.states.map((id) => [id, inputs.state(key(id), [])])),
        setting: (id) => inputs.number(`${path}:${id}`, attributes[id]),
        following: (after) => following && this.scheduled(following, ops.subtract(tape, index, after)),
      }),
    );
    for (const id of rule.states) this.states.set(key(id), states[id]!);
    return rate;
  }
}
