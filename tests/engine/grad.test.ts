// What grad promises of the tape that it gives, apart from the numbers of each rule.

import { describe, expect, it } from "vitest";
import { evaluateTape } from "../../src/engine/backend/reference/executor.ts";
import { TapeBuilder } from "../../src/engine/builder.ts";
import { checkTape } from "../../src/engine/check.ts";
import { grad } from "../../src/engine/grad.ts";
import * as ops from "../../src/engine/ops.ts";
import type { Origin, Tape, Value } from "../../src/engine/tape.ts";
import { copied, f64 } from "./numbers.ts";
import { writeTape } from "./write-tape.ts";

/** y = x³, z = sin y, outputs [z, y]; gives x, y, z. */
function chain(): { tape: Tape; x: Value; y: Value; z: Value } {
  const t = new TapeBuilder();
  const x = t.input([]);
  const y = ops.multiply(t, x, ops.multiply(t, x, x));
  const z = ops.sin(t, y);
  return { tape: t.finish([z, y]), x, y, z };
}

/** d/dx applied `order` times to the tape's first output. */
const derivative = (tape: Tape, order: number): Tape => {
  if (order === 0) return tape;
  const first = grad(tape, { of: 0, wrt: tape.inputs });
  return derivative({ ...first, outputs: first.outputs.slice(-1) }, order - 1);
};

describe("grad", () => {
  it("keeps inputs and outputs, and puts the gradients behind", () => {
    const { tape, x, y } = chain();
    const result = checkTape(grad(tape, { of: 0, wrt: [y, x] }));
    expect(result.inputs).toEqual(tape.inputs);
    expect(result.outputs.slice(0, 2)).toEqual(tape.outputs);
    const [z, cube, byY, byX] = copied(evaluateTape(result, [f64([1.1])])).flat();
    expect([z, cube]).toEqual([Math.sin(1.1 * (1.1 * 1.1)), 1.1 * (1.1 * 1.1)]);
    expect([byY, byX]).toEqual([expect.closeTo(Math.cos(1.331), 12), expect.closeTo(Math.cos(1.331) * 3 * 1.21, 12)]);
  });

  it("by the output itself is 1, twice by the same value is twice the same", () => {
    const { tape, x, z } = chain();
    const [one, first, second] = copied(evaluateTape(grad(tape, { of: 0, wrt: [z, x, x] }), [f64([0.5])]))
      .flat()
      .slice(2);
    expect(one).toBe(1);
    expect(first).toBe(second);
  });

  it("is zero, of the right shape, where the output does not depend on the value", () => {
    const tape = writeTape([[], [2, 3]], (t, x, unused) => [ops.exp(t, x), ops.sum(t, unused, [0])]);
    expect(copied(evaluateTape(grad(tape, { of: 0, wrt: [tape.inputs[1]!] }), [f64([1]), f64([1, 2, 3, 4, 5, 6])]))[2]).toEqual([
      0, 0, 0, 0, 0, 0,
    ]);
  });

  it("adds up what comes back on several ways", () => {
    const tape = writeTape([[]], (t, x) => [ops.add(t, ops.multiply(t, x, x), ops.add(t, x, x))]);
    expect(copied(evaluateTape(grad(tape, { of: 0, wrt: tape.inputs }), [f64([5])])).flat()).toEqual([35, 12]);
  });

  it("gives a value and its copy gradients of their own", () => {
    let copy: Value | undefined;
    const tape = writeTape([[]], (t, x) => {
      copy = ops.identity(t, x);
      return [ops.add(t, ops.multiply(t, copy, copy), x)];
    });
    expect(copied(evaluateTape(grad(tape, { of: 0, wrt: [tape.inputs[0]!, copy!] }), [f64([3])])).flat()).toEqual([12, 7, 6]);
  });

  it("can be repeated: derivatives of x⁴ and of sin", () => {
    const fourth = writeTape([[]], (t, x) => [ops.power(t, x, ops.scalar(t, 4))]);
    const powers = [0, 1, 2, 3, 4, 5].map((order) => evaluateTape(checkTape(derivative(fourth, order)), [f64([2])])[0]![0]!);
    expect(powers).toEqual([16, 32, 48, 48, 24, 0]);
    const sine = writeTape([[]], (t, x) => [ops.sin(t, x)]);
    const waves = [0, 1, 2, 3, 4].map((order) => evaluateTape(checkTape(derivative(sine, order)), [f64([0.4])])[0]![0]!);
    expect(waves).toEqual([Math.sin(0.4), Math.cos(0.4), -Math.sin(0.4), -Math.cos(0.4), Math.sin(0.4)]);
  });

  it("writes nothing for what nobody asks a gradient of", () => {
    const tape = writeTape([[], []], (t, x, y) => [ops.multiply(t, ops.exp(t, ops.tanh(t, y)), x)]);
    const added = grad(tape, { of: 0, wrt: [tape.inputs[0]!] }).equations.slice(tape.equations.length);
    expect(added.map(({ primitive }) => primitive)).toEqual(["constant", "multiply"]);
  });

  it("stamps the backward part with the place whose value it differentiates", () => {
    const place = (path: string): Origin => ({ path, port: "value", direction: "forward" });
    const t = new TapeBuilder();
    const x = t.input([]);
    const y = t.at(place("a"), () => ops.tanh(t, x));
    const z = t.at(place("b"), () => ops.exp(t, y));
    const added = grad(t.finish([z]), { of: 0, wrt: [x] }).equations.slice(2);
    const origins = added.map(({ outputs }) => outputs[0]!.origin);
    expect(origins[0]).toBeNull();
    expect(origins.slice(1).map((origin) => `${origin?.direction} ${origin?.path}`)).toEqual([
      "backward b",
      ...Array.from({ length: origins.length - 2 }, () => "backward a"),
    ]);
  });
});
