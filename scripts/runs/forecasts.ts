// How far a forecast of the sine is off, as the root of the mean squared error.

import type { Feeds } from "../../src/compiler/feeds.ts";
import type { Numbers, Trained } from "./run.ts";
import { splitOf, valuesOn } from "./values.ts";

const rmse = (errors: readonly number[]): number => Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);

/** Inside the interval that was learned, and on the two periods behind it. */
export function forecastErrors({ session }: Trained): Numbers {
  const error = (split: "train" | "test") => Math.sqrt(session.score(split)!.loss);
  return { "RMSE inside": error("train"), "RMSE on the next 2 periods": error("test") };
}

/** The value after the window [w]. */
function next(trained: Trained, window: readonly number[]): number {
  const feeds: Feeds = new Map([
    ["sine.x", { shape: [window.length, 1, 1], data: Float64Array.from(window) }],
    ["sine.y", { shape: [1, 1], data: Float64Array.of(0) }],
  ]);
  return (valuesOn(trained, feeds).p as number[][])[0]![0]!;
}

/** The same two periods by a net that reads a window, when its own forecasts come into the window. */
export function forecastErrorsRunningFreely(trained: Trained): Numbers {
  const { x, y } = splitOf(trained, "test").fields;
  const [window, count] = x!.tensor.shape as [number, number];
  // the window of the first forecast holds the last values of training
  const series = Array.from({ length: window }, (_, step) => x!.tensor.data[step * count]!);
  const errors = Array.from(y!.tensor.data, (value) => {
    series.push(next(trained, series.slice(-window)));
    return series.at(-1)! - value;
  });
  return { ...forecastErrors(trained), "RMSE running freely": rmse(errors) };
}
