// Where a function has no derivative, or its formula would divide by zero, a convention says what the gradient is.

import { describe, expect, it } from "vitest";
import { evaluateTape } from "../../src/engine/backend/reference/executor.ts";
import type { TapeBuilder } from "../../src/engine/builder.ts";
import { grad } from "../../src/engine/grad.ts";
import * as ops from "../../src/engine/ops.ts";
import type { Tape, Value } from "../../src/engine/tape.ts";
import { f64 } from "./numbers.ts";
import { writeTape } from "./write-tape.ts";

type Write = (t: TapeBuilder, ...inputs: Value[]) => Value;

const lossOf = (operands: readonly (readonly number[])[], write: Write): Tape =>
  writeTape(
    operands.map(({ length }) => [length]),
    (t, ...inputs) => {
      const y = write(t, ...inputs);
      return [
        ops.sum(
          t,
          y,
          y.shape.map((_, axis) => axis),
        ),
      ];
    },
  );

/** Gradient of the sum of all results, by operand. */
function slopes(operands: readonly (readonly number[])[], write: Write): number[][] {
  const tape = lossOf(operands, write);
  const outputs = evaluateTape(grad(tape, { of: 0, wrt: tape.inputs }), operands.map(f64));
  return outputs.slice(1).map((numbers) => [...numbers]);
}

/** Gradient of the sum of all gradients, by operand. */
function curvatures(operands: readonly (readonly number[])[], write: Write): number[][] {
  const tape = lossOf(operands, write);
  const first = grad(tape, { of: 0, wrt: tape.inputs });
  const total = writeTape([], (t) => {
    t.inputs.push(...first.inputs);
    t.equations.push(...first.equations);
    return [
      first.outputs
        .slice(1)
        .map((gradient) => ops.sum(t, gradient, [0]))
        .reduce((a, b) => ops.add(t, a, b)),
    ];
  });
  const outputs = evaluateTape(grad(total, { of: 0, wrt: total.inputs }), operands.map(f64));
  return outputs.slice(1).map((numbers) => [...numbers]);
}

describe("at a kink", () => {
  it("abs has slope 0", () => {
    expect(slopes([[0, -0, 1e-300, -3]], ops.abs)).toEqual([[0, -0, 1, -1]]);
  });

  it("sign, comparisons and the condition of select have slope 0 everywhere", () => {
    expect(slopes([[0, 2, -1]], ops.sign)).toEqual([[0, 0, 0]]);
    for (const compare of [ops.greater, ops.greaterEqual, ops.equal])
      expect(
        slopes(
          [
            [1, 2],
            [1, 3],
          ],
          compare,
        ),
      ).toEqual([
        [0, 0],
        [0, 0],
      ]);
    expect(
      slopes(
        [
          [0, 2],
          [5, 6],
          [7, 8],
        ],
        ops.select,
      ),
    ).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
    ]);
  });

  it("maximum and minimum share a tie in halves", () => {
    expect(
      slopes(
        [
          [2, 1, 3],
          [2, 3, 1],
        ],
        ops.maximum,
      ),
    ).toEqual([
      [0.5, 0, 1],
      [0.5, 1, 0],
    ]);
    expect(
      slopes(
        [
          [2, 1, 3],
          [2, 3, 1],
        ],
        ops.minimum,
      ),
    ).toEqual([
      [0.5, 1, 0],
      [0.5, 0, 1],
    ]);
  });

  it("max shares a tie evenly among the largest", () => {
    expect(slopes([[4, 1, 4, 4]], (t, x) => ops.max(t, x, [0]))).toEqual([[1 / 3, 0, 1 / 3, 1 / 3]]);
    expect(slopes([[4, 1, 4, 4]], (t, x) => ops.max(t, ops.reshape(t, x, [2, 2]), [1]))).toEqual([[1, 0, 0.5, 0.5]]);
  });

  it("stopGradient passes the value and no gradient", () => {
    expect(slopes([[3, -2]], (t, x) => ops.multiply(t, x, ops.stopGradient(t, x)))).toEqual([[3, -2]]);
  });
});

describe("a power", () => {
  it("with exponent 0 has slope 0 by its base, also at base 0", () => {
    expect(
      slopes(
        [
          [0, 2, -3],
          [0, 0, 0],
        ],
        ops.power,
      )[0],
    ).toEqual([0, 0, 0].map((zero) => expect.closeTo(zero)));
  });

  it("of 0 has slope 0 by its exponent", () => {
    expect(
      slopes(
        [
          [0, 0, 0],
          [0, 1, 2.5],
        ],
        ops.power,
      )[1],
    ).toEqual([0, 0, 0]);
  });

  it("of 0 has by its base the slope of the monomial", () => {
    expect(
      slopes(
        [
          [0, 0, 0],
          [1, 2, 3],
        ],
        ops.power,
      )[0],
    ).toEqual([1, 0, 0]);
  });

  it("of a negative base has a slope by the base, and none that is a number by the exponent", () => {
    const [base, exponent] = slopes([[-2], [3]], ops.power);
    expect(base).toEqual([12]);
    expect(exponent).toEqual([Number.NaN]);
  });

  it.each([0, 1, 2, 3])("x^%i of 0 has a second derivative", (exponent) => {
    const power: Write = (t, x) => ops.power(t, x, ops.scalar(t, exponent, x.shape));
    expect(curvatures([[0]], power)).toEqual([[exponent === 2 ? 2 : expect.closeTo(0)]]);
  });

  it.each([1, 2, 3])("0^%i has finite second derivatives by base and exponent together", (exponent) => {
    expect(
      curvatures([[0], [exponent]], ops.power)
        .flat()
        .every(Number.isFinite),
    ).toBe(true);
  });

  it("found: 0^0 gave NaN in the second derivative", () => {
    expect(
      curvatures([[0], [0]], ops.power)
        .flat()
        .every(Number.isFinite),
    ).toBe(true);
  });

  it("found: the mixed second derivative of x^y at y = 0 is 1/x, not 0", () => {
    // Σ∂: ∂x = y x^(y-1), ∂y = x^y log x; by y: x^-1 + log² x; by x: 1/x at y = 0
    const [byBase, byExponent] = curvatures([[2], [0]], ops.power);
    expect(byBase).toEqual([expect.closeTo(0.5, 12)]);
    expect(byExponent).toEqual([expect.closeTo(0.5 + Math.log(2) ** 2, 12)]);
  });
});

describe("far out", () => {
  const far = [-1000, -40, 40, 1000];
  it("sigmoid, tanh, softplus and erf stay finite with their first and second derivatives", () => {
    for (const write of [ops.sigmoid, ops.tanh, ops.softplus, ops.erf]) {
      expect(slopes([far], write).flat().every(Number.isFinite)).toBe(true);
      expect(curvatures([far], write).flat().every(Number.isFinite)).toBe(true);
    }
    expect([...evaluateTape(lossOf([[-1000]], ops.softplus), [f64([-1000])])[0]!]).toEqual([0]);
    expect([...evaluateTape(lossOf([[1000]], ops.softplus), [f64([1000])])[0]!]).toEqual([1000]);
  });
});
