// One training step by itself, prepared to be run again and again on the same batch; each run goes on from the last one's parameters.

import { bind, checkNames } from "../compiler/bind.ts";
import { compile } from "../compiler/compile.ts";
import type { Feeds } from "../compiler/feeds.ts";
import { formsOf } from "../compiler/forms.ts";
import { generators } from "../data/index.ts";
import type { Numbers } from "../engine/backend/executable.ts";
import { prepare } from "../engine/backend/reference/executor.ts";
import { sizeOf, type Tape } from "../engine/tape.ts";
import type { Document } from "../graph/document.ts";
import type { Registry } from "../graph/node-type.ts";
import { feedsOf, loadData } from "../training/data-feeds.ts";
import { initialNumbers } from "../training/initializers.ts";
import { requireOptimizer } from "../training/trainable.ts";
import { trainingTape } from "../training/training-tape.ts";
import { withPlaceholders } from "./placeholders.ts";

export interface TrainingStep {
  run(): void;
  /** Of all numbers that the step holds. */
  readonly bytes: number;
  readonly backend: string;
}

const BYTES_PER_NUMBER = 4;

/** Numbers of every value of the tape, once for each body of a scan. */
export function tapeNumbers(tape: Tape): number {
  const inputs = tape.inputs.reduce((total, { shape }) => total + sizeOf(shape), 0);
  return tape.equations.reduce((total, equation) => {
    const body = equation.primitive === "scan" ? tapeNumbers(equation.params.body) : 0;
    return total + body + equation.outputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  }, inputs);
}

/** The first batch of the data nodes, `fed` over it, and random numbers where there is neither. */
function batchFeeds(document: Document, registry: Registry, fed: Feeds, batchSize: number): Feeds {
  const data = loadData(document, registry, generators);
  const count = [...data.values()][0]?.train.count ?? 0;
  const indices = batchSize > 0 && batchSize < count ? Array.from({ length: batchSize }, (_, index) => index) : undefined;
  return withPlaceholders(document, registry, new Map([...feedsOf(data, "train", indices), ...fed]), 1).feeds;
}

function batchSizeOf(document: Document, registry: Registry): number {
  const optimizer = Object.values(document.graph.nodes).find((node) => registry.get(node.type)?.role === "optimizer");
  return Number(optimizer?.attributes.batchSize ?? 0);
}

export function prepareTrainingStep(document: Document, registry: Registry, fed: Feeds): TrainingStep {
  const feeds = batchFeeds(document, registry, fed, batchSizeOf(document, registry));
  const program = compile(document, registry, formsOf(document, registry, feeds));
  checkNames(program, feeds);
  const { attributes } = requireOptimizer(program);
  const { tape, parameters, states, settings, metrics } = trainingTape(program);
  const executable = prepare(tape, "f32");

  const slots = bind(program, feeds, (name, shape, text) => initialNumbers(name, shape, text, 1)).map((numbers) =>
    Float32Array.from(numbers),
  );
  const kept: Numbers[] = states.map(({ parameter, initial, shape }) => {
    const weight = parameters.find(({ slot }) => slot.name === parameter)!;
    return initial === "weight" ? slots[weight.index]!.slice() : new Float32Array(sizeOf(shape));
  });
  const numbers = settings.map((id) => Float32Array.of(Number(attributes[id])));
  const count = Float32Array.of(0);
  const inputs = [...slots, ...kept, ...numbers, count];

  const run = () => {
    count[0]! += 1;
    const after = executable.run(inputs).slice(2 + metrics);
    parameters.forEach(({ index }, at) => {
      slots[index]!.set(after[at]!);
    });
    kept.forEach((state, at) => {
      state.set(after[parameters.length + at]!);
    });
  };
  return { run, bytes: BYTES_PER_NUMBER * tapeNumbers(tape), backend: "reference" };
}
