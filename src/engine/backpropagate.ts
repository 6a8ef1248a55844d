// Reverse mode over a list of equations: cotangents flow from the last equation to the first and are written as more equations.

import type { TapeBuilder } from "./builder.ts";
import * as ops from "./ops.ts";
import type { Equation, EquationOf, PrimitiveName, Value } from "./tape.ts";
import { type Vjp, vjps } from "./vjp.ts";

/** Cotangent of each value so far; contributions are added up. */
export class Cotangents {
  private readonly byValue = new Map<Value, Value>();

  constructor(private readonly tape: TapeBuilder) {}

  get(value: Value): Value | undefined {
    return this.byValue.get(value);
  }

  add(value: Value, contribution: Value): void {
    const before = this.byValue.get(value);
    this.byValue.set(value, before ? ops.add(this.tape, before, contribution) : contribution);
  }
}

/** Appends the backward equations of one scan; see scan-grad.ts. */
export type ScanBackward = (equation: EquationOf<"scan">, cotangents: Cotangents) => void;

/** Stamps what `write` emits as the backward part of the place that `value` comes from. */
export function backwardOf<T>(tape: TapeBuilder, value: Value | undefined, write: () => T): T {
  const origin = value?.origin;
  return tape.at(origin ? { ...origin, direction: "backward" } : null, write);
}

function backThroughEquation(
  tape: TapeBuilder,
  equation: Exclude<Equation, { primitive: "scan" }>,
  active: ReadonlySet<Value>,
  cotangents: Cotangents,
) {
  const y = equation.outputs[0]!;
  const g = cotangents.get(y);
  if (!g) return;
  const [a, b, c] = equation.inputs as readonly [Value, Value, Value];
  const rule = vjps[equation.primitive] as Vjp<Exclude<PrimitiveName, "scan">>;
  const thunks = rule({ t: tape, g, y, x: a, a, b, c, inputs: equation.inputs, params: equation.params });
  equation.inputs.forEach((input, index) => {
    if (!active.has(input)) return;
    const contribution = thunks[index]?.();
    if (contribution) cotangents.add(input, contribution);
  });
}

/** `active` are the values whose cotangent anybody wants, directly or on the way. */
export function backpropagate(
  tape: TapeBuilder,
  equations: readonly Equation[],
  active: ReadonlySet<Value>,
  cotangents: Cotangents,
  throughScan: ScanBackward,
): void {
  for (const equation of [...equations].reverse()) {
    backwardOf(tape, equation.outputs[0], () => {
      if (equation.primitive === "scan") throughScan(equation, cotangents);
      else backThroughEquation(tape, equation, active, cotangents);
    });
  }
}

/** Primitives whose derivative is zero everywhere. */
const flat: ReadonlySet<PrimitiveName> = new Set(["stopGradient", "sign", "greater", "greaterEqual", "equal"]);

/** Values that depend on `sources` through primitives that carry a derivative. */
export function activeValues(equations: readonly Equation[], sources: Iterable<Value>): Set<Value> {
  const active = new Set(sources);
  for (const equation of equations) {
    if (flat.has(equation.primitive)) continue;
    if (equation.inputs.some((input) => active.has(input))) for (const output of equation.outputs) active.add(output);
  }
  return active;
}
