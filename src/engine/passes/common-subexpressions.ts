// Common subexpressions: an equation that computes what an earlier one has computed is replaced by the earlier result.
// Runs after grad: two nodes with equal values still have gradients of their own.

import type { Equation, Tape, Value } from "../tape.ts";
import { rewrite } from "./rewrite.ts";

/** JSON writes ±∞ and NaN as null and -0 as 0; constants of these must not look alike. */
function distinct(_: string, value: unknown): unknown {
  if (typeof value !== "number" || (Number.isFinite(value) && !Object.is(value, -0))) return value;
  return value === 0 ? "-0" : `${value}`;
}

/** Equal keys mean equal results. Scans are not compared. Only constants may hold numbers that JSON does not tell apart. */
function key({ primitive, params, inputs }: Equation, numberOf: (value: Value) => number): string {
  const text = primitive === "constant" ? JSON.stringify(params, distinct) : JSON.stringify(params);
  return `${primitive} ${text} ${inputs.map(numberOf).join(" ")}`;
}

export function shareCommonSubexpressions(tape: Tape): Tape {
  return rewrite(tape, () => {
    const numbers = new Map<Value, number>();
    const numberOf = (value: Value) => {
      if (!numbers.has(value)) numbers.set(value, numbers.size);
      return numbers.get(value)!;
    };
    const seen = new Map<string, readonly Value[]>();
    return (equation) => {
      if (equation.primitive === "scan") return null;
      const name = key(equation, numberOf);
      const before = seen.get(name);
      if (before) return before;
      seen.set(name, equation.outputs);
      return null;
    };
  });
}
