// What the plan does with memory: sums that products begin with, results whose axes lie in another order, concatenations of
// concatenations, images seen through windows. All at random sizes, with gradients.

import fc from "fast-check";
import { describe, it } from "vitest";
import type { TapeBuilder } from "../../../src/engine/builder.ts";
import { grad } from "../../../src/engine/grad.ts";
import * as ops from "../../../src/engine/ops.ts";
import { simplify } from "../../../src/engine/passes/index.ts";
import { joinPads } from "../../../src/engine/passes/join-pads.ts";
import type { Shape, Tape, Value } from "../../../src/engine/tape.ts";
import { seed } from "../../laws/seed.ts";
import { writeTape } from "../write-tape.ts";
import { agree, feed } from "./agree.ts";

const size = fc.integer({ min: 1, max: 13 });

function agreeWithGradients(tape: Tape, key: string): void {
  agree(tape, feed(tape, key), 1e-5);
  const gradient = joinPads(simplify(grad(tape, { of: 0, wrt: tape.inputs })));
  agree(gradient, feed(tape, key), 1e-4);
}

/** Squares: nothing cancels, so that what differs is an error and no rounding. */
const all = (t: TapeBuilder, x: Value) => ops.sum(t, ops.multiply(t, x, x), [...x.shape.keys()]);

function atRandomSizes<const N extends number>(count: N, write: (sizes: readonly number[]) => Tape, key: string): void {
  const drawn = fc.array(size, { minLength: count, maxLength: count });
  fc.assert(
    fc.property(drawn, (sizes) => agreeWithGradients(write(sizes), key)),
    { seed, numRuns: 40 },
  );
}

type Term = (t: TapeBuilder, inputs: readonly Value[]) => Value;

describe("sums with products", () => {
  const product: Term = (t, [a, b]) => ops.contract(t, a!, b!, "ik,kj->ij");
  const other: Term = (t, [, , c, d]) => ops.contract(t, c!, d!, "li,jl->ij");
  const bias: Term = (t, inputs) => {
    const [i, j] = [inputs[0]!.shape[0]!, inputs[1]!.shape[1]!];
    return ops.broadcastAxes(t, inputs[4]!, [i, j], [1]);
  };
  const column: Term = (t, inputs) => ops.broadcastAxes(t, inputs[5]!, [inputs[0]!.shape[0]!, inputs[1]!.shape[1]!], [0]);
  const there: Term = (_, inputs) => inputs[6]!;
  const turned: Term = (t, inputs) => ops.transpose(t, inputs[7]!, [1, 0]);
  const computed: Term = (t, inputs) => ops.sin(t, inputs[6]!);
  const fixed: Term = (t, inputs) => ops.scalar(t, 0.5, inputs[6]!.shape);

  const sums: Readonly<Record<string, readonly Term[]>> = {
    "a product and a row": [product, bias],
    "a column and a product": [column, product],
    "two products": [product, other],
    "two products, a matrix and a row": [there, product, bias, other],
    "a transposed matrix and a product": [turned, product],
    "what is computed, and a product": [computed, product],
    "a number and a product": [fixed, product],
    "a product twice": [product, product],
    "what others read too": [computed, product, computed],
  };

  it.each(Object.keys(sums))("%s", (name) => {
    const write = ([i = 1, j = 1, k = 1, l = 1]: readonly number[]): Tape => {
      const shapes: Shape[] = [[i, k], [k, j], [l, i], [j, l], [j], [i], [i, j], [j, i]];
      return writeTape(shapes, (t, ...inputs) => {
        const [first, ...more] = sums[name]!.map((term) => term(t, inputs));
        const sum = more.reduce((a, b) => ops.add(t, a, b), first!);
        return [all(t, sum), sum, computed(t, inputs)];
      });
    };
    atRandomSizes(4, write, name);
  });
});

describe("images", () => {
  /** [B, c, rows, columns] through windows of [k, l], as `conv2d` does it. */
  const convolve = (t: TapeBuilder, x: Value, kernel: Value): Value => {
    const [, , rows, columns] = kernel.shape as readonly [number, number, number, number];
    const seen = ops.windows(t, ops.windows(t, x, 2, rows, 1), 4, columns, 1);
    return ops.transpose(t, ops.contract(t, seen, kernel, "Bcykxl,ockl->Byxo"), [0, 3, 1, 2]);
  };

  const pooled = (t: TapeBuilder, x: Value): Value => {
    const [b, c] = x.shape as readonly [number, number];
    const windows = ops.windows(t, ops.windows(t, x, 2, 2, 2), 4, 2, 2);
    const [, , rows, , columns] = windows.shape as readonly number[];
    const at = (k: number, l: number) =>
      ops.reshape(t, ops.sliceAxis(t, ops.sliceAxis(t, windows, 3, k, k + 1), 5, l, l + 1), [b, c, rows!, columns!]);
    return [at(0, 1), at(1, 0), at(1, 1)].reduce((best, next) => ops.select(t, ops.greater(t, next, best), next, best), at(0, 0));
  };

  const shapes = ([b = 1, c = 1, o = 1, h = 1, w = 1, k = 1, l = 1]: readonly number[]): readonly [Shape, Shape] => [
    [b, c, h + k, w + l],
    [o, c, k, l],
  ];

  it("convolution", () => {
    const write = (sizes: readonly number[]): Tape =>
      writeTape(shapes(sizes.map((one) => Math.ceil(one / 2))), (t, x, kernel) => {
        const y = convolve(t, x, kernel);
        return [all(t, y), y];
      });
    atRandomSizes(7, write, "convolution");
  });

  it("convolution, bias, pooling and a layer on the flat image", () => {
    const write = (sizes: readonly number[]): Tape => {
      const [image, kernel] = shapes(sizes.map((one) => Math.ceil(one / 3) + 1));
      return writeTape([image, kernel, [kernel[0]!]], (t, x, k, bias) => {
        const y = convolve(t, x, k);
        const small = pooled(t, ops.tanh(t, ops.add(t, y, ops.broadcastAxes(t, bias, y.shape, [1]))));
        const flat = ops.reshape(t, small, [small.shape[0]!, small.shape.slice(1).reduce((a, b) => a * b, 1)]);
        const layer = ops.contract(t, flat, flat, "Bi,Ci->BC");
        return [all(t, layer), flat];
      });
    };
    atRandomSizes(7, write, "pooling");
  });
});

describe("orders of axes", () => {
  it("elementwise, reduced, reshaped and joined after transposing", () => {
    const write = ([a = 1, b = 1, c = 1]: readonly number[]): Tape =>
      writeTape([[a, b, c], [c, a, b], [b]], (t, x, y, z) => {
        const sum = ops.add(t, ops.transpose(t, ops.exp(t, y), [1, 2, 0]), x);
        const more = ops.multiply(t, ops.sin(t, ops.transpose(t, x, [2, 1, 0])), ops.broadcastAxes(t, z, [c, b, a], [1]));
        const joined = ops.concat(t, [ops.concat(t, [sum, x], 1), ops.concat(t, [x, ops.sin(t, sum)], 1)], 2);
        const flat = ops.reshape(t, ops.transpose(t, joined, [2, 0, 1]), [2 * c * a, 2 * b]);
        return [all(t, flat), ops.sum(t, sum, [1]), ops.max(t, more, [0, 2]), joined, more];
      });
    atRandomSizes(3, write, "orders");
  });
});
