// Attributes as the compiler reads them: defaults, expressions over the cell's attributes, kinds and ranges.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attempt } from "../../src/base/errors.ts";
import { cellScope, resolveAttributes } from "../../src/graph/attributes.ts";
import type { AttributeValue } from "../../src/graph/document.ts";
import { evaluateExpression } from "../../src/graph/expression.ts";
import { seed } from "../laws/seed.ts";
import { cell, fault, graph, must, node } from "./build.ts";
import { registry } from "./sample-registry.ts";

const scope = { units: 20, β: 0.5 };

function resolve(type: string, attributes: Readonly<Record<string, AttributeValue>>) {
  const found = registry.get(type);
  if (!found) throw new Error(`no type ${type}`);
  return resolveAttributes(node("n", type, attributes), found, scope);
}

const refusal = (type: string, attributes: Readonly<Record<string, AttributeValue>>) =>
  fault(attempt(() => resolve(type, attributes))).message;

describe("resolveAttributes", () => {
  test("fills in defaults", () => {
    expect(resolve("dense", {})).toEqual({ units: 1, activation: "none" });
    expect(resolve("input", {})).toEqual({ shape: null, optional: false });
  });

  test("works expressions out, in numbers, shapes and tensors", () => {
    expect(resolve("dense", { units: "4 * units" })).toEqual({ units: 80, activation: "none" });
    expect(resolve("input", { shape: ["units", 2] })).toMatchObject({ shape: [20, 2] });
    expect(
      resolve("constant", {
        value: [
          ["β", 1],
          [2, "-units"],
        ],
      }),
    ).toEqual({
      value: [
        [0.5, 1],
        [2, -20],
      ],
    });
  });

  test.each<[string, Readonly<Record<string, AttributeValue>>, string]>([
    ["dense", { units: 0 }, 'dense "n": attribute units: got 0, expected a whole number from 1 to 4096'],
    ["dense", { units: "units / 3" }, 'dense "n": attribute units: got 6.666666666666667, expected a whole number from 1 to 4096'],
    ["dense", { units: "unit" }, 'dense "n": attribute units: "unit": unknown name "unit"'],
    ["dense", { units: true }, 'dense "n": attribute units: got true, expected a whole number from 1 to 4096'],
    ["dense", { activation: "relu" }, 'dense "n": attribute activation: got "relu", expected none or tanh'],
    [
      "gradient-descent",
      { learningRate: "1/0" },
      'gradient-descent "n": attribute learningRate: "1/0": the value is Infinity, expected a finite number',
    ],
    ["input", { shape: [3, 0] }, 'input "n": attribute shape: got 0, expected a whole size of at least 1'],
    ["input", { shape: 3 }, 'input "n": attribute shape: got 3, expected a list of at most 8 sizes'],
    [
      "input",
      { shape: [100000, 100000] },
      'input "n": attribute shape: got 100000 × 100000 (10,000,000,000 numbers), expected at most 2^27 = 134,217,728 numbers',
    ],
    ["input", { shape: [2 ** 28] }, 'input "n": attribute shape: got 268,435,456 numbers, expected at most 2^27 = 134,217,728 numbers'],
    ["constant", { value: [[1, 2], [3]] }, 'constant "n": attribute value: got a list of 1, expected a list of 2, as the others beside it'],
    ["constant", { value: [1, [2]] }, 'constant "n": attribute value: got a list of 1, expected a number'],
    ["output", { name: 3 }, 'output "n": attribute name: got 3, expected text'],
  ])("%s %j", (type, attributes, message) => {
    expect(refusal(type, attributes)).toBe(message);
  });

  test("a problem says where, under the path that the caller knows", () => {
    const type = registry.get("dense");
    const result = attempt(() => type && resolveAttributes(node("n", "dense", { units: "q" }), type, {}, "lstm.n"));
    expect(fault(result)).toMatchObject({ code: "bad-attribute", where: { node: "lstm.n", attribute: "units" }, got: "q" });
  });
});

test("an instance's scope: what it sets over what the cell has as default", () => {
  const lstm = cell(graph(""), [
    { id: "units", default: 2 },
    { id: "rate", default: 0.5 },
  ]);
  expect(cellScope(node("l", "cell", { cell: "lstm", units: "2 * units" }), lstm, scope)).toEqual({ units: 40, rate: 0.5 });
  const wrong = node("l", "cell", { cell: "lstm", units: "2 * q" });
  expect(fault(attempt(() => cellScope(wrong, lstm, scope))).message).toBe('cell "l": attribute units: "2 * q": unknown name "q"');
});

describe("expressions", () => {
  test.each<[string, number]>([
    ["1 + 2 * 3 ^ 2", 19],
    ["-2^2", -4],
    ["2^3^2", 512],
    ["(1 + 2) / 4 - -1", 1.75],
    ["sqrt(16) + exp(0) + log(1) + abs(-2) + tanh(0)", 7],
    ["min(3, units, 5) + max(1, 2)", 5],
    ["floor(2.5) + ceil(2.5) + round(2.5)", 8],
    ["sin(0) + cos(0) + 2 * pi / pi", 3],
    ["1e-3 * β", 0.0005],
  ])("%s = %d", (text, value) => {
    expect(must(evaluateExpression(text, scope))).toBeCloseTo(value, 12);
  });

  test.each([
    "",
    " ",
    "2 units",
    "2(3)",
    "units(3)",
    "a.b",
    "f(x) = 2",
    "x = 2",
    "3!",
    "[1, 2]",
    "x ? 1 : 2",
    "1; 2",
    "5 % 2",
    "5%",
    "'s'",
    "true",
    "null",
    "NaN",
    "0/0",
    "1e999",
    "log(-1)",
    "2 cm",
    "units'",
    "not units",
    "units and 1",
    "5 mod 3",
    "1:3",
    "{a: 1}",
    "# 3",
    "1 # 3",
    "1\n2",
    "toString",
    "constructor",
    "__proto__",
    "constructor(1)",
    "import(1)",
    "eval(1)",
    "sqrt()",
    "sqrt(1, 2)",
    "min()",
    "sqrt",
    "(1",
    "1)",
    "x²",
    "1 +",
    `${"(".repeat(400)}1${")".repeat(400)}`,
    "(".repeat(200),
    "-".repeat(200),
    "2^".repeat(99),
    "[".repeat(150),
  ])("%j is refused", (text) => {
    expect(fault(evaluateExpression(text, scope)).message).not.toBe("");
  });

  test(`no text throws (seed ${seed})`, () => {
    const pieces = fc.constantFrom(
      "(",
      ")",
      "+",
      "-",
      "*",
      "/",
      "^",
      ",",
      " ",
      ".",
      "1",
      "2e3",
      "units",
      "sqrt",
      "min",
      "f",
      "=",
      "[",
      "]",
      "%",
      "!",
      "'",
    );
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 200 }).map((parts) => parts.join("")),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(texts, (text) => void evaluateExpression(text, scope)),
      { seed, numRuns: 2000 },
    );
  });
});
