// The tape of one training step: forward, backward, clipping, and the optimizer's update of every parameter.

import { lossFirst } from "../compiler/gradient.ts";
import type { OptimizerUse, Program, Slot } from "../compiler/program.ts";
import { TapeBuilder } from "../engine/builder.ts";
import { grad } from "../engine/grad.ts";
import * as ops from "../engine/ops.ts";
import { simplify } from "../engine/passes/index.ts";
import type { Tape, Value } from "../engine/tape.ts";

/** State that the optimizer keeps for one parameter. */
export interface StateSlot {
  readonly parameter: string;
  readonly id: string;
  readonly shape: readonly number[];
  readonly initial: "zero" | "weight";
}

export interface TrainingTape {
  /** Inputs: the program's slots, the states, the settings, the step's number (from 1). Outputs: loss, gradient norm, metrics, new parameters, new states. */
  readonly tape: Tape;
  readonly parameters: readonly { readonly slot: Slot; readonly index: number }[];
  readonly states: readonly StateSlot[];
  /** Names of the optimizer's runtime attributes that are numbers, in the order of the inputs. */
  readonly settings: readonly string[];
  readonly metrics: number;
}

const runtimeSettings = ({ type, attributes }: OptimizerUse): string[] =>
  type.attributes
    .filter((spec) => spec.kind === "number" && spec.runtime && typeof attributes[spec.id] === "number")
    .map((spec) => spec.id);

const allAxes = (value: Value) => value.shape.map((_, axis) => axis);

/** Largest allowed magnitude per element. */
function clipByValue(t: TapeBuilder, gradient: Value, limit: Value): Value {
  const bound = ops.broadcast(t, limit, gradient.shape);
  return ops.maximum(t, ops.minimum(t, gradient, bound), ops.negate(t, bound));
}

/** √Σg² over all parameters together. */
function globalNorm(t: TapeBuilder, gradients: readonly Value[]): Value {
  const squares = gradients.map((gradient) => ops.sum(t, ops.multiply(t, gradient, gradient), allAxes(gradient)));
  return ops.sqrt(
    t,
    squares.reduce((total, square) => ops.add(t, total, square), ops.scalar(t, 0)),
  );
}

/** Value first, then norm; each where its limit is set. */
function clip(t: TapeBuilder, gradients: readonly Value[], setting: (id: string) => Value | undefined): readonly Value[] {
  const value = setting("clipValue");
  const bounded = value ? gradients.map((gradient) => clipByValue(t, gradient, value)) : gradients;
  const limit = setting("clipNorm");
  if (!limit) return bounded;
  const scale = ops.minimum(t, ops.scalar(t, 1), ops.divide(t, limit, globalNorm(t, bounded)));
  return bounded.map((gradient) => ops.multiply(t, gradient, ops.broadcast(t, scale, gradient.shape)));
}

/** For each input of a tape that begins with the program's slots: the axis that counts the examples. */
export const exampleAxes = ({ slots }: Program, { inputs }: Tape): readonly (number | null)[] =>
  inputs.map((_, index) => {
    const slot = slots[index];
    return slot?.batch ? (slot.time ? 1 : 0) : null;
  });

export function trainingTape(program: Program): TrainingTape {
  const { optimizer, lossIndex } = program;
  if (!optimizer?.type.optimizer || lossIndex === null) throw new Error("training needs an optimizer and a loss");
  const rule = optimizer.type.optimizer;
  const parameters = program.slots.flatMap((slot, index) => (slot.kind === "parameter" ? [{ slot, index }] : []));
  const forward = lossFirst(program, lossIndex);
  const metrics = program.metrics.map(({ index }) => forward.outputs[index + 1]!);
  const gradient = grad(
    { ...forward, outputs: [forward.outputs[0]!, ...metrics] },
    { of: 0, wrt: parameters.map(({ index }) => forward.inputs[index]!) },
  );

  const t = new TapeBuilder();
  t.inputs.push(...gradient.inputs);
  t.equations.push(...gradient.equations);
  t.origin = { path: optimizer.path, port: "update", direction: "update" };
  const states = parameters.flatMap(({ slot }) =>
    rule.states.map(({ id, initial }): StateSlot => ({ parameter: slot.name, id, shape: slot.shape, initial })),
  );
  const stateValues = states.map(({ parameter, id, shape }) => t.input(shape, { name: `${parameter} ${id}` }));
  const settings = runtimeSettings(optimizer);
  const settingValues = new Map(settings.map((id) => [id, t.input([], { name: id })]));
  const step = t.input([], { name: "step" });

  const gradients = gradient.outputs.slice(1 + metrics.length);
  const norm = globalNorm(t, gradients);
  const clipped = clip(t, gradients, (id) => settingValues.get(id));
  const updated = parameters.map(({ slot }, index) => {
    const own = states.map((state, at) => ({ state, value: stateValues[at]! })).filter(({ state }) => state.parameter === slot.name);
    const scalarSetting = (id: string) => settingValues.get(id) ?? ops.scalar(t, Number(optimizer.attributes[id] ?? 0));
    return rule.update(t, {
      weight: gradient.inputs[parameters[index]!.index]!,
      gradient: clipped[index]!,
      states: Object.fromEntries(own.map(({ state, value }) => [state.id, value])),
      step,
      attributes: optimizer.attributes,
      scalarSetting,
      setting: (id) => ops.broadcast(t, scalarSetting(id), slot.shape),
    });
  });
  const newStates = updated.flatMap(({ states: after }) => rule.states.map(({ id }) => after[id]!));
  const loss = gradient.outputs[0]!;
  const tape = t.finish([
    loss,
    norm,
    ...gradient.outputs.slice(1, 1 + metrics.length),
    ...updated.map(({ weight }) => weight),
    ...newStates,
  ]);
  return { tape: simplify(tape), parameters, states, settings, metrics: metrics.length };
}
