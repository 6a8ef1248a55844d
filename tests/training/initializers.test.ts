// How parameters begin: spread, seeds, and independence of what else is drawn.

import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { attempt, type Result } from "../../src/base/errors.ts";
import { mulberry32 } from "../../src/base/mulberry32.ts";
import { parseEquations, printEquations } from "../../src/compiler/equations/index.ts";
import { sizeOf } from "../../src/engine/tape.ts";
import { attributeFault } from "../../src/graph/attributes.ts";
import { initializerNames, initialNumbers } from "../../src/training/initializers.ts";
import { createSession } from "../../src/training/session.ts";
import { sketch } from "../compiler/sketch.ts";
import { fault } from "../graph/build.ts";
import { seed } from "../laws/seed.ts";

function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

const draw = (text: string, shape: readonly number[], name = "W", from = seed): number[] => [...initialNumbers(name, shape, text, from)];
const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
const variance = (numbers: readonly number[]) => mean(numbers.map((x) => x * x)) - mean(numbers) ** 2;
const largest = (numbers: readonly number[]) => numbers.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

const matrix = [200, 300];
/** Kernel [out][in][rows][columns]: each unit reads in·rows·columns, and is read by out·rows·columns. */
const kernel = [32, 16, 5, 5];

describe(`spread (seed ${seed})`, () => {
  test.each<[string, readonly number[], number]>([
    ["glorot-uniform", matrix, 2 / (200 + 300)],
    ["glorot-normal", matrix, 2 / (200 + 300)],
    ["he-uniform", matrix, 2 / 300],
    ["he-normal", matrix, 2 / 300],
    ["glorot-uniform", kernel, 2 / (32 * 25 + 16 * 25)],
    ["he-normal", kernel, 2 / (16 * 25)],
    ["normal", matrix, 1],
    ["normal(0.2)", matrix, 0.04],
    ["uniform", matrix, 1 / 3],
    ["uniform(0.5)", matrix, 0.25 / 3],
  ])("%s over %j has variance %d and mean 0", (text, shape, expected) => {
    const numbers = draw(text, shape);
    const count = sizeOf(shape);
    // four standard errors; a normal's fourth moment is 3 σ⁴
    expect(Math.abs(variance(numbers) / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
    expect(Math.abs(mean(numbers))).toBeLessThan(4 * Math.sqrt(expected / count));
  });

  test("a uniform one stays within its limit and comes close to it", () => {
    const limit = Math.sqrt(6 / 500);
    expect(largest(draw("glorot-uniform", matrix))).toBeLessThanOrEqual(limit);
    expect(largest(draw("glorot-uniform", matrix))).toBeGreaterThan(0.99 * limit);
    expect(largest(draw("uniform(0.5)", matrix))).toBeLessThanOrEqual(0.5);
  });

  test("zeros, ones and constants are what they say", () => {
    expect(draw("zeros", [2, 2])).toEqual([0, 0, 0, 0]);
    expect(draw("ones", [3])).toEqual([1, 1, 1]);
    expect(draw("constant(-2.5)", [2])).toEqual([-2.5, -2.5]);
  });

  test("auto is Glorot uniform for matrices and kernels, zero for columns and numbers", () => {
    expect(draw("auto", matrix)).toEqual(draw("glorot-uniform", matrix));
    expect(draw("auto", kernel)).toEqual(draw("glorot-uniform", kernel));
    expect(draw("auto", [3])).toEqual([0, 0, 0]);
    expect(draw("auto", [])).toEqual([0]);
  });
});

describe("mulberry32(seed, skip, low, high)", () => {
  test("gives the numbers of that sequence in row-major order, whatever the parameter is called and however training is seeded", () => {
    const next = mulberry32(12345, 100);
    const expected = Array.from({ length: 6 }, () => Math.fround(next() - 0.5));
    expect(draw("mulberry32(12345, 100, -0.5, 0.5)", [2, 3])).toEqual(expected);
    expect(draw("mulberry32(12345,100,-.5,.5)", [6], "U", seed + 1)).toEqual(expected);
  });

  test("is written on a parameter in equations, as are uniform and normal with a number", () => {
    const text = [
      'W = parameter(2, 3, "mulberry32(1, 0, -0.5, 0.5)")',
      'b = parameter(2, "uniform(0.5)")',
      "loss = sum(W) + sum(b)",
      "update = adam(loss)",
      "",
    ].join("\n");
    const document = unwrap(parseEquations(text, { registry, library: {} }));
    const { nodes } = document.graph;
    expect([nodes.W!.attributes.initializer, nodes.b!.attributes.initializer]).toEqual(["mulberry32(1, 0, -0.5, 0.5)", "uniform(0.5)"]);
    expect(unwrap(printEquations(document, { registry }))).toBe(text);
    const parameters = createSession(document, registry, {}, { precision: "f64", feeds: new Map() }).parameters();
    expect([...parameters.get("W")!.data]).toEqual(draw("mulberry32(1, 0, -0.5, 0.5)", [2, 3]));
  });

  test.each(["mulberry32", "mulberry32()", "uniform(wide)", "uniform(1, )", "zeros(3)", "shout(1)"])("a parameter refuses %s", (text) => {
    const node = { id: "W", type: "parameter", position: { x: 0, y: 0 }, attributes: { initializer: text } };
    const spec = registry.get("parameter")!.attributes.find(({ id }) => id === "initializer")!;
    expect(attributeFault(node, spec, text)).toMatchObject({ code: "bad-attribute" });
  });
});

describe("orthogonal", () => {
  const rowsOf = (numbers: readonly number[], columns: number): number[][] =>
    Array.from({ length: numbers.length / columns }, (_, row) => numbers.slice(row * columns, (row + 1) * columns));
  const columnsOf = (rows: readonly (readonly number[])[]): number[][] => rows[0]!.map((_, column) => rows.map((row) => row[column]!));

  function expectOrthonormal(vectors: readonly (readonly number[])[]): void {
    vectors.forEach((a, i) => {
      vectors.forEach((b, j) => {
        expect(a.reduce((sum, x, k) => sum + x * b[k]!, 0)).toBeCloseTo(i === j ? 1 : 0, 12);
      });
    });
  }

  test.each([[[20, 20]], [[8, 30]], [[1, 5]], [[6, 2, 3, 3]]])("rows of %j are of length 1 and at right angles", (shape) => {
    expectOrthonormal(rowsOf(draw("orthogonal", shape), sizeOf(shape.slice(1))));
  });

  test("of a tall matrix it is the columns", () => {
    expectOrthonormal(columnsOf(rowsOf(draw("orthogonal", [30, 8]), 8)));
  });

  test("no direction is preferred: entries of many have mean 0", () => {
    const entries = Array.from({ length: 400 }, (_, index) => draw("orthogonal", [3, 3], `W${index}`)).flat();
    expect(Math.abs(mean(entries))).toBeLessThan(4 * Math.sqrt(1 / 3 / entries.length));
  });
});

describe("seeds and names", () => {
  test("the same seed, name and shape give the same numbers", () => {
    expect(draw("glorot-uniform", [3, 4])).toEqual(draw("glorot-uniform", [3, 4]));
  });

  test("another seed or another name gives others", () => {
    const numbers = draw("normal", [4]);
    expect(draw("normal", [4], "W", seed + 1)).not.toEqual(numbers);
    expect(draw("normal", [4], "U")).not.toEqual(numbers);
  });

  test("order says nothing: a parameter begins the same whatever stands beside it", () => {
    const parameter = (list: string) => {
      const document = sketch(
        `x = constant(value=[1, 2])\n ${list}\n loss = half-sum-of-squares(prediction < h)\n update = adam(loss < loss)`,
      );
      return [...createSession(document, registry, {}, { precision: "f64", feeds: new Map() }).parameters().get("h.W")!.data];
    };
    const alone = parameter("h = affine(x < x, units=2)");
    expect(parameter("before = affine(x < x, units=7)\n h = affine(x < x, units=2)\n after = parameter(shape=[3, 3])")).toEqual(alone);
  });
});

test("a document chooses: on a parameter node, on a layer's own parameter, by a bias's first value", () => {
  const document = sketch(`
    x = constant(value=[1, 2])
    w = parameter(shape=[2], initializer=constant, value=0.25)
    g = gate(x1 < x, units=2, biasInitial=3)
    h = affine(x < g, units=1)
    s = multiply(a < g, b < w)
    t = sum(x < s)
    u = sum(x < h)
    loss = add(a < t, b < u)
    update = adam(loss < loss)
  `);
  const { nodes } = document.graph;
  const h = { ...nodes.h!, parameters: { W: { name: "W_h", initializer: "ones" }, b: { initializer: "constant(7)" } } };
  const chosen = { ...document, graph: { ...document.graph, nodes: { ...nodes, h } } };
  const parameters = createSession(chosen, registry, {}, { precision: "f64", feeds: new Map() }).parameters();
  const begins = Object.fromEntries([...parameters].map(([name, { data }]) => [name, [...data]]));
  expect(begins).toMatchObject({ w: [0.25, 0.25], "g.b": [3, 3], W_h: [1, 1], "h.b": [7] });
});

describe("what is refused", () => {
  test.each([
    "xavier",
    "constant",
    "constant()",
    "normal(wide)",
    "zeros(3)",
    "constructor",
    "uniform(1)(2)",
    "uniform(1, 2)",
    "mulberry32(1, 2, 3)",
  ])("%s", (text) => {
    expect(fault(attempt(() => draw(text, [2], "lstm.W")))).toEqual({
      code: "unknown-initializer",
      message: `parameter "lstm.W": initializer "${text}" is not known`,
      where: { node: "lstm.W" },
      got: text,
      expected: initializerNames.join(", "),
    });
  });
});
