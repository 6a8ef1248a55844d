// Handwritten digits to be told apart: 8 x 8 pixels each. Who made them, and their licence: README.md beside.
import { stream } from "../../base/random.ts";
import { attributeReader } from "../attributes.ts";
import { type Generator, type Split, zeros } from "../dataset.ts";
import { images } from "./images.ts";

/** Rows and columns of an image. */
const size = 8;
const pixels = size * size;

/** How much ink there is in a pixel: the place of its character. */
const inks = ".123456789abcdefg";
const mostInk = inks.length - 1;

/** The classes, in the order of the one-hot code. */
export const digitNames: readonly string[] = [..."0123456789"];

/** A line each: the digit, then its pixels. */
const lines: readonly string[] = images.trim().split("\n");

const allCount = lines.length;

function split(chosen: readonly string[]): Split {
  const count = chosen.length;
  const [x, y] = [zeros([count, 1, size, size]), zeros([count, digitNames.length])];
  chosen.forEach((line, example) => {
    y.data[example * digitNames.length + Number(line[0])] = 1;
    for (let pixel = 0; pixel < pixels; pixel++) x.data[example * pixels + pixel] = inks.indexOf(line[pixel + 1]!) / mostInk;
  });
  const labels = chosen.map((line) => `${line[0] === "8" ? "an" : "a"} ${line[0]}`);
  return { fields: { x: { tensor: x, time: false }, y: { tensor: y, time: false } }, labels, count };
}

/**
 * 1,797 handwritten digits in an order that is drawn from the seed.
 * Attributes: `trainCount` (1,397), taken from the front, and `testCount` (400), taken from the end, so that the number of one does not
 * change the other; together at most 1,797. People are not kept apart: the same hand may have written on both sides.
 * Fields: `x` [B, 1, 8, 8], one channel, 0 (paper) to 1 (ink) in steps of 1/16; `y` [B, 10], the digit, one-hot. Labels: "a 7".
 */
export const digits: Generator = (attributes, seed) => {
  const reader = attributeReader("digits", attributes);
  const trainCount = reader.integer("trainCount", { fallback: 1397, minimum: 1, maximum: allCount });
  const testCount = reader.integer("testCount", { fallback: 400, minimum: 0, maximum: allCount - 1 });
  if (trainCount + testCount > allCount) {
    const expected = `at most ${allCount - trainCount}: there are ${allCount} images, and trainCount takes ${trainCount}`;
    throw reader.problem({ attribute: "testCount", got: testCount, expected, remedy: "lower trainCount or testCount" });
  }
  const mixed = stream(seed, "digits").shuffle(lines);
  return { train: split(mixed.slice(0, trainCount)), test: split(mixed.slice(allCount - testCount)), symbols: { y: digitNames } };
};
