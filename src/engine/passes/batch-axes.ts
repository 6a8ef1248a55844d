// Which axis of each value counts the examples, and which values add up over them. What a rule here does not know is refused: the
// batch then stays whole.

import type { Equation, EquationOf, PrimitiveName, Shape, Tape, Value } from "../tape.ts";
import { kindOf, type NamesOf } from "./kinds.ts";

/**
 * same: not of any example; axis: an axis counts the examples; total: a sum over them; after: computed from totals.
 */
export type Standing =
  | { readonly kind: "same" }
  | { readonly kind: "axis"; readonly axis: number }
  | { readonly kind: "total" }
  | { readonly kind: "after" };

export type Standings = ReadonlyMap<Value, Standing>;

const SAME: Standing = { kind: "same" };
const TOTAL: Standing = { kind: "total" };
const AFTER: Standing = { kind: "after" };
const along = (axis: number): Standing => ({ kind: "axis", axis });

/** Where no rule says how a batch could be cut. */
export class Uncuttable extends Error {}

function refuse(): never {
  throw new Uncuttable();
}

/** Of each operand: its axis of examples; null where it has none. */
type Axes = readonly (number | null)[];

type Rule<K extends PrimitiveName> = (equation: EquationOf<K>, axes: Axes) => Standing;

const product = (shape: Shape) => shape.reduce((size, one) => size * one, 1);

/** The axis with the same places in front of it and the same size. */
export function axisAfterReshape(from: Shape, axis: number, to: Shape): number | null {
  const before = product(from.slice(0, axis));
  const found = to.findIndex((size, at) => size === from[axis] && product(to.slice(0, at)) === before);
  return found < 0 ? null : found;
}

const atLeast = (axis: number | null, wanted: number): number => (axis === null || axis < wanted ? refuse() : axis);

function contractRule({ params: { left, right, out } }: EquationOf<"contract">, [a = null, b = null]: Axes): Standing {
  const letter = a === null ? right[b!]! : left[a]!;
  if (a !== null && b !== null && left[a] !== right[b]) refuse();
  if (out.includes(letter)) return along(out.indexOf(letter));
  return TOTAL;
}

function concatRule({ params }: EquationOf<"concat">, axes: Axes): Standing {
  const known = axes.find((axis) => axis !== null)!;
  if (known === params.axis || axes.some((axis) => axis !== null && axis !== known)) refuse();
  return along(known);
}

const rules: { readonly [K in Exclude<PrimitiveName, NamesOf<"elementwise"> | "scan" | "constant">]: Rule<K> } = {
  broadcast: ({ params }, [axis]) => along(params.axes[axis!]!),
  reshape: ({ inputs, params }, [axis]) => along(axisAfterReshape(inputs[0]!.shape, axis!, params.shape) ?? refuse()),
  transpose: ({ params }, [axis]) => along(params.permutation.indexOf(axis!)),
  slice: ({ inputs, params }, [axis]) =>
    params.starts[axis!] === 0 && params.ends[axis!] === inputs[0]!.shape[axis!] ? along(axis!) : refuse(),
  pad: ({ params }, [axis]) => (params.before[axis!] === 0 && params.after[axis!] === 0 ? along(axis!) : refuse()),
  reverse: ({ params }, [axis]) => (params.axis === axis ? refuse() : along(axis!)),
  windows: ({ params }, [axis]) => (params.axis === axis ? refuse() : along(axis! > params.axis ? axis! + 1 : axis!)),
  overlapAdd: ({ params }, [axis]) =>
    axis === params.axis || axis === params.axis + 1 ? refuse() : along(axis! > params.axis ? axis! - 1 : axis!),
  concat: concatRule,
  sum: ({ params }, [axis]) => (params.axes.includes(axis!) ? TOTAL : along(axis! - params.axes.filter((one) => one < axis!).length)),
  max: ({ params }, [axis]) => (params.axes.includes(axis!) ? refuse() : along(axis! - params.axes.filter((one) => one < axis!).length)),
  contract: contractRule,
  // rows of a table that all examples share, or of their own tables
  gather: ({ inputs }, [x = null, index = null]) => {
    if (index === null) return along(atLeast(x, inputs[1]!.shape.length));
    if (x === null ? inputs[1]!.shape.length > 1 && index > 0 : x !== index || index === 0) refuse();
    return along(index);
  },
  scatterAdd: (_, [g = null, index = null]) => {
    if (g === null || (index !== null && index !== g)) refuse();
    return g === 0 ? TOTAL : along(g);
  },
};

