// What holds of mini-batches: each example keeps its numbers, length and label, wherever it lands.
import { describe, expect, it } from "vitest";
import { type Field, type Split, selectExamples } from "../../src/data/dataset.ts";
import { reber } from "../../src/data/reber.ts";

/** T = 3, B = 3, two features: example b at step t holds [10 b + t, -(10 b + t)], zero beyond its length. */
const lengths = [2, 3, 1];
const series = (): Field => {
  const data = [0, 1, 2].flatMap((t) => lengths.flatMap((length, b) => (t < length ? [10 * b + t, -(10 * b + t)] : [0, 0])));
  return { tensor: { shape: [3, 3, 2], data: Float64Array.from(data) }, time: true };
};
const split: Split = {
  fields: { x: series(), y: { tensor: { shape: [3, 1], data: Float64Array.of(7, 8, 9) }, time: false } },
  lengths: Int32Array.from(lengths),
  labels: ["seven", "eight", "nine"],
  count: 3,
};

describe("selectExamples", () => {
  it("takes the chosen examples in the chosen order", () => {
    const batch = selectExamples(split, [1, 0]);
    expect(batch.count).toBe(2);
    expect(batch.labels).toEqual(["eight", "seven"]);
    expect([...(batch.lengths ?? [])]).toEqual([3, 2]);
    expect(batch.fields.x?.tensor.shape).toEqual([3, 2, 2]);
    expect([...(batch.fields.x?.tensor.data ?? [])]).toEqual([10, -10, 0, -0, 11, -11, 1, -1, 12, -12, 0, 0]);
    expect(batch.fields.y).toEqual({ tensor: { shape: [2, 1], data: Float64Array.of(8, 7) }, time: false });
  });

  it("trims to the longest of the chosen when asked, and only then", () => {
    expect(selectExamples(split, [0, 2]).fields.x?.tensor.shape).toEqual([3, 2, 2]);
    const trimmed = selectExamples(split, [0, 2], { trim: true });
    expect(trimmed.fields.x?.tensor.shape).toEqual([2, 2, 2]);
    expect([...(trimmed.fields.x?.tensor.data ?? [])]).toEqual([0, -0, 20, -20, 1, -1, 0, 0]);
    expect(trimmed.fields.y?.tensor.shape).toEqual([2, 1]);
  });

  it("keeps T when the split has no lengths", () => {
    const { lengths: _, ...even } = split;
    const batch = selectExamples(even, [2], { trim: true });
    expect(batch.fields.x?.tensor.shape).toEqual([3, 1, 2]);
    expect("lengths" in batch).toBe(false);
  });

  it("takes an example twice, or none at all", () => {
    expect(selectExamples(split, [2, 2]).labels).toEqual(["nine", "nine"]);
    expect(selectExamples(split, Int32Array.of()).fields.x?.tensor.shape).toEqual([3, 0, 2]);
  });

  it("is the identity for all examples, and leaves the split as it was", () => {
    const { train } = reber({ trainCount: 20, testCount: 5 }, 4);
    const before = structuredClone(train);
    expect(selectExamples(train, [...Array(20).keys()])).toEqual(train);
    expect(selectExamples(train, [...Array(20).keys()], { trim: true })).toEqual(train);
    expect(train).toEqual(before);
  });

  it.each([[-1], [3], [0.5], [Number.NaN]])("refuses the index %d", (index) => {
    expect(() => selectExamples(split, [0, index])).toThrow(RangeError);
  });
});
