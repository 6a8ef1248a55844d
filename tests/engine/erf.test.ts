// The error function against mpmath 1.3 with 40 digits.

import { describe, expect, it } from "vitest";
import { erf } from "../../src/engine/backend/reference/erf.ts";

const known: readonly (readonly [number, number])[] = [
  [1e-300, 1.1283791670955126e-300],
  [1e-10, 1.1283791670955126e-10],
  [0.001, 0.0011283787909692365],
  [0.1, 0.1124629160182849],
  [0.3, 0.3286267594591274],
  [0.5, 0.5204998778130465],
  [0.84375, 0.7672256612323416],
  [1, 0.8427007929497149],
  [1.25, 0.9229001282564583],
  [1.5, 0.9661051464753108],
  [2, 0.9953222650189527],
  [2.5, 0.999593047982555],
  [3, 0.9999779095030014],
  [3.5, 0.9999992569016276],
  [4, 0.9999999845827421],
  [4.5, 0.9999999998033839],
  [5, 0.9999999999984626],
  [5.5, 0.9999999999999927],
  [5.9, 0.9999999999999999],
  [6, 1],
  [7, 1],
];

describe("erf", () => {
  it.each(known)("of %d is right to 14 digits, and odd", (x, expected) => {
    expect(Math.abs(erf(x) / expected - 1)).toBeLessThan(1e-14);
    expect(erf(-x)).toBe(-erf(x));
  });

  it("at the ends and at what is no number", () => {
    expect([erf(0), erf(-0), erf(Number.POSITIVE_INFINITY), erf(Number.NEGATIVE_INFINITY), erf(Number.NaN)]).toEqual([
      0,
      -0,
      1,
      -1,
      Number.NaN,
    ]);
  });

  it("never passes 1 and never falls by more than a rounding", () => {
    const values = Array.from({ length: 1201 }, (_, i) => erf(i / 200));
    expect(Math.max(...values)).toBe(1);
    values.slice(1).forEach((value, i) => {
      expect(value).toBeGreaterThanOrEqual(values[i]! - 4e-15);
    });
  });
});
