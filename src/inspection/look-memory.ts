// What a look at all numbers of a graph takes, known from shapes alone: what cannot fit is refused before a number is drawn.

import type { ProblemData } from "../base/errors.ts";
import { slotShape } from "../compiler/bind.ts";
import type { PortShape, Program, Slot } from "../compiler/program.ts";
import { sizeOf } from "../engine/tape.ts";

const BYTES = 8;
const GIB = 2 ** 30;
/** More than that a page does not get on most machines. */
const MOST = 4 * GIB;

/** Each number of the tape's inputs is kept beside it, and each of its outputs is copied for the page, and packed for the way there. */
const INPUT_COPIES = 2;
const OUTPUT_COPIES = 3;

const total = <T>(all: readonly T[], size: (one: T) => number): number => all.reduce((sum, one) => sum + size(one), 0);

/** Bytes at least. */
export function bytesOfLook({ slots, values, wires, inner, forms, lossIndex }: Program): number {
  const sizeOfPort = ({ shape, time, batch }: PortShape) => sizeOf(shape) * (time ? (forms.steps ?? 1) : 1) * (batch ? forms.batch : 1);
  const inputs = total(slots, (slot) => sizeOf(slotShape(slot, forms)));
  const gradients = lossIndex === null ? 0 : total(values, sizeOfPort) + total(wires, sizeOfPort);
  const outputs = total(values, sizeOfPort) + total(inner, sizeOfPort) + gradients;
  return BYTES * (INPUT_COPIES * inputs + OUTPUT_COPIES * outputs);
}

/** Of the node whose parameters are the most; undefined where there are none. */
function largest(slots: readonly Slot[]): Slot | undefined {
  const parameters = slots.filter(({ kind }) => kind === "parameter");
  return parameters.sort((a, b) => sizeOf(b.shape) - sizeOf(a.shape))[0];
}

/** Why the numbers of a graph are not computed; null where they may fit. */
export function lookRefused(program: Program): ProblemData | null {
  const bytes = bytesOfLook(program);
  if (bytes <= MOST) return null;
  const parameters = total(
    program.slots.filter(({ kind }) => kind === "parameter"),
    ({ shape }) => sizeOf(shape),
  );
  const got = `${(bytes / GIB).toFixed(1)} GiB`;
  const slot = largest(program.slots);
  return {
    code: "look-too-large",
    message: `values and gradients of this graph are not shown: with ${parameters.toLocaleString("en")} parameters they need at least ${got} of memory`,
    ...(slot ? { where: { node: slot.path } } : {}),
    got,
    expected: `at most ${MOST / GIB} GiB`,
    remedy: slot
      ? `choose fewer units: the largest parameter is ${slot.name}, ${slot.shape.join(" × ")}`
      : "choose a shorter example or smaller layers",
  };
}
