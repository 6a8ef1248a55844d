// What each primitive makes of values whose last steps may be left out. A rule throws where a result that must be whole would read a step
// that nobody computed.

import type { EquationOf, PrimitiveName } from "../tape.ts";
import { axisAfterReshape } from "./batch-axes.ts";
import type { NamesOf } from "./kinds.ts";

/** An axis that ends at the last real step: as many places as there are real steps, less `fewer`. */
export interface Steps {
  readonly axis: number;
  readonly fewer: number;
}

export interface Fact {
  /** Null where all of the value is there. */
  readonly steps: Steps | null;
  /** What all numbers behind the real steps would be; of a value without steps: all its numbers. Null where they differ or nobody knows. */
  readonly number: number | null;
}

/** Where no rule says that steps could be left out. */
export class Unskippable extends Error {}

export function refuse(): never {
  throw new Unskippable();
}

export const WHOLE: Fact = { steps: null, number: null };

export const sameSteps = (a: Steps, b: Steps): boolean => a.axis === b.axis && a.fewer === b.fewer;

type Elementwise = NamesOf<"elementwise">;

const never = () => false;
const first = ([x]: readonly boolean[]) => x === true;
const every = (zeros: readonly boolean[]) => zeros.every(Boolean);

/** Whether a result is 0 where these operands are. */
const zeroAfter: { readonly [K in Elementwise]: (zeros: readonly boolean[]) => boolean } = {
  identity: first,
  stopGradient: first,
  negate: first,
  exp: never,
  log: never,
  sqrt: first,
  sin: first,
  cos: never,
  tanh: first,
  sigmoid: never,
  softplus: never,
  erf: first,
  abs: first,
  sign: first,
  add: every,
  subtract: every,
  multiply: (zeros) => zeros.some(Boolean),
  divide: ([x, y]) => x === true && y === false,
  power: never,
  maximum: every,
  minimum: every,
  greater: every,
  greaterEqual: never,
  equal: never,
  select: ([, then, otherwise]) => then === true && otherwise === true,
};

export const isElementwise = (primitive: PrimitiveName): primitive is Elementwise => Object.hasOwn(zeroAfter, primitive);

export function elementwise(primitive: Elementwise, facts: readonly Fact[]): Fact {
  const [steps, ...others] = facts.flatMap((fact) => fact.steps ?? []);
  if (steps && others.some((other) => !sameSteps(steps, other))) refuse();
  const numbers = facts.map(({ number }) => number);
  if (primitive === "select" && numbers[0] === 0) return { steps: steps ?? null, number: numbers[2]! };
  return { steps: steps ?? null, number: zeroAfter[primitive](numbers.map((number) => number === 0)) ? 0 : null };
}

type Rule<K extends PrimitiveName> = (equation: EquationOf<K>, facts: readonly Fact[]) => Fact;

const along = (fact: Fact, axis: number): Fact => ({ steps: { axis, fewer: fact.steps!.fewer }, number: fact.number });

/** Its steps come together: what is left out has to be nothing. */
const total = (isNothing: boolean): Fact => (isNothing ? WHOLE : refuse());

/** The number that all of them are. */
const common = (facts: readonly Fact[]): number | null =>
  facts.every(({ number }) => number === facts[0]!.number) ? facts[0]!.number : null;

const isZero = ({ number }: Fact): boolean => number === 0;

function sliceRule({ inputs, params: { starts, ends } }: EquationOf<"slice">, [fact]: readonly Fact[]): Fact {
  const { axis, fewer } = fact!.steps!;
  const size = inputs[0]!.shape[axis]!;
  const [start, end] = [starts[axis]!, ends[axis]!];
  if (start === 0 && end === size) return fact!;
  // there is a first step always
  if (end + fewer <= 1) return WHOLE;
  // one that ends early has a real number where its steps are said to end
  return { steps: { axis, fewer: fewer + size - (end - start) }, number: end === size ? fact!.number : null };
}

/** Whole parts first, then one that ends with its steps. */
function concatRule({ inputs, params }: EquationOf<"concat">, facts: readonly Fact[]): Fact {
  const steps = facts.flatMap((fact) => fact.steps ?? []);
  const [known] = steps as [Steps];
  if (steps.some(({ axis }) => axis !== known.axis)) refuse();
  if (params.axis !== known.axis) return steps.every((one) => sameSteps(one, known)) ? { steps: known, number: common(facts) } : refuse();
  const last = facts.at(-1)!;
  if (steps.length > 1 || !last.steps) refuse();
  const before = inputs.slice(0, -1).reduce((sum, { shape }) => sum + shape[params.axis]!, 0);
  return { steps: { axis: known.axis, fewer: known.fewer - before }, number: last.number };
}

