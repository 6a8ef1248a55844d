// Values drawn as images: which values are images, how channels find room, and which number is at which place.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ImageSize, imageGaps, imageGrid, imageOf, layImage } from "../../../src/editor/pictures/images.ts";

const perExample = { time: false, batch: true } as const;

describe("an image", () => {
  test.each([
    [[8, 8], 1],
    [[1, 8, 8], 1],
    [[32, 18, 18], 32],
    [[4, 3, 5, 6], 12],
  ])("is a value of shape %j", (shape, channels) => {
    expect(imageOf({ shape, ...perExample })).toEqual({ channels, rows: shape.at(-2), columns: shape.at(-1) });
  });

  test.each([
    ["a number", [], perExample],
    ["a vector", [64], perExample],
    ["too low", [1, 3, 8], perExample],
    ["too narrow", [32, 3, 3], perExample],
    ["over time", [1, 8, 8], { time: true, batch: true }],
    ["a matrix of weights", [20, 27], { time: false, batch: false }],
  ])("is not %s", (_, shape, axes) => {
    expect(imageOf({ shape, ...axes })).toBe(null);
  });

  test("may be the same for all examples where it has channels: kernels", () => {
    expect(imageOf({ shape: [6, 1, 5, 5], time: false, batch: false })).toEqual({ channels: 6, rows: 5, columns: 5 });
  });
});

describe("room", () => {
  test.each([
    ["a card", { channels: 1, rows: 8, columns: 8 }, { width: 140, height: 42 }, { shown: 1, scale: 5, width: 40, height: 40 }],
    ["a plate", { channels: 32, rows: 18, columns: 18 }, { width: 72, height: 20 }, { shown: 3, scale: 1, width: 56, height: 18 }],
    ["the inspector", { channels: 32, rows: 18, columns: 18 }, { width: 304, height: 80 }, { shown: 16, across: 8, down: 2, scale: 2 }],
    ["colours", { channels: 3, rows: 32, columns: 32 }, { width: 304, height: 80 }, { shown: 3, across: 3, down: 1, scale: 2 }],
    ["half a plate", { channels: 1, rows: 20, columns: 20 }, { width: 34, height: 14 }, { rows: 14, columns: 14, scale: 1 }],
    ["a wide image", { channels: 2, rows: 10, columns: 400 }, { width: 200, height: 20 }, { rows: 5, columns: 200, shown: 2, down: 2 }],
  ])("in %s", (_, size, box, expected) => {
    expect(layImage(size, box)).toMatchObject(expected);
  });

  const sizes: fc.Arbitrary<ImageSize> = fc.record({
    channels: fc.integer({ min: 1, max: 80 }),
    rows: fc.integer({ min: 4, max: 120 }),
    columns: fc.integer({ min: 4, max: 120 }),
  });
  const boxes = fc.record({ width: fc.integer({ min: 20, max: 320 }), height: fc.integer({ min: 10, max: 90 }) });

  test("is never exceeded, and one channel at least is seen", () => {
    fc.assert(
      fc.property(sizes, boxes, (size, box) => {
        const { width, height, shown, across, down } = layImage(size, box);
        expect(width).toBeLessThanOrEqual(box.width);
        expect(height).toBeLessThanOrEqual(box.height);
        expect(shown).toBeGreaterThanOrEqual(1);
        expect(shown).toBeLessThanOrEqual(Math.min(size.channels, across * down));
        // no row of channels is empty
        expect(shown).toBeGreaterThan(across * (down - 1));
      }),
    );
  });

  test("is used: larger squares would not hold as much", () => {
    fc.assert(
      fc.property(sizes, boxes, (size, box) => {
        const { scale, shown, rows, columns } = layImage(size, box);
        const fits = (k: number) => Math.floor((box.width + 1) / (k * columns + 1)) * Math.floor((box.height + 1) / (k * rows + 1));
        if (shown === size.channels && rows === size.rows) expect(fits(scale + 1)).toBeLessThan(size.channels);
        if (shown < size.channels) expect(scale).toBeLessThanOrEqual(2);
      }),
    );
  });

  test("keeps the sides of an image that is made smaller in proportion", () => {
    const { rows, columns } = layImage({ channels: 1, rows: 100, columns: 200 }, { width: 72, height: 20 });
    expect([rows, columns]).toEqual([20, 40]);
  });
});

