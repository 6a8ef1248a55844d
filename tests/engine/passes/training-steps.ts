// Training steps of the examples that come with the program, on a few of their examples.

import { readFileSync } from "node:fs";
import { registry } from "../../../nodes/index.ts";
import { bind } from "../../../src/compiler/bind.ts";
import { compile } from "../../../src/compiler/compile.ts";
import type { Feeds } from "../../../src/compiler/feeds.ts";
import { formsOf } from "../../../src/compiler/forms.ts";
import type { Program } from "../../../src/compiler/program.ts";
import { generators } from "../../../src/data/index.ts";
import type { Examples } from "../../../src/engine/backend/prepare-for.ts";
import { type EquationOf, sizeOf, type Tape } from "../../../src/engine/tape.ts";
import type { Document } from "../../../src/graph/document.ts";
import { loadDocument } from "../../../src/graph/load.ts";
import { feedsOf, loadData } from "../../../src/training/data-feeds.ts";
import { initialNumbers } from "../../../src/training/initializers.ts";
import { requireOptimizer } from "../../../src/training/trainable.ts";
import { examplesOf, trainingTape } from "../../../src/training/training-tape.ts";

export interface TrainingStep {
  readonly tape: Tape;
  readonly inputs: readonly Float64Array[];
  readonly program: Program;
  readonly examples: Examples;
}

function load(name: string) {
  const loaded = loadDocument(readFileSync(new URL(`../../../graphs/examples/${name}.json`, import.meta.url), "utf8"), registry);
  if (!loaded.ok) throw new Error(loaded.problem.message);
  return loaded.value.document;
}

export const trainingStep = (name: string, examples?: number): TrainingStep => stepOf(load(name), examples);

export function stepOf(document: Document, examples?: number): TrainingStep {
  const indices = examples === undefined ? undefined : Array.from({ length: examples }, (_, index) => index);
  return stepWith(document, feedsOf(loadData(document, registry, generators), "train", indices));
}

/** With initial weights, and optimizer states that are not zero. */
export function stepWith(document: Document, feeds: Feeds): TrainingStep {
  const program = compile(document, registry, formsOf(document, registry, feeds));
  requireOptimizer(program);
  const { tape, states, settings } = trainingTape(program, registry);
  const slots = bind(program, feeds, (slot, shape, text) => initialNumbers(slot, shape, text, 1));
  const kept = states.map(({ shape }) => Float64Array.from({ length: sizeOf(shape) }, (_, i) => 0.01 + 0.001 * (i % 7)));
  const inputs = [...slots, ...kept, ...settings.map(({ data }) => Float64Array.from(data)), Float64Array.of(3)];
  return { tape, inputs, program, examples: examplesOf(program, tape) };
}

export const scansOf = (tape: Tape): EquationOf<"scan">[] =>
  tape.equations.filter((equation): equation is EquationOf<"scan"> => equation.primitive === "scan");