function contractRule({ params: { left, right, out } }: EquationOf<"contract">, [a, b]: readonly Fact[]): Fact {
  const letters = [...(a!.steps ? [left[a!.steps.axis]!] : []), ...(b!.steps ? [right[b!.steps.axis]!] : [])];
  const fewer = (a!.steps ?? b!.steps)!.fewer;
  const [letter] = letters as [string];
  if (letters.some((other) => other !== letter) || (a!.steps && b!.steps && b!.steps.fewer !== fewer)) refuse();
  const zero = isZero(a!) || isZero(b!);
  return out.includes(letter) ? { steps: { axis: out.indexOf(letter), fewer }, number: zero ? 0 : null } : total(zero);
}

/** Rules for what has steps in an operand. */
export const rules: { readonly [K in Exclude<PrimitiveName, Elementwise | "scan" | "constant">]: Rule<K> } = {
  broadcast: ({ params }, [x]) => along(x!, params.axes[x!.steps!.axis]!),
  reshape: ({ inputs, params }, [x]) => along(x!, axisAfterReshape(inputs[0]!.shape, x!.steps!.axis, params.shape) ?? refuse()),
  transpose: ({ params }, [x]) => along(x!, params.permutation.indexOf(x!.steps!.axis)),
  slice: sliceRule,
  pad: ({ params }, [x]) => {
    const { axis, fewer } = x!.steps!;
    const [before, after] = [params.before[axis]!, params.after[axis]!];
    // what is put behind goes on where the real steps end
    if (after > 0 && !isZero(x!)) refuse();
    return { steps: { axis, fewer: fewer - before - after }, number: isZero(x!) ? 0 : null };
  },
  reverse: ({ params }, [x]) => (params.axis === x!.steps!.axis ? refuse() : x!),
  windows: ({ params }, [x]) => {
    const { axis } = x!.steps!;
    return params.axis === axis ? refuse() : along(x!, axis > params.axis ? axis + 1 : axis);
  },
  overlapAdd: ({ params }, [x]) => {
    const { axis } = x!.steps!;
    return axis === params.axis || axis === params.axis + 1 ? refuse() : along(x!, axis > params.axis ? axis - 1 : axis);
  },
  concat: concatRule,
  sum: ({ params }, [x]) => {
    const { axis } = x!.steps!;
    if (params.axes.includes(axis)) return total(isZero(x!));
    return along({ ...x!, number: isZero(x!) ? 0 : null }, axis - params.axes.filter((one) => one < axis).length);
  },
  max: ({ params }, [x]) => {
    const { axis } = x!.steps!;
    if (params.axes.includes(axis)) return total(x!.number === Number.NEGATIVE_INFINITY);
    return along(x!, axis - params.axes.filter((one) => one < axis).length);
  },
  contract: contractRule,
  // which rows an index names behind the real steps nobody knows
  gather: (_, [x, index]) => (x!.steps || index!.steps!.axis !== 0 ? refuse() : { steps: index!.steps, number: null }),
  scatterAdd: (_, [g, index]) => {
    const steps = g!.steps ?? index!.steps!;
    if (steps.axis !== 0 || (g!.steps && index!.steps && !sameSteps(g!.steps, index!.steps))) refuse();
    return total(isZero(g!));
  },
};

/** Of equations whose operands are whole, as those of a scan's body: only what their numbers are is of interest. */
export function wholeRule(primitive: PrimitiveName, facts: readonly Fact[]): Fact {
  if (isElementwise(primitive)) return elementwise(primitive, facts);
  const zero = primitive === "contract" ? facts.some(isZero) : zerosStay.has(primitive) && facts.every(isZero);
  return { steps: null, number: zero ? 0 : null };
}

const zerosStay: ReadonlySet<PrimitiveName> = new Set<PrimitiveName>([
  "broadcast",
  "reshape",
  "transpose",
  "slice",
  "pad",
  "reverse",
  "windows",
  "overlapAdd",
  "concat",
  "sum",
  "max",
]);
