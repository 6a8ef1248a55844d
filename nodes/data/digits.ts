// Handwritten digits; attributes and fields as in src/data/digits/digits.ts.

import { count, defineData } from "./define-data.ts";

export const digitsData = defineData({
  id: "digits",
  title: "digits",
  glyph: "0{-}9",
  summary: "Images of 8 × 8 of 1,797 handwritten digits, to be told apart.",
  searchWords: ["image", "classification", "handwriting", "numbers", "optical recognition", "cnn", "mlp", "data set"],
  formula: "x,\\ y",
  source: "E. Alpaydin, C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998, licence CC BY 4.0",
  attributes: [
    count("trainCount", "Training images", "How many images are trained on; with the test images at most 1,797.", 1397, 1, 1797),
    count("testCount", "Test images", "How many other images are tested on.", 400, 0, 1796),
  ],
  outputs: [
    { id: "x", summary: "The image, one channel of 8 × 8, from 0 (paper) to 1 (ink)." },
    { id: "y", summary: "The digit, one-hot: 0 to 9." },
  ],
  fields: () => [
    { port: "x", time: false, shape: [1, 8, 8] },
    { port: "y", time: false, shape: [10] },
  ],
});
