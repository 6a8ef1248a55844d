// The derivative in symbols, of every elementwise node type and by every operand, against the gradient that the engine computes.

import { describe, expect, test } from "vitest";
import { nodeTypes } from "../../nodes/index.ts";
import { compiled, isKnown } from "../../src/inspection/local-derivative-evaluate.ts";
import { parse } from "../../src/inspection/local-derivative-mathjs.ts";
import { differentiated, writtenOut } from "../../src/inspection/local-derivative-symbols.ts";
import { texOfTree } from "../../src/inspection/local-derivative-tex.ts";

const slope = (text: string, letter: string) => differentiated(writtenOut(parse(text)), letter);
const tex = (text: string, letter: string): string => texOfTree(slope(text, letter), (name) => name);

function numberOf(node: ReturnType<typeof parse>, letters: Readonly<Record<string, number>>): number {
  const at = compiled(node, new Map(Object.entries(letters).map(([name, x]) => [name, () => x])));
  if (!at) throw new Error(`${node.toString()} cannot be computed`);
  return at(0);
}

/** Expressions of the types as they stand there, letters filled with numbers away from kinks. */
const texts = nodeTypes.flatMap(({ id, component }) => (typeof component === "string" ? [[id, component] as const] : []));
const point = { x: 0.37, a: 0.61, b: 1.3, alpha: 0.8, slope: 0.2, min: -0.4, max: 0.9 };

describe("agrees with differences", () => {
  for (const [id, text] of texts) {
    test(id, () => {
      for (const letter of ["x", "a", "b"] as const) {
        for (const start of [point[letter], id === "log" || id === "sqrt" ? 2 : -0.7]) {
          const value = (x: number) => numberOf(writtenOut(parse(text)), { ...point, [letter]: x });
          const difference = (value(start + 1e-6) - value(start - 1e-6)) / 2e-6;
          expect(numberOf(slope(text, letter), { ...point, [letter]: start })).toBeCloseTo(difference, 7);
        }
      }
    });
  }
});

describe("is printed as papers do", () => {
  test.each([
    ["f * C + i * u", "C", "f"],
    ["sigmoid(a)", "a", "\\sigma(a) \\odot (1 - \\sigma(a))"],
    ["o * tanh(C)", "C", "o \\odot (1 - {\\tanh(C)}^{2})"],
    ["1 - z", "z", "-1"],
    ["(1 - z) * h + z * g", "z", "g - h"],
    ["m / sqrt(v)", "m", "\\frac{1}{\\sqrt{v}}"],
    ["x ^ 2", "x", "2 \\, x"],
    ["max(a, b)", "a", "\\left[a > b\\right]"],
    ["max(a, b, c)", "c", "\\left[c > \\max(a, b)\\right]"],
    ["relu(x)", "x", "\\left[\\operatorname{relu}(x) > 0\\right]"],
    ["a .* b", "a", "b"],
    ["a + 2", "b", "0"],
  ])("∂(%s)/∂%s", (text, letter, expected) => expect(tex(text, letter)).toBe(expected));
});

test("kinks are those of the engine", () => {
  expect(numberOf(slope("relu(x)", "x"), { x: 0 })).toBe(0);
  expect(numberOf(slope("abs(x)", "x"), { x: 0 })).toBe(0);
  expect(numberOf(slope("max(a, b)", "a"), { a: 1, b: 1 })).toBe(0.5);
  expect(numberOf(slope("min(a, b)", "b"), { a: 1, b: 1 })).toBe(0.5);
});

test("what nobody knows is not computed", () => {
  for (const text of ["gamma(x)", "x!", "x.exp(y)", "[x, y]", "x = 2", '"a"', "x > 0 ? 1 : 2", "import(x)"]) {
    expect(isKnown(parse(text)), text).toBe(false);
  }
  expect(compiled(parse("gamma(x)"), new Map([["x", () => 1]]))).toBeNull();
  expect(compiled(parse("x + q"), new Map([["x", () => 1]]))).toBeNull();
});
