// Convolution of an image with a trained kernel: cross-correlation, as LeCun et al. 1998 and every framework compute it.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { type AttributeSpec, defineNode, type LowerContext, type PortSpec, type ResolvedAttributes } from "../../src/graph/node-type.ts";
import { numberOf, textOf } from "../define/attributes.ts";
import { call } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";
import { convolutionRule } from "./convolution-rule.ts";
import { zerosAround } from "./sliding.ts";

const attributes: readonly AttributeSpec[] = [
  {
    id: "filters",
    title: "Filters",
    summary: "Channels of the result; where it is left open, as many as the kernel has or the result needs.",
    kind: "number",
    default: null,
    minimum: 1,
    integer: true,
  },
  {
    id: "kernelSize",
    title: "Kernel size",
    summary: "Rows and columns of the kernel; where it is left open, those of the wired kernel, or 3.",
    kind: "number",
    default: null,
    minimum: 1,
    integer: true,
  },
  {
    id: "stride",
    title: "Stride",
    summary: "Rows and columns from one place of the kernel to the next.",
    kind: "number",
    default: 1,
    minimum: 1,
    integer: true,
  },
  {
    id: "padding",
    title: "Padding",
    summary: "valid stays within the image; same puts zeros around it, so that with stride 1 the image keeps its size.",
    kind: "choice",
    default: "valid",
    options: ["valid", "same"],
  },
  { id: "bias", title: "Bias", summary: "Adds a trained number to each channel of the result.", kind: "boolean", default: true },
];

const biasPort: PortSpec = {
  id: "b",
  summary: "Bias, one component a filter; a wire shares one.",
  parameter: { initializer: "zeros" },
};

/** Asked also before attributes are worked out: only `false` takes the bias away. */
const inputs = ({ bias }: ResolvedAttributes): readonly PortSpec[] => [
  { id: "x", summary: "Image [channels, rows, columns]." },
  { id: "K", summary: "Kernel [filters, channels, rows, columns]; a wire shares one.", parameter: { initializer: "auto" } },
  ...(bias === false ? [] : [biasPort]),
];

/** Zeros after and, where there are two or more, before the rows and the columns. */
function padSame(lowering: Lowering, x: Signal, kernel: Signal, stride: number): Signal {
  const rows = zerosAround(x.shape[1]!, kernel.shape[2]!, stride);
  const columns = zerosAround(x.shape[2]!, kernel.shape[3]!, stride);
  return lowering.pad(x, [0, rows.before, columns.before], [0, rows.after, columns.after]);
}

/**
 * One contraction of windows (which are views) with the kernel. Its result has the filters last, where they are contiguous; the
 * bias is added there.
 */
function lower(lowering: Lowering, context: LowerContext): Signal {
  const [x, kernel] = [context.need("x"), context.need("K")];
  const [, , rows, columns] = kernel.shape as readonly [number, number, number, number];
  const stride = numberOf(context.attributes, "stride");
  const padded = textOf(context.attributes, "padding") === "same" ? padSame(lowering, x, kernel, stride) : x;
  // [channel, y, k, x, l]
  const patches = lowering.windows(lowering.windows(padded, 1, rows, stride), 3, columns, stride);
  const sums = lowering.contract(patches, kernel, "cykxl,ockl->yxo");
  const bias = context.input("b");
  const result = bias ? lowering.binary("add", sums, lowering.broadcast(bias, sums.shape, [2])) : sums;
  return lowering.permute(result, [2, 0, 1]);
}

export const conv2d = defineNode({
  id: "conv2d",
  title: "convolution",
  glyph: "K{\\ast}x",
  category: "linear",
  role: "operation",
  summary: "Moves trained kernels over an image: each filter gives one channel, a feature map.",
  searchWords: ["conv2d", "convolutional", "cnn", "kernel", "filter", "image", "feature map", "cross-correlation"],
  formula: "y_{oij} = b_o + \\sum_{c,k,l} K_{ockl}\\,x_{c,\\,si+k,\\,sj+l}",
  source: "Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, Gradient-based learning applied to document recognition, 1998",
  attributes,
  inputs,
  outputs: valueOutput("One channel a filter: [filters, rows, columns]."),
  shapes: convolutionRule,
  lower,
  // two operands are a kernel without a bias, three have one
  notation: [call("conv2d", ["x", "K"], { fixed: { bias: false } }), call("conv2d", ["x", "K", "b"])],
  derivative: {
    x: "\\bar{x}_{cuv} = \\sum_{si+k=u,\\,sj+l=v} \\sum_o K_{ockl}\\,\\bar{y}_{oij}",
    K: "\\bar{K}_{ockl} = \\sum_{i,j} \\bar{y}_{oij}\\,x_{c,\\,si+k,\\,sj+l}",
    b: "\\bar{b}_o = \\sum_{i,j} \\bar{y}_{oij}",
  },
  examples: [
    {
      inputs: {
        x: [
          [
            [1, 2, 0],
            [-1, 3, 1],
            [2, 0.5, -2],
          ],
        ],
        K: [
          [
            [
              [1, -1],
              [0.5, 2],
            ],
          ],
        ],
        b: [0.25],
      },
      outputs: {
        value: [
          [
            [4.75, 5.75],
            [-1.75, -1.5],
          ],
        ],
      },
    },
    {
      attributes: { padding: "same", bias: false },
      inputs: {
        x: [
          [
            [1, 2, 0],
            [-1, 3, 1],
          ],
        ],
        K: [
          [
            [
              [1, -1],
              [0.5, 2],
            ],
          ],
        ],
      },
      outputs: {
        value: [
          [
            [4.5, 5.5, 0.5],
            [-4, 2, 1],
          ],
        ],
      },
    },
    {
      attributes: { stride: 2, bias: true },
      inputs: {
        x: [
          [
            [1, 2, 0, 4],
            [-1, 3, 1, 0],
          ],
          [
            [0.5, 1, -1, 2],
            [2, -2, 3, 1],
          ],
        ],
        K: [
          [[[1, 0.5]], [[-1, 2]]],
          [[[0, 1]], [[0.25, -0.5]]],
        ],
        b: [0.1, -0.2],
      },
      outputs: {
        value: [[[3.6, 7.1]], [[1.425, 2.55]]],
      },
    },
  ],
});
