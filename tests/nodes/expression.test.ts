// The expression node: what it reads, what it refuses and where, and that a printed expression reads the same.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Expression, parseExpression, symbolsOf } from "../../nodes/operations/expression/parse.ts";
import { writeExpression } from "../../nodes/operations/expression/write.ts";
import { inputPorts } from "../../src/graph/node-type.ts";
import { build, nodeType, problemOf, resolved, solve, tensor } from "./harness.ts";

const expression = nodeType("expression");
const ports = (text: string) => inputPorts(expression, resolved(expression, { text })).map((port) => port.id);
const value = (text: string, inputs: Record<string, number>) => {
  const fed = Object.fromEntries(Object.entries(inputs).map(([port, number]) => [port, tensor(number)]));
  return build(expression, fed, { attributes: { text } }).numbers().value![0];
};

describe("reading", () => {
  it("makes a port of each free symbol, in order of appearance", () => {
    expect(ports("v / (sqrt(m) + eps) * v")).toEqual(["v", "m", "eps"]);
    expect(ports("sin(2 * pi * x)")).toEqual(["x"]);
    expect(ports("e + i + beta + α")).toEqual(["e", "i", "beta", "α"]);
  });

  it.each([
    ["-x^2", -9],
    ["2^x^2", 512],
    ["1 - 2 - x", -4],
    ["12 / 2 / x", 2],
    ["x ⊙ x − 1", 8],
    ["x .* x ./ 2 .^ 2", 2.25],
    ["max(1, x, 2)", 3],
    ["min(x, 1)", 1],
    ["x^-1", 1 / 3],
    ["+x", 3],
    ["tgh(0 * x) + σ(0 * x)", 0.5],
    ["pi * x", 3 * Math.PI],
  ])("%s at x = 3 is %d", (text, expected) => expect(value(text, { x: 3 })).toBeCloseTo(expected, 14));

  it("keeps its ports while the text cannot be read", () => {
    expect(ports("a * b +")).toEqual(["a", "b"]);
    expect(ports("sin(a) * (2 x")).toEqual(["a", "x"]);
  });
});

describe("refusing", () => {
  it.each([
    ["", "column 1: nothing is written"],
    ["a * ", "column 5: unexpected end of expression"],
    ["2 x", "column 1: a product needs its sign: 2 x"],
    ["a % b", "column 3: % is no part of an expression"],
    ["a ? b : c", "column 3: ? is no part of an expression"],
    ["[1, 2]", "column 1: [ is no part of an expression"],
    ["a = 3", "column 3: = is no part of an expression"],
    ['"x"', 'column 1: " is no part of an expression'],
    ["a + t", "column 5: t is reserved for the time step"],
    ["tanh(x) + tanh", "column 1: tanh is a function"],
    ["x + eval(y)", "column 5: eval is not offered as a function"],
    ["constructor(x)", "column 1: constructor is not offered as a function"],
    ["a + __proto__", "column 5: __proto__ cannot be a port"],
    ["a.b", "column 1: this is no part of an expression: a.b"],
    ["a mod b", "column 1: the operator mod is not offered: a mod b"],
    ["sin(x, y)", "column 1: sin has 2 operands, expected 1"],
    ["max(x)", "column 1: max has 1 operands, expected 2 or more"],
    ["1e999 * x", "column 1: Infinity is no number"],
    ["true * x", "column 1: true is no number"],
    [`${"(".repeat(101)}x${")".repeat(101)}`, "column 1: 101 brackets, at most 100 are read"],
    ["x".repeat(2001), "column 1: 2001 characters, at most 2000 are read"],
  ])("%s: %s", (text, message) => {
    const problem = problemOf(() => parseExpression(text));
    expect(problem.message).toBe(message);
    expect(problem.where).toMatchObject({ attribute: "text", line: 1 });
  });

  it("never crashes on long chains", () => {
    expect(symbolsOf(parseExpression(Array(900).fill("x").join("+")))).toEqual(["x"]);
    expect(() => parseExpression(`${"-".repeat(1990)}x`)).toThrow("nested too deeply");
  });

  it("is told at the node", () => {
    const problem = problemOf(() => solve(expression, resolved(expression, { text: "a * " }), {}, []));
    expect(problem.message).toBe('expression "n": column 5: unexpected end of expression');
  });
});

const names = ["a", "b", "x1"];
const trees: fc.Memo<Expression> = fc.memo((depth) => {
  const leaf = fc.oneof(
    fc.constantFrom(...names).map((name): Expression => ({ kind: "symbol", name })),
    fc.double({ min: 0, max: 1e6, noNaN: true }).map((number): Expression => ({ kind: "number", value: Math.abs(number) })),
  );
  if (depth <= 1) return leaf;
  const inner = () => trees(depth - 1);
  const operators = fc.constantFrom("add", "subtract", "multiply", "divide", "power" as const);
  return fc.oneof(
    leaf,
    inner().map((operand): Expression => ({ kind: "negate", operand })),
    fc.tuple(operators, inner(), inner()).map(([operator, left, right]): Expression => ({ kind: "operator", operator, left, right })),
    fc.tuple(fc.constantFrom("tanh", "relu"), inner()).map(([name, operand]): Expression => ({ kind: "call", name, operands: [operand] })),
    fc.tuple(inner(), inner()).map(([a, b]): Expression => ({ kind: "call", name: "max", operands: [a, b] })),
  );
});

describe("writing", () => {
  it("is read as the same expression", () => {
    fc.assert(
      fc.property(trees(5), (tree) => {
        expect(parseExpression(writeExpression(tree, {}))).toEqual(tree);
      }),
      { seed: 20, numRuns: 500 },
    );
  });

  it("puts texts in the place of symbols", () => {
    expect(writeExpression(parseExpression("a * b^2 - (c - 1)"), { a: "mu", b: "(u + v)", c: "h[t-1]" })).toBe(
      "mu .* (u + v) .^ 2 - (h[t-1] - 1)",
    );
  });
});
