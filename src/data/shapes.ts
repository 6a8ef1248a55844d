// Small images of a rectangle, a circle or a line in noise: a task for convolutional nets.
import type { RandomStream } from "../base/random.ts";
import { attributeReader } from "./attributes.ts";
import { type Generator, type Split, zeros } from "./dataset.ts";
import { drawnSplits } from "./drawn-splits.ts";

/** Rows and columns of an image. */
const size = 20;
const pixels = size * size;

/** The classes, in the order of the one-hot code. */
export const shapeNames: readonly string[] = ["rectangle", "circle", "line"];

/** Distance in pixels of the point (x, y), seen from the middle of the image, to the drawn outline. */
type Outline = (x: number, y: number) => number;

/** How far an outline may stand from the middle, in each direction. */
const shift = 1.5;
/** Half sides, radii and half lengths, in pixels. */
const [smallest, largest] = [5, 7];
/** Strokes are 2 pixels thick. */
const halfStroke = 1;

const between = (random: RandomStream, low: number, high: number): number => low + (high - low) * random.uniform();

function rectangle(random: RandomStream): Outline {
  const [width, height] = [between(random, smallest, largest), between(random, smallest, largest)];
  // 0 on the border, in the maximum norm, so that the corners are sharp
  return (x, y) => Math.abs(Math.max(Math.abs(x) - width, Math.abs(y) - height));
}

function circle(random: RandomStream): Outline {
  const radius = between(random, smallest, largest);
  return (x, y) => Math.abs(Math.hypot(x, y) - radius);
}

/** A straight stroke in any direction, with square ends. */
function line(random: RandomStream): Outline {
  const angle = Math.PI * random.uniform();
  const [along, across] = [Math.cos(angle), Math.sin(angle)];
  const half = between(random, smallest, largest);
  return (x, y) => Math.max(Math.abs(across * x - along * y), Math.abs(along * x + across * y) - half);
}

const outlines = [rectangle, circle, line];

/** One image [20, 20] row by row: 1 where the pixel's middle lies in the stroke, 0 on the ground, plus noise. */
function draw(into: Float64Array, shape: number, noise: number, random: RandomStream): void {
  const distance = outlines[shape]!(random);
  const [left, top] = [between(random, -shift, shift), between(random, -shift, shift)];
  const middle = (size - 1) / 2;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const [column, row] = [pixel % size, Math.floor(pixel / size)];
    const drawn = distance(column - middle - left, row - middle - top) <= halfStroke ? 1 : 0;
    into[pixel] = drawn + noise * random.normal();
  }
}

/** Images that are not standardised yet, the classes in turns. */
function images(count: number, noise: number, random: RandomStream): Split {
  const [x, y] = [zeros([count, 1, size, size]), zeros([count, shapeNames.length])];
  for (let example = 0; example < count; example++) {
    const shape = example % shapeNames.length;
    draw(x.data.subarray(example * pixels, (example + 1) * pixels), shape, noise, random);
    y.data[example * shapeNames.length + shape] = 1;
  }
  return { fields: { x: { tensor: x, time: false }, y: { tensor: y, time: false } }, count };
}

interface Spread {
  readonly mean: number;
  /** Standard deviation. */
  readonly deviation: number;
}

function spreadOf(data: Float64Array): Spread {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const variance = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
  return { mean, deviation: Math.sqrt(variance) };
}

function standardise(split: Split, { mean, deviation }: Spread): void {
  const { data } = split.fields.x!.tensor;
  for (let index = 0; index < data.length; index++) data[index] = (data[index]! - mean) / deviation;
}

/**
 * Outlines 2 pixels thick, near the middle of images of 20 × 20: rectangles along the axes, circles, straight lines in any direction.
 * Attributes: `trainCount` (2,000), `testCount` (1,000), `noise`, the standard deviation of Gaussian noise on each pixel of an image whose
 * ground is 0 and whose stroke is 1 (0.25). Then all images are standardised: shifted and scaled by the two numbers that give the
 * training images mean 0 and variance 1.
 * Fields: `x` [B, 1, 20, 20], one channel, `y` [B, 3], the class, one-hot; the classes come in turns and are balanced.
 */
export const shapes: Generator = (attributes, seed) => {
  const reader = attributeReader("shapes", attributes);
  const noise = reader.number("noise", { fallback: 0.25, minimum: 0, maximum: 10 });
  const task = { id: "shapes", usual: { train: 2000, test: 1000 }, each: pixels };
  const { train, test } = drawnSplits(reader, seed, { ...task, draw: (count, random) => images(count, noise, random) });
  const spread = spreadOf(train.fields.x!.tensor.data);
  for (const split of [train, test]) standardise(split, spread);
  return { train, test, symbols: { y: shapeNames } };
};
