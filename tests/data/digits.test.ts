// What holds of the handwritten digits: they are the published ones, no image is on both sides, and the order is the seed's.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Split } from "../../src/data/dataset.ts";
import { digitNames, digits } from "../../src/data/digits/digits.ts";
import { images } from "../../src/data/digits/images.ts";

/** Each example as scikit-learn's file has it: 64 whole numbers and the digit, with commas. */
function rows(split: Split): string[] {
  const [x, y] = [split.fields.x!.tensor.data, split.fields.y!.tensor.data];
  return Array.from({ length: split.count }, (_, example) => {
    const ink = [...x.subarray(64 * example, 64 * (example + 1))].map((value) => 16 * value);
    const classes = [...y.subarray(10 * example, 10 * (example + 1))];
    expect(classes.toSorted()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    return [...ink, classes.indexOf(1)].join();
  });
}

const first =
  "0,0,5,13,9,1,0,0,0,0,13,15,10,15,5,0,0,3,15,2,0,11,8,0,0,4,12,0,0,8,8,0,0,5,8,0,0,9,8,0,0,4,11,0,1,12,7,0,0,2,14,5,10,12,0,0,0,0,6,13,10,0,0,0,0";

describe("digits", () => {
  const whole = digits({}, 1);
  const all = [...rows(whole.train), ...rows(whole.test)];

  it("are 1,397 images to train on and 400 to test by default, one channel of 8 × 8", () => {
    const shapes = [whole.train, whole.test].map(({ fields }) => [fields.x?.tensor.shape, fields.y?.tensor.shape]);
    expect(shapes).toEqual([
      [
        [1397, 1, 8, 8],
        [1397, 10],
      ],
      [
        [400, 1, 8, 8],
        [400, 10],
      ],
    ]);
    expect(whole.symbols).toEqual({ y: digitNames });
  });

  it("are each image once, on one side", () => {
    expect(new Set(all).size).toBe(1797);
    expect(all).toContain(first);
  });

  it("lie between 0 and 1, with paper and full ink", () => {
    for (const { fields } of [whole.train, whole.test]) {
      const x = fields.x!.tensor.data;
      expect([x.reduce((a, b) => Math.min(a, b)), x.reduce((a, b) => Math.max(a, b))]).toEqual([0, 1]);
    }
  });

  it("are those that were published: written out again they are digits.csv of scikit-learn 1.2.1, byte by byte", () => {
    const place = new Map(
      images
        .trim()
        .split("\n")
        .map((line, index) => [line, index]),
    );
    const inks = ".123456789abcdefg";
    const lineOf = (row: string) => {
      const numbers = row.split(",").map(Number);
      return `${numbers[64]}${numbers
        .slice(0, 64)
        .map((ink) => inks[ink])
        .join("")}`;
    };
    const inOrder = all.toSorted((a, b) => place.get(lineOf(a))! - place.get(lineOf(b))!);
    const text = `${inOrder.join("\n")}\n`;
    expect(inOrder[0]).toBe(first);
    expect(createHash("sha256").update(text).digest("hex")).toBe("6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8");
  });

  it("have labels that say what they show", () => {
    const said = new Set(whole.train.labels);
    expect([...said].sort()).toEqual(["a 0", "a 1", "a 2", "a 3", "a 4", "a 5", "a 6", "a 7", "a 9", "an 8"]);
    rows(whole.test).forEach((row, example) => {
      expect(whole.test.labels![example]!.at(-1)).toBe(row.at(-1));
    });
  });

  it("come in an order that is the seed's, whatever the counts", () => {
    expect(rows(digits({}, 1).train)).toEqual(rows(whole.train));
    expect(rows(digits({}, 2).train)).not.toEqual(rows(whole.train));
    const few = digits({ trainCount: 20, testCount: 5 }, 1);
    expect(rows(few.train)).toEqual(rows(whole.train).slice(0, 20));
    expect(rows(few.test)).toEqual(rows(whole.test).slice(-5));
    expect(digits({ testCount: 0 }, 1).test.fields.x?.tensor.shape).toEqual([0, 1, 8, 8]);
  });

  it("keep about the same share of each digit on both sides", () => {
    for (const name of digitNames) {
      const count = rows(whole.test).filter((row) => row.endsWith(`,${name}`)).length;
      expect(count, name).toBeGreaterThan(20);
      expect(count, name).toBeLessThan(60);
    }
  });

  it.each([
    [{ trainCount: 0 }, "digits: trainCount is 0, expected a whole number from 1 to 1797"],
    [{ testCount: 1797 }, "digits: testCount is 1797, expected a whole number from 0 to 1796"],
    [{ trainCount: 1500 }, "digits: testCount is 400, expected at most 297: there are 1797 images, and trainCount takes 1500"],
  ])("%j is one problem", (attributes, message) => {
    expect(() => digits(attributes, 1)).toThrow(message);
  });
});
