// What holds of batch norm, embedding and attention by their meaning, beside the numbers of PyTorch in tests/fixtures.

import { describe, expect, it } from "vitest";
import { build, type Fed, gradients, nodeType, problemOf, tensor } from "./harness.ts";

const wave = (count: number, offset = 0) => Array.from({ length: count }, (_, index) => Math.sin(2.3 * index + offset) + 0.1 * index);
const [steps, batch] = [4, 3];
const sequence = (n: number, offset = 0): Fed => ({
  shape: [steps, batch, n],
  data: wave(steps * batch * n, offset),
  time: true,
  batch: true,
});

/** Component `at` of every position. */
const component = (data: readonly number[], n: number, at: number) => data.filter((_, index) => index % n === at);
const mean = (data: readonly number[]) => data.reduce((sum, number) => sum + number, 0) / data.length;

describe("batch norm", () => {
  const type = nodeType("batch-norm");
  const plain = { gamma: tensor([1, 1]), beta: tensor([0, 0]) };
  const exact = { attributes: { epsilon: 0 } };

  it("gives every component mean 0 and variance 1", () => {
    const { value } = build(type, { x: sequence(2), ...plain }, exact).numbers();
    for (const at of [0, 1]) {
      const numbers = component(value!, 2, at);
      expect(mean(numbers)).toBeCloseTo(0, 13);
      expect(mean(numbers.map((number) => number ** 2))).toBeCloseTo(1, 13);
    }
  });

  it("does not see what a component is shifted and scaled by", () => {
    const x = sequence(2);
    const moved = { ...x, data: x.data.map((number) => 5 * number - 3) };
    const [one, other] = [x, moved].map((fed) => build(type, { x: fed, ...plain }, exact).numbers().value!);
    other!.forEach((number, index) => {
      expect(number).toBeCloseTo(one![index]!, 12);
    });
  });

  it("does not see what stands on padding", () => {
    const x = sequence(2);
    const junk = { ...x, data: x.data.map((number, index) => (index >= 2 * batch * 2 ? 1e6 : number)) };
    const lengths = [2, 2, 2];
    const [one, other] = [x, junk].map((fed) =>
      build(type, { x: fed, ...plain }, { lengths })
        .numbers()
        .value!.slice(0, 12),
    );
    expect(other).toEqual(one);
  });

  it("passes no gradient where a batch has one example: each is its own mean", () => {
    expect(gradients(build(type, { x: tensor([4, -7]), ...plain })).x).toEqual([0, 0]);
  });
});

describe("embedding", () => {
  const type = nodeType("embedding");
  const table = tensor(Array.from({ length: 11 }, (_, row) => [row + 1, -10 * (row + 1)]));
  const look = (numbers: readonly number[]) =>
    build(type, { x: { shape: [numbers.length, 1], data: numbers, batch: true }, E: table }).numbers().value!;

  it("finds every row of a table whose size is no power of two", () => {
    const numbers = Array.from({ length: 11 }, (_, row) => row + 1);
    expect(look(numbers)).toEqual(numbers.flatMap((number) => [number, -10 * number]));
  });

  it("takes the nearest whole number, and zeros outside the table", () => {
    expect(look([2.49, 2.51, 0.51, 11.49]).filter((_, index) => index % 2 === 0)).toEqual([2, 3, 1, 11]);
    expect(look([0.49, 11.51, -1e6, 1e6, 0, Number.NaN]).every((number) => number === 0)).toBe(true);
  });

  it("gives a row that is read twice both gradients, and the others none", () => {
    const x: Fed = { shape: [3, 1], data: [2, 4, 2], batch: true };
    const found = gradients(build(type, { x, E: table }));
    expect(found.E).toEqual(table.data.map((_, index) => [0, 0, 2, 2, 0, 0, 1, 1][index] ?? 0));
    expect(found.x).toEqual([0, 0, 0]);
  });
});

describe("attention over steps", () => {
  const type = nodeType("attention");
  const [Q, K, V] = [sequence(2), sequence(2, 1), sequence(3, 2)];

  it("gives every step the mean of the values where all keys are alike", () => {
    const same = { ...K, data: K.data.map(() => 0.5) };
    const { value } = build(type, { Q, K: same, V }).numbers();
    const expected = [0, 1, 2].map((at) => mean(component(V.data, 3 * batch, at)));
    for (let step = 0; step < steps; step++)
      expected.forEach((number, at) => {
        expect(value![step * 3 * batch + at]).toBeCloseTo(number, 13);
      });
  });

  it("that is causal takes the first value in the first step, and looks at no later one", () => {
    const setting = { attributes: { causal: true } };
    const run = build(type, { Q, K, V }, setting).numbers().value!;
    expect(run.slice(0, 3 * batch)).toEqual(V.data.slice(0, 3 * batch));
    const later = { ...V, data: V.data.map((number, index) => (index >= 2 * 3 * batch ? 1e3 : number)) };
    expect(
      build(type, { Q, K, V: later }, setting)
        .numbers()
        .value!.slice(0, 2 * 3 * batch),
    ).toEqual(run.slice(0, 2 * 3 * batch));
  });

  it("does not see padding, and gives it no gradient", () => {
    const lengths = [4, 2, 2];
    const junk = { ...V, data: V.data.map((number, index) => (index === 3 * batch * 3 + 4 ? 1e9 : number)) };
    const [one, other] = [V, junk].map((values) => build(type, { Q, K, V: values }, { lengths }).numbers().value!);
    expect(other).toEqual(one);
    expect(gradients(build(type, { Q, K, V }, { lengths })).V![3 * batch * 3 + 4]).toBe(0);
  });

  it("refuses a causal matrix of queries for other keys", () => {
    const known = { Q: tensor([[1], [2]]), K: tensor([[1]]), V: tensor([[1]]) };
    expect(problemOf(() => build(type, known, { attributes: { causal: true } })).message).toContain("2 queries and 1 keys");
  });
});
