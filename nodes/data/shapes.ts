// Images of a rectangle, a circle or a line; attributes and fields as in src/data/shapes.ts.

import { count, defineData } from "./define-data.ts";

export const shapesData = defineData({
  id: "shapes",
  title: "shapes",
  glyph: "\\square\\circ",
  summary: "Small noisy images of a rectangle, a circle or a line, to be told apart.",
  searchWords: ["image", "classification", "rectangle", "circle", "line", "cnn", "data set"],
  formula: "x,\\ y",
  attributes: [
    count("trainCount", "Training images", "How many images are trained on.", 2000, 1, 100_000),
    count("testCount", "Test images", "How many new images are tested on.", 1000, 0, 100_000),
    {
      id: "noise",
      title: "Noise",
      summary: "Standard deviation of Gaussian noise on every pixel, where the stroke is 1 and the ground 0.",
      kind: "number",
      default: 0.25,
      minimum: 0,
      maximum: 10,
    },
  ],
  outputs: [
    { id: "x", summary: "The image, one channel of 20 × 20, with mean 0 and variance 1 over the training images." },
    { id: "y", summary: "The class, one-hot: rectangle, circle, line." },
  ],
  fields: () => [
    { port: "x", time: false, shape: [1, 20, 20] },
    { port: "y", time: false, shape: [3] },
  ],
});
