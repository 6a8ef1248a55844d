// eval: every named value and its gradient as nested arrays; axes that a value does not have do not show.

import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { readFeeds } from "../../src/compiler/feeds.ts";
import type { Document } from "../../src/graph/document.ts";
import { type EvaluateOptions, evaluate } from "../../src/inspection/evaluate.ts";
import { sketch } from "../compiler/sketch.ts";

const evaluated = (document: Document, values: object, options: Partial<EvaluateOptions> = {}) =>
  evaluate(document, registry, readFeeds(values), { precision: "f64", mode: "train", seed: 1, wrt: "all", ...options });

const model = sketch(`
  x = sequence()
  w = parameter(shape=[2])
  $1 = multiply(a < x, b < w)
  y = tanh(x < $1)
  end = last-step(x < y)
  o = output(x < y, name=result)
  loss = sum(x < end)
`);

describe("axes", () => {
  test("a value per step and example leads with both", () => {
    const { values } = evaluated(model, {
      x: [
        [
          [1, 2],
          [3, 4],
        ],
      ],
      w: [0, 0],
    });
    expect(values).toEqual({
      x: [
        [
          [1, 2],
          [3, 4],
        ],
      ],
      w: [0, 0],
      y: [
        [
          [0, 0],
          [0, 0],
        ],
      ],
      result: [
        [
          [0, 0],
          [0, 0],
        ],
      ],
      end: [
        [0, 0],
        [0, 0],
      ],
      loss: 0,
    });
  });

  test("fed without a batch axis there is none", () => {
    const { values } = evaluated(model, {
      x: [
        [1, 2],
        [3, 4],
      ],
      w: [0, 0],
    });
    expect(values).toMatchObject({
      y: [
        [0, 0],
        [0, 0],
      ],
      end: [0, 0],
    });
  });
});

describe("names", () => {
  test("of nodes that nobody has named do not show, second names do", () => {
    const { values, gradients } = evaluated(model, { x: [[1, 2]], w: [0, 0] });
    expect(Object.keys(values)).toEqual(["x", "w", "y", "end", "loss", "result"]);
    expect(Object.keys(gradients)).toEqual(Object.keys(values));
  });

  test("gradients are of those that are asked for", () => {
    const { gradients } = evaluated(model, { x: [[1, 2]], w: [0, 0] }, { wrt: ["w"] });
    expect(gradients).toEqual({ w: [1, 2] });
  });
});

test("without a loss there are values and no gradients", () => {
  expect(evaluated(sketch("x = input()\n y = negate(x < x)"), { x: [1] })).toEqual({
    loss: null,
    values: { x: [1], y: [-1] },
    gradients: {},
  });
});

test("a name that the loss does not depend on has gradient zero", () => {
  const { gradients } = evaluated(sketch("x = input()\n p = parameter(shape=[2])\n loss = sum(x < x)"), { x: [3] });
  expect(gradients).toMatchObject({ x: [1], p: [0, 0] });
});

test("what is not a finite number is told by its name, so that JSON keeps it", () => {
  const { values, loss } = evaluated(sketch("x = input()\n l = log(x < x)\n loss = sum(x < l)"), { x: [0] });
  expect([values.l, loss]).toEqual([["-Infinity"], "-Infinity"]);
});

test("a parameter that nobody feeds begins as its seed says", () => {
  const parameter = (seed: number) => evaluated(sketch("W = parameter(shape=[2, 2])"), {}, { seed }).values.W;
  expect(parameter(1)).toEqual(parameter(1));
  expect(parameter(1)).not.toEqual(parameter(2));
});

test("f32 is f64 rounded", () => {
  const third = sketch("x = input()\n three = constant(value=3)\n y = divide(a < x, b < three)");
  expect(evaluated(third, { x: [1] }, { precision: "f32" }).values.y).toEqual([Math.fround(1 / 3)]);
});
