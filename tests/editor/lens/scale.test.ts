// The one scale: from a norm to a place, a width and a colour.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Colours } from "../../../src/editor/pictures/colours.ts";
import { divergingColour, normColour, overTime, paint, withoutTime } from "../../../src/editor/pictures/heat.ts";
import { type Legend, legendFor, level, signedLog, threadOf } from "../../../src/editor/pictures/scale.ts";

const legend: Legend = { top: 0, decades: 3 };

const colours: Colours = {
  value: { negative: [0, 0, 255], zero: [255, 255, 255], positive: [255, 0, 0] },
  gradient: { negative: [0, 255, 0], zero: [255, 255, 255], positive: [128, 0, 128] },
  norm: [
    [0, 0, 0],
    [30, 0, 0],
    [60, 0, 0],
    [90, 0, 0],
  ],
  error: [200, 10, 20],
  line: [220, 220, 220],
};

describe("the legend", () => {
  test("ends at the next power of ten above the largest norm", () => {
    expect(legendFor(0.22)).toEqual({ top: 0, decades: 3 });
    expect(legendFor(1)).toEqual({ top: 0, decades: 3 });
    expect(legendFor(1.01)).toEqual({ top: 1, decades: 3 });
    expect(legendFor(0)).toEqual({ top: 0, decades: 3 });
  });

  test("is logarithmic: a decade is a third", () => {
    expect(level(1, legend)).toBeCloseTo(1, 12);
    expect(level(0.1, legend)).toBeCloseTo(2 / 3, 12);
    expect(level(1e-3, legend)).toBeCloseTo(0, 12);
    expect(level(0, legend)).toBeLessThan(0);
  });
});

describe("a wire", () => {
  test("is 1.5 + 6 u wide", () => {
    expect(threadOf(1, legend)).toEqual({ standing: "shown", level: 1, width: 7.5 });
    expect(threadOf(10 ** -1.5, legend).width).toBeCloseTo(4.5, 12);
  });

  test("vanishes below the range, has a core above it, and is broken without a number", () => {
    expect(threadOf(9e-4, legend)).toMatchObject({ standing: "vanished", width: 1.25 });
    expect(threadOf(0, legend).standing).toBe("vanished");
    expect(threadOf(1.1, legend)).toMatchObject({ standing: "beyond", width: 7.5 });
    expect(threadOf(Number.NaN, legend).standing).toBe("broken");
    expect(threadOf(Number.POSITIVE_INFINITY, legend).standing).toBe("broken");
  });

  test("of the largest norm is never above the legend", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), (largest) => {
        expect(threadOf(largest, legendFor(largest)).standing).toBe("shown");
      }),
    );
  });

  test("agrees with its strip: n equal elements have the colour of their vector", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-2, max: 1, noNaN: true }), fc.integer({ min: 1, max: 64 }), (norm, units) => {
        const element = norm / Math.sqrt(units);
        expect(signedLog(legend, units)(-element)).toBeCloseTo(-threadOf(norm, legend).level, 9);
      }),
    );
  });
});

describe("pictures", () => {
  const pixels = (numbers: number[]): Uint8ClampedArray => {
    const data = new Uint8ClampedArray(4 * numbers.length);
    paint(data, withoutTime(numbers, [numbers.length]), (x) => Math.max(-1, Math.min(1, x)), colours.gradient, colours.error);
    return data;
  };

  test("are the ends of the scale at its ends and the ground at zero", () => {
    expect([...pixels([-1, 0, 1])]).toEqual([0, 255, 0, 255, 255, 255, 255, 255, 128, 0, 128, 255]);
  });

  test("show NaN and infinity as errors", () => {
    expect([...pixels([Number.NaN, Number.POSITIVE_INFINITY])]).toEqual([200, 10, 20, 255, 200, 10, 20, 255]);
  });

  test("are within a shade of the exact colour", () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (x) => {
        const [red = 0, green = 0, blue = 0] = pixels([x]);
        const exact = divergingColour(colours.gradient, x);
        expect(Math.max(Math.abs(red - exact[0]), Math.abs(green - exact[1]), Math.abs(blue - exact[2]))).toBeLessThanOrEqual(1.5);
      }),
    );
  });

  test("run through the stops of the norm in order", () => {
    expect([0, 1 / 3, 2 / 3, 1].map((u) => Math.round(normColour(colours, u)[0]))).toEqual([0, 30, 60, 90]);
  });

  test("have units down and time right", () => {
    const grid = overTime([1, 2, 3, 4, 5, 6], 2);
    expect([grid.rows, grid.columns, grid.at(2, 1), grid.at(0, 1)]).toEqual([3, 2, 6, 4]);
  });
});
