// Every wire has a gradient of its own where that is asked for; those of all wires from a port add up to the port's.

import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { stream } from "../../src/base/random.ts";
import { bind } from "../../src/compiler/bind.ts";
import { compile } from "../../src/compiler/compile.ts";
import type { Feed, Feeds } from "../../src/compiler/feeds.ts";
import { formsOf } from "../../src/compiler/forms.ts";
import { gradientTape } from "../../src/compiler/gradient.ts";
import type { PortShape, Program } from "../../src/compiler/program.ts";
import { prepare } from "../../src/engine/backend/reference/executor.ts";
import { type Shape, sizeOf } from "../../src/engine/tape.ts";
import type { Document } from "../../src/graph/document.ts";
import { initialNumbers } from "../../src/training/initializers.ts";
import { seed } from "../laws/seed.ts";
import { type Model, models } from "./plain.ts";
import { run } from "./run.ts";

const STEPS = 3;
const LENGTHS = [3, 2];

function feedsOf({ name, sequences, inputs, parameters }: Model): Feeds {
  const draw = (id: string, shape: Shape): Feed => {
    const random = stream(seed, `wires, ${name}, ${id}`);
    return { shape, data: Float64Array.from({ length: sizeOf(shape) }, () => random.normal()) };
  };
  const entries = (shapes: Readonly<Record<string, Shape>>, lead: Shape) =>
    Object.entries(shapes).map(([id, shape]): [string, Feed] => [id, draw(id, [...lead, ...shape])]);
  return new Map([
    ...entries(sequences, [STEPS, LENGTHS.length]).map(([id, feed]): [string, Feed] => [id, { ...feed, lengths: LENGTHS }]),
    ...entries(inputs, [LENGTHS.length]),
    ...entries(parameters, []),
  ]);
}

interface WireRun {
  readonly program: Program;
  readonly values: readonly (readonly number[])[];
  /** By value. */
  readonly gradients: readonly (readonly number[])[];
  /** By wire. */
  readonly wires: readonly (readonly number[])[];
}

function runWires(document: Document, feeds: Feeds): WireRun {
  const program = compile(document, registry, formsOf(document, registry, feeds), { wires: true });
  const values = program.values.map((_, index) => index);
  const wires = program.wires.map((_, index) => values.length + index);
  const inputs = bind(program, feeds, (name, shape, text) => initialNumbers(name, shape, text, 1));
  const outputs = prepare(gradientTape(program, values, [...values, ...wires]), "f64")
    .run(inputs)
    .map((numbers) => [...numbers]);
  const part = (from: number, count: number) => outputs.slice(1 + from, 1 + from + count);
  return {
    program,
    values: part(0, values.length),
    gradients: part(values.length, values.length),
    wires: part(2 * values.length, wires.length),
  };
}

/** `numbers` of the wider axes added up over those that the narrower one lacks. */
function summed(numbers: readonly number[], wide: PortShape, narrow: PortShape, { steps, batch }: Program["forms"]): number[] {
  const size = sizeOf(narrow.shape);
  const sum = new Array<number>(size * (narrow.time ? steps! : 1) * (narrow.batch ? batch : 1)).fill(0);
  numbers.forEach((number, index) => {
    const position = Math.floor(index / size);
    const example = wide.batch ? position % batch : 0;
    const step = Math.floor(position / (wide.batch ? batch : 1));
    const target = (narrow.time ? step : 0) * (narrow.batch ? batch : 1) + (narrow.batch ? example : 0);
    sum[target * size + (index % size)]! += number;
  });
  return sum;
}

describe.each(models)("$name", (model) => {
  const feeds = feedsOf(model);
  const { program, values, gradients, wires } = runWires(model.document, feeds);

  test("there is one for each wire of the document", () => {
    const ends = Object.values(model.document.graph.edges).map(({ to }) => `${to.node}:${to.port}`);
    expect(program.wires.map(({ path, port }) => `${path}:${port}`).sort()).toEqual(ends.sort());
  });

  test("a port's gradient is the sum of those of the wires that begin there", () => {
    program.values.forEach((value, index) => {
      // states and own parameters are no ports that a wire could begin at; nothing reads the loss
      if (index === program.lossIndex || value.name !== value.path) return;
      const total = gradients[index]!.map(() => 0);
      program.wires.forEach((wire, at) => {
        if (wire.from.path !== value.path || wire.from.port !== value.port) return;
        summed(wires[at]!, wire, value, program.forms).forEach((number, i) => {
          total[i]! += number;
        });
      });
      total.forEach((number, i) => {
        expect(number, value.name).toBeCloseTo(gradients[index]![i]!, 11);
      });
    });
  });

  test("values and gradients are those without", () => {
    const plain = run(model.document, feeds);
    program.values.forEach(({ name }, index) => {
      expect(values[index]).toEqual(plain.values(name));
      gradients[index]!.forEach((slope, i) => {
        expect(slope, name).toBeCloseTo(plain.gradient(name)[i]!, 11);
      });
    });
  });
});
