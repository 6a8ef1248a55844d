// Numbers of a plain, well-known sequence, for benchmarks: attributes and fields as in src/data/random-numbers.ts.

import { numberOf, shapeOf } from "../define/attributes.ts";
import { count, defineData } from "./define-data.ts";

const bound = (id: string, title: string, summary: string, value: number) =>
  ({ id, title, summary, kind: "number", default: value, minimum: -1e30, maximum: 1e30 }) as const;

export const randomNumbers = defineData({
  id: "random-numbers",
  title: "random numbers",
  glyph: "\\sim U",
  summary: "Numbers without a meaning, for benchmarks and experiments, that other programs can draw again bit for bit.",
  searchWords: ["benchmark", "noise", "mulberry32", "uniform", "one-hot", "bits", "reproducible", "data set"],
  formula: "x_k \\sim U(\\text{low}, \\text{high})",
  source: "T. Ettinger, mulberry32, 2017",
  attributes: [
    {
      id: "distribution",
      title: "Distribution",
      summary: "Even between two bounds, zeros and ones, or rows with a single 1.",
      kind: "choice",
      default: "uniform",
      options: ["uniform", "bits", "one-hot"],
    },
    { id: "shape", title: "Shape", summary: "Sizes of one example's axes, at each step if there are steps.", kind: "shape", default: [1] },
    count("examples", "Examples", "How many examples there are, all to train on.", 100, 1, 100_000),
    count("steps", "Steps", "Steps of every example; 0 for none.", 0, 0, 100_000),
    bound("low", "From", "Lower bound of uniform numbers.", -1),
    bound("high", "To", "Upper bound of uniform numbers.", 1),
    {
      id: "chance",
      title: "Chance of 1",
      summary: "How often bits are 1.",
      kind: "number",
      default: 0.5,
      minimum: 0,
      maximum: 1,
    },
    count("skip", "Skip", "Numbers of the seed's sequence that are passed over, so that several nodes share one.", 0, 0, 2 ** 31 - 1),
  ],
  outputs: [{ id: "value", summary: "The numbers." }],
  fields: (attributes) => [{ port: "value", time: numberOf(attributes, "steps") > 0, shape: shapeOf(attributes, "shape") ?? [1] }],
});
