// Which tapes may leave out steps behind the last real one: what they give must not hang on what is there.

import { describe, expect, it, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import type { TapeBuilder } from "../../../src/engine/builder.ts";
import { grad } from "../../../src/engine/grad.ts";
import * as ops from "../../../src/engine/ops.ts";
import { flushTiny } from "../../../src/engine/passes/flush-tiny.ts";
import { optimize } from "../../../src/engine/passes/for-speed.ts";
import { realSteps } from "../../../src/engine/passes/real-steps.ts";
import type { Tape, Value } from "../../../src/engine/tape.ts";
import { swapCell } from "../../../src/inspection/compare/swap.ts";
import { cellNames, example, offer } from "../../inspection/compare/documents.ts";
import { writeTape } from "../write-tape.ts";
import { stepOf, type TrainingStep, trainingStep } from "./training-steps.ts";

const [T, B, K] = [5, 3, 2];

/** Of a tape of x [T, B, K] and mask [T, B]. */
function found(write: (t: TapeBuilder, x: Value, mask: Value) => Value) {
  const tape = writeTape(
    [
      [T, B, K],
      [T, B],
    ],
    (t, x, mask) => [write(t, x, mask)],
  );
  const [x, mask] = tape.inputs as [Value, Value];
  const steps = realSteps(
    tape,
    new Map([
      [x, 0],
      [mask, 0],
    ]),
    mask,
  );
  return { tape, steps };
}

const masked = (t: TapeBuilder, x: Value, mask: Value, otherwise = 0) =>
  ops.select(t, ops.broadcastAxes(t, mask, x.shape, [0, 1]), x, ops.scalar(t, otherwise, x.shape));

const total = (t: TapeBuilder, x: Value) => ops.sum(t, x, [...x.shape.keys()]);

/** h = tanh(x + h before), from `begin`. */
function recurrence(t: TapeBuilder, x: Value, begin: Value, reverse = false): readonly Value[] {
  const body = writeTape(
    [
      [B, K],
      [B, K],
    ],
    (s, h, x1) => {
      const next = ops.tanh(s, ops.add(s, h, x1));
      return [next, next];
    },
  );
  return t.emit("scan", [begin, x], { body, length: T, reverse, constants: 0, carries: 1 });
}

const zeros = (t: TapeBuilder) => ops.scalar(t, 0, [B, K]);

describe("steps may be left out where", () => {
  const may = (name: string, write: (t: TapeBuilder, x: Value, mask: Value) => Value) =>
    it(name, () => expect(found(write).steps).not.toBeNull());

  may("a mask makes all of them 0", (t, x, mask) => total(t, masked(t, ops.exp(t, x), mask)));
  may("a mask multiplies", (t, x, mask) => total(t, ops.multiply(t, x, ops.broadcastAxes(t, mask, x.shape, [0, 1]))));
  may("the largest is looked for among real ones", (t, x, mask) => total(t, ops.max(t, masked(t, x, mask, Number.NEGATIVE_INFINITY), [0])));
  may("a product sums over steps of which one factor is 0", (t, x, mask) =>
    total(t, ops.contract(t, masked(t, x, mask), x, "TBi,TBk->ik")),
  );
  may("a recurrence is read under a mask", (t, x, mask) => total(t, masked(t, recurrence(t, x, zeros(t))[1]!, mask)));
  may("a recurrence runs back from zeros over zeros", (t, x, mask) => total(t, recurrence(t, masked(t, x, mask), zeros(t), true)[0]!));
  may("the first step is read", (t, x) => total(t, ops.sliceAxis(t, ops.exp(t, x), 0, 0, 1)));
  may("steps are moved on by one, and masked behind that", (t, x, mask) => {
    const before = ops.concat(t, [ops.scalar(t, 0.5, [1, B, K]), ops.sliceAxis(t, ops.exp(t, x), 0, 0, T - 1)], 0);
    return total(t, masked(t, before, mask));
  });
  may("all but the first are read under their masks", (t, x, mask) => total(t, ops.sliceAxis(t, masked(t, x, mask), 0, 1, T)));
});

describe("all steps are computed where", () => {
  const mustNot = (name: string, write: (t: TapeBuilder, x: Value, mask: Value) => Value) =>
    it(name, () => expect(found(write).steps).toBeNull());

  mustNot("they are summed as they are", (t, x) => total(t, x));
  mustNot("a mask makes them another number than 0", (t, x, mask) => total(t, masked(t, x, mask, 1)));
  mustNot("something follows the mask", (t, x, mask) => total(t, ops.exp(t, masked(t, x, mask))));
  mustNot("the largest of zeros is looked for", (t, x, mask) => total(t, ops.max(t, masked(t, x, mask), [0])));
  mustNot("they are an output", (t, x, mask) => masked(t, x, mask));
  mustNot("the last one is read", (t, x) => total(t, ops.sliceAxis(t, x, 0, T - 1, T)));
  mustNot("the state after the last one is read", (t, x) => total(t, recurrence(t, x, zeros(t))[0]!));
  mustNot("time is turned round", (t, x, mask) => total(t, ops.reverse(t, masked(t, x, mask), 0)));
  mustNot("a recurrence runs back from something", (t, x, mask) =>
    total(t, recurrence(t, masked(t, x, mask), ops.scalar(t, 0.1, [B, K]), true)[0]!),
  );
  mustNot("a recurrence runs back over something", (t, x) => total(t, recurrence(t, x, zeros(t), true)[0]!));
  mustNot("steps meet steps", (t, x, mask) => total(t, ops.contract(t, masked(t, x, mask), x, "TBi,SBi->TS")));
  mustNot("steps that end early are added to others", (t, x, mask) => {
    const early = ops.sliceAxis(t, masked(t, x, mask), 0, 0, T - 1);
    return total(t, early);
  });
});

test("a value says how many of its steps are real", () => {
  const tape = writeTape(
    [
      [T, B, K],
      [T, B],
    ],
    (t, x, mask) => {
      const late = ops.transpose(t, ops.sliceAxis(t, masked(t, x, mask), 0, 1, T), [1, 0, 2]);
      return [total(t, late)];
    },
  );
  const steps = realSteps(tape, new Map(tape.inputs.map((input) => [input, 0])), tape.inputs[1]!)!;
  const late = tape.equations.find(({ primitive }) => primitive === "transpose")!.outputs[0]!;
  expect(steps.stepsOf(late)).toEqual({ axis: 1, fewer: 1 });
  expect(steps.stepsOf(tape.outputs[0]!)).toBeNull();
});

function isProven({ tape, examples: { padded } }: TrainingStep, pass: (tape: Tape) => Tape): boolean {
  const fast = pass(tape);
  const steps = padded!.steps.flatMap((axis, index) => (axis === null ? [] : [[fast.inputs[index]!, axis] as const]));
  return realSteps(fast, new Map(steps), fast.inputs[padded!.mask]!) !== null;
}

const asTrained = (tape: Tape) => flushTiny(optimize(tape));

test.each(["rnn-reber", "lstm-embedded-reber", "rnn-embedded-reber", "mlp-reber", "next-character", "next-word"])(
  "the training of %s leaves steps out",
  (name) => {
    expect(isProven(trainingStep(name, 4), asTrained)).toBe(true);
  },
);

test.each(cellNames)("the cell %s leaves steps out", (name) => {
  const swap = swapCell(example("lstm-embedded-reber"), "lstm", offer(name), registry);
  if (!swap.ok) throw new Error(swap.problem.message);
  expect(isProven(stepOf(swap.value.document, 4), asTrained)).toBe(true);
});

test("a gradient alone, without the passes", () => {
  const tape = writeTape(
    [
      [T, B, K],
      [T, B],
      [K, K],
    ],
    (t, x, mask, w) => [total(t, masked(t, recurrence(t, ops.contract(t, w, x, "ik,TBk->TBi"), zeros(t))[1]!, mask))],
  );
  const gradient = grad(tape, { of: 0, wrt: [tape.inputs[2]!] });
  const known = new Map([
    [gradient.inputs[0]!, 0],
    [gradient.inputs[1]!, 0],
  ]);
  expect(realSteps(gradient, known, gradient.inputs[1]!)).not.toBeNull();
});
