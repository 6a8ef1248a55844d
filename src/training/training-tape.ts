// The tape of one training step: forward, backward, bounds on the gradient, the learning rate, and the optimizer's update of every parameter.

import { lossFirst } from "../compiler/gradient.ts";
import type { OptimizerUse, Program, Slot } from "../compiler/program.ts";
import type { UpdateValue } from "../compiler/update.ts";
import type { Examples } from "../engine/backend/prepare-for.ts";
import { TapeBuilder } from "../engine/builder.ts";
import { grad } from "../engine/grad.ts";
import { inline } from "../engine/inline.ts";
import * as ops from "../engine/ops.ts";
import { simplify } from "../engine/passes/index.ts";
import type { Tape, Value } from "../engine/tape.ts";
import type { Registry } from "../graph/node-type.ts";
import { clipByNorm, clipByValue, globalNorm } from "./step/clip.ts";
import { type SettingSlot, type StateSlot, StepInputs } from "./step/inputs.ts";
import { type Rate, RateWriter } from "./step/schedule.ts";
import { writeStatistics } from "./step/statistics.ts";
import { UpdateWriter } from "./step/update-writer.ts";

/** Among the program's slots. */
interface SlotPlace {
  readonly slot: Slot;
  readonly index: number;
}

export type TrainedParameter = SlotPlace;
export type RunningSlot = SlotPlace;

export interface TrainingTape {
  /**
   * Inputs: the program's slots, the states, the settings, the step's number (from 1). Outputs: loss, gradient norm, learning rate, metrics,
   * new parameters, new states, new running values, statistics of each parameter where they were asked for, and the values inside. Loss and
   * metrics are those at the parameters before the step.
   */
  readonly tape: Tape;
  /** Inputs: the parameters, then the settings. Outputs: the states before the first step. */
  readonly start: Tape;
  readonly parameters: readonly TrainedParameter[];
  readonly states: readonly StateSlot[];
  readonly settings: readonly SettingSlot[];
  readonly metrics: number;
  /** What the step carries on without a gradient, in the order of its outputs. */
  readonly running: readonly RunningSlot[];
  readonly statistics: boolean;
  /** Of the nodes of the update rule, for the parameter that was asked for: the last outputs. Their paths are those in the rule's graph. */
  readonly inside: readonly UpdateValue[];
}

/** Outputs of a training tape that stand before the metrics. */
export const BEFORE_METRICS = 3;

/** For each input of a tape that begins with the program's slots: the axis that counts the examples. */
export const exampleAxes = ({ slots }: Program, { inputs }: Tape): readonly (number | null)[] =>
  inputs.map((_, index) => {
    const slot = slots[index];
    return slot?.batch ? (slot.time ? 1 : 0) : null;
  });

/** What the executor has to know of the inputs of such a tape. */
export function examplesOf(program: Program, tape: Tape): Examples {
  const mask = program.slots.findIndex(({ kind }) => kind === "mask");
  const steps = tape.inputs.map((_, index) => (program.slots[index]?.time ? 0 : null));
  return { axes: exampleAxes(program, tape), padded: mask < 0 ? null : { mask, steps } };
}

const runningOf = ({ slots, running }: Program): RunningSlot[] => running.map(({ slot: index }) => ({ slot: slots[index]!, index }));

const parametersOf = ({ slots }: Program): TrainedParameter[] =>
  slots.flatMap((slot, index) => (slot.kind === "parameter" ? [{ slot, index }] : []));

class StepWriter {
  private readonly t = new TapeBuilder();
  private readonly inputs = new StepInputs(this.t);
  private readonly step: Value;
  private readonly parameters: readonly TrainedParameter[];
  private readonly updates: UpdateWriter;

  constructor(
    private readonly program: Program,
    private readonly optimizer: OptimizerUse,
    registry: Registry,
  ) {
    this.parameters = parametersOf(program);
    this.t.inputs.push(...program.forward.inputs);
    this.t.origin = { path: optimizer.path, port: "update", direction: "update" };
    this.step = this.t.input([], { name: "step" });
    this.updates = new UpdateWriter(this.t, this.inputs, this.step, optimizer, registry);
  }

