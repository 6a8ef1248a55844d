// Each component (of an image each channel) shifted to mean 0 and scaled to variance 1 over the batch. Ioffe and Szegedy 2015.
// Training carries running means of the statistics, with which evaluation normalizes each example by itself. On a cycle each step has
// statistics of its own, and they are those of the batch in either mode.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { sizeOf } from "../../src/engine/tape.ts";
import { defineNode, type LowerContext, type ShapeView } from "../../src/graph/node-type.ts";
import { numberOf } from "../define/attributes.ts";
import { columnOf } from "../define/column.ts";
import { call } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";
import { isSingle } from "../rules/describe.ts";
import { epsilon } from "./epsilon.ts";
import { normalizationShapes } from "./shapes.ts";

/** The channels are the first axis. */
const shapes = (view: ShapeView): void => normalizationShapes(view, (shape) => shape.slice(0, 1));

/** One number a channel, repeated over rows and columns of x. */
const perChannel = (lowering: Lowering, channels: Signal, x: Signal): Signal =>
  x.shape.length === 1 || isSingle(channels.shape) ? channels : lowering.broadcast(channels, x.shape, [0]);

/** Sum over rows and columns; [channels]. */
function sumPlaces(lowering: Lowering, x: Signal): Signal {
  const [channels] = x.shape as readonly [number];
  const places = sizeOf(x.shape) / channels;
  return lowering.contract(lowering.reshape(x, [channels, places]), lowering.constant([places], 1), "cp,p->c");
}

/** Mean of each channel over examples, real steps, rows and columns. On a cycle steps follow each other, so each has its own. */
function meanOf(lowering: Lowering, x: Signal): Signal {
  const summed = x.shape.length === 1 ? x : sumPlaces(lowering, x);
  const steps = lowering.perStep ? summed : lowering.sum(summed, "time");
  const total = lowering.sum(steps, "batch");
  // a step behind the end of every example has no position at all
  const positions = lowering.binary("maximum", lowering.countReal(x), lowering.number(1));
  const places = lowering.number(sizeOf(x.shape) / x.shape[0]!);
  return lowering.binary("divide", total, lowering.binary("multiply", positions, places));
}

/** One number a channel each. */
interface Statistics {
  readonly mean: Signal;
  /** Biased. */
  readonly variance: Signal;
}

const centredBy = (lowering: Lowering, x: Signal, mean: Signal) => lowering.binary("subtract", x, perChannel(lowering, mean, x));

function batchStatistics(lowering: Lowering, x: Signal): Statistics {
  const mean = meanOf(lowering, x);
  const centred = centredBy(lowering, x, mean);
  return { mean, variance: meanOf(lowering, lowering.binary("multiply", centred, centred)) };
}

const runningStatistics = (context: LowerContext, { shape }: Signal): Statistics => ({
  mean: context.running("runningMean", shape.slice(0, 1), "zeros"),
  variance: context.running("runningVariance", shape.slice(0, 1), "ones"),
});

/** (1 - momentum) r + momentum · batch */
function keep(lowering: Lowering, context: LowerContext, before: Statistics, batch: Statistics): void {
  const share = context.setting("momentum");
  const rest = lowering.binary("subtract", lowering.number(1), share);
  const moved = (r: Signal, s: Signal) =>
    lowering.binary("add", lowering.binary("multiply", rest, r), lowering.binary("multiply", share, s));
  context.keep("runningMean", moved(before.mean, batch.mean));
  context.keep("runningVariance", moved(before.variance, batch.variance));
}

function statisticsOf(lowering: Lowering, context: LowerContext, x: Signal): Statistics {
  if (lowering.perStep) return batchStatistics(lowering, x);
  const running = runningStatistics(context, x);
  if (lowering.mode === "infer") return running;
  const batch = batchStatistics(lowering, x);
  keep(lowering, context, running, batch);
  return batch;
}

function lower(lowering: Lowering, context: LowerContext): Signal {
  const operand = context.need("x");
  const [gamma, beta] = [context.need("gamma"), context.need("beta")];
  const x = columnOf(lowering, operand);
  const { mean, variance } = statisticsOf(lowering, context, x);
  const centred = centredBy(lowering, x, mean);
  const deviation = lowering.unary("sqrt", lowering.binary("add", variance, lowering.number(numberOf(context.attributes, "epsilon"))));
  const gain = lowering.binary("divide", gamma, deviation);
  const scaled = lowering.binary("multiply", centred, perChannel(lowering, gain, x));
  const result = lowering.binary("add", scaled, perChannel(lowering, beta, x));
  return lowering.reshape(result, operand.shape);
}

export const batchNorm = defineNode({
  id: "batch-norm",
  title: "batch norm",
  glyph: "\\operatorname{BN}",
  category: "activations",
  role: "operation",
  summary: "Brings each component to mean 0 and variance 1 over the batch, when evaluating by running ones; then a trained gain and shift.",
  searchWords: ["normalization", "normalisation", "standardize", "batchnorm", "mean", "variance", "gain"],
  formula: "\\gamma \\odot \\frac{x - \\mu_B}{\\sqrt{\\sigma_B^2 + \\varepsilon}} + \\beta",
  source: "S. Ioffe, C. Szegedy, Batch normalization, 2015",
  attributes: [
    epsilon,
    {
      id: "momentum",
      title: "Momentum",
      summary: "Share of the batch at hand in the running mean and variance after a training step.",
      kind: "number",
      default: 0.1,
      minimum: 0,
      maximum: 1,
      runtime: true,
    },
  ],
  inputs: [
    {
      id: "x",
      summary:
        "Operand; each component has mean and biased variance over examples and real steps, of an image each channel over its places too.",
    },
    { id: "gamma", symbol: "\\gamma", summary: "Gain, one for each component or channel.", parameter: { initializer: "ones" } },
    { id: "beta", symbol: "\\beta", summary: "Shift, one for each component or channel.", parameter: { initializer: "zeros" } },
  ],
  outputs: valueOutput("Result, of the shape of x."),
  shapes,
  lower,
  notation: call("batchNorm", ["x", "gamma", "beta"]),
  derivative: {
    x: "\\bar{x} = \\frac{\\gamma}{\\sigma_B}\\left(\\bar{y} - \\overline{\\bar{y}} - z\\,\\overline{z \\odot \\bar{y}}\\right),\\ z = \\frac{x - \\mu_B}{\\sigma_B},\\ \\overline{\\,\\cdot\\,} \\text{ over the batch}",
    gamma: "\\bar{\\gamma} = \\sum_B \\bar{y} \\odot \\frac{x - \\mu_B}{\\sigma_B}",
    beta: "\\bar{\\beta} = \\sum_B \\bar{y}",
  },
  examples: [
    {
      attributes: { epsilon: 0 },
      inputs: {
        x: [
          [
            [1, 3],
            [1, 3],
          ],
          [
            [-4, 2],
            [2, -4],
          ],
        ],
        gamma: [2, 0.5],
        beta: [0, -1],
      },
      outputs: {
        value: [
          [
            [-2, 2],
            [-2, 2],
          ],
          [
            [-1.5, -0.5],
            [-0.5, -1.5],
          ],
        ],
      },
    },
    {
      attributes: { epsilon: 0.75 },
      inputs: { x: [[1.5, 2.5]], gamma: 2, beta: [0.25] },
      outputs: { value: [[-0.75, 1.25]] },
    },
    // a single example: each component is its own mean
    { inputs: { x: [4, -7], gamma: [2, 3], beta: [0.5, -1] }, outputs: { value: [0.5, -1] } },
  ],
});
