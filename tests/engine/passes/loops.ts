// What stands inside a tape's first scan and around it.

import { checkTape } from "../../../src/engine/check.ts";
import type { EquationOf, Shape, Tape } from "../../../src/engine/tape.ts";
import { emitScan, type ScanSpec } from "../scan-cases.ts";
import { writeTape } from "../write-tape.ts";
import { expectSameNumbers } from "./equal-numbers.ts";

export const scanOf = (tape: Tape): EquationOf<"scan"> =>
  tape.equations.find((equation): equation is EquationOf<"scan"> => equation.primitive === "scan")!;

export const around = (tape: Tape): string[] => tape.equations.map(({ primitive }) => primitive);
export const inside = (tape: Tape): string[] => around(scanOf(tape).params.body);

/** Shapes of what enters the scan's body, by kind. */
export function entering(tape: Tape): { constants: Shape[]; carries: Shape[]; slices: Shape[] } {
  const { body, constants, carries } = scanOf(tape).params;
  const shapes = body.inputs.map(({ shape }) => shape);
  return {
    constants: shapes.slice(0, constants),
    carries: shapes.slice(constants, constants + carries),
    slices: shapes.slice(constants + carries),
  };
}

/** A tape of one scan over inputs, with all its results; the pass over it, which must keep the numbers. */
export function passed(pass: (tape: Tape) => Tape, spec: ScanSpec, body: Parameters<typeof emitScan>[2]): Tape {
  const tape = writeTape([], (t) => emitScan(t, spec, body));
  const after = checkTape(pass(tape));
  expectSameNumbers(after, tape);
  return after;
}
