// The law of every pass: inputs, outputs and their numbers stay, in f64, to rounding.

import { expect } from "vitest";
import { evaluateTape } from "../../../src/engine/backend/reference/executor.ts";
import { checkTape } from "../../../src/engine/check.ts";
import { printTape } from "../../../src/engine/print.ts";
import type { Tape } from "../../../src/engine/tape.ts";
import { copied, operandsOf } from "../numbers.ts";

const numbersOf = (tape: Tape) =>
  operandsOf(
    tape.inputs.map(({ shape }) => shape),
    "passes",
  ).map((numbers) => Float64Array.from(numbers));

export const run = (tape: Tape): number[][] => copied(evaluateTape(tape, numbersOf(tape)));

/** Relative to the largest number of the same output, as sums in another order lose digits together. */
function distance(got: readonly number[], expected: readonly number[]): number {
  expect(got.length).toBe(expected.length);
  const scale = 1 + Math.max(...expected.map(Math.abs));
  return Math.max(0, ...got.map((x, i) => (Object.is(x, expected[i]) ? 0 : Math.abs(x - expected[i]!) / scale)));
}

export function expectSameNumbers(got: Tape, expected: Tape): void {
  expect(got.inputs).toEqual(expected.inputs);
  expect(got.outputs.map(({ shape }) => shape)).toEqual(expected.outputs.map(({ shape }) => shape));
  const [numbers, wanted] = [run(got), run(expected)];
  for (const [index, output] of numbers.entries()) expect(distance(output, wanted[index]!)).toBeLessThan(1e-12);
}

/** How often each primitive stands in the tape, bodies of scans included, and what goes in and out of these. */
function workOf(tape: Tape): string[] {
  const own = tape.equations.flatMap((equation) => {
    if (equation.primitive !== "scan") return [equation.primitive];
    const { constants, carries, body } = equation.params;
    const name = `scan ${constants} ${carries} ${body.inputs.length} ${body.outputs.length}`;
    return [name, ...workOf(body).map((inside) => `in the body: ${inside}`)];
  });
  return own.sort();
}

/** The pass keeps the laws and the numbers, the given tape stays as it was, and a second run finds nothing more to do. */
export function expectLaws(pass: (tape: Tape) => Tape, tape: Tape): void {
  const before = printTape(tape);
  const passed = checkTape(pass(tape));
  expect(printTape(tape)).toBe(before);
  expectSameNumbers(passed, tape);
  const again = checkTape(pass(passed));
  expectSameNumbers(again, tape);
  expect(workOf(again)).toEqual(workOf(passed));
}
