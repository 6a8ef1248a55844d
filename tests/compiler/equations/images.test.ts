// Convolution, pooling and layer norm in the notation: read, printed, and drawn on the canvas with kernels of their own.

import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { parseEquations } from "../../../src/compiler/equations/index.ts";
import { type Document, emptyDocument } from "../../../src/graph/document.ts";
import { run } from "../run.ts";
import { graphOf } from "../sketch.ts";
import { library, meaning, outline, print, problemOf, read } from "./library.ts";

const given = "x = input(1, 6, 6)\nK = parameter(2, 1, 3, 3)\nb = parameter(2)\n";
const nodeOf = (text: string) => outline(read(`${given}c = ${text}\n`).graph).find((line) => line.startsWith("c:"));
const printed = (document: Document) => print(document).trimEnd().split("\n").at(-1);

describe("a call", () => {
  test.each([
    ["conv2d(x, K, b)", "c: conv2d(x=x, K=K, b=b)"],
    ["conv2d(x, K, b, stride=2)", "c: conv2d(x=x, K=K, b=b, stride=2)"],
    ['conv2d(x, K, b, stride=2, padding="same")', 'c: conv2d(x=x, K=K, b=b, stride=2, padding="same")'],
    ["conv2d(x, K)", "c: conv2d(x=x, K=K, bias=false)"],
    ['conv2d(x, K, padding="same")', 'c: conv2d(x=x, K=K, bias=false, padding="same")'],
    ["maxPool(x, 3)", "c: max-pool(x=x, size=3)"],
    ["averagePool(x, 3)", "c: average-pool(x=x, size=3)"],
    ["layerNorm(x, K, b)", "c: layer-norm(x=x, gamma=K, beta=b)"],
    ["layerNorm(x, K, b, epsilon=0.001)", "c: layer-norm(x=x, gamma=K, beta=b, epsilon=0.001)"],
  ])("%s is read and printed", (text, node) => {
    expect(nodeOf(text)).toBe(node);
    const document = read(`${given}c = ${text}\n`);
    expect(printed(document)).toBe(`c = ${text}`);
    expect(meaning(read(print(document)).graph)).toEqual(meaning(document.graph));
  });

  test.each([
    ["maxPool(x, 2)", "maxPool(x)"],
    ["maxPool(x, size=3)", "maxPool(x, 3)"],
    ["layerNorm(x, K, b, epsilon=1e-5)", "layerNorm(x, K, b)"],
    ['conv2d(x, K, b, padding="valid", stride=1)', "conv2d(x, K, b)"],
    ["conv2d(x, K, bias=false)", "conv2d(x, K)"],
    ["conv2d(x, K, b=b)", "conv2d(x, K, b)"],
    ["conv2d(x, K, stride=2, b=b)", "conv2d(x, K, b, stride=2)"],
    ["conv2d(x, b=b, K=K)", "conv2d(x, K, b)"],
    ["conv2d(x, K=K)", "conv2d(x, K)"],
    ["layerNorm(x, beta=b, gamma=K)", "layerNorm(x, K, b)"],
  ])("%s says the same as %s", (text, shorter) => {
    expect(printed(read(`${given}c = ${text}\n`))).toBe(`c = ${shorter}`);
  });

  test.each([
    ["conv2d(x, K, b, stride=0)", "conv2d: got 0 as stride, expected a whole number of at least 1"],
    ["conv2d(x, K, b, stride=1.5)", "conv2d: got 1.5 as stride, expected a whole number of at least 1"],
    ['conv2d(x, K, b, padding="full")', 'conv2d: got "full" as padding, expected "valid", "same"'],
    ["maxPool(x, 0)", "maxPool: got 0 as size, expected a whole number of at least 1"],
    ["averagePool(x, 2.5)", "averagePool: got 2.5 as size, expected a whole number of at least 1"],
    ["maxPool(x, 2, 2)", "maxPool: 2 is one argument too many, expected 1 operand"],
  ])("%s is refused", (text, message) => {
    const problem = problemOf(parseEquations(`${given}c = ${text}\n`, { registry, library }));
    expect(problem.message).toContain(message.split(", expected")[0]);
    expect(`${problem.message} ${problem.expected}`).toContain(message.split("expected ")[1]);
    expect(problem.where).toMatchObject({ line: 4 });
  });
});

