// In how many parts a batch is computed, and whether each part leaves out steps that none of its examples has.

import { sizeOf, type Tape } from "../tape.ts";
import type { BatchAxes } from "./batch-axes.ts";
import { realSteps } from "./real-steps.ts";

/** For each input of a tape: the axis that counts the examples; null where there is none. */
export type ExampleAxes = readonly (number | null)[];

/** Of a tape whose examples have lengths of their own. */
export interface PaddedInputs {
  /** The input [steps, examples] that is 0 where a step is not real. */
  readonly mask: number;
  /** For each input: the axis that counts the steps; null where there is none. */
  readonly steps: readonly (number | null)[];
}

/** How the examples are cut. */
export interface Cut {
  /** Parts of the batch that workers can compute at the same time. */
  readonly shares: number;
  /** Of each share, one after the other. */
  readonly turns: number;
}

/** How many numbers there may be at a time: half a megabyte, of a cache of one or two that others use too. */
const AT_A_TIME = 2 ** 17;
/** Fewer examples than this make matrices too flat. */
const LEAST = 20;
/** Numbers that all examples share, and that every turn reads again. */
const SHARED = 2 ** 16;

/** Examples of a share. */
const LEAST_SHARED = 8;
/** Numbers that are kept for all examples together, from which on a second worker pays. */
const MUCH = 2 ** 21;

/** Numbers that the tape keeps for each example. */
function keptPerExample({ equations }: Tape, axes: BatchAxes, examples: number): number {
  const stored = equations.filter(({ primitive }) => primitive === "scan" || primitive === "contract").flatMap(({ outputs }) => outputs);
  return stored.reduce((total, value) => total + (axes.axisOf(value) === null ? 0 : sizeOf(value.shape)), 0) / examples;
}

export const WHOLE: Cut = { shares: 1, turns: 1 };

const sharedNumbers = (tape: Tape, inputAxes: ExampleAxes): number =>
  tape.inputs.reduce((total, input, index) => total + (inputAxes[index] === null ? sizeOf(input.shape) : 0), 0);

/** As many turns of a share as keep what one needs in the cache; 1 where that would not pay. */
function turnsFor(tape: Tape, axes: BatchAxes, inputAxes: ExampleAxes, examples: number, share: number): number {
  if (sharedNumbers(tape, inputAxes) > SHARED) return 1;
  const wanted = AT_A_TIME / keptPerExample(tape, axes, examples);
  const sizes = Array.from({ length: share }, (_, index) => index + 1).filter((size) => share % size === 0 && size >= LEAST);
  const size = sizes.filter((one) => one <= wanted).at(-1) ?? sizes[0] ?? share;
  return share / size;
}

/** Two where there is enough to do for two. It does not depend on the host, so that all hosts add in the same order. */
function sharesFor(tape: Tape, axes: BatchAxes, examples: number): number {
  const isMuch = keptPerExample(tape, axes, examples) * examples >= MUCH;
  return examples % 2 === 0 && examples / 2 >= LEAST_SHARED && isMuch ? 2 : 1;
}

export function cutFor(tape: Tape, axes: BatchAxes, inputAxes: ExampleAxes): Cut {
  const counted = inputAxes.flatMap((axis, index) => (axis === null ? [] : [tape.inputs[index]!.shape[axis]!]));
  const [examples] = counted;
  if (examples === undefined || counted.some((count) => count !== examples)) return WHOLE;
  const shares = sharesFor(tape, axes, examples);
  return { shares, turns: turnsFor(tape, axes, inputAxes, examples, examples / shares) };
}

/** Of fewer steps none are left out. */
const FEW_STEPS = 4;

/** Every step by itself reads what all examples share. */
export const paysToSkip = (tape: Tape, inputAxes: ExampleAxes): boolean => sharedNumbers(tape, inputAxes) <= SHARED;

/** Whether steps that are not real may be left out. */
export function isSkippable(tape: Tape, { mask, steps }: PaddedInputs): boolean {
  const input = tape.inputs[mask]!;
  if (input.shape[0]! < FEW_STEPS) return false;
  const known = new Map(steps.flatMap((axis, index) => (axis === null ? [] : [[tape.inputs[index]!, axis] as const])));
  return realSteps(tape, known, input) !== null;
}
