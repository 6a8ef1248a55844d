// Two workers at one step: the same bits as one, and one that does it all where there is no second.

import { describe, expect, test } from "vitest";
import { startPartner } from "../../../src/cli/partner.ts";
import { prepareWasm, type WasmExecutable } from "../../../src/engine/backend/wasm/executor.ts";
import { Pair, type PairParts, type StartPartner } from "../../../src/engine/backend/wasm/workers/pair.ts";
import { Flag } from "../../../src/engine/backend/wasm/workers/partner.ts";
import { flushTiny } from "../../../src/engine/passes/flush-tiny.ts";
import { optimize } from "../../../src/engine/passes/for-speed.ts";
import { splitBatch } from "../../../src/engine/passes/split-batch.ts";
import type { Tape } from "../../../src/engine/tape.ts";
import { trainingStep } from "../passes/training-steps.ts";

/** A step of the LSTM on 16 words, in shares of 8, and in each of these two turns. */
function sharedStep(): { tape: Tape; inputs: readonly Float64Array[] } {
  const { tape, inputs } = trainingStep("lstm-embedded-reber", 16);
  const axes = tape.inputs.map(({ shape }) => (shape.length > 1 && shape.includes(16) ? shape.indexOf(16) : null));
  return { tape: splitBatch(flushTiny(optimize(tape)), axes, { shares: 2, turns: 2 }), inputs };
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Runs steps until a second worker takes part. */
async function untilShared(executable: WasmExecutable): Promise<void> {
  for (const end = performance.now() + 20_000; executable.workers < 2; await pause()) {
    if (performance.now() > end) throw new Error("no second worker came");
    for (let k = 0; k < 20; k++) executable.step();
  }
}

const bitsOf = (executable: WasmExecutable): number[][] => executable.step().map((numbers) => [...numbers]);

test("two compute the same bits as one, with every new input, and after the second has gone", async () => {
  const { tape, inputs } = sharedStep();
  const one = prepareWasm(tape, { relaxed: false });
  const two = prepareWasm(tape, { relaxed: false, startPartner });
  expect(two.run(inputs)).toEqual(one.run(inputs));
  await untilShared(two);
  expect(two.bytes).toBe(2 * one.bytes);
  for (let k = 1; k <= 5; k++) {
    inputs.forEach((numbers, index) => {
      const changed = numbers.map((x) => (Math.abs(x) < 1 && x !== 0 ? x * (1 - 0.1 * k) : x));
      one.write(index, changed);
      two.write(index, changed);
    });
    expect(bitsOf(two)).toEqual(bitsOf(one));
  }
  expect(two.workers).toBe(2);
  two.end();
  expect(two.workers).toBe(1);
  two.write(0, inputs[0]!);
  one.write(0, inputs[0]!);
  expect(bitsOf(two)).toEqual(bitsOf(one));
});

test("work that is not shared asks for nobody", () => {
  const { tape, inputs } = trainingStep("lstm-embedded-reber", 16);
  const refuse: StartPartner = () => {
    throw new Error("nobody is wanted");
  };
  const executable = prepareWasm(optimize(tape), { relaxed: false, startPartner: refuse });
  for (const end = performance.now() + 300; performance.now() < end; ) executable.run(inputs);
  expect(executable.workers).toBe(1);
});

describe("a pair", () => {
  /** What was called, in its order; the whole step takes as long as a pair needs to want a second. */
  function parts(): { calls: string[]; parts: PairParts } {
    const calls: string[] = [];
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    const exports = {
      run: () => {
        calls.push("run");
        for (const end = performance.now() + 160; performance.now() < end; );
      },
      before: () => void calls.push("before"),
      share: (index: number) => void calls.push(`share ${index}`),
      after: () => void calls.push("after"),
    };
    const module = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    return { calls, parts: { module, exports, memory, secondShare: [{ from: 8, size: 4 }] } };
  }

  test("goes on alone where the host starts nobody", () => {
    const { calls, parts: given } = parts();
    let asked = 0;
    const pair = new Pair(given, () => {
      asked += 1;
      return null;
    });
    for (let k = 0; k < 3; k++) pair.step();
    expect(calls).toEqual(["run", "run", "run"]);
    expect(asked).toBe(1);
  });

  test("takes over the sums of its partner", () => {
    const { calls, parts: given } = parts();
    const pair = new Pair(given, ({ memory, flags }) => {
      // done before it is wanted: the sums of step 1 lie there
      new Uint8Array(memory.buffer).fill(7, 8, 12);
      flags[Flag.ready] = 1;
      flags[Flag.done] = 1;
      return { end: () => {} };
    });
    pair.step();
    pair.step();
    expect(calls).toEqual(["run", "before", "share 0", "after"]);
    expect([...new Uint8Array(given.memory.buffer, 6, 8)]).toEqual([0, 0, 7, 7, 7, 7, 0, 0]);
  });

  test("does the share of a partner that does not answer, lets it go, and is alone from then on", () => {
    const { calls, parts: given } = parts();
    let ended = 0;
    const silent: StartPartner = ({ flags }) => {
      flags[Flag.ready] = 1;
      const end = () => {
        ended += 1;
      };
      return { end };
    };
    const pair = new Pair(given, silent, 30);
    for (let k = 0; k < 3; k++) pair.step();
    expect(calls).toEqual(["run", "before", "share 0", "share 1", "after", "run"]);
    expect(ended).toBe(1);
    expect(pair.isShared).toBe(false);
  });
});
