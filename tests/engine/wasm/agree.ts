// Runs a tape on both executors and compares.

import { expect } from "vitest";
import type { Numbers } from "../../../src/engine/backend/executable.ts";
import { prepare } from "../../../src/engine/backend/reference/executor.ts";
import { prepareWasm } from "../../../src/engine/backend/wasm/executor.ts";
import { loadsFirst } from "../../../src/engine/backend/wasm/generate/kernel.ts";
import { printTape } from "../../../src/engine/print.ts";
import type { Tape } from "../../../src/engine/tape.ts";
import { operandsOf } from "../numbers.ts";

export const feed = (tape: Tape, key: string): Float64Array[] =>
  operandsOf(
    tape.inputs.map(({ shape }) => shape),
    key,
  ).map((numbers) => Float64Array.from(numbers, Math.fround));

/** |got - expected| relative to the largest number of the output, at least 1. */
function expectNear(got: Numbers, expected: Numbers, tolerance: number, what: string): void {
  expect(got.length).toBe(expected.length);
  const scale = [...expected].reduce((most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most), 1);
  got.forEach((x, index) => {
    const y = expected[index]!;
    const same = Object.is(x, y) || Object.is(x, Math.fround(y)) || Math.abs(x - y) <= tolerance * scale;
    if (!same) expect.fail(`${what}, element ${index}: got ${x}, the reference says ${y}`);
  });
}

/** How large kernels are changes no bit. */
function expectSameBits(got: readonly Numbers[], tape: Tape, inputs: readonly Numbers[]): void {
  const other = prepareWasm(tape, { relaxed: false, tile: loadsFirst }).run(inputs);
  for (const [index, numbers] of got.entries()) expect(Buffer.compare(bytesOf(numbers), bytesOf(other[index]!))).toBe(0);
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Numbers): Uint8Array => new Uint8Array(buffer, byteOffset, byteLength);

export function agree(tape: Tape, inputs: readonly Numbers[], tolerance: number): void {
  const expected = prepare(tape, "f64").run(inputs);
  const executable = prepareWasm(tape, { relaxed: false });
  for (const round of [1, 2]) {
    const got = executable.run(inputs);
    got.forEach((numbers, index) => {
      expectNear(numbers, expected[index]!, tolerance, `run ${round}, output ${index} of\n${printTape(tape)}`);
    });
    if (round === 2) expectSameBits(got, tape, inputs);
  }
}
