// Steps that no example of a group has are left out: what comes out is what all steps give, whatever lay in their memory.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import type { Executable, Numbers } from "../../../src/engine/backend/executable.ts";
import { prepareWasm } from "../../../src/engine/backend/wasm/executor.ts";
import type { TapeBuilder } from "../../../src/engine/builder.ts";
import { checkTape } from "../../../src/engine/check.ts";
import * as ops from "../../../src/engine/ops.ts";
import { type Cut, WHOLE } from "../../../src/engine/passes/batch-cut.ts";
import { flushTiny } from "../../../src/engine/passes/flush-tiny.ts";
import { optimize } from "../../../src/engine/passes/for-speed.ts";
import { splitBatch } from "../../../src/engine/passes/split-batch.ts";
import type { Tape, Value } from "../../../src/engine/tape.ts";
import { swapCell } from "../../../src/inspection/compare/swap.ts";
import { cellNames, example, offer } from "../../inspection/compare/documents.ts";
import { seed } from "../../laws/seed.ts";
import { scansOf, stepOf, type TrainingStep, trainingStep } from "../passes/training-steps.ts";
import { writeTape } from "../write-tape.ts";
import { feed } from "./agree.ts";

const EXAMPLES = 12;

const swapped = (name: string): TrainingStep => {
  const swap = swapCell(example("lstm-embedded-reber"), "lstm", offer(name), registry);
  if (!swap.ok) throw new Error(swap.problem.message);
  return stepOf(swap.value.document, EXAMPLES);
};

const groupsOf = (tape: Tape) => {
  const outer = scansOf(tape).at(-1)!;
  return outer.params.padding ?? scansOf(outer.params.body).at(-1)?.params.padding;
};

class Compared {
  private readonly whole: Executable;
  private readonly parts: Executable;
  private readonly mask: number;
  private readonly steps: number;

  constructor(
    private readonly step: Pick<TrainingStep, "tape" | "inputs" | "examples">,
    cut: Cut,
  ) {
    const { axes, padded } = step.examples;
    const fast = flushTiny(optimize(step.tape));
    const split = checkTape(splitBatch(fast, axes, cut, padded));
    expect(groupsOf(split)).toBeDefined();
    this.whole = prepareWasm(fast, { relaxed: false });
    this.parts = prepareWasm(split, { relaxed: false });
    this.mask = padded!.mask;
    this.steps = fast.inputs[this.mask]!.shape[0]!;
  }

  private given(real: (step: number, example: number) => boolean): Numbers[] {
    return this.step.inputs.map((numbers, index) =>
      index === this.mask ? numbers.map((_, at) => Number(real(Math.floor(at / EXAMPLES), at % EXAMPLES))) : numbers,
    );
  }

  /** NaN in every number that a step computes. */
  private poison(): void {
    const outputs = this.parts.run(
      this.given(() => true).map((numbers, index) => (index === this.mask ? numbers : numbers.map(() => Number.NaN))),
    );
    expect(outputs[0]![0]).toBeNaN();
  }

  /** @param real whether a step of an example is */
  check(real: (step: number, example: number) => boolean): void {
    this.poison();
    const inputs = this.given((step, one) => step < this.steps && real(step, one));
    const expected = this.whole.run(inputs);
    const got = this.parts.run(inputs);
    got.forEach((numbers, output) => {
      const scale = Math.max(1e-3, ...Array.from(expected[output]!, Math.abs));
      numbers.forEach((x, at) => {
        const y = expected[output]![at]!;
        if (!(Math.abs(x - y) <= 1e-4 * scale)) expect.fail(`output ${output}, element ${at}: got ${x}, with all steps ${y}`);
      });
    });
  }

  checkRandom(runs: number): void {
    const lengths = fc.array(fc.integer({ min: 1, max: this.steps }), { minLength: EXAMPLES, maxLength: EXAMPLES });
    fc.assert(
      fc.property(lengths, fc.boolean(), (each, sorted) => {
        const all = sorted ? each.toSorted((a, b) => a - b) : each;
        this.check((step, one) => step < all[one]!);
      }),
      { seed, numRuns: runs },
    );
  }
}

const CUTS: readonly Cut[] = [WHOLE, { shares: 1, turns: 3 }, { shares: 2, turns: 1 }, { shares: 2, turns: 3 }];

