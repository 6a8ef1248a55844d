// Points of the plane in two classes that no straight line separates; attributes and fields as in src/data/toy-points.ts.

import { count, defineData } from "./define-data.ts";

export const toyPoints = defineData({
  id: "toy-points",
  title: "points in the plane",
  glyph: "\\because",
  summary: "Points of two classes: xor, circles, moons or spirals.",
  searchWords: ["xor", "circles", "moons", "spiral", "classification", "data set"],
  formula: "x,\\ y",
  source: "K. Lang, M. Witbrock, Learning to tell two spirals apart, 1988",
  attributes: [
    {
      id: "kind",
      title: "Kind",
      summary: "How the classes lie.",
      kind: "choice",
      default: "xor",
      options: ["xor", "circles", "moons", "spiral"],
    },
    count("trainCount", "Training points", "How many points are trained on.", 200, 1, 100_000),
    count("testCount", "Test points", "How many new points are tested on.", 100, 0, 100_000),
    {
      id: "noise",
      title: "Noise",
      summary: "Standard deviation of Gaussian noise on each coordinate.",
      kind: "number",
      default: 0.05,
      minimum: 0,
      maximum: 10,
    },
  ],
  outputs: [
    { id: "x", summary: "The two coordinates." },
    { id: "y", summary: "The class, 0 or 1." },
  ],
  fields: () => [
    { port: "x", time: false, shape: [2] },
    { port: "y", time: false, shape: [1] },
  ],
});
