// Random drawn graphs, with nodes that nobody has named and delays that begin anyhow: their equations compute the same.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Problem } from "../../../src/base/errors.ts";
import type { Document } from "../../../src/graph/document.ts";
import { seed } from "../../laws/seed.ts";
import { run } from "../run.ts";
import { sketch } from "../sketch.ts";
import { print, read } from "./library.ts";

const operations = [
  (a: string, b: string) => `add(a < ${a}, b < ${b})`,
  (a: string, b: string) => `subtract(a < ${a}, b < ${b})`,
  (a: string, b: string) => `multiply(a < ${a}, b < ${b})`,
  (a: string, b: string) => `maximum(a < ${a}, b < ${b})`,
  (a: string) => `tanh(x < ${a})`,
  (a: string) => `one-minus(x < ${a})`,
  (a: string) => `square(x < ${a})`,
  (a: string) => `negate(x < ${a})`,
  (a: string) => `identity(x < ${a})`,
  (a: string) => `leaky-relu(x < ${a}, slope=0.3)`,
  (a: string) => `clip(x < ${a}, min=-0.5)`,
  (a: string) => `product(a < W, b < ${a})`,
  (a: string, b: string) => `gate(x1 < ${a}, x2 < ${b}, W < V, bias=false, activation=tanh)`,
  (a: string, b: string) => `expression(p < ${a}, q < ${b}, text="p * (1 - q) / 2")`,
  (a: string) => `last-step(x < ${a})`,
  (a: string) => `first-step(x < ${a})`,
  (a: string) => `reverse(x < ${a})`,
  (a: string) => `mean-steps(x < ${a})`,
];

/** Dice to a graph; what is delayed comes from anywhere, so that cycles arise. */
function drawn(dice: readonly (readonly number[])[]): Document {
  const ids = dice.map(([named = 0], index) => (named % 3 === 0 ? `n${index}` : `n$${index}`));
  const at = <E>(list: readonly E[], die: number): E => list[die % list.length]!;
  const lines = dice.map(([, kind = 0, first = 0, second = 0, third = 0], index) => {
    const known = ["x", "u", "c", "k$", ...ids.slice(0, index)];
    const [a, b] = [at(known, first), at(known, second)];
    const initial = third % 3 === 0 ? "" : `, initial < ${at(["u", "c", "k$", "i$"], third)}`;
    const delay = `delay${kind % 7 === 0 ? "-next" : ""}(x < ${at([...ids, "x"], first)}${initial})`;
    return `${ids[index]} = ${kind % 3 === 0 ? delay : at(operations, kind)(a, b)}`;
  });
  const sums = ids.map((id, index) => `s$${index} = add(a < ${index === 0 ? "x" : `s$${index - 1}`}, b < ${id})`);
  return sketch(`
    x = sequence(shape=[2])
    u = input(shape=[2])
    c = constant(value=[0.3, -0.6])
    k$ = constant(value=[0.5, 2])
    i$ = add(a < u, b < c)
    W = parameter(shape=[2, 2])
    V = parameter(shape=[2, 4])
    ${lines.join("\n")}
    ${sums.join("\n")}
    loss = half-sum-of-squares(prediction < s$${ids.length - 1})
  `);
}

const feeds = {
  x: [[[0.5, -1]], [[0.25, 2]], [[-1.5, 0.75]], [[1, 0.125]]],
  u: [[0.7, -0.2]],
  W: [
    [0.5, -0.3],
    [0.2, 0.4],
  ],
  V: [
    [0.1, -0.2, 0.3, 0.4],
    [-0.5, 0.6, 0.7, -0.8],
  ],
};

function lossOf(document: Document): number | string {
  try {
    return run(document, feeds).loss;
  } catch (error) {
    if (error instanceof Problem) return error.data.code;
    throw error;
  }
}

describe(`random drawn graphs (seed ${seed})`, () => {
  test("their equations compute the same, and print the same again", () => {
    const dice = fc.array(fc.array(fc.nat(1000), { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 10 });
    let computed = 0;
    fc.assert(
      fc.property(dice, (rolls) => {
        const document = drawn(rolls);
        const text = print(document);
        const again = read(text);
        expect(print(again)).toBe(text);
        const [loss, other] = [lossOf(document), lossOf(again)];
        // where only delays read each other, nothing says the shape but a guess, and that sees `1 - x` differently from one-minus
        if (other === "shape-mismatch") return;
        const numbers = typeof loss === "number" && typeof other === "number";
        if (numbers) expect(Math.abs(loss - other)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(loss)));
        else expect(other).toBe(loss);
        computed += numbers ? 1 : 0;
      }),
      { seed, numRuns: 150 },
    );
    expect(computed).toBeGreaterThan(50);
  }, 120_000);
});
