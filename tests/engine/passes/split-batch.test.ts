// A batch in turns: the same numbers, whether the executor sees all examples at once or some at a time.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateTape } from "../../../src/engine/backend/reference/executor.ts";
import { prepareWasm } from "../../../src/engine/backend/wasm/executor.ts";
import type { TapeBuilder } from "../../../src/engine/builder.ts";
import { checkTape } from "../../../src/engine/check.ts";
import { grad } from "../../../src/engine/grad.ts";
import * as ops from "../../../src/engine/ops.ts";
import type { ExampleAxes } from "../../../src/engine/passes/batch-cut.ts";
import { optimize } from "../../../src/engine/passes/for-speed.ts";
import { splitBatch } from "../../../src/engine/passes/split-batch.ts";
import type { Tape, Value } from "../../../src/engine/tape.ts";
import { seed } from "../../laws/seed.ts";
import { writeTape } from "../write-tape.ts";
import { expectSameNumbers } from "./equal-numbers.ts";
import { scansOf, trainingStep } from "./training-steps.ts";

const turnsOf = (tape: Tape): number | null => scansOf(tape).at(-1)?.params.length ?? null;

/** The loss first, then gradients by the inputs without examples. */
function gradients(tape: Tape, axes: ExampleAxes): Tape {
  return grad(tape, { of: 0, wrt: tape.inputs.filter((_, index) => axes[index] === null) });
}

function expectTurns(tape: Tape, axes: ExampleAxes, turns: number, forms = [tape, optimize(tape)]): void {
  for (const whole of forms) {
    const split = checkTape(splitBatch(whole, axes, { turns }));
    expect(turnsOf(split)).toBe(turns);
    expectSameNumbers(split, whole);
    if (turns % 2 !== 0) continue;
    const shared = checkTape(splitBatch(whole, axes, { shares: 2, turns: turns / 2 }));
    expect(turnsOf(shared)).toBe(2);
    expectSameNumbers(shared, whole);
  }
}

const all = (t: TapeBuilder, x: Value) => ops.sum(t, ops.multiply(t, x, x), [...x.shape.keys()]);

describe("what is computed for each example", () => {
  it("layers, a bias, constants of the whole batch, a mean", () => {
    const tape = writeTape([[6, 3], [4, 3], [4], [6, 4]], (t, x, w, b, y) => {
      const h = ops.tanh(t, ops.add(t, ops.contract(t, x, w, "Bi,oi->Bo"), ops.broadcastAxes(t, b, [6, 4], [1])));
      const error = ops.subtract(t, ops.multiply(t, h, ops.scalar(t, 0.5, [6, 4])), y);
      return [ops.divide(t, all(t, error), ops.scalar(t, 24))];
    });
    const axes = [0, null, null, 0];
    for (const turns of [2, 3, 6]) expectTurns(gradients(tape, axes), axes, turns);
  });

  it("a recurrence, with an initial state that all share, read by steps and at the end", () => {
    const tape = writeTape([[5, 6, 3], [4, 3], [4, 4], [4], [6, 4]], (t, x, u, w, h0, y) => {
      const begin = ops.broadcastAxes(t, h0, [6, 4], [1]);
      const body = writeTape(
        [
          [4, 3],
          [4, 4],
          [6, 4],
          [6, 3],
        ],
        (s, u1, w1, h, x1) => {
          const sum = ops.add(s, ops.contract(s, x1, u1, "Bi,oi->Bo"), ops.contract(s, h, w1, "Bi,oi->Bo"));
          const next = ops.tanh(s, ops.multiply(s, sum, ops.scalar(s, 0.7, [6, 4])));
          return [next, next];
        },
      );
      const [last, states] = t.emit("scan", [u, w, begin, x], { body, length: 5, reverse: false, constants: 2, carries: 1 });
      return [ops.add(t, all(t, ops.subtract(t, last!, y)), all(t, states!))];
    });
    const axes = [1, null, null, null, 0];
    // gradients that add up inside of the scan leave it first
    for (const turns of [2, 3]) expectTurns(tape, axes, turns, [tape, optimize(gradients(tape, axes))]);
    const inside = gradients(tape, axes);
    expect(splitBatch(inside, axes, { turns: 2 })).toBe(inside);
  });

  it("images through windows, joined and reshaped", () => {
    const tape = writeTape(
      [
        [4, 1, 5, 5],
        [2, 1, 2, 2],
        [3, 32],
      ],
      (t, x, k, w) => {
        const seen = ops.windows(t, ops.windows(t, x, 2, 2, 1), 4, 2, 1);
        const maps = ops.transpose(t, ops.contract(t, seen, k, "Bcykxl,ockl->Byxo"), [0, 3, 1, 2]);
        const flat = ops.reshape(t, maps, [4, 32]);
        const joined = ops.concat(t, [ops.contract(t, flat, w, "Bi,oi->Bo"), ops.max(t, maps, [2, 3])], 1);
        return [all(t, ops.reverse(t, ops.pad(t, joined, [0, 1], [0, 0]), 1))];
      },
    );
    const axes = [0, null, null];
    expectTurns(gradients(tape, axes), axes, 2);
  });

  it("rows of a table by the numbers of each example", () => {
    const tape = writeTape([[5, 2], [4]], (t, table, index) => [all(t, ops.gather(t, table, index))]);
    const gradient = grad(tape, { of: 0, wrt: [tape.inputs[0]!] });
    const inputs = [Float64Array.from({ length: 10 }, (_, k) => 0.3 * k - 1), Float64Array.of(1, 0, 4, 1)];
    const split = checkTape(splitBatch(gradient, [null, 0], { turns: 2 }));
    expect(turnsOf(split)).toBe(2);
    expect(evaluateTape(split, inputs)).toEqual(evaluateTape(gradient, inputs));
  });
});

