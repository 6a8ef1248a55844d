// What holds of random numbers: they are those of the sequence, whatever is skipped, and in the order of the axes.
import { describe, expect, it } from "vitest";
import { fillMulberry32, mulberry32 } from "../../src/base/mulberry32.ts";
import { randomNumbers } from "../../src/data/random-numbers.ts";

const drawn = (attributes: Record<string, unknown>, seed = 12345) => {
  const { tensor, time } = randomNumbers(attributes, seed).train.fields.value!;
  return { shape: tensor.shape, time, numbers: [...tensor.data] };
};

describe("mulberry32", () => {
  it("gives the numbers that tests/bench/losses.py draws for this seed", () => {
    const draw = mulberry32(12345);
    expect([draw(), draw(), draw()]).toEqual([0.9797282677609473, 0.3067522644996643, 0.484205421525985]);
  });

  it.each([0, 1, 1000, 663_552])("skips %d numbers as if they had been drawn", (skip) => {
    const draw = mulberry32(7);
    for (let k = 0; k < skip; k++) draw();
    const rest = mulberry32(7, skip);
    expect([rest(), rest()]).toEqual([draw(), draw()]);
  });

  it("between two bounds is a number of 32 bits", () => {
    const numbers = new Float64Array(1);
    fillMulberry32(numbers, 12345, 0, -0.5, 0.5);
    expect(numbers[0]).toBe(Math.fround(0.9797282677609473 - 0.5));
  });
});

describe("random numbers", () => {
  it("are drawn over steps, then examples, then components", () => {
    const uniform = { low: -1, high: 1, steps: 2, examples: 3, shape: [2] };
    const draw = mulberry32(12345);
    const numbers = Array.from({ length: 12 }, () => Math.fround(2 * draw() - 1));
    expect(drawn(uniform)).toEqual({ shape: [2, 3, 2], time: true, numbers });
  });

  it("have no time axis without steps, and may be images or single numbers", () => {
    expect(drawn({ examples: 2, shape: [1, 4, 4] })).toMatchObject({ shape: [2, 1, 4, 4], time: false });
    expect(drawn({ examples: 2, shape: [] })).toMatchObject({ shape: [2], time: false });
  });

  it("as bits are 1 where the draw is below the chance", () => {
    const draw = mulberry32(12345, 5);
    const expected = Array.from({ length: 20 }, () => (draw() < 0.3 ? 1 : 0));
    expect(drawn({ distribution: "bits", chance: 0.3, skip: 5, examples: 5, shape: [4] }).numbers).toEqual(expected);
    expect(new Set(drawn({ distribution: "bits", chance: 0, shape: [4] }).numbers)).toEqual(new Set([0]));
  });

  it("as one-hot rows take one draw a row", () => {
    const draw = mulberry32(12345);
    const places = Array.from({ length: 6 }, () => Math.floor(draw() * 7));
    const { numbers } = drawn({ distribution: "one-hot", steps: 3, examples: 2, shape: [7] });
    expect(numbers).toEqual(places.flatMap((place) => Array.from({ length: 7 }, (_, k) => (k === place ? 1 : 0))));
  });

  it("leave nothing to test on", () => {
    const { test } = randomNumbers({ steps: 4, shape: [3] }, 1);
    expect(test).toMatchObject({ count: 0, fields: { value: { tensor: { shape: [4, 0, 3] } } } });
  });

  it.each([
    [{ distribution: "normal" }, 'random-numbers: distribution is "normal", expected one of uniform, bits, one-hot'],
    [{ examples: 0 }, "random-numbers: examples is 0, expected a whole number from 1 to 100000"],
    [{ shape: [2.5] }, 'random-numbers: shape is "[2.5]", expected whole sizes from 1 on'],
    [{ chance: 2 }, "random-numbers: chance is 2, expected a number from 0 to 1"],
    [
      { examples: 100_000, steps: 1000, shape: [10] },
      "random-numbers: examples is 100000, expected at most 1677, so that no field has more than 16777216 numbers",
    ],
  ])("%j are refused", (attributes, message) => {
    expect(() => randomNumbers(attributes, 1)).toThrow(message);
  });
});
