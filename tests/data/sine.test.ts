// What holds of the sine: samples of the function, training inside the interval, testing beyond it.
import { describe, expect, it } from "vitest";
import type { Tensor } from "../../src/base/tensor.ts";
import type { Split } from "../../src/data/dataset.ts";
import { sine } from "../../src/data/sine.ts";

const tensor = (split: Split, name: string): Tensor => split.fields[name]?.tensor as Tensor;
const values = (split: Split, name: string): number[] => [...tensor(split, name).data];

describe("sine without a window", () => {
  it("gives value against scaled time, -1 to 1 inside and on from 1 outside", () => {
    const { train, test } = sine({}, 1);
    expect([train.count, test.count]).toEqual([160, 80]);
    expect(tensor(train, "x").shape).toEqual([160, 1]);
    expect(train.fields.x?.time).toBe(false);
    expect(values(train, "x")[0]).toBe(-1);
    expect(values(test, "x")[0]).toBe(1);
    expect(Math.max(...values(train, "x"))).toBeLessThan(1);
    for (const split of [train, test]) {
      const y = values(split, "y");
      for (const [i, x] of values(split, "x").entries()) expect(y[i]).toBeCloseTo(Math.sin(4 * Math.PI * (x + 1)), 12);
    }
  });

  it("adds noise of the given standard deviation, from the seed", () => {
    const clean = values(sine({ samplesPerPeriod: 5000 }, 1).train, "y");
    const noisy = values(sine({ samplesPerPeriod: 5000, noise: 0.1 }, 1).train, "y");
    const variance = noisy.reduce((sum, value, i) => sum + (value - (clean[i] ?? 0)) ** 2, 0) / clean.length;
    expect(Math.sqrt(variance)).toBeCloseTo(0.1, 2);
    expect(values(sine({ samplesPerPeriod: 5000, noise: 0.1 }, 1).train, "y")).toEqual(noisy);
    expect(values(sine({ samplesPerPeriod: 5000, noise: 0.1 }, 2).train, "y")).not.toEqual(noisy);
  });
});

describe("sine with a window", () => {
  it("rolls over the one series: each window, then the next value", () => {
    const whole = sine({ noise: 0.1 }, 3);
    const series = [...values(whole.train, "y"), ...values(whole.test, "y")];
    const { train, test } = sine({ noise: 0.1, window: 20 }, 3);
    expect([tensor(train, "x").shape, tensor(train, "y").shape]).toEqual([
      [20, 140, 1],
      [140, 1],
    ]);
    expect([tensor(test, "x").shape, tensor(test, "y").shape]).toEqual([
      [20, 80, 1],
      [80, 1],
    ]);
    expect([train.fields.x?.time, train.fields.y?.time, train.lengths]).toEqual([true, false, undefined]);
    const rebuilt = (split: Split, first: number): void => {
      for (let example = 0; example < split.count; example++) {
        const window = Array.from({ length: 20 }, (_, step) => values(split, "x")[step * split.count + example]);
        expect(window).toEqual(series.slice(first + example, first + example + 20));
        expect(values(split, "y")[example]).toBe(series[first + example + 20]);
      }
    };
    rebuilt(train, 0);
    rebuilt(test, 140);
  });
});

describe("a bad attribute of sine", () => {
  it.each([
    [{ periods: 0 }, "sine: periods is 0, expected a whole number from 1 to 1000"],
    [{ periods: 2.5 }, "sine: periods is 2.5, expected a whole number from 1 to 1000"],
    [{ forecastPeriods: -1 }, "sine: forecastPeriods is -1, expected a whole number from 0 to 1000"],
    [{ samplesPerPeriod: 1 }, "sine: samplesPerPeriod is 1, expected a whole number from 2 to 16666"],
    [{ noise: -0.1 }, "sine: noise is -0.1, expected a number from 0 to 10"],
    [{ noise: Number.POSITIVE_INFINITY }, "sine: noise is Infinity, expected a number from 0 to 10"],
    [{ window: 160 }, "sine: window is 160, expected a whole number from 0 to 159"],
    [
      { samplesPerPeriod: 16_000, window: 300 },
      "sine: window is 300, expected at most 174, so that no field has more than 16777216 numbers",
    ],
  ])("%j is one problem", (attributes, message) => {
    expect(() => sine(attributes, 1)).toThrow(message);
  });
});
