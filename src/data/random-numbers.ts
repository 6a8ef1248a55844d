// Numbers drawn one after the other from mulberry32: inputs and targets that another program can draw again, bit for bit.
import { fillMulberry32, mulberry32 } from "../base/mulberry32.ts";
import { type AttributeReader, attributeReader, checkFieldSize, largestCount } from "./attributes.ts";
import { type Generator, type Split, zeros } from "./dataset.ts";

const longestSequence = 100_000;
const largestSize = 2 ** 24;
/** More draws than any field has numbers, small enough to be counted exactly. */
const mostSkipped = 2 ** 31 - 1;

const distributions = ["uniform", "bits", "one-hot"] as const;

/** Writes numbers of one distribution into `data`, in its order; `width` is how many components a row has. */
type Fill = (data: Float64Array, width: number) => void;

function fillOf(reader: AttributeReader, seed: number, skip: number): Fill {
  const any = { minimum: -1e30, maximum: 1e30 };
  const low = reader.number("low", { ...any, fallback: -1 });
  const high = reader.number("high", { ...any, fallback: 1 });
  const chance = reader.number("chance", { fallback: 0.5, minimum: 0, maximum: 1 });
  const fills: Record<(typeof distributions)[number], Fill> = {
    uniform: (data) => fillMulberry32(data, seed, skip, low, high),
    bits: (data) => {
      const draw = mulberry32(seed, skip);
      data.forEach((_, index) => {
        data[index] = draw() < chance ? 1 : 0;
      });
    },
    "one-hot": (data, width) => {
      const draw = mulberry32(seed, skip);
      for (let row = 0; row < data.length; row += width) data[row + Math.floor(draw() * width)] = 1;
    },
  };
  return fills[reader.choice("distribution", distributions)];
}

function readShape(reader: AttributeReader, given: unknown): readonly number[] {
  const shape = given ?? [1];
  const isSize = (size: unknown): size is number => typeof size === "number" && Number.isInteger(size) && size >= 1 && size <= largestSize;
  if (Array.isArray(shape) && shape.every(isSize)) return shape;
  throw reader.problem({ attribute: "shape", got: JSON.stringify(shape), expected: "whole sizes from 1 on" });
}

const product = (sizes: readonly number[]) => sizes.reduce((total, size) => total * size, 1);

/**
 * Attributes: `distribution` (`uniform` from `low`, -1, to `high`, 1, rounded to 32 bits; `bits`, 1 with probability `chance`, 0.5;
 * `one-hot` rows along the last axis, one draw each), `skip`, how many draws of the seed's sequence are passed over (0), `examples` (100),
 * `steps`, 0 for numbers without a time axis (0), `shape` of one example's step ([1]).
 * Field: `value` [T, B, ...shape] or [B, ...shape], drawn in row-major order. There are no examples to test on.
 */
export const randomNumbers: Generator = (attributes, seed) => {
  const reader = attributeReader("random-numbers", attributes);
  const examples = reader.integer("examples", { fallback: 100, minimum: 1, maximum: largestCount });
  const steps = reader.integer("steps", { fallback: 0, minimum: 0, maximum: longestSequence });
  const skip = reader.integer("skip", { fallback: 0, minimum: 0, maximum: mostSkipped });
  const shape = readShape(reader, attributes.shape);
  checkFieldSize(reader, "examples", examples, Math.max(1, steps) * product(shape));
  const fill = fillOf(reader, seed, skip);
  const split = (count: number): Split => {
    const tensor = zeros([...(steps > 0 ? [steps] : []), count, ...shape]);
    fill(tensor.data, shape.at(-1) ?? 1);
    return { fields: { value: { tensor, time: steps > 0 } }, count };
  };
  return { train: split(examples), test: split(0) };
};