  write(statistics: boolean, opened: string | null): TrainingTape {
    const { t, parameters, inputs, updates, program } = this;
    const forward = this.forward();
    const { loss, measured, rate, gradients } = this.backward(forward);
    const clipped = this.clip(gradients);
    const weights = parameters.map(({ index }) => forward.inputs[index]!);
    const results = parameters.map(({ slot }, index) =>
      updates.stepped(slot, weights[index]!, { gradient: clipped[index]!, rate: rate.value }),
    );
    const at = parameters.findIndex(({ slot }) => slot.name === opened);
    const inside = at < 0 ? null : updates.inside(parameters[at]!.slot, weights[at]!, { gradient: clipped[at]!, rate: rate.value });
    const after = new Map([...rate.states, ...results.flatMap(({ states }) => states)]);
    const metrics = program.metrics.length;
    const outputs = [
      loss,
      globalNorm(t, gradients),
      rate.value,
      ...measured.slice(0, metrics),
      ...results.map(({ weight }) => weight),
      ...inputs.states.map(({ key }) => after.get(key)!),
      ...measured.slice(metrics),
      ...(statistics ? results.flatMap(({ weight }, index) => writeStatistics(t, weights[index]!, gradients[index]!, weight)) : []),
      ...(inside?.outputs ?? []),
    ];
    const start = this.start(weights);
    const all = [...forward.inputs, ...inputs.stateValues(), ...inputs.settingValues(), this.step];
    const tape = simplify({ inputs: all, equations: t.equations, outputs });
    const { states, settings } = inputs;
    return { tape, start, parameters, states, settings, metrics, running: runningOf(program), statistics, inside: inside?.values ?? [] };
  }

  /** Its outputs: the loss, the metrics, the running values. */
  private forward(): Tape {
    const { program } = this;
    const forward = lossFirst(program, program.lossIndex!);
    const shown = [...program.metrics.map(({ index }) => index), ...program.running.map(({ output }) => output)];
    // the loss stands before the outputs of the program
    return { ...forward, outputs: [forward.outputs[0]!, ...shown.map((index) => forward.outputs[index + 1]!)] };
  }

  /** Loss and metrics at the weights, and the gradient where the update rule wants it. */
  private backward(forward: Tape): { loss: Value; measured: readonly Value[]; rate: Rate; gradients: readonly Value[] } {
    const { t, parameters, updates } = this;
    const wrt = parameters.map(({ index }) => forward.inputs[index]!);
    const tape = grad(forward, { of: 0, wrt });
    const ahead = parameters.some(({ slot }) => updates.looksAhead(slot));
    const here = inline(t, ahead ? forward : tape, forward.inputs);
    const count = forward.outputs.length;
    const [loss, ...measured] = here.slice(0, count) as [Value, ...Value[]];
    const rate = new RateWriter(t, this.inputs, loss).write(this.optimizer, this.step);
    return { loss, measured, rate, gradients: ahead ? this.gradientsAhead(tape, rate.value) : here.slice(count) };
  }

  private gradientsAhead(tape: Tape, rate: Value): Value[] {
    const at = [...this.program.forward.inputs];
    for (const { slot, index } of this.parameters) at[index] = this.updates.ahead(slot, at[index]!, rate);
    return inline(this.t, tape, at).slice(-this.parameters.length);
  }

  /** Those on the wire first, then the optimizer's own: value, then norm. */
  private clip(gradients: readonly Value[]): readonly Value[] {
    const { t, inputs, optimizer } = this;
    const own = (["value", "norm"] as const).flatMap((by) => {
      const id = by === "value" ? "clipValue" : "clipNorm";
      const limit = optimizer.attributes[id];
      return typeof limit === "number" ? [{ by, limit, id: `${optimizer.path}:${id}` }] : [];
    });
    const wired = optimizer.clips.map(({ path, by, limit }) => ({ by, limit, id: `${path}:limit` }));
    return [...wired, ...own].reduce<readonly Value[]>(
      (bounded, { by, limit, id }) => (by === "value" ? clipByValue : clipByNorm)(t, bounded, inputs.number(id, limit)),
      gradients,
    );
  }

  /** A tape of its own: the states before the first step, from the parameters as they begin; a schedule's are 0. */
  private start(weights: readonly Value[]): Tape {
    const before = this.t.equations.length;
    const zero = ops.scalar(this.t, 0);
    const begun = new Map(this.parameters.flatMap(({ slot }, index) => this.updates.begun(slot, weights[index]!)));
    const equations = this.t.equations.splice(before);
    const outputs = this.inputs.states.map(({ key }) => begun.get(key) ?? zero);
    return simplify({ inputs: [...weights, ...this.inputs.settingValues()], equations, outputs });
  }
}

export interface TrainingTapeOptions {
  /** Adds what `step/statistics.ts` measures of each parameter; without it a step costs nothing for it. */
  readonly statistics?: boolean;
  /** Name of a parameter: what the nodes of its update rule give is added. */
  readonly opened?: string | null;
}

/** @throws a located Problem where the optimizer's graph is no update rule */
export function trainingTape(
  program: Program,
  registry: Registry,
  { statistics = false, opened = null }: TrainingTapeOptions = {},
): TrainingTape {
  const { optimizer, lossIndex } = program;
  if (!optimizer?.graph || lossIndex === null) throw new Error("training needs an optimizer with a graph, and a loss");
  return new StepWriter(program, optimizer, registry).write(statistics, opened);
}