describe("sums of inputs alone come first", () => {
  /** The mean error of the real ones. */
  const tape = writeTape([[6, 4], [6, 4], [4]], (t, x, mask, w) => {
    const y = ops.multiply(t, ops.tanh(t, ops.multiply(t, x, ops.broadcastAxes(t, w, [6, 4], [1]))), mask);
    return [ops.divide(t, all(t, y), ops.sum(t, ops.sum(t, mask, [1]), [0]))];
  });
  const axes = [0, 0, null];

  it("so that gradients of a mean over real steps can be cut", () => {
    for (const turns of [2, 3]) expectTurns(gradients(tape, axes), axes, turns);
  });

  it("and a sum that needs a parameter does not", () => {
    const tied = writeTape([[4, 3], [3]], (t, x, w) => {
      const y = ops.multiply(t, x, ops.broadcastAxes(t, w, [4, 3], [1]));
      return [all(t, ops.divide(t, y, ops.broadcastAxes(t, all(t, y), [4, 3], [])))];
    });
    expect(splitBatch(tied, [0, null], { turns: 2 })).toBe(tied);
  });
});

describe("what cannot be cut stays whole", () => {
  const stays = (write: (t: TapeBuilder, x: Value) => Value) => {
    const tape = writeTape([[4, 3]], (t, x) => [write(t, x)]);
    expect(splitBatch(tape, [0], { turns: 2 })).toBe(tape);
  };

  it("an output for each example", () => stays((t, x) => ops.exp(t, x)));
  it("the largest of all examples", () => stays((t, x) => ops.sum(t, ops.max(t, x, [0]), [0])));
  it("one example picked", () => stays((t, x) => ops.sum(t, ops.sliceAxis(t, x, 0, 1, 2), [0, 1])));
  it("examples in another order", () => stays((t, x) => all(t, ops.multiply(t, ops.reverse(t, x, 0), x))));
  it("examples that meet each other", () => stays((t, x) => all(t, ops.contract(t, x, x, "Bi,Ci->BC"))));
  it("examples compared with their mean", () =>
    stays((t, x) => all(t, ops.subtract(t, x, ops.broadcastAxes(t, ops.sum(t, x, [0]), [4, 3], [1])))));
});

describe("training steps of the examples", () => {
  const cases = [
    ["rnn-reber", 12, 3],
    ["lstm-embedded-reber", 12, 4],
    ["adam-cell-embedded-reber", 10, 2],
    ["mlp-sine", 20, 5],
  ] as const;

  it.each(cases)("%s, %i examples in %i turns", (name, examples, turns) => {
    const { tape, inputs } = trainingStep(name, examples);
    const axes = tape.inputs.map(({ shape }) => {
      const axis = shape.indexOf(examples);
      return axis >= 0 && axis <= 1 ? axis : null;
    });
    const fast = optimize(tape);
    const split = checkTape(splitBatch(fast, axes, { turns }));
    expect(turnsOf(split)).toBe(turns);
    const expected = evaluateTape(fast, inputs);
    const results = [
      [evaluateTape(split, inputs), 1e-11],
      [prepareWasm(split, { relaxed: false }).run(inputs), 2e-4],
    ] as const;
    for (const [got, tolerance] of results)
      got.forEach((numbers, index) => {
        const scale = 1 + Math.max(...[...expected[index]!].map(Math.abs));
        numbers.forEach((x, at) => {
          expect(Math.abs(x - expected[index]![at]!) / scale).toBeLessThan(tolerance);
        });
      });
  });
});

describe(`at random sizes (seed ${seed})`, () => {
  const size = fc.integer({ min: 1, max: 5 });
  it("turns give what the whole gives", () => {
    fc.assert(
      fc.property(size, size, size, fc.integer({ min: 2, max: 4 }), (i, o, each, turns) => {
        // sizes that are not the number of examples
        const batch = each * turns + 7 * turns;
        const tape = writeTape(
          [
            [3, batch, i],
            [o, i],
            [batch, o],
          ],
          (t, x, w, y) => {
            const z = ops.contract(t, x, w, "TBi,oi->TBo");
            const target = ops.broadcastAxes(t, y, [3, batch, o], [1, 2]);
            return [all(t, ops.sigmoid(t, ops.add(t, z, target)))];
          },
        );
        expectTurns(gradients(tape, [1, null, 0]), [1, null, 0], turns);
      }),
      { seed, numRuns: 25 },
    );
  });
});
