// Points of the plane in two classes that no straight line separates: the smallest tasks that need a hidden layer.
// Two spirals: Lang and Witbrock, "Learning to tell two spirals apart", 1988, here with one and a half turns.
import type { RandomStream } from "../base/random.ts";
import { attributeReader } from "./attributes.ts";
import { type Generator, type Split, zeros } from "./dataset.ts";
import { drawnSplits } from "./drawn-splits.ts";

type Point = readonly [number, number];
/** Point of class 0 or 1; `index` counts the examples of that class. */
type Shape = (label: number, index: number, random: RandomStream) => Point;

const polar = (radius: number, angle: number): Point => [radius * Math.cos(angle), radius * Math.sin(angle)];

/** Square of side 2 about the origin; class 1 where the signs of the coordinates differ. Quadrants take turns. */
const xor: Shape = (label, index, random) => {
  const sign = index % 2 === 0 ? 1 : -1;
  const size = random.uniform();
  return [sign * size, (label === 1 ? -sign : sign) * random.uniform()];
};

/** Two rings about the origin: class 0 of radius 1, class 1 of radius 1/2. */
const circles: Shape = (label, _, random) => polar(label === 1 ? 0.5 : 1, 2 * Math.PI * random.uniform());

/** Two half circles of radius 1 that reach into each other; together they are centred on the origin. */
const moons: Shape = (label, _, random) => {
  const [x, y] = polar(1, Math.PI * random.uniform());
  return label === 1 ? [0.5 - x, 0.25 - y] : [x - 0.5, y - 0.25];
};

/** Two arms from the origin to radius 1, one the other turned by half a turn. */
const spiral: Shape = (label, _, random) => {
  const way = random.uniform();
  return polar(way, 3 * Math.PI * way + Math.PI * label);
};

const shapes = { xor, circles, moons, spiral };

/**
 * Attributes: `kind` (`xor`, `circles`, `moons`, `spiral`), `trainCount` (200), `testCount` (100), `noise`, the standard deviation of
 * Gaussian noise on each coordinate (0.05), added after the class is settled.
 * Fields: `x` [B, 2], `y` [B, 1], 0 or 1 in turns, so that the classes are balanced.
 */
export const toyPoints: Generator = (attributes, seed) => {
  const reader = attributeReader("toy-points", attributes);
  const kind = reader.choice("kind", ["xor", "circles", "moons", "spiral"]);
  const noise = reader.number("noise", { fallback: 0.05, minimum: 0, maximum: 10 });
  const task = { id: `toy-points/${kind}`, usual: { train: 200, test: 100 }, each: 2 };
  const splits = drawnSplits(reader, seed, { ...task, draw: (count, random) => points(shapes[kind], count, noise, random) });
  return { ...splits, symbols: { x: ["x1", "x2"] } };
};

function points(shape: Shape, count: number, noise: number, random: RandomStream): Split {
  const [x, y] = [zeros([count, 2]), zeros([count, 1])];
  for (let example = 0; example < count; example++) {
    const label = example % 2;
    const [x1, x2] = shape(label, example >> 1, random);
    x.data.set([x1 + noise * random.normal(), x2 + noise * random.normal()], 2 * example);
    y.data[example] = label;
  }
  return { fields: { x: { tensor: x, time: false }, y: { tensor: y, time: false } }, count };
}
