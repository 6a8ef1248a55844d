// A sine to be forecast beyond the interval it was learned on: by a function of time, or by a net that reads a rolling window.
import { stream } from "../base/random.ts";
import { type AttributeReader, attributeReader, checkFieldSize, largestCount } from "./attributes.ts";
import { type DataSet, type Generator, type Split, zeros } from "./dataset.ts";

interface Series {
  /** Sample k is sin(2π k / samplesPerPeriod) plus noise. */
  readonly values: Float64Array;
  /** The first so many samples are for training, the others lie in the forecast interval. */
  readonly inside: number;
}

/**
 * Attributes: `periods` to train on (4), `forecastPeriods` to test on (2), `samplesPerPeriod` (40), `noise`, the standard deviation of
 * Gaussian noise on every sample (0), `window`, in samples (0).
 *
 * Without a window, an example is one sample: `x` [B, 1] is its time, scaled so that training runs from -1 to 1 (the end belongs to the
 * forecast), `y` [B, 1] its value. With a window of w, `x` [w, B, 1] holds w values in a row and `y` [B, 1] the next one; the first
 * forecasts read the last values of training, so example 0 of the test split is where a free-running forecast starts.
 */
export const sine: Generator = (attributes, seed) => {
  const reader = attributeReader("sine", attributes);
  const { values, inside } = readSeries(reader, seed);
  const window = reader.integer("window", { fallback: 0, minimum: 0, maximum: inside - 1 });
  checkFieldSize(reader, "window", window, values.length);
  return window === 0 ? pointwise({ values, inside }) : windowed({ values, inside }, window);
};

function readSeries(reader: AttributeReader, seed: number): Series {
  const periods = reader.integer("periods", { fallback: 4, minimum: 1, maximum: 1000 });
  const forecast = reader.integer("forecastPeriods", { fallback: 2, minimum: 0, maximum: 1000 });
  const perPeriod = reader.integer("samplesPerPeriod", {
    fallback: 40,
    minimum: 2,
    maximum: Math.floor(largestCount / (periods + forecast)),
  });
  const noise = reader.number("noise", { fallback: 0, minimum: 0, maximum: 10 });
  const random = stream(seed, "sine/noise");
  const value = (_: unknown, k: number): number => Math.sin((2 * Math.PI * k) / perPeriod) + noise * random.normal();
  return { values: Float64Array.from({ length: (periods + forecast) * perPeriod }, value), inside: periods * perPeriod };
}

function pointwise({ values, inside }: Series): DataSet {
  const split = (from: number, to: number): Split => {
    const x = zeros([to - from, 1]);
    for (let k = from; k < to; k++) x.data[k - from] = (2 * k) / inside - 1;
    const y = { shape: [to - from, 1], data: values.slice(from, to) };
    return { fields: { x: { tensor: x, time: false }, y: { tensor: y, time: false } }, count: to - from };
  };
  return { train: split(0, inside), test: split(inside, values.length) };
}

function windowed({ values, inside }: Series, window: number): DataSet {
  // `from` and `to` bound the samples that are forecast.
  const split = (from: number, to: number): Split => {
    const x = zeros([window, to - from, 1]);
    for (let step = 0; step < window; step++) {
      x.data.set(values.subarray(from - window + step, to - window + step), step * (to - from));
    }
    const y = { shape: [to - from, 1], data: values.slice(from, to) };
    return { fields: { x: { tensor: x, time: true }, y: { tensor: y, time: false } }, count: to - from };
  };
  return { train: split(window, inside), test: split(inside, values.length) };
}