const isElementwise = (primitive: PrimitiveName): primitive is NamesOf<"elementwise"> => kindOf(primitive) === "elementwise";

/** All operands have their examples along one axis; those without are cut along it where they are as long. */
function elementwise(axes: Axes): Standing {
  const known = axes.find((axis) => axis !== null)!;
  if (axes.some((axis) => axis !== null && axis !== known)) refuse();
  return along(known);
}

/** What was found in the body of a scan: the axis of each of its inputs, and of its values. */
export interface ScanAxes {
  readonly inputs: Axes;
  readonly inner: BatchAxes;
}

export class BatchAxes {
  readonly standings = new Map<Value, Standing>();
  /** Of scans over steps that work on examples, by their first output. */
  readonly scans = new Map<Value, ScanAxes>();

  /** @param early values whose sums over the examples are there before anything else: they are the same for all */
  constructor(readonly early: ReadonlySet<Value> = new Set()) {}

  standing(value: Value): Standing {
    return this.standings.get(value) ?? SAME;
  }

  /** Reads equations in order. Throws Uncuttable. */
  follow(equations: readonly Equation[]): void {
    for (const equation of equations) this.equation(equation);
  }

  private equation(equation: Equation): void {
    const kinds = new Set(equation.inputs.map((input) => this.standing(input).kind));
    const late = kinds.has("total") || kinds.has("after");
    if (late && kinds.has("axis")) refuse();
    if (!late && !kinds.has("axis")) return;
    if (late) for (const output of equation.outputs) this.standings.set(output, AFTER);
    else if (equation.primitive === "scan") this.scan(equation);
    else this.plain(equation);
  }

  private plain(equation: Exclude<Equation, EquationOf<"scan">>): void {
    const [output] = equation.outputs as readonly [Value];
    const standing = this.byRule(equation);
    this.standings.set(output, standing.kind === "total" && this.early.has(output) ? SAME : standing);
  }

  private byRule(equation: Exclude<Equation, EquationOf<"scan">>): Standing {
    const axes = equation.inputs.map((input) => this.axisOf(input));
    if (isElementwise(equation.primitive)) return elementwise(axes);
    return (rules[equation.primitive as keyof typeof rules] as Rule<PrimitiveName>)(equation, axes);
  }

  axisOf(value: Value): number | null {
    const standing = this.standing(value);
    return standing.kind === "axis" ? standing.axis : null;
  }

  private scan({ inputs, outputs, params }: EquationOf<"scan">): void {
    const { body, constants, carries } = params;
    const axes: (number | null)[] = inputs.map((input, index) => {
      const axis = this.axisOf(input);
      return index < constants + carries || axis === null ? axis : atLeast(axis, 1) - 1;
    });
    // a carry has examples if its next value does
    for (let round = 0; round <= carries; round++) {
      const inner = this.body(body, axes);
      const found = body.outputs.slice(0, carries).map((output) => inner.axisOf(output));
      const changed = found.filter((axis, carry) => {
        const known = axes[constants + carry]!;
        if (axis === known) return false;
        if (known !== null && axis !== null) refuse();
        axes[constants + carry] = axis ?? known;
        return axis !== null;
      });
      if (changed.length > 0) continue;
      outputs.forEach((output, index) => {
        const axis = index < carries ? axes[constants + index]! : inner.axisOf(body.outputs[index]!);
        this.standings.set(output, along(index < carries ? (axis ?? refuse()) : (axis ?? refuse()) + 1));
      });
      this.scans.set(outputs[0]!, { inputs: axes, inner });
      return;
    }
    refuse();
  }

  private body(body: Tape, axes: readonly (number | null)[]): BatchAxes {
    const inner = new BatchAxes();
    body.inputs.forEach((input, index) => {
      const axis = axes[index]!;
      if (axis !== null) inner.standings.set(input, along(axis));
    });
    inner.follow(body.equations);
    const summed = [...inner.standings.values()].some(({ kind }) => kind === "total" || kind === "after");
    return summed ? refuse() : inner;
  }
}
