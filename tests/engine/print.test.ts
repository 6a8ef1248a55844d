// The tape as text. These are the pages to read first: a forward tape, its gradient, and a recurrence with its backward scan.

import { describe, expect, it } from "vitest";
import { TapeBuilder } from "../../src/engine/builder.ts";
import { grad } from "../../src/engine/grad.ts";
import * as ops from "../../src/engine/ops.ts";
import { simplify } from "../../src/engine/passes/index.ts";
import { printTape } from "../../src/engine/print.ts";
import type { Origin, Tape } from "../../src/engine/tape.ts";
import { emitScanOf } from "./scan-cases.ts";
import { writeTape } from "./write-tape.ts";

const place = (path: string, port = "value"): Origin => ({ path, port, direction: "forward" });

/** loss = ½ Σ (tanh(W x + b) - 1)², with W [2,3] and x a batch [4,3]. */
function layer(): Tape {
  const t = new TapeBuilder();
  const weights = t.input([2, 3], { name: "W", origin: place("layer", "W") });
  const bias = t.input([2], { name: "b", origin: place("layer", "b") });
  const x = t.input([4, 3], { name: "x", origin: place("x") });
  const y = t.at(place("layer"), () => {
    const product = ops.contract(t, x, weights, "bi,oi->bo");
    return ops.tanh(t, ops.add(t, product, ops.broadcastAxes(t, bias, [4, 2], [1])));
  });
  const loss = t.at(place("loss"), () => {
    const error = ops.subtract(t, y, ops.scalar(t, 1, y.shape));
    return ops.multiply(t, ops.scalar(t, 0.5), ops.sum(t, ops.multiply(t, error, error), [0, 1]));
  });
  return t.finish([loss, y]);
}

/** h' = tanh(w ⊙ h + x) over 3 steps, loss = Σ over steps of h². */
const recurrence = (): Tape =>
  writeTape([[2], [2], [3, 2]], (t, w, h, x) => {
    const spec = { constants: [[2]], carries: [[2]], slices: [[2]], length: 3 };
    const [, states] = emitScanOf(t, [w, h, x], spec, (s, weights, before, step) => {
      const next = s.at(place("cell.h"), () => ops.tanh(s, ops.add(s, ops.multiply(s, weights, before), step)));
      return [next, next];
    });
    return [ops.sum(t, ops.multiply(t, states!, states!), [0, 1])];
  });

