// What a training step takes beside the model's own slots: states that it reads and writes, and numbers that somebody has set.

import type { TapeBuilder } from "../../engine/builder.ts";
import { type Shape, sameShape, type Value } from "../../engine/tape.ts";

/** What is kept from one step to the next: an optimizer's for one parameter, `lstm.W_f m`, or a schedule's, `rate best`. */
export interface StateSlot {
  readonly key: string;
  readonly shape: Shape;
}

/** Numbers of the document that a step reads: a learning rate, β₁. */
export interface SettingSlot {
  readonly id: string;
  readonly shape: Shape;
  readonly data: readonly number[];
}

/** Inputs are written in the order in which they are first asked for. */
export class StepInputs {
  readonly states: StateSlot[] = [];
  readonly settings: SettingSlot[] = [];
  private readonly values = new Map<string, Value>();

  constructor(private readonly tape: TapeBuilder) {}

  state(key: string, shape: Shape): Value {
    return this.once(`state ${key}`, () => {
      this.states.push({ key, shape });
      return this.tape.input(shape, { name: key });
    });
  }

  /** One of the same name and numbers is shared by all that read it. */
  setting(id: string, shape: Shape, data: readonly number[]): Value {
    const known = this.settings.find((other) => other.id === id);
    if (known && !(sameShape(known.shape, shape) && known.data.every((number, index) => number === data[index])))
      throw new Error(`setting ${id} has two meanings`);
    return this.once(`setting ${id}`, () => {
      this.settings.push({ id, shape, data });
      return this.tape.input(shape, { name: id });
    });
  }

  number(id: string, value: unknown): Value {
    return this.setting(id, [], [Number(value)]);
  }

  stateValues(): Value[] {
    return this.states.map(({ key }) => this.values.get(`state ${key}`)!);
  }

  settingValues(): Value[] {
    return this.settings.map(({ id }) => this.values.get(`setting ${id}`)!);
  }

  private once(key: string, make: () => Value): Value {
    const value = this.values.get(key) ?? make();
    this.values.set(key, value);
    return value;
  }
}
