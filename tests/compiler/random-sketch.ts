// Random graphs as sketches: lines from dice, over what is fed and trained; everything is a column of two.

import fc from "fast-check";
import type { Document } from "../../src/graph/document.ts";
import { sketch } from "./sketch.ts";

/** Up to `most` lines, each with its dice. */
export const rolls = (dice: number, most: number) =>
  fc.array(fc.array(fc.nat(1000), { minLength: dice, maxLength: dice }), { minLength: 1, maxLength: most, size: "max" });

/**
 * The lines `n0 = ...`, `n1 = ...` may read x, a sequence; u, an input; c, a constant; p, a parameter; the matrices W, 2 x 2, and
 * V, 2 x 4. The loss is half the sum of squares of x plus all lines.
 */
export function summed(lines: readonly string[]): Document {
  const sums = lines.map((_, id) => `s${id} = add(a < ${id === 0 ? "x" : `s${id - 1}`}, b < n${id})`);
  return sketch(`
    x = sequence(shape=[2])
    u = input(shape=[2])
    c = constant(value=[0.3, -0.6])
    p = parameter(shape=[2])
    W = parameter(shape=[2, 2])
    V = parameter(shape=[2, 4])
    ${lines.join("\n")}
    ${sums.join("\n")}
    loss = half-sum-of-squares(prediction < s${lines.length - 1})
  `);
}
