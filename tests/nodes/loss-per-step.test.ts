// What a loss shows of its inside: the part of each step, which over the steps add up to the loss, whatever the reduction.

import { describe, expect, it } from "vitest";
import { build, type Fed, nodeType } from "./harness.ts";

const [steps, batch, components] = [4, 3, 2];
const size = steps * batch * components;
const lengths = [2, 4, 3];
const wave = (offset: number) => Array.from({ length: size }, (_, i) => 0.5 + 0.4 * Math.sin(1.3 * i + offset));
const sequence = (data: readonly number[]): Fed => ({ shape: [steps, batch, components], data, time: true, batch: true });
const prediction = sequence(wave(0));
const target = sequence(wave(2).map((y) => (y > 0.5 ? 1 : 0)));
const masks: Readonly<Record<string, Fed | undefined>> = {
  "no mask": undefined,
  "a mask": { shape: [steps, batch, 1], data: wave(5).slice(0, steps * batch), time: true, batch: true },
  "a weight per example": { shape: [batch, 1], data: [2, 0.5, 1], batch: true },
};

const losses = [
  "mean-squared-error",
  "mean-absolute-error",
  "huber",
  "binary-cross-entropy",
  "binary-cross-entropy-with-logits",
  "softmax-cross-entropy",
  "half-sum-of-squares",
];
const cases = losses.flatMap((id) =>
  (id === "half-sum-of-squares" ? ["sum"] : ["mean", "sum", "per-example"]).flatMap((reduction) =>
    Object.keys(masks).flatMap((masked) => [undefined, lengths].map((ragged) => ({ id, reduction, masked, lengths: ragged }))),
  ),
);

const settingOf = (id: string, reduction: string, ragged: readonly number[] | undefined) => ({
  ...(id !== "half-sum-of-squares" && { attributes: { reduction } }),
  ...(ragged && { lengths: ragged }),
});

const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

describe("parts of a loss", () => {
  it.each(cases)("$id, reduction $reduction, $masked, lengths $lengths", ({ id, reduction, masked, lengths: ragged }) => {
    const mask = masks[masked];
    const fed = { prediction, target, ...(mask && { mask }) };
    const setting = settingOf(id, reduction, ragged);
    const loss = build(nodeType(id), fed, setting).numbers().loss![0]!;
    const run = build(nodeType(id), fed, { ...setting, inner: true });
    expect(run.outputs.perStep).toMatchObject({ shape: [], time: true, batch: false });
    expect(total(run.numbers().perStep!)).toBeCloseTo(loss, 12);
  });

  it("are what the steps cost: one example, summed", () => {
    const one = (data: readonly number[]): Fed => ({ shape: [3, 1, 2], data, time: true, batch: true });
    const fed = { prediction: one([1, 2, 0, 0, 5, 9]), target: one([0, 0, 3, 0, 5, 5]) };
    const run = build(nodeType("mean-squared-error"), fed, { attributes: { reduction: "sum" }, lengths: [2], inner: true });
    // the third step is padding
    expect(run.numbers().perStep).toEqual([5, 9, 0]);
  });

  it("are not there without steps", () => {
    const fed = { prediction: { shape: [2], data: [1, 2] }, target: { shape: [2], data: [0, 0] } };
    expect(build(nodeType("mean-squared-error"), fed, { inner: true }).numbers()).toEqual({});
  });

  it("a prediction that is the same for all examples, against lengths of their own", () => {
    const same: Fed = { shape: [steps, components], data: wave(1).slice(0, steps * components), time: true };
    for (const reduction of ["mean", "sum", "per-example"]) {
      const setting = { attributes: { reduction }, lengths };
      const loss = build(nodeType("mean-squared-error"), { prediction: same, target: same, mask: masks["a mask"]! }, setting);
      const parts = build(nodeType("mean-squared-error"), { prediction: same, target }, { ...setting, inner: true });
      const whole = build(nodeType("mean-squared-error"), { prediction: same, target }, setting);
      expect(loss.numbers().loss![0]).toBe(0);
      expect(total(parts.numbers().perStep!)).toBeCloseTo(whole.numbers().loss![0]!, 12);
    }
  });
});
