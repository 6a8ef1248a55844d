// Slopes at corners, as the notation fixes them, and that nothing becomes NaN far out.

import { describe, expect, it } from "vitest";
import type { AttributeValue } from "../../src/graph/document.ts";
import { build, gradients, nodeType, tensor } from "./harness.ts";

const slopeAt = (id: string, x: number, attributes: Record<string, AttributeValue> = {}) =>
  gradients(build(nodeType(id), { x: tensor([x]) }, { attributes })).x![0];

describe("slopes at corners", () => {
  it.each([
    ["relu", 0, {}, 0],
    ["leaky-relu", 0, {}, 0.01],
    ["leaky-relu", 0, { slope: 0.2 }, 0.2],
    ["elu", 0, {}, 1],
    ["elu", 0, { alpha: 3 }, 1],
    ["selu", 0, {}, 1.0507009873554805],
    ["abs", 0, {}, 0],
    ["step", 0, {}, 0],
    ["clip", -1, {}, 1],
    ["clip", 1, {}, 1],
    ["clip", 1.001, {}, 0],
    ["clip", -1.001, {}, 0],
  ] as const)("of %s at %d with %o is %d", (id, x, attributes, slope) => {
    expect(slopeAt(id, x, attributes)).toBe(slope);
  });

  it("of prelu at 0 is its slope", () => {
    const found = gradients(build(nodeType("prelu"), { x: tensor([0, -2, 3]), a: tensor([0.3, 0.3, 0.3]) }));
    expect(found.x).toEqual([0.3, 0.3, 1]);
    expect(found.a).toEqual([0, -2, 0]);
  });

  it("of max(a, b) on a tie is half for each side", () => {
    expect(gradients(build(nodeType("maximum"), { a: tensor([2]), b: tensor([2]) }))).toEqual({ a: [0.5], b: [0.5] });
  });
});

describe("far out", () => {
  const ids = [
    "sigmoid",
    "tanh",
    "relu",
    "leaky-relu",
    "elu",
    "selu",
    "softplus",
    "gelu",
    "silu",
    "log-sigmoid",
    "softmax",
    "log-softmax",
    "clip",
  ];
  it.each(ids)("%s has a finite value and slope at ±1000, in f32 too", (id) => {
    const run = build(nodeType(id), { x: tensor([-1000, 1000, 0]) });
    for (const number of [...run.numbers().value!, ...run.numbers("f32").value!, ...gradients(run).x!])
      expect(Number.isFinite(number)).toBe(true);
  });

  it.each(["relu", "leaky-relu", "elu", "selu", "clip", "prelu"])("%s hides no NaN", (id) => {
    const fed = id === "prelu" ? { x: tensor([Number.NaN]), a: tensor([0.1]) } : { x: tensor([Number.NaN]) };
    expect(build(nodeType(id), fed).numbers().value).toEqual([Number.NaN]);
  });
});