describe("the picture", () => {
  /** Two channels of 4 × 4: 1 to 16 and -1 to -16. */
  const two = Float64Array.from({ length: 32 }, (_, k) => (k < 16 ? k + 1 : 15 - k));
  const size = { channels: 2, rows: 4, columns: 4 };
  const rowsOf = (grid: ReturnType<typeof imageGrid>) =>
    Array.from({ length: grid.rows }, (_, y) => Array.from({ length: grid.columns }, (__, x) => grid.at(y, x)));

  test("has rows down, columns right, channels beside each other", () => {
    const grid = imageGrid(two, layImage(size, { width: 9, height: 4 }));
    expect(rowsOf(grid)).toEqual([
      [1, 2, 3, 4, 0, -1, -2, -3, -4],
      [5, 6, 7, 8, 0, -5, -6, -7, -8],
      [9, 10, 11, 12, 0, -9, -10, -11, -12],
      [13, 14, 15, 16, 0, -13, -14, -15, -16],
    ]);
  });

  test("has the second channel below where there is room", () => {
    const layout = layImage(size, { width: 4, height: 9 });
    const grid = imageGrid(two, layout);
    expect(rowsOf(grid)[5]).toEqual([-1, -2, -3, -4]);
    expect(rowsOf(grid)[4]).toEqual([0, 0, 0, 0]);
    expect(imageGaps(layout)).toEqual([[0, 4, 4, 1]]);
  });

  test("draws each number as a square", () => {
    const grid = imageGrid(two, layImage(size, { width: 17, height: 8 }));
    expect([grid.rows, grid.columns]).toEqual([8, 17]);
    fc.assert(
      fc.property(fc.nat(1), fc.nat(3), fc.nat(3), fc.nat(1), fc.nat(1), (channel, row, column, down, right) => {
        expect(grid.at(2 * row + down, 9 * channel + 2 * column + right)).toBe(two[16 * channel + 4 * row + column]);
      }),
    );
  });

  test("has its gaps where no number is", () => {
    const layout = layImage({ channels: 4, rows: 4, columns: 4 }, { width: 9, height: 9 });
    const grid = imageGrid(new Float64Array(64).fill(1), layout);
    const isGap = (y: number, x: number) => imageGaps(layout).some(([l, t, w, h]) => x >= l && x < l + w && y >= t && y < t + h);
    rowsOf(grid).forEach((row, y) => {
      row.forEach((value, x) => {
        expect(value === 0, `${y}, ${x}`).toBe(isGap(y, x));
      });
    });
  });

  test("leaves what is not shown empty: 3 channels in 2 rows", () => {
    const layout = layImage({ channels: 3, rows: 4, columns: 4 }, { width: 17, height: 17 });
    const grid = imageGrid(new Float64Array(48).fill(1), layout);
    expect([layout.shown, grid.at(9, 0), grid.at(9, 9)]).toEqual([3, 1, 0]);
  });

  test("that is smaller than the image shows the largest magnitude of each part, and NaN before all", () => {
    const small = layImage({ channels: 1, rows: 4, columns: 4 }, { width: 2, height: 2 });
    const numbers = [1, -9, 0, 0, 2, 3, 0, 5, 0, 0, 7, Number.NaN, -1, 0, 0, 8];
    expect(rowsOf(imageGrid(numbers, small))).toEqual([
      [-9, 5],
      [-1, Number.NaN],
    ]);
  });
});
