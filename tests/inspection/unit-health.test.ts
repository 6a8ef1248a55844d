// Saturated, dead and vanished units, told from a node's values and gradients.

import { describe, expect, it } from "vitest";
import { ailmentOf, describeAilment, type Patient } from "../../src/inspection/unit-health.ts";

const patient = (activation: string, rows: readonly (readonly number[])[], more: Partial<Patient> = {}): Patient => {
  const value = Float64Array.from(rows.flat());
  return { activation, value, gradient: value.map(() => 0.1), units: rows[0]!.length, largestNorm: 1, ...more };
};

describe("ailmentOf", () => {
  it("counts units whose function is flat at nearly all steps", () => {
    const rows = Array.from({ length: 10 }, (_, t) => [0.999, 0.001, t === 3 ? 0.5 : 1, 0.5]);
    expect(ailmentOf(patient("sigmoid", rows))).toEqual({ kind: "saturated", units: 3, of: 4 });
    const tanh = Array.from({ length: 10 }, () => [0.999, -0.999, 0]);
    expect(ailmentOf(patient("tanh", tanh))).toEqual({ kind: "saturated", units: 2, of: 3 });
  });

  it("is silent while half of the units are well", () => {
    const rows = Array.from({ length: 10 }, (_, t) => [0.999, 0.001, t < 2 ? 0.5 : 1, 0.5]);
    expect(ailmentOf(patient("sigmoid", rows))).toBeNull();
    expect(ailmentOf(patient("softplus", [[1, 1, 0]]))).toBeNull();
  });

  it("counts rectified units that are 0 at every step", () => {
    const rows = [
      [0, 0, 1],
      [0, 0, 0],
    ];
    expect(ailmentOf(patient("relu", rows))).toEqual({ kind: "dead", units: 2, of: 3 });
    expect(ailmentOf(patient("relu", [...rows, [1, 0, 0]]))).toBeNull();
  });

  it("finds a gradient that is lost beside the others", () => {
    const lost = { gradient: Float64Array.of(1e-9, 1e-8), largestNorm: 1 };
    expect(ailmentOf(patient("add", [[1], [2]], lost))).toEqual({ kind: "vanished", units: 1, of: 1 });
    expect(ailmentOf(patient("add", [[1], [2]], { ...lost, largestNorm: 1e-3 }))).toBeNull();
  });

  it("says nothing where the loss does not reach, nor of broken numbers", () => {
    const flat = [[0.999], [0.999]];
    expect(ailmentOf(patient("sigmoid", flat, { gradient: Float64Array.of(0, 0) }))).toBeNull();
    expect(ailmentOf(patient("sigmoid", flat, { gradient: Float64Array.of(Number.NaN, 1) }))).toBeNull();
    expect(ailmentOf(patient("sigmoid", [[]], { gradient: new Float64Array(0), units: 0 }))).toBeNull();
  });

  it("says it in a sentence", () => {
    expect(describeAilment({ kind: "saturated", units: 3, of: 4 })).toMatch(/^3 of 4 units are saturated: /);
    expect(describeAilment({ kind: "dead", units: 4, of: 4 })).toMatch(/^All 4 units are dead: /);
  });
});
