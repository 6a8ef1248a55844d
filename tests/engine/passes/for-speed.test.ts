// What `optimize` leaves in the loops of a training step, and that the step's numbers stay.

import { describe, expect, it } from "vitest";
import { evaluateTape } from "../../../src/engine/backend/reference/executor.ts";
import { checkTape } from "../../../src/engine/check.ts";
import { optimize } from "../../../src/engine/passes/for-speed.ts";
import { printTape } from "../../../src/engine/print.ts";
import type { Tape } from "../../../src/engine/tape.ts";
import { copied, expectClose } from "../numbers.ts";
import { scansOf, trainingStep } from "./training-steps.ts";

const bodies = (tape: Tape) => scansOf(tape).map(({ params }) => `\n${printTape(params.body).replace(/ +#.*/g, "")}`);
const contracts = (tape: Tape) =>
  scansOf(tape).map(({ params }) => params.body.equations.filter(({ primitive }) => primitive === "contract").length);

describe.each(["rnn-reber", "lstm-embedded-reber", "adam-cell-embedded-reber", "mlp-sine"])("a training step of %s", (name) => {
  it("gives the same numbers", () => {
    const { tape, inputs } = trainingStep(name, 3);
    const fast = checkTape(optimize(tape));
    const [got, expected] = [copied(evaluateTape(fast, inputs)), copied(evaluateTape(tape, inputs))];
    expect(got.length).toBe(expected.length);
    for (const [index, numbers] of got.entries()) expectClose(numbers, expected[index]!, 1e-12);
  });
});

describe("the loops of a training step", () => {
  it("of an RNN have one product each, and carry nothing but the state", () => {
    const fast = optimize(trainingStep("rnn-reber", 3).tape);
    expect(contracts(fast)).toEqual([1, 1]);
    expect(scansOf(fast).map(({ params }) => params.carries)).toEqual([1, 1]);
    expect(bodies(fast)[0]).toMatchInlineSnapshot(`
      "
      %0 [4,4] = input
      %1 [3,4] = input
      %2 [3,4] = input
      %3 [3,4] = contract ik,Bk->Bi %0 %1
      %4 [3,4] = add %2 %3
      %5 [3,4] = tanh %4
      return %5 %5
      "
    `);
    expect(bodies(fast)[1]).toMatchInlineSnapshot(`
      "
      %0 [4,4] = input
      %1 [3,4] = input
      %2 [3,4] = input
      %3 [3,4] = input
      %4 [3,4] = add %1 %3
      %5 [3,4] = constant 1
      %6 [3,4] = multiply %2 %2
      %7 [3,4] = subtract %5 %6
      %8 [3,4] = multiply %4 %7
      %9 [3,4] = contract ik,Bi->Bk %0 %8
      return %9 %8
      "
    `);
  });

  it("of an LSTM have one product each", () => {
    const fast = optimize(trainingStep("lstm-embedded-reber", 3).tape);
    expect(contracts(fast)).toEqual([1, 1]);
    expect(bodies(fast)[0]).toMatchInlineSnapshot(`
      "
      %0 [20] = input
      %1 [20] = input
      %2 [20] = input
      %3 [20] = input
      %4 [80,20] = input
      %5 [3,20] = input
      %6 [3,20] = input
      %7 [3,80] = input
      %8 [3,20] = broadcast axes=1 %0
      %9 [3,20] = slice starts=0,0 ends=3,20 %7
      %10 [3,20] = slice starts=0,20 ends=3,40 %7
      %11 [3,20] = slice starts=0,40 ends=3,60 %7
      %12 [3,20] = slice starts=0,60 ends=3,80 %7
      %13 [3,20] = add %9 %8
      %14 [3,80] = contract ik,Bk->Bi %4 %5
      %15 [3,20] = slice starts=0,0 ends=3,20 %14
      %16 [3,20] = slice starts=0,20 ends=3,40 %14
      %17 [3,20] = slice starts=0,40 ends=3,60 %14
      %18 [3,20] = slice starts=0,60 ends=3,80 %14
      %19 [3,20] = add %15 %13
      %20 [3,20] = tanh %19
      %21 [3,20] = broadcast axes=1 %1
      %22 [3,20] = add %10 %21
      %23 [3,20] = add %16 %22
      %24 [3,20] = sigmoid %23
      %25 [3,20] = multiply %24 %20
      %26 [3,20] = broadcast axes=1 %2
      %27 [3,20] = add %11 %26
      %28 [3,20] = add %17 %27
      %29 [3,20] = sigmoid %28
      %30 [3,20] = multiply %29 %6
      %31 [3,20] = add %30 %25
      %32 [3,20] = tanh %31
      %33 [3,20] = broadcast axes=1 %3
      %34 [3,20] = add %12 %33
      %35 [3,20] = add %18 %34
      %36 [3,20] = sigmoid %35
      %37 [3,20] = multiply %36 %32
      return %37 %31 %6 %20 %24 %29 %32 %36 %37
      "
    `);
    expect(bodies(fast)[1]).toMatchInlineSnapshot(`
      "
      %0 [80,20] = input
      %1 [3,20] = input
      %2 [3,20] = input
      %3 [3,20] = input
      %4 [3,20] = input
      %5 [3,20] = input
      %6 [3,20] = input
      %7 [3,20] = input
      %8 [3,20] = input
      %9 [3,20] = input
      %10 [3,20] = add %1 %9
      %11 [3,20] = multiply %10 %3
      %12 [3,20] = multiply %10 %4
      %13 [3,20] = constant 1
      %14 [3,20] = subtract %13 %4
      %15 [3,20] = multiply %4 %14
      %16 [3,20] = multiply %11 %15
      %17 [3,20] = multiply %3 %3
      %18 [3,20] = subtract %13 %17
      %19 [3,20] = multiply %12 %18
      %20 [3,20] = add %2 %19
      %21 [3,20] = multiply %20 %5
      %22 [3,20] = multiply %20 %6
      %23 [3,20] = subtract %13 %6
      %24 [3,20] = multiply %6 %23
      %25 [3,20] = multiply %21 %24
      %26 [3,20] = multiply %20 %7
      %27 [3,20] = multiply %20 %8
      %28 [3,20] = subtract %13 %8
      %29 [3,20] = multiply %8 %28
      %30 [3,20] = multiply %26 %29
      %31 [3,20] = multiply %7 %7
      %32 [3,20] = subtract %13 %31
      %33 [3,20] = multiply %27 %32
      %34 [3,80] = concat axis=1 %16 %25 %30 %33
      %35 [3,20] = contract ik,Bi->Bk %0 %34
      return %35 %22 %34
      "
    `);
  });

  it("of the Adam cell: two without any product, and the state's", () => {
    const fast = optimize(trainingStep("adam-cell-embedded-reber", 3).tape);
    expect(contracts(fast)).toEqual([0, 0, 1, 1, 0, 0]);
    expect(scansOf(fast).every(({ params }) => params.carries === 1)).toBe(true);
  });
});
