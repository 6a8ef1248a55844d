// eval: one run of a document on given numbers; every named value, and the gradient of the loss by each.

import { bind, checkNames } from "../compiler/bind.ts";
import { compile } from "../compiler/compile.ts";
import { type Feeds, nestedOf } from "../compiler/feeds.ts";
import { formsOf } from "../compiler/forms.ts";
import { gradientTape } from "../compiler/gradient.ts";
import type { Forms, NamedValue, Program } from "../compiler/program.ts";
import type { Precision } from "../engine/backend/executable.ts";
import { prepare } from "../engine/backend/reference/executor.ts";
import type { Tape } from "../engine/tape.ts";
import type { Document } from "../graph/document.ts";
import type { Registry } from "../graph/node-type.ts";
import { initialNumbers } from "../training/initializers.ts";

export interface EvaluateOptions {
  readonly precision: Precision;
  readonly mode: Forms["mode"];
  readonly seed: number;
  /** Names whose gradients are wanted, or all. */
  readonly wrt: "all" | readonly string[];
}

export interface Evaluation {
  readonly loss: unknown;
  /** Nested arrays by name; per-step values lead with time, then batch if they have it. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly gradients: Readonly<Record<string, unknown>>;
}

/** Forward values and gradients of a program as flat arrays. */
export interface Numbers {
  readonly loss: number | null;
  readonly values: readonly ArrayLike<number>[];
  readonly gradients: readonly ArrayLike<number>[];
}

/** Indices of the program's values that a person has named. */
export const namedIndices = (program: Program): number[] => program.values.flatMap((value, index) => (value.named ? [index] : []));

/** Runs a tape made by `gradientTape`. */
export function runGradients(tape: Tape, inputs: readonly Float64Array[], hasLoss: boolean, count: number, precision: Precision): Numbers {
  const outputs = prepare(tape, precision).run(inputs);
  if (!hasLoss) return { loss: null, values: outputs, gradients: [] };
  return { loss: outputs[0]![0]!, values: outputs.slice(1, 1 + count), gradients: outputs.slice(1 + count) };
}

const fullShape = (value: NamedValue, forms: Forms) => [
  ...(value.time ? [forms.steps ?? 1] : []),
  ...(value.batch ? [forms.batch] : []),
  ...value.shape,
];

export function evaluate(
  document: Document,
  registry: Registry,
  feeds: Feeds,
  { precision, mode, seed, wrt }: EvaluateOptions,
): Evaluation {
  const forms = formsOf(document, registry, feeds, mode);
  const program = compile(document, registry, forms, { inner: true });
  checkNames(program, feeds);
  const named = namedIndices(program);
  // without wires, what nodes show of their inside comes right after the values
  const all = [...program.values, ...program.inner];
  const shown = [...named, ...program.inner.flatMap((value, index) => (value.named ? [program.values.length + index] : []))];
  const differentiated =
    program.lossIndex === null ? [] : named.filter((index) => wrt === "all" || wrt.includes(program.values[index]!.name));
  const inputs = bind(program, feeds, (name, shape, text) => initialNumbers(name, shape, text, seed), { seed, step: 0 });
  const tape = gradientTape(program, shown, differentiated);
  const numbers = runGradients(tape, inputs, program.lossIndex !== null, shown.length, precision);
  const nested = (indices: readonly number[], arrays: readonly ArrayLike<number>[]) =>
    Object.fromEntries(
      indices.map((index, at) => [all[index]!.name, nestedOf({ shape: fullShape(all[index]!, forms), data: arrays[at]! })]),
    );
  return {
    loss: numbers.loss === null ? null : nestedOf({ shape: [], data: [numbers.loss] }),
    values: nested(shown, numbers.values),
    gradients: nested(differentiated, numbers.gradients),
  };
}
