// Gradients that vanish.

import { expect, it } from "vitest";
import { evaluateTape } from "../../../src/engine/backend/reference/executor.ts";
import { prepareWasm } from "../../../src/engine/backend/wasm/executor.ts";
import { checkTape } from "../../../src/engine/check.ts";
import { grad } from "../../../src/engine/grad.ts";
import * as ops from "../../../src/engine/ops.ts";
import { flushTiny } from "../../../src/engine/passes/flush-tiny.ts";
import { optimize } from "../../../src/engine/passes/for-speed.ts";
import { scanCases } from "../scan-cases.ts";
import { writeTape } from "../write-tape.ts";
import { expectSameNumbers } from "./equal-numbers.ts";

it.each(scanCases)("$what: gradients of ordinary size keep their numbers", ({ tape }) => {
  const gradient = grad(tape, { of: 0, wrt: tape.inputs });
  expectSameNumbers(checkTape(flushTiny(gradient)), gradient);
  expectSameNumbers(checkTape(flushTiny(optimize(gradient))), gradient);
});

it("a gradient that halves at each step is exact down to 2^-100, and then nothing: no subnormal is ever computed", () => {
  const steps = 160;
  const body = writeTape([[1], [1]], (s, h, x) => {
    const next = ops.add(s, ops.multiply(s, h, ops.scalar(s, 0.5, [1])), x);
    return [next];
  });
  const tape = writeTape([[1], [steps, 1]], (t, h, x) => {
    const [last] = t.emit("scan", [h, x], { body, length: steps, reverse: false, constants: 0, carries: 1 });
    return [ops.sum(t, last!, [0])];
  });
  const gradient = flushTiny(optimize(grad(tape, { of: 0, wrt: [tape.inputs[1]!] })));
  const inputs = [Float64Array.of(1), new Float64Array(steps).fill(1)];
  const wanted = Array.from({ length: steps }, (_, t) => (steps - 1 - t > 100 ? 0 : 2 ** -(steps - 1 - t)));
  for (const outputs of [evaluateTape(gradient, inputs), prepareWasm(gradient, { relaxed: false }).run(inputs)]) {
    const got = [...outputs[1]!];
    got.forEach((x, t) => {
      expect(Math.abs(x - wanted[t]!), `step ${t}`).toBeLessThanOrEqual(2 ** -100);
    });
    expect(got.filter((x) => x !== 0 && Math.abs(x) < 2 ** -126)).toEqual([]);
  }
});
