// One training step by itself, prepared to be run again and again on the same batch; each run goes on from the last one's parameters, with new noise.

import { bind, checkNames } from "../compiler/bind.ts";
import { compile } from "../compiler/compile.ts";
import type { Feeds } from "../compiler/feeds.ts";
import { formsOf } from "../compiler/forms.ts";
import { generators } from "../data/index.ts";
import { type PrepareOptions, prepareFor } from "../engine/backend/prepare-for.ts";
import { prepare } from "../engine/backend/reference/executor.ts";
import type { Document } from "../graph/document.ts";
import type { Registry } from "../graph/node-type.ts";
import { firstBatchFeeds, loadData } from "../training/data-feeds.ts";
import { initialNumbers } from "../training/initializers.ts";
import { ExampleOrder } from "../training/step/example-order.ts";
import { NoiseInputs } from "../training/step/noise.ts";
import { requireUpdateRule } from "../training/trainable.ts";
import { BEFORE_METRICS, examplesOf, trainingTape } from "../training/training-tape.ts";
import { withPlaceholders } from "./placeholders.ts";

export interface TrainingStep {
  /**
   * Goes on by `steps`, at least one.
   * @returns the loss before the last of them
   */
  run(steps?: number): number;
  /** Of all numbers that the step holds. */
  readonly bytes: number;
  readonly backend: string;
  /** With relaxed SIMD: other hosts may give other bits. */
  readonly relaxed: boolean;
  /** How many compute a step at present. */
  readonly workers: number;
}

/** The first batch of the data nodes, `fed` over it, and random numbers where there is neither. */
export function firstBatch(document: Document, registry: Registry, fed: Feeds): Feeds {
  const data = firstBatchFeeds(document, registry, loadData(document, registry, generators));
  return withPlaceholders(document, registry, new Map([...data, ...fed]), 1).feeds;
}

/**
 * @param feeds numbers for all inputs, as `firstBatch` gives them
 * @param options a second worker comes in once steps have been run for a while
 */
export function prepareTrainingStep(
  document: Document,
  registry: Registry,
  feeds: Feeds,
  options: Pick<PrepareOptions, "startPartner" | "reproducible"> = {},
): TrainingStep {
  const program = compile(document, registry, formsOf(document, registry, feeds));
  checkNames(program, feeds);
  requireUpdateRule(program);
  const { tape, start, parameters, settings, metrics, running } = trainingTape(program, registry);
  const executable = prepareFor(tape, "f32", examplesOf(program, tape), options);

  const slots = bind(program, feeds, (name, shape, text) => initialNumbers(name, shape, text, 1));
  const numbers = settings.map(({ data }) => Float64Array.from(data));
  const weights = parameters.map(({ index }) => slots[index]!);
  const kept = prepare(start, "f64").run([...weights, ...numbers]);
  const count = Float64Array.of(0);
  const given = [...slots, ...kept, ...numbers, count];
  const order = new ExampleOrder(program, executable.backend);
  order.begin(given);
  given.forEach((input, index) => {
    executable.write(index, order.of(index, input));
  });
  const changing = [
    ...parameters.map(({ index }) => index),
    ...kept.map((_, index) => slots.length + index),
    ...running.map(({ index }) => index),
  ];
  const noise = new NoiseInputs(program, "f32");

  const runOnce = () => {
    noise.write(executable, { seed: 1, step: count[0]! }, order);
    count[0]! += 1;
    executable.write(given.length - 1, count);
    const outputs = executable.step();
    changing.forEach((input, index) => {
      executable.write(input, outputs[BEFORE_METRICS + metrics + index]!);
    });
    return outputs[0]![0]!;
  };
  const run = (steps = 1) => {
    for (let step = 1; step < steps; step++) runOnce();
    return runOnce();
  };
  return {
    run,
    backend: executable.backend,
    relaxed: executable.relaxed,
    get bytes() {
      return executable.bytes;
    },
    get workers() {
      return executable.workers;
    },
  };
}
