// Binding: the numbers for every slot of a program, in the order of the tape's inputs.

import { Problem } from "../base/errors.ts";
import { fillUniform } from "../base/noise.ts";
import { type Shape, sameShape, sizeOf } from "../engine/tape.ts";
import type { Feed, Feeds } from "./feeds.ts";
import { agreedLengths } from "./forms.ts";
import { type Forms, isShown, type Program, type Slot } from "./program.ts";

/** Starting numbers of a parameter or of a running value that nobody feeds. */
export type Initialize = (name: string, shape: Shape, initializer: string) => Float64Array;

/** Which of its draws a noise takes: those of a seed, before the training step of this number (from 0). */
export interface Draw {
  readonly seed: number;
  readonly step: number;
}

const sizes = (shape: Shape) => shape.map((size) => `[${size}]`).join("") || "one number";

/** All axes of a slot. */
export const slotShape = ({ time, batch, shape }: Slot, forms: Forms): Shape => [
  ...(time ? [forms.steps ?? 1] : []),
  ...(batch ? [forms.batch] : []),
  ...shape,
];

function fedNumbers(slot: Slot, feed: Feed, forms: Forms): Float64Array {
  const expected = slotShape(slot, forms);
  // a number is welcome where one component is wanted, and one component where a number is
  const single = sizeOf(expected) === 1 && sizeOf(feed.shape) === 1;
  if (single || sameShape(feed.shape, expected)) return feed.data;
  throw new Problem({
    code: "bad-values",
    message: `values "${slot.name}": ${sizes(feed.shape)}, the ${slot.kind} has ${sizes(expected)}`,
    where: { node: slot.path },
    got: sizes(feed.shape),
    expected: sizes(expected),
  });
}

/** [T, B]: 1 on real steps. */
export function maskNumbers(lengths: ArrayLike<number>, steps: number): Float64Array {
  const batch = lengths.length;
  return Float64Array.from({ length: steps * batch }, (_, index) => (Math.floor(index / batch) < lengths[index % batch]! ? 1 : 0));
}

/** Draws of one noise, the same for the same draw and name, whatever else is drawn. */
export const drawNoise = (numbers: Float32Array | Float64Array, { name }: Slot, { seed, step }: Draw): void =>
  fillUniform(numbers, seed, `${name} ${step}`);

function noiseNumbers(slot: Slot, forms: Forms, draw: Draw | null): Float64Array {
  if (!draw) return new Float64Array(0);
  const numbers = new Float64Array(sizeOf(slotShape(slot, forms)));
  drawNoise(numbers, slot, draw);
  return numbers;
}

function slotNumbers(slot: Slot, feeds: Feeds, { forms }: Program, initialize: Initialize, draw: Draw | null): Float64Array {
  const feed = isShown(slot) ? feeds.get(slot.name) : undefined;
  if (feed) return fedNumbers(slot, feed, forms);
  switch (slot.kind) {
    case "parameter":
    case "running":
      return initialize(slot.name, slot.shape, slot.initializer ?? "auto");
    case "constant":
    case "setting":
      return Float64Array.from(slot.data ?? [0]);
    case "mask":
      return maskNumbers(agreedLengths(feeds) ?? new Array<number>(forms.batch).fill(forms.steps ?? 1), forms.steps ?? 1);
    case "noise":
      return noiseNumbers(slot, forms, draw);
    case "state":
      return new Float64Array(sizeOf(slotShape(slot, forms)));
    case "input":
      throw new Error(`input ${slot.name} is not fed, although the program was compiled for it`);
  }
}

function nearest(name: string, names: readonly string[]): string {
  const similar = names.filter((candidate) => candidate.toLowerCase() === name.toLowerCase() || candidate.endsWith(`.${name}`));
  return similar.length > 0 ? `did you mean ${similar.join(" or ")}` : `names that take numbers: ${names.join(", ")}`;
}

/** Refuses names that nothing takes. `fed` are names that were used before, e.g. data fields that are not read. */
export function checkNames(program: Program, feeds: Feeds): void {
  const names = program.slots.filter(isShown).map((slot) => slot.name);
  const known = new Set([...names, ...Object.keys(program.forms.inputs).filter((name) => !name.includes("["))]);
  for (const name of feeds.keys()) {
    if (known.has(name)) continue;
    throw new Problem({
      code: "unknown-name",
      message: `values "${name}": the model has no input, parameter, constant or initial state of this name`,
      got: name,
      remedy: nearest(name, names),
    });
  }
}

const firstDraw = ({ optimizer }: Program): Draw => ({ seed: Number(optimizer?.attributes.seed ?? 1), step: 0 });

/**
 * Row-major numbers for each slot.
 * @param draw of the noise; without it that of the first training step. null: nothing in the places of noise
 */
export const bind = (program: Program, feeds: Feeds, initialize: Initialize, draw: Draw | null = firstDraw(program)): Float64Array[] =>
  program.slots.map((slot) => slotNumbers(slot, feeds, program, initialize, draw));
