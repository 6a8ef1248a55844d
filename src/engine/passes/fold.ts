// Folding: identities and arithmetic with filled constants are done once, when the tape is made.

import { runKernel } from "../backend/reference/run-kernel.ts";
import type { Equation, EquationOf, Tape, Value } from "../tape.ts";
import { rewrite } from "./rewrite.ts";

type Fills = ReadonlyMap<Value, number>;

/** The one number that fills the value, where a constant equation says so. */
const fillOf = (fills: Fills, value: Value | undefined) => (value ? fills.get(value) : undefined);

/** Primitives whose result is filled with one number when their operands are. */
const pointwise = new Set([
  "negate",
  "exp",
  "log",
  "sqrt",
  "sin",
  "cos",
  "tanh",
  "sigmoid",
  "softplus",
  "erf",
  "abs",
  "sign",
  "add",
  "subtract",
  "multiply",
  "divide",
  "power",
  "maximum",
  "minimum",
  "greater",
  "greaterEqual",
  "equal",
  "select",
]);
const rearranging = new Set(["broadcast", "reshape", "transpose", "slice", "reverse", "windows", "max"]);

function foldedNumber(equation: Equation, fills: Fills): number | undefined {
  const operands = equation.inputs.map((input) => fillOf(fills, input));
  if (operands.length === 0 || operands.some((fill) => fill === undefined)) return undefined;
  if (rearranging.has(equation.primitive)) return operands[0];
  if (!pointwise.has(equation.primitive)) return undefined;
  return runKernel(equation.primitive, operands as number[]);
}

/** x + 0, x - 0, 1 x, x / 1: the operand that the result equals. */
function neutral(equation: Equation, fills: Fills): Value | null {
  const [a, b] = equation.inputs as readonly [Value, Value];
  const [left, right] = [fillOf(fills, a), fillOf(fills, b)];
  switch (equation.primitive) {
    case "add":
      return right === 0 ? a : left === 0 ? b : null;
    case "subtract":
      return right === 0 ? a : null;
    case "multiply":
      return right === 1 ? a : left === 1 ? b : null;
    case "divide":
      return right === 1 ? a : null;
    case "identity":
      return a;
    default:
      return null;
  }
}

const constantLike = (output: Value, data: number): EquationOf<"constant"> => ({
  primitive: "constant",
  inputs: [],
  params: { shape: output.shape, data },
  outputs: [{ ...output }],
});

/** Runs after grad, as it drops `identity`. */
export function foldConstants(tape: Tape): Tape {
  return rewrite(tape, () => {
    const fills = new Map<Value, number>();
    return (equation, emit) => {
      if (equation.primitive === "constant") {
        if (typeof equation.params.data === "number") fills.set(equation.outputs[0]!, equation.params.data);
        return null;
      }
      const same = neutral(equation, fills);
      if (same) return [same];
      const folded = foldedNumber(equation, fills);
      if (folded === undefined) return null;
      const constant = constantLike(equation.outputs[0]!, folded);
      emit(constant);
      fills.set(constant.outputs[0]!, folded);
      return constant.outputs;
    };
  });
}
