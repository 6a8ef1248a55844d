// How much of a gate is saturated: the share of its components, over all steps, where the slope of its function is nearly 0.

import type { FlatNode } from "../../compiler/flatten.ts";
import type { RecurrentState } from "./states.ts";
import { ancestors } from "./states.ts";
import { locate, type Subject } from "./subject.ts";

export interface Saturation {
  readonly path: string;
  /** `sigmoid` or `tanh`. */
  readonly activation: string;
  /** Of components × steps: at the lower end, at the upper end, and both together. */
  readonly low: number;
  readonly high: number;
  readonly share: number;
}

/** Of the largest slope. */
export const NEARLY_FLAT = 0.05;

interface Bend {
  readonly slope: (y: number) => number;
  readonly steepest: number;
  /** The value where it is steepest: below it lies the lower end. */
  readonly middle: number;
}

/** Functions that are flat at both ends, by what their slope is at the value y. */
const BENDS: Readonly<Record<string, Bend>> = {
  sigmoid: { slope: (y) => y * (1 - y), steepest: 0.25, middle: 0.5 },
  tanh: { slope: (y) => 1 - y * y, steepest: 1, middle: 0 },
};

/** What a node applies last: the function that a gate ends with, else what it is. */
const activationOf = ({ attributes, type }: FlatNode): string =>
  typeof attributes.activation === "string" ? attributes.activation : type.id;

function shareWhere(numbers: Float64Array, holds: (y: number) => boolean): number {
  let count = 0;
  for (const y of numbers) if (holds(y)) count += 1;
  return numbers.length > 0 ? count / numbers.length : 0;
}

function saturationOf(subject: Subject, node: FlatNode): Saturation | null {
  const activation = activationOf(node);
  const bend = Object.hasOwn(BENDS, activation) ? BENDS[activation] : undefined;
  const { named, numbers } = locate(subject, node.path, node.outputs[0]!.id);
  if (!bend || !named.time) return null;
  const isFlat = (y: number) => bend.slope(y) < NEARLY_FLAT * bend.steepest;
  const low = shareWhere(numbers, (y) => isFlat(y) && y < bend.middle);
  const high = shareWhere(numbers, (y) => isFlat(y) && y >= bend.middle);
  return { path: node.path, activation, low, high, share: low + high };
}

/** Of the σ and tanh that the state depends on, in the order of the document. */
export function saturations(subject: Subject, state: RecurrentState): readonly Saturation[] {
  const above = ancestors(subject, state);
  return [...subject.nodes.values()].flatMap((node) => (above.has(node.path) ? (saturationOf(subject, node) ?? []) : []));
}
