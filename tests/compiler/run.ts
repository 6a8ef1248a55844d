// Compiles a document and runs it once in f64: every value with its axes, and the gradient of the loss by it.

import { registry } from "../../nodes/index.ts";
import { bind, checkNames } from "../../src/compiler/bind.ts";
import { type CompileOptions, compile } from "../../src/compiler/compile.ts";
import { type Feeds, readFeeds } from "../../src/compiler/feeds.ts";
import { formsOf } from "../../src/compiler/forms.ts";
import { gradientTape } from "../../src/compiler/gradient.ts";
import type { NamedValue, Program } from "../../src/compiler/program.ts";
import { prepare } from "../../src/engine/backend/reference/executor.ts";
import { sizeOf } from "../../src/engine/tape.ts";
import type { Document } from "../../src/graph/document.ts";
import { initialNumbers } from "../../src/training/initializers.ts";

export interface Seen extends NamedValue {
  readonly numbers: readonly number[];
  /** Zeros where there is no loss. */
  readonly gradient: readonly number[];
}

export interface Ran {
  readonly program: Program;
  readonly loss: number;
  readonly seen: ReadonlyMap<string, Seen>;
  values(name: string): readonly number[];
  gradient(name: string): readonly number[];
}

export const compiled = (document: Document, values: object | Feeds = {}, options: CompileOptions = {}): Program =>
  compile(document, registry, formsOf(document, registry, feedsOf(values)), options);

const feedsOf = (values: object | Feeds): Feeds => (values instanceof Map ? values : readFeeds(values));

export function run(document: Document, values: object | Feeds = {}, options: CompileOptions = {}): Ran {
  const feeds = feedsOf(values);
  const program = compiled(document, feeds, options);
  checkNames(program, feeds);
  const inputs = bind(program, feeds, (name, shape, text) => initialNumbers(name, shape, text, 1));
  const all = program.values.map((_, index) => index);
  const outputs = prepare(gradientTape(program, all, all), "f64")
    .run(inputs)
    .map((numbers) => [...numbers]);
  const first = program.lossIndex === null ? 0 : 1;
  const seen = new Map(
    program.values.map((value, index) => {
      const numbers = outputs[first + index]!;
      return [value.name, { ...value, numbers, gradient: outputs[first + all.length + index] ?? numbers.map(() => 0) }];
    }),
  );
  const named = (name: string): Seen => {
    const value = seen.get(name);
    if (!value) throw new Error(`no value ${name} among ${[...seen.keys()].join(", ")}`);
    return value;
  };
  const loss = first === 1 ? outputs[0]![0]! : Number.NaN;
  return { program, loss, seen, values: (name) => named(name).numbers, gradient: (name) => named(name).gradient };
}

/** Where the components of one step and example begin in a value's numbers; axes that it lacks do not count. */
export function placeOf(value: NamedValue, program: Program, step: number, example: number): number {
  const { batch } = program.forms;
  const position = (value.time ? step : 0) * (value.batch ? batch : 1) + (value.batch ? example : 0);
  return position * sizeOf(value.shape);
}
