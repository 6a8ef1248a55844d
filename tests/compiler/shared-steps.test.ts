// A value that has steps and is equal for all examples: it counts once, whether lengths are said or not, at the steps of the longest.

import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { readFeeds } from "../../src/compiler/feeds.ts";
import { evaluate } from "../../src/inspection/evaluate.ts";
import { type Ran, run } from "./run.ts";
import { sketch } from "./sketch.ts";

const B = 3;
const W = [
  [0.6, -0.3],
  [0.4, 0.5],
];

/** h runs freely and reads no example; y does, and gives the batch and its lengths. */
const text = (loss: string) => `
  y = sequence(shape=[2])
  W = parameter(shape=[2, 2])
  c = constant(value=[0.3, -0.6])
  z = delay(x < h, initial < c)
  p = product(a < W, b < z)
  h = tanh(x < p)
  all = sum(x < h)
  mean = mean(x < h)
  max = max(x < h)
  min = min(x < h)
  features = sum(x < h, over=features)
  examples = sum(x < h, over=batch)
  examples2 = mean(x < h, over=batch)
  e = half-sum-of-squares(prediction < y)
  l = ${loss}
  loss = add(a < e, b < l)
`;

const losses = [
  "sum(x < h)",
  "mean-squared-error(prediction < h, target < c)",
  'mean-squared-error(prediction < h, target < c, reduction="sum")',
  'mean-squared-error(prediction < h, target < c, reduction="per-example")',
];
const names = ["h", "all", "mean", "max", "min", "features", "examples", "examples2", "l"];

const steps = (count: number) => Array.from({ length: count }, (_, t) => Array.from({ length: B }, (__, b) => [t - b, 0.5 * b]));

function ran(loss: string, count: number, lengths?: readonly number[]): Ran {
  const data = steps(count);
  return run(sketch(text(loss)), { y: lengths ? { data, lengths } : data, W });
}

const flat = ({ numbers }: { numbers: readonly number[] }) => numbers.map((number) => Number(number.toPrecision(12)));

describe.each(losses)("with the loss %s", (loss) => {
  test("lengths that say nothing change nothing: values, gradients", () => {
    const [without, equal] = [ran(loss, 4), ran(loss, 4, [4, 4, 4])];
    for (const name of names) expect(flat(equal.seen.get(name)!), name).toEqual(flat(without.seen.get(name)!));
    expect(equal.gradient("W").map((g) => g.toFixed(12))).toEqual(without.gradient("W").map((g) => g.toFixed(12)));
  });
});

test("only the longest example counts, and steps beyond all lengths are none", () => {
  const whole = ran("sum(x < h)", 3);
  for (const lengths of [
    [3, 1, 2],
    [1, 3, 3],
  ]) {
    const padded = ran("sum(x < h)", 5, lengths);
    for (const name of ["all", "mean", "max", "min"]) expect(flat(padded.seen.get(name)!), name).toEqual(flat(whole.seen.get(name)!));
  }
});

test("what each step adds to such a loss adds up to it", () => {
  const feeds = readFeeds({ y: { data: steps(4), lengths: [2, 3, 1] }, W });
  for (const loss of losses.slice(1)) {
    const { values } = evaluate(sketch(text(loss)), registry, feeds, { precision: "f64", mode: "train", seed: 1, wrt: [] });
    const total = (values["l.perStep"] as number[]).flat(3).reduce((sum, x) => sum + x, 0);
    expect(total, loss).toBeCloseTo(values.l as number, 12);
  }
});