describe("an argument too many", () => {
  test.each([
    ["conv2d(x, K, b, 2)", "write stride=2"],
    ['conv2d(x, K, b, "same")', 'write padding="same"'],
    ["conv2d(x, K, b, 2, stride=1)", "settings are written name=value: it has filters, kernelSize, padding, bias"],
    ["conv2d(x, K, b, 2.5)", "settings are written name=value: it has filters, kernelSize, stride, padding, bias"],
    ["layerNorm(x, K, b, 0.001)", "write epsilon=0.001"],
    ["maxPool(x, 2, 2)", "leave it out"],
  ])("%s is refused with the setting that is probably meant", (text, remedy) => {
    const problem = problemOf(parseEquations(`${given}c = ${text}\n`, { registry, library }));
    expect(problem.message).toMatch(/: \S+ is one argument too many, expected 1/);
    expect(problem.remedy).toBe(remedy);
  });

  test.each([
    ["conv2d(x, K, b, b=b)", "b is given twice"],
    ["conv2d(x, K, K=K)", "K is given twice"],
    ["conv2d()", "conv2d has 0 of 1 to 3 operands, x is missing"],
    ["conv2d(x, K, bb=b)", "conv2d has no setting `bb`"],
  ])("%s says what is wrong", (text, message) => {
    expect(problemOf(parseEquations(`${given}c = ${text}\n`, { registry, library })).message).toBe(message);
  });
});

test("a convolution with a named bias computes what one with the bias in its place does", () => {
  const values = { x: [Array.from({ length: 6 }, (_, row) => Array.from({ length: 6 }, (_, column) => Math.cos(row - 3 * column)))] };
  const valuesOf = (text: string) =>
    run(read(`x = input(1, 6, 6)\nK = parameter(2, 1, 3, 3)\nb = parameter(2, "ones")\nc = ${text}\n`), values).values("c");
  expect(valuesOf("conv2d(x, K, b=b)")).toEqual(valuesOf("conv2d(x, K, b)"));
  expect(valuesOf("conv2d(x, K, b=b)")).not.toEqual(valuesOf("conv2d(x, K)"));
});

describe("on the canvas", () => {
  const drawn: Document = {
    ...emptyDocument,
    graph: graphOf("x = input(shape=[1,6,6])\nc = conv2d(x < x, filters=2, kernelSize=3, K := K_c)\nn = layer-norm(x < c)"),
  };
  const values = { x: [Array.from({ length: 6 }, (_, row) => Array.from({ length: 6 }, (_, column) => Math.sin(5 * row + column)))] };

  test("a convolution trains a kernel and a bias of its own, by their letters", () => {
    const ran = run(drawn, values);
    const parameters = ran.program.slots.flatMap((slot) => (slot.kind === "parameter" ? [[slot.name, slot.shape]] : []));
    expect(parameters).toEqual([
      ["K_c", [2, 1, 3, 3]],
      ["c.b", [2]],
      ["n.gamma", [2, 4, 4]],
      ["n.beta", [2, 4, 4]],
    ]);
    expect(ran.values("c")).toHaveLength(32);
  });

  test("it prints with lines for what it trains, and the text gives the same numbers", () => {
    const shapes: Readonly<Record<string, readonly number[]>> = { K: [2, 1, 3, 3], b: [2], gamma: [2, 4, 4], beta: [2, 4, 4] };
    const text = print(drawn, { shapeOf: (_, port) => shapes[port] });
    expect(text.trimEnd().split("\n")).toEqual([
      "x = input(1, 6, 6)",
      "K_c = parameter(2, 1, 3, 3)",
      "c_b = parameter(2)",
      'n_gamma = parameter(2, 4, 4, "ones")',
      'n_beta = parameter(2, 4, 4, "zeros")',
      "c = conv2d(x, K_c, c_b, filters=2, kernelSize=3)",
      "n = layerNorm(c, n_gamma, n_beta)",
    ]);
    expect(run(read(text), values).values("n")).toEqual(run(drawn, values).values("n"));
  });
});
