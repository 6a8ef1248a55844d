// What holds of the shapes: standardised images, balanced classes, outlines that are what their class says.
import { describe, expect, it } from "vitest";
import type { Split } from "../../src/data/dataset.ts";
import { shapeNames, shapes } from "../../src/data/shapes.ts";

const pixels = (split: Split): Float64Array => split.fields.x?.tensor.data ?? new Float64Array();
const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** [row, column] of the stroke's pixels of one image without noise. */
function stroke(split: Split, example: number): [number, number][] {
  const image = pixels(split).subarray(400 * example, 400 * (example + 1));
  return [...image].flatMap((value, pixel): [number, number][] => (value > 0 ? [[Math.floor(pixel / 20), pixel % 20]] : []));
}

const classOf = (split: Split, example: number): string =>
  shapeNames[[0, 1, 2].findIndex((place) => split.fields.y?.tensor.data[3 * example + place] === 1)] ?? "none";

/** Rows or columns in which the stroke lies: from the first to the last. */
const span = (values: readonly number[]): number => Math.max(...values) - Math.min(...values) + 1;

describe("shapes", () => {
  const noisy = shapes({ trainCount: 60, testCount: 30 }, 1);
  const clean = shapes({ trainCount: 60, testCount: 30, noise: 0 }, 1);

  it("are 2,000 images to train on and 1,000 to test by default, one channel of 20 × 20", () => {
    const { train, test } = shapes({}, 1);
    expect([train.fields.x?.tensor.shape, train.fields.y?.tensor.shape]).toEqual([
      [2000, 1, 20, 20],
      [2000, 3],
    ]);
    expect([test.fields.x?.tensor.shape, test.fields.y?.tensor.shape]).toEqual([
      [1000, 1, 20, 20],
      [1000, 3],
    ]);
  });

  it("are standardised by the training images", () => {
    const train = pixels(noisy.train);
    expect(mean(train)).toBeCloseTo(0, 12);
    expect(mean(train.map((value) => value ** 2))).toBeCloseTo(1, 12);
    expect(Math.abs(mean(pixels(noisy.test)))).toBeLessThan(0.1);
    expect(mean(pixels(noisy.test))).not.toBeCloseTo(0, 12);
  });

  it("come in classes of equal size", () => {
    const counts = shapeNames.map((name) =>
      Array.from({ length: 60 }, (_, example) => classOf(noisy.train, example) === name).filter(Boolean),
    );
    expect(counts.map((of) => of.length)).toEqual([20, 20, 20]);
  });

  it("have a stroke 2 pixels thick, near the middle", () => {
    for (let example = 0; example < 60; example++) {
      const [rows, columns] = [stroke(clean.train, example).map(([row]) => row), stroke(clean.train, example).map(([, column]) => column)];
      for (const places of [rows, columns]) expect(Math.abs((Math.min(...places) + Math.max(...places)) / 2 - 9.5)).toBeLessThanOrEqual(3);
      expect(Math.max(span(rows), span(columns))).toBeGreaterThanOrEqual(6);
    }
  });

  it("are hollow where they are rectangles or circles, and only rectangles fill the corners of their box", () => {
    for (let example = 0; example < 60; example++) {
      const name = classOf(clean.train, example);
      const drawn = stroke(clean.train, example);
      const has = (row: number, column: number) => drawn.some(([r, c]) => r === row && c === column);
      const [rows, columns] = [drawn.map(([row]) => row), drawn.map(([, column]) => column)];
      const [top, bottom, left, right] = [Math.min(...rows), Math.max(...rows), Math.min(...columns), Math.max(...columns)];
      const corners = [has(top, left), has(top, right), has(bottom, left), has(bottom, right)].filter(Boolean).length;
      if (name === "rectangle") expect(corners).toBe(4);
      if (name === "circle") expect(corners).toBe(0);
      if (name !== "line") expect(has(Math.round((top + bottom) / 2), Math.round((left + right) / 2))).toBe(false);
      else expect(drawn.length).toBeLessThan(2.6 * Math.hypot(span(rows), span(columns)));
    }
  });

  it("differ between training and test, and from seed to seed", () => {
    expect(pixels(noisy.test)).not.toEqual(pixels(noisy.train).subarray(0, 30 * 400));
    expect(pixels(shapes({ trainCount: 60, testCount: 30 }, 2).train)).not.toEqual(pixels(noisy.train));
  });

  it.each([
    [{ trainCount: 0 }, "shapes: trainCount is 0, expected a whole number from 1 to 100000"],
    [{ testCount: 50_000 }, "shapes: testCount is 50000, expected at most 41943, so that no field has more than 16777216 numbers"],
    [{ noise: -1 }, "shapes: noise is -1, expected a number from 0 to 10"],
  ])("%j is one problem", (attributes, message) => {
    expect(() => shapes(attributes, 1)).toThrow(message);
  });
});
