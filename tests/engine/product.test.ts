// The notation's `*`: what two shapes mean together, and that it is the product of matrices where it says so.

import { describe, expect, it } from "vitest";
import { asMatrix, productKind } from "../../src/engine/product.ts";
import type { Shape } from "../../src/engine/tape.ts";
import { type At, leads, lowered, resultOf, shapeOf, still, tabulate, wrongDerivatives } from "./fields.ts";
import { expectClose } from "./numbers.ts";

type Row = readonly [what: string, a: Shape, b: Shape, result: Shape];

const matrices: readonly Row[] = [
  ["W * x", [3, 2], [2], [3]],
  ["W * V", [3, 2], [2, 4], [3, 4]],
  ["v * k', the outer product", [3], [1, 2], [3, 2]],
  ["w' * x, one component", [1, 3], [3], [1]],
  ["w' * V, a row", [1, 3], [3, 2], [1, 2]],
  ["W * x with one column", [3, 1], [1], [3]],
  ["v * c, one component", [3], [1], [3]],
  ["v * C of one by one", [3], [1, 1], [3, 1]],
  ["W * x with one row and one column", [1, 1], [1], [1]],
];

const scalings: readonly Row[] = [
  ["f * C with one component", [1], [3, 2], [3, 2]],
  ["f * v with one component", [1], [3], [3]],
  ["a number times a column", [], [3], [3]],
  ["a column times a number", [3], [], [3]],
  ["a matrix times a number", [3, 2], [], [3, 2]],
  ["a matrix times one component", [3, 2], [1], [3, 2]],
  ["a matrix of one by one times a column", [1, 1], [3], [3]],
  ["a matrix times a matrix of one by one", [3, 2], [1, 1], [3, 2]],
  ["an image times a number", [2, 3, 2], [], [2, 3, 2]],
  ["one component times an image", [1], [2, 3, 2], [2, 3, 2]],
  ["two numbers", [], [], []],
  ["a number times one component", [], [1], [1]],
  ["one component times a number", [1], [], [1]],
];

const refused: readonly (readonly [string, Shape, Shape])[] = [
  ["two columns", [3], [3]],
  ["inner sizes that differ", [3, 2], [3]],
  ["a column times a matrix", [3], [3, 2]],
  ["an image times a column", [2, 3, 2], [2]],
  ["two images", [2, 2, 2], [2, 2, 2]],
];

const columns = (shape: Shape) => asMatrix(shape)?.[1] ?? 1;

/** Element (i, j) of a shape as rows × columns. */
const element = (at: At, shape: Shape, t: number, b: number, i: number, j: number): number =>
  at(t, b, shape.length === 2 ? [i, j] : shape.length === 1 ? [i] : []);

function matrixProduct([a, b]: readonly At[], left: Shape, right: Shape): At {
  return (t, n, [i = 0, j = 0]) => {
    let total = 0;
    for (let k = 0; k < columns(left); k++) total += element(a!, left, t, n, i, k) * element(b!, right, t, n, k, j);
    return total;
  };
}

const only = (shape: Shape) => shape.map(() => 0);
const scaled =
  ([a, b]: readonly At[], left: Shape, right: Shape): At =>
  (t, n, index) => {
    const one = (shape: Shape) => shape.every((size) => size === 1);
    return a!(t, n, one(left) ? only(left) : index) * b!(t, n, one(right) ? only(right) : index);
  };

describe.each([
  ["matrix", matrices, matrixProduct],
  ["scale", scalings, scaled],
] as const)("a product of kind %s", (kind, rows, meaning) => {
  describe.each(rows)("%s: %j by %j", (_, a, b, shape) => {
    it("is known from the shapes", () => {
      expect(productKind(a, b)).toEqual({ kind, shape });
    });

    it.each(leads.flatMap((left) => leads.map((right) => [left, right] as const)))("is computed for a %j and b %j", (left, right) => {
      const forms = [
        { ...left, shape: a },
        { ...right, shape: b },
      ];
      const result = lowered(forms, (l, x, y) => l.product(x, y));
      expect(result.form).toEqual({ time: left.time || right.time, batch: left.batch || right.batch, shape });
      expect(result.tape.outputs[0]!.shape).toEqual(shapeOf(result.form));
      expectClose(resultOf(result), tabulate(result.form, meaning(result.at, a, b)), 1e-12);
    });

    it.each(leads)("has its derivatives, for a %j", (lead) => {
      const result = lowered(
        [
          { ...lead, shape: a },
          { ...leads[3]!, shape: b },
        ],
        (l, x, y) => l.product(x, y),
      );
      expect(wrongDerivatives(result)).toEqual([]);
    });
  });
});

describe("no product", () => {
  it.each(refused)("of %s: %j by %j", (_, a, b) => {
    expect(productKind(a, b)).toEqual({ kind: "none" });
    const forms = [
      { ...still, shape: a },
      { ...still, shape: b },
    ];
    expect(() => lowered(forms, (l, x, y) => l.product(x, y))).toThrow(`product of [${a}] and [${b}]`);
  });
});
