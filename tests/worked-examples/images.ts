// 004: the convolutional nets' shapes and parameters, and what their error rates say in images.

import { registry } from "../../nodes/index.ts";
import type { Program } from "../../src/compiler/program.ts";
import { generators } from "../../src/data/index.ts";
import type { Document } from "../../src/graph/document.ts";
import { trainingData } from "../../src/training/held-out.ts";
import { read } from "../compiler/equations/library.ts";
import { compiled } from "../compiler/run.ts";
import { sketch } from "../compiler/sketch.ts";
import { type Check, check, computed } from "./check.ts";

type Shape = readonly number[];

const sizeOf = (shape: Shape): number => shape.reduce((product, size) => product * size, 1);

const shapeOf = ({ values }: Program, name: string): Shape => values.find((value) => value.name === name)!.shape;

/** The note writes rows, columns, channels; the program channels, rows, columns. */
const channelsLast = ([channels, ...places]: Shape): Shape => [...places, channels!];

/** Numbers of the parameters together. */
const parametersOf = (program: Program, names: readonly string[]): number =>
  program.slots.filter(({ name, kind }) => kind === "parameter" && names.includes(name)).reduce((sum, { shape }) => sum + sizeOf(shape), 0);

/** Both nets up to the vector that goes into the dense layers; the dense matrices' columns are left to the program. */
const convolutional = (rows: number, filters: number, dense: readonly string[]): Program =>
  compiled(
    read(
      [
        `image = input(1, ${rows}, ${rows})`,
        `K = parameter(${filters}, 1, 3, 3)`,
        `k = parameter(${filters})`,
        "conv = conv2d(image, K, k)",
        "pool = maxPool(relu(conv), 2)",
        "flat = flatten(pool)",
        ...dense,
      ].join("\n"),
    ),
    new Map([["image", { shape: [1, rows, rows], data: new Float64Array(rows * rows) }]]),
  );

const layer = (place: number, units: number, input: string): string[] => [
  `W_${place} = parameter()`,
  `b_${place} = parameter(${units})`,
  `z_${place} = W_${place} * ${input} + b_${place}`,
];

const sharedOf = (program: Program) => ({
  conv_shape: channelsLast(shapeOf(program, "conv")),
  pool_shape: channelsLast(shapeOf(program, "pool")),
  flat: sizeOf(shapeOf(program, "flat")),
  conv_params: parametersOf(program, ["K", "k"]),
});

const total = ({ slots }: Program): number =>
  slots.filter(({ kind }) => kind === "parameter").reduce((sum, { shape }) => sum + sizeOf(shape), 0);

interface Net {
  readonly image: Shape;
  readonly filters: number;
}

const small = check<Net & { dense: number; classes: number }>(({ image, filters, dense, classes }) => {
  const head = [...layer(1, dense, "flat"), "a = dropout(relu(z_1), 0.5)", ...layer(2, classes, "a"), "p = softmax(z_2)"];
  const program = convolutional(image[0]!, filters, head);
  return {
    ...sharedOf(program),
    dense1_params: parametersOf(program, ["W_1", "b_1"]),
    dense2_params: parametersOf(program, ["W_2", "b_2"]),
    total: total(program),
  };
});

const large = check<Net>(({ image, filters }) => {
  const program = convolutional(image[0]!, filters, [...layer(1, 10, "flat"), ...layer(2, 10, "z_1"), "p = softmax(z_2)"]);
  return {
    ...sharedOf(program),
    A3_shape: shapeOf(program, "W_1"),
    dense_params: parametersOf(program, ["W_1", "b_1"]),
    out_params: parametersOf(program, ["W_2", "b_2"]),
    total: total(program),
  };
});

/** How many of `count` images are wrong where the error is `share`: so many wrong ones have this accuracy. */
function wrongAt(share: number, count: number): number {
  const wrong = Math.round(share * count);
  const target = Array.from({ length: count }, () => [1, 0, 0]);
  const guesses = target.map((right, image) => (image < wrong ? [0, 1, 0] : right));
  const { rate } = computed(read("p = input(3)\ny = input(3)\nrate = accuracy(p, y)"), { p: guesses, y: target }).values;
  return Math.round((1 - (rate as number)) * count * 1e6) / 1e6;
}

/** A training on the shapes with a share of the training images held out. */
const heldOut = (train: number, test: number): Document =>
  sketch(`
    d = shapes(trainCount=${train}, testCount=${test})
    z = affine(x < d.x, units=3)
    loss = softmax-cross-entropy(prediction < z, target < d.y)
    update = adam(loss < loss, validationShare=0.2)
  `);

/** The error rates were measured by the note's author on images of her own; how many images they are in such a test set is counted here. */
const errorRates = check<{ train: number; test: number }>(({ train, test }) => {
  const data = trainingData(heldOut(train, test), registry, generators).get("d")!;
  return {
    fit: data.train.count,
    validation: data.validation?.count,
    errors_low_noise: wrongAt(0.004, data.test.count),
    errors_std1: wrongAt(0.071, data.test.count),
  };
});

export const images: Readonly<Record<string, Check>> = {
  cnn_20x20_params: small,
  cnn_28x28_shapes: large,
  cnn_data_error_rates: errorRates,
};
