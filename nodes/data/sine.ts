// A sine that is to be forecast beyond the interval it was learned on; attributes and fields as in src/data/sine.ts.

import { numberOf } from "../define/attributes.ts";
import { count, defineData } from "./define-data.ts";

export const sineData = defineData({
  id: "sine",
  title: "sine wave",
  glyph: "\\sim",
  summary: "A sine to be forecast: from its time, or from a window of its last values.",
  searchWords: ["time series", "forecast", "periodic", "regression", "data set"],
  formula: "x,\\ y",
  attributes: [
    count("periods", "Periods", "Periods to train on.", 4, 1, 1000),
    count("forecastPeriods", "Forecast", "Periods after them to test on.", 2, 0, 1000),
    count("samplesPerPeriod", "Samples", "Samples in a period.", 40, 2, 100_000),
    {
      id: "noise",
      title: "Noise",
      summary: "Standard deviation of Gaussian noise on every sample.",
      kind: "number",
      default: 0,
      minimum: 0,
      maximum: 10,
    },
    count("window", "Window", "Values in a row that are read; 0 gives the time instead.", 0, 0, 100_000),
  ],
  outputs: [
    { id: "x", summary: "The time, from -1 to 1 in training; with a window the last values, one a step." },
    { id: "y", summary: "The value to be forecast." },
  ],
  fields: (attributes) => [
    { port: "x", time: numberOf(attributes, "window") > 0, shape: [1] },
    { port: "y", time: false, shape: [1] },
  ],
});
