// What holds of bit strings, of the adding problem and of the copying task: targets follow from inputs.
import { describe, expect, it } from "vitest";
import { adding } from "../../src/data/adding.ts";
import { bitStrings } from "../../src/data/bit-strings.ts";
import { copy } from "../../src/data/copy.ts";
import type { Split } from "../../src/data/dataset.ts";

/** The components of one example: a row a step, or one row where the field has no steps. */
function rows(split: Split, field: string, example: number): number[][] {
  const { tensor, time } = split.fields[field]!;
  const [steps, width] = [time ? tensor.shape[0]! : 1, tensor.shape.at(-1)!];
  const at = (step: number) => (step * split.count + example) * width;
  return Array.from({ length: steps }, (_, step) => [...tensor.data.subarray(at(step), at(step) + width)]);
}

const examplesOf = (split: Split): number[] => [...Array(split.count).keys()];

describe("bit strings", () => {
  const { train, test } = bitStrings({ length: 9, trainCount: 300 }, 1);

  it("are pairs of bits, and the target says whether they have agreed so far", () => {
    expect([train.fields.x?.tensor.shape, test.fields.y?.tensor.shape]).toEqual([
      [9, 300, 2],
      [9, 100, 1],
    ]);
    for (const split of [train, test]) {
      for (const example of examplesOf(split)) {
        const x = rows(split, "x", example);
        const agree = x.map((_, step) => (x.slice(0, step + 1).every(([first, second]) => first === second) ? 1 : 0));
        expect(rows(split, "y", example).flat()).toEqual(agree);
        expect(x.flat().every((bit) => bit === 0 || bit === 1)).toBe(true);
      }
    }
  });

  it("first differ at each step, and nowhere, about equally often", () => {
    const counts = Array<number>(10).fill(0);
    for (const example of examplesOf(train)) counts[rows(train, "y", example).flat().filter(Boolean).length]! += 1;
    // 30 each on average, with a deviation of 5
    expect(Math.min(...counts)).toBeGreaterThan(12);
    expect(Math.max(...counts)).toBeLessThan(48);
  });
});

describe("the adding problem", () => {
  const { train, test } = adding({ length: 21, trainCount: 300 }, 1);

  it("marks one number of each half, and asks for their sum", () => {
    expect([train.fields.x?.tensor.shape, test.fields.y?.tensor.shape]).toEqual([
      [21, 300, 2],
      [200, 1],
    ]);
    for (const split of [train, test]) {
      for (const example of examplesOf(split)) {
        const x = rows(split, "x", example);
        const marked = x.flatMap(([, marker], step) => (marker === 1 ? [step] : []));
        expect(marked.length).toBe(2);
        expect(marked[0]! < 10 && marked[1]! >= 10).toBe(true);
        expect(rows(split, "y", example)[0]![0]).toBeCloseTo(x[marked[0]!]![0]! + x[marked[1]!]![0]!, 12);
      }
    }
  });

  it("gives a mean squared error of 1/6 to who always says 1", () => {
    const many = adding({ trainCount: 5000 }, 1).train;
    const error = examplesOf(many).reduce((sum, example) => sum + (rows(many, "y", example)[0]![0]! - 1) ** 2, 0) / many.count;
    expect(error).toBeCloseTo(1 / 6, 2);
  });
});

describe("the copying task", () => {
  const { train, test, symbols } = copy({ kinds: 3, length: 4, delay: 6 }, 1);
  const written = (split: Split, field: string, example: number): string =>
    rows(split, field, example)
      .map((row) => symbols!.x!.filter((_, kind) => row[kind] === 1).join("|"))
      .join("");

  it("shows symbols, waits, and wants them again behind the mark", () => {
    expect([train.fields.x?.tensor.shape, test.fields.mask?.tensor.shape]).toEqual([
      [14, 500, 5],
      [14, 100, 1],
    ]);
    for (const split of [train, test]) {
      for (const example of examplesOf(split)) {
        const x = written(split, "x", example);
        expect(x).toMatch(/^[abc]{4}·····\?····$/);
        expect(written(split, "y", example)).toBe(`··········${x.slice(0, 4)}`);
        expect(split.labels?.[example]).toBe(x);
        expect(rows(split, "mask", example).flat()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
      }
    }
  });

  it("has the mark right behind the symbols with a delay of 1", () => {
    expect(copy({ delay: 1, trainCount: 1 }, 1).train.labels?.[0]).toMatch(/^[abcd]{3}\?···$/);
  });
});

describe("a bad attribute", () => {
  it.each([
    [bitStrings, { length: 0 }, "bit-strings: length is 0, expected a whole number from 1 to 10000"],
    [
      bitStrings,
      { length: 10_000, trainCount: 1000 },
      "bit-strings: trainCount is 1000, expected at most 838, so that no field has more than 16777216 numbers",
    ],
    [adding, { length: 1 }, "adding: length is 1, expected a whole number from 2 to 10000"],
    [adding, { testCount: 0.5 }, "adding: testCount is 0.5, expected a whole number from 0 to 100000"],
    [copy, { kinds: 27 }, "copy: kinds is 27, expected a whole number from 1 to 26"],
    [copy, { delay: 0 }, "copy: delay is 0, expected a whole number from 1 to 1000"],
    [copy, { length: 1000, delay: 1000, trainCount: 1000 }, "copy: trainCount is 1000, expected at most 932"],
  ])("is one problem", (generator, attributes, message) => {
    expect(() => generator(attributes, 1)).toThrow(message);
  });
});