describe("the printed tape", () => {
  it("of a layer", () => {
    expect(printTape(layer())).toMatchInlineSnapshot(`
      "%0 [2,3] = input                                          # "W" layer:W
      %1 [2] = input                                            # "b" layer:b
      %2 [4,3] = input                                          # "x" x:value
      %3 [4,2] = contract bi,oi->bo %2 %0                       # layer:value
      %4 [4,2] = broadcast axes=1 %1                            # layer:value
      %5 [4,2] = add %3 %4                                      # layer:value
      %6 [4,2] = tanh %5                                        # layer:value
      %7 [4,2] = constant 1                                     # loss:value
      %8 [4,2] = subtract %6 %7                                 # loss:value
      %9 [] = constant 0.5                                      # loss:value
      %10 [4,2] = multiply %8 %8                                # loss:value
      %11 [] = sum axes=0,1 %10                                 # loss:value
      %12 [] = multiply %9 %11                                  # loss:value
      return %12 %6
      "
    `);
  });

  it("of the layer's gradient, simplified", () => {
    const tape = layer();
    expect(printTape(simplify(grad(tape, { of: 0, wrt: tape.inputs.slice(0, 2) })))).toMatchInlineSnapshot(`
      "%0 [2,3] = input                                          # "W" layer:W
      %1 [2] = input                                            # "b" layer:b
      %2 [4,3] = input                                          # "x" x:value
      %3 [4,2] = contract bi,oi->bo %2 %0                       # layer:value
      %4 [4,2] = broadcast axes=1 %1                            # layer:value
      %5 [4,2] = add %3 %4                                      # layer:value
      %6 [4,2] = tanh %5                                        # layer:value
      %7 [4,2] = constant 1                                     # loss:value
      %8 [4,2] = subtract %6 %7                                 # loss:value
      %9 [] = constant 0.5                                      # loss:value
      %10 [4,2] = multiply %8 %8                                # loss:value
      %11 [] = sum axes=0,1 %10                                 # loss:value
      %12 [] = multiply %9 %11                                  # loss:value
      %13 [4,2] = constant 0.5                                  # ∂ loss:value
      %14 [4,2] = multiply %13 %8                               # ∂ loss:value
      %15 [4,2] = add %14 %14                                   # ∂ loss:value
      %16 [4,2] = multiply %6 %6                                # ∂ layer:value
      %17 [4,2] = subtract %7 %16                               # ∂ layer:value
      %18 [4,2] = multiply %15 %17                              # ∂ layer:value
      %19 [2] = sum axes=0 %18                                  # ∂ layer:value
      %20 [2,3] = contract bi,bo->oi %2 %18                     # ∂ layer:value
      return %12 %6 %20 %19
      "
    `);
  });

  it("of a recurrence", () => {
    expect(printTape(recurrence())).toMatchInlineSnapshot(`
      "%0 [2] = input
      %1 [2] = input
      %2 [3,2] = input
      %3 [2], %4 [3,2] = scan over 3 steps, 1 constants, 1 carries %0 %1 %2  # cell.h:value
        %0 [2] = input
        %1 [2] = input
        %2 [2] = input
        %3 [2] = multiply %0 %1                                 # cell.h:value
        %4 [2] = add %3 %2                                      # cell.h:value
        %5 [2] = tanh %4                                        # cell.h:value
        return %5 %5
      %5 [3,2] = multiply %4 %4
      %6 [] = sum axes=0,1 %5
      return %6
      "
    `);
  });

  it("of the recurrence's gradient: a second scan that runs backward", () => {
    const tape = recurrence();
    expect(printTape(simplify(grad(tape, { of: 0, wrt: tape.inputs.slice(0, 2) })))).toMatchInlineSnapshot(`
      "%0 [2] = input
      %1 [2] = input
      %2 [3,2] = input
      %3 [2], %4 [3,2], %5 [3,2] = scan over 3 steps, 1 constants, 1 carries %0 %1 %2  # cell.h:value
        %0 [2] = input
        %1 [2] = input
        %2 [2] = input
        %3 [2] = multiply %0 %1                                 # cell.h:value
        %4 [2] = add %3 %2                                      # cell.h:value
        %5 [2] = tanh %4                                        # cell.h:value
        return %5 %5 %1
      %6 [3,2] = multiply %4 %4
      %7 [] = sum axes=0,1 %6
      %8 [3,2] = add %4 %4
      %9 [2] = constant 0                                       # ∂ cell.h:value
      %10 [2], %11 [2] = scan backward over 3 steps, 1 constants, 2 carries %0 %9 %9 %4 %5 %8  # ∂ cell.h:value
        %0 [2] = input
        %1 [2] = input                                          # ∂ cell.h:value
        %2 [2] = input
        %3 [2] = input                                          # cell.h:value
        %4 [2] = input
        %5 [2] = input                                          # ∂ cell.h:value
        %6 [2] = add %1 %5                                      # ∂ cell.h:value
        %7 [2] = constant 1                                     # ∂ cell.h:value
        %8 [2] = multiply %3 %3                                 # ∂ cell.h:value
        %9 [2] = subtract %7 %8                                 # ∂ cell.h:value
        %10 [2] = multiply %6 %9                                # ∂ cell.h:value
        %11 [2] = multiply %10 %4                               # ∂ cell.h:value
        %12 [2] = multiply %10 %0                               # ∂ cell.h:value
        %13 [2] = add %2 %11
        return %12 %13
      return %7 %11 %10
      "
    `);
  });

  it("is the same for tapes that are built alike", () => {
    expect(printTape(layer())).toBe(printTape(layer()));
  });

  it("shows the parameters of each primitive, and long constants shortened", () => {
    const tape = writeTape([[2, 3]], (t, x) => {
      const short = ops.constant(t, [2], [1, -2]);
      const long = ops.constant(t, [9], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
      const moved = ops.reverse(t, ops.transpose(t, ops.pad(t, ops.slice(t, x, [0, 1], [2, 3]), [1, 0], [0, 0]), [1, 0]), 1);
      return [short, long, ops.max(t, ops.concat(t, [moved, moved], 0), [0]), ops.reshape(t, x, [6])];
    });
    expect(printTape(tape)).toMatchInlineSnapshot(`
      "%0 [2,3] = input
      %1 [2] = constant 1 -2
      %2 [9] = constant 1 2 3 … 9
      %3 [2,2] = slice starts=0,1 ends=2,3 %0
      %4 [3,2] = pad before=1,0 after=0,0 %3
      %5 [2,3] = transpose permutation=1,0 %4
      %6 [2,3] = reverse axis=1 %5
      %7 [4,3] = concat axis=0 %6 %6
      %8 [3] = max axes=0 %7
      %9 [6] = reshape %0
      return %1 %2 %8 %9
      "
    `);
  });
});
