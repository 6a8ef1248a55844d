// One symbol from a prediction: as often as softmax(z / T) says.

import { expect, test } from "vitest";
import { stream } from "../../../src/base/random.ts";
import { drawSymbol } from "../../../src/inspection/generation/draw.ts";

const scores = [0.3, 1.7, Number.NEGATIVE_INFINITY, -0.4];

function shares(temperature: number, draws: number): readonly number[] {
  const { uniform } = stream(5, `draw ${temperature}`);
  const counts = scores.map(() => 0);
  for (let draw = 0; draw < draws; draw++) counts[drawSymbol(scores, temperature, uniform)]! += 1;
  return counts.map((count) => count / draws);
}

test.each([0.5, 1, 2])("at temperature %d symbols come as often as softmax of the logits over it says", (temperature) => {
  const weights = scores.map((score) => Math.exp(score / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const found = shares(temperature, 20_000);
  // four standard deviations of a share are at most 0.015
  weights.forEach((weight, place) => {
    expect(Math.abs(found[place]! - weight / total)).toBeLessThan(0.015);
  });
  expect(found[2]).toBe(0);
});

test("at temperature 0 it is the largest, the first of equals, without a draw", () => {
  const refuse = () => expect.unreachable("no number is asked for");
  expect(drawSymbol(scores, 0, refuse)).toBe(1);
  expect(drawSymbol([1, 4, 4], 0, refuse)).toBe(1);
});

test("close to temperature 0 it is the largest, also where the logits are huge", () => {
  const { uniform } = stream(5, "cold");
  expect(Array.from({ length: 50 }, () => drawSymbol([1e5, 2e5, -1e5], 1e-3, uniform))).toEqual(new Array(50).fill(1));
});

test("every number from [0, 1) gives a symbol that has a probability", () => {
  expect(drawSymbol([0, 0, Number.NEGATIVE_INFINITY], 1, () => 1 - 2 ** -53)).toBe(1);
  expect(drawSymbol([Number.NEGATIVE_INFINITY, 0, 0], 1, () => 0)).toBe(1);
});
