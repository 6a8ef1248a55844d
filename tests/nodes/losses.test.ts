// Reductions of losses and metrics over steps, examples and components, against plain loops: lengths, masks, extremes.

import { describe, expect, it } from "vitest";
import { checkGradient } from "../../src/engine/check-gradient.ts";
import { build, type Fed, gradients, nodeType, tensor } from "./harness.ts";

const steps = 3;
const batch = 2;
const components = 2;
const lengths = [2, 3];
const wave = (offset: number) => Array.from({ length: steps * batch * components }, (_, i) => 0.5 + 0.4 * Math.sin(1.3 * i + offset));
const prediction: Fed = { shape: [steps, batch, components], data: wave(0), time: true, batch: true };
const target: Fed = { shape: [steps, batch, components], data: wave(2).map((y) => (y > 0.5 ? 1 : 0)), time: true, batch: true };
const mask: Fed = { shape: [steps, batch, 1], data: [1, 0.5, 0, 2, 1, 0.25], time: true, batch: true };

type Terms = readonly { readonly step: number; readonly example: number; readonly weight: number; readonly loss: number }[];

/** One term a real position and component, by the definition. */
function terms(loss: (p: number, y: number) => number, masked: boolean, ragged: boolean): Terms {
  return prediction.data.flatMap((p, index) => {
    const position = Math.floor(index / components);
    const [step, example] = [Math.floor(position / batch), position % batch];
    if (ragged && step >= lengths[example]!) return [];
    return [{ step, example, weight: masked ? mask.data[position]! : 1, loss: loss(p, target.data[index]!) }];
  });
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
const weighted = (all: Terms) => total(all.map(({ weight, loss }) => weight * loss));
const reductions = {
  mean: (all: Terms) => weighted(all) / total(all.map(({ weight }) => weight)),
  sum: weighted,
  "per-example": (all: Terms) => weighted(all) / batch,
};

const losses = {
  "mean-squared-error": (p: number, y: number) => (p - y) ** 2,
  "binary-cross-entropy": (p: number, y: number) => -(y * Math.log(p) + (1 - y) * Math.log(1 - p)),
  "binary-cross-entropy-with-logits": (p: number, y: number) => Math.log(1 + Math.exp(p)) - p * y,
};

const cases = Object.keys(losses).flatMap((id) =>
  Object.keys(reductions).flatMap((reduction) =>
    [false, true].flatMap((masked) => [false, true].map((ragged) => ({ id, reduction, masked, ragged }) as const)),
  ),
);

describe("a loss over steps and examples", () => {
  it.each(cases)("$id, reduction $reduction, masked $masked, of unequal lengths $ragged", ({ id, reduction, masked, ragged }) => {
    const fed = { prediction, target, ...(masked && { mask }) };
    const run = build(nodeType(id), fed, { attributes: { reduction }, ...(ragged && { lengths }) });
    const expected = reductions[reduction as keyof typeof reductions](terms(losses[id as keyof typeof losses], masked, ragged));
    expect(run.numbers().loss![0]).toBeCloseTo(expected, 13);
    expect(run.outputs.loss).toMatchObject({ shape: [], time: false, batch: false });
    expect(checkGradient(run.tape, run.inputs, { order: 2, inputs: [0] })).toEqual([]);
  });

  it("half-sum-of-squares adds everything up", () => {
    const expected = weighted(terms((p, y) => 0.5 * (p - y) ** 2, false, true));
    expect(build(nodeType("half-sum-of-squares"), { prediction, target }, { lengths }).numbers().loss![0]).toBeCloseTo(expected, 13);
  });

  it("softmax-cross-entropy sums the components and averages steps and examples", () => {
    const oneHot = { ...target, data: target.data.map((_, index) => (index % components === Math.floor(index / components) % 2 ? 1 : 0)) };
    const surprise = (position: number) => {
      const [a, b] = [prediction.data[2 * position]!, prediction.data[2 * position + 1]!];
      return Math.log(Math.exp(a) + Math.exp(b)) - (oneHot.data[2 * position] === 1 ? a : b);
    };
    const run = (setting: { lengths?: readonly number[] }) =>
      build(nodeType("softmax-cross-entropy"), { prediction, target: oneHot }, setting);
    expect(run({}).numbers().loss![0]).toBeCloseTo(total([0, 1, 2, 3, 4, 5].map(surprise)) / 6, 13);
    // position 4 is the third step of the first example, which has two
    expect(run({ lengths }).numbers().loss![0]).toBeCloseTo(total([0, 1, 2, 3, 5].map(surprise)) / 5, 13);
  });

  it("weighs examples by a mask without steps, each at all of its real ones", () => {
    const weights = [2, 0.5];
    const perExample: Fed = { shape: [batch, 1], data: weights, batch: true };
    const all = terms((p, y) => (p - y) ** 2, false, true).map((term) => ({ ...term, weight: weights[term.example]! }));
    const run = build(nodeType("mean-squared-error"), { prediction, target, mask: perExample }, { lengths });
    expect(run.numbers().loss![0]).toBeCloseTo(reductions.mean(all), 13);
  });

  it("counts a target that is the same for all examples at each of them", () => {
    const same: Fed = { shape: [components], data: [0, 1] };
    const expected = prediction.data.map((p, index) => (p - (index % 2)) ** 2);
    expect(build(nodeType("mean-squared-error"), { prediction, target: same }).numbers().loss![0]).toBeCloseTo(total(expected) / 12, 13);
  });
});

describe("extremes", () => {
  it("binary-cross-entropy of sure and right probabilities is 0, of sure and wrong ones infinite, and never NaN", () => {
    const loss = (p: number[], y: number[]) => build(nodeType("binary-cross-entropy"), { prediction: tensor(p), target: tensor(y) });
    expect(loss([0, 1], [0, 1]).numbers().loss![0]).toBe(0);
    expect(loss([0], [1]).numbers().loss![0]).toBe(Infinity);
    expect(gradients(loss([0, 1], [0, 1])).prediction).toEqual([0.5, -0.5]);
  });

  it("logits of ±1000 have exact losses and gradients", () => {
    const binary = build(nodeType("binary-cross-entropy-with-logits"), {
      prediction: tensor([-1000, 1000, 1000]),
      target: tensor([0, 1, 0]),
    });
    expect(binary.numbers().loss![0]).toBeCloseTo(1000 / 3, 12);
    expect(gradients(binary).prediction).toEqual([0, 0, 1 / 3]);
    const soft = build(nodeType("softmax-cross-entropy"), { prediction: tensor([-1000, 1000, 0]), target: tensor([1, 0, 0]) });
    expect(soft.numbers().loss![0]).toBe(2000);
    expect(gradients(soft).prediction).toEqual([-1, 1, 0]);
  });

  it("small surprises keep their digits", () => {
    const run = build(nodeType("binary-cross-entropy-with-logits"), { prediction: tensor([30]), target: tensor([1]) });
    expect(run.numbers().loss![0]! / 9.357622968839737e-14).toBeCloseTo(1, 12);
  });
});

describe("metrics", () => {
  const wrongAt = (position: number) =>
    [0, 1].some((component) => prediction.data[2 * position + component]! >= 0.5 !== (target.data[2 * position + component] === 1));
  const wrong = [0, 1, 2, 3, 4, 5].filter(wrongAt);

  it("wrong-positions counts real positions", () => {
    expect(wrong.length).toBeGreaterThan(1);
    expect(build(nodeType("wrong-positions"), { prediction, target }).numbers().value).toEqual([wrong.length]);
    const real = wrong.filter((position) => position !== 4);
    expect(build(nodeType("wrong-positions"), { prediction, target }, { lengths }).numbers().value).toEqual([real.length]);
  });

  it("wrong-sequences counts examples, each once", () => {
    const onlyAt = (positions: readonly number[]) => ({
      ...prediction,
      data: target.data.map((y, index) => (positions.includes(Math.floor(index / 2)) ? 1 - y : y)),
    });
    const count = (positions: readonly number[], setting = {}) =>
      build(nodeType("wrong-sequences"), { prediction: onlyAt(positions), target }, setting).numbers().value;
    expect(count([])).toEqual([0]);
    expect(count([0, 2])).toEqual([1]);
    expect(count([0, 3])).toEqual([2]);
    // only the padding of the first example is wrong
    expect(count([4], { lengths })).toEqual([0]);
    expect(count([5], { lengths })).toEqual([1]);
    const masked = build(nodeType("wrong-sequences"), { prediction: onlyAt([4]), target, mask }, {});
    expect(masked.numbers().value).toEqual([1]);
  });

  it("accuracy is the share of real positions, and the first of equal components counts", () => {
    const value = (p: number[], y: number[]) => build(nodeType("accuracy"), { prediction: tensor(p), target: tensor(y) }).numbers().value;
    expect(value([0.5, 0.5, 0], [1, 0, 0])).toEqual([1]);
    expect(value([0.5, 0.5, 0], [0, 1, 0])).toEqual([0]);
    expect(value([Number.NaN, 0.5, 0], [0, 1, 0])).toEqual([0]);
    const oneHot = { ...target, data: prediction.data.map((p, i) => (p > prediction.data[i ^ 1]! !== i >= 8 ? 1 : 0)) };
    expect(build(nodeType("accuracy"), { prediction, target: oneHot }).numbers().value![0]).toBeCloseTo(4 / 6, 14);
    expect(build(nodeType("accuracy"), { prediction, target: oneHot }, { lengths }).numbers().value![0]).toBeCloseTo(4 / 5, 14);
  });
});