describe.each(["rnn-reber", "lstm-embedded-reber", "mlp-reber", "next-character", "next-word"])("%s", (name) => {
  test.each(CUTS)("random lengths, $shares shares of $turns turns", (cut) => {
    new Compared(trainingStep(name, EXAMPLES), cut).checkRandom(4);
  });
});

test.each(cellNames)("random lengths in the cell %s", (name) => {
  new Compared(swapped(name), { shares: 1, turns: 3 }).checkRandom(4);
});

describe("masks of another kind", () => {
  const lstm = () => new Compared(trainingStep("lstm-embedded-reber", EXAMPLES), { shares: 1, turns: 3 });

  test("real steps behind such that are not", () => lstm().check((step, one) => (step + one) % 3 === 0));
  test("one step each", () => lstm().check((step) => step === 0));
  test("a group without any real step", () => lstm().check((_, one) => one > 3));
  test("all steps real", () => lstm().check(() => true));
});

const [STEPS, FEATURES] = [7, 5];

/** A tape of x [T, B, K], mask [T, B] and a parameter [K]: steps are masked before anything is done to them. */
function written(write: (t: TapeBuilder, x: Value) => Value): Compared {
  const shape = [STEPS, EXAMPLES, FEATURES];
  const tape = writeTape([shape, [STEPS, EXAMPLES], [FEATURES]], (t, x, mask, w) => {
    const real = ops.broadcastAxes(t, mask, shape, [0, 1]);
    const weighted = ops.exp(t, ops.multiply(t, x, ops.broadcastAxes(t, w, shape, [2])));
    const y = write(t, ops.select(t, real, weighted, ops.scalar(t, 0, shape)));
    return [ops.sum(t, y, [...y.shape.keys()])];
  });
  const examples = { axes: [1, 1, null], padded: { mask: 1, steps: [0, 0, null] } };
  return new Compared({ tape, inputs: feed(tape, "real steps"), examples }, { shares: 1, turns: 3 });
}

describe("steps that move", () => {
  const all = (name: string, write: (t: TapeBuilder, x: Value) => Value) => test(name, () => written(write).checkRandom(10));
  const later = (t: TapeBuilder, x: Value) => ops.sliceAxis(t, x, 0, 1, STEPS);
  const earlier = (t: TapeBuilder, x: Value) => ops.sliceAxis(t, x, 0, 0, STEPS - 1);

  all("back by one, and zeros behind", (t, x) => ops.multiply(t, ops.pad(t, later(t, x), [0, 0, 0], [1, 0, 0]), ops.exp(t, x)));
  all("back by one behind features and examples, and zeros behind", (t, x) => {
    const turned = ops.pad(t, ops.transpose(t, later(t, x), [2, 1, 0]), [0, 0, 0], [0, 0, 1]);
    return ops.multiply(t, turned, ops.exp(t, turned));
  });
  all("on by one, behind zeros", (t, x) => ops.multiply(t, ops.pad(t, earlier(t, x), [1, 0, 0], [0, 0, 0]), x));
  all("on by one, behind the first", (t, x) =>
    ops.multiply(t, ops.concat(t, [ops.sliceAxis(t, x, 0, 0, 1), earlier(t, ops.exp(t, x))], 0), x),
  );
  all("each with the one before, as a product", (t, x) => ops.contract(t, later(t, x), earlier(t, ops.exp(t, x)), "TBi,TBk->ik"));
  all("behind features and examples", (t, x) => {
    const turned = ops.transpose(t, x, [2, 1, 0]);
    return ops.multiply(t, ops.exp(t, turned), turned);
  });
  all("as rows that an index names", (t, x) => {
    const table = ops.transpose(t, ops.reshape(t, ops.sliceAxis(t, x, 0, 0, 1), [EXAMPLES, FEATURES]), [1, 0]);
    const index = ops.sum(t, ops.greater(t, ops.sliceAxis(t, x, 2, 1, FEATURES), ops.scalar(t, 1, [STEPS, EXAMPLES, FEATURES - 1])), [2]);
    return ops.multiply(t, ops.gather(t, table, index), ops.reshape(t, ops.sliceAxis(t, x, 2, 0, 1), [STEPS, EXAMPLES]));
  });
  all("the largest of each", (t, x) => ops.max(t, x, [2]));
});
