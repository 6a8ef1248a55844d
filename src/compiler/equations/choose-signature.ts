// Which signature of a name a call means: `max` of two values or over one, `conv2d` with a bias or without.

import type { Call } from "./expression.ts";
import { isOperand } from "./literal.ts";
import { refuse } from "./refuse.ts";
import { fewestOperands, mostOperands, type Signature } from "./signature.ts";

const takes = (signature: Signature, operand: string): boolean => signature.operands.some(({ id }) => id === operand);

/** Operands by place and by name: `conv2d(x, K, b=c)` is the one with a bias. */
function fits(signature: Signature, places: number, names: readonly string[]): boolean {
  return fewestOperands(signature) <= places && places <= mostOperands(signature) && names.every((name) => takes(signature, name));
}

function refuseCount(candidates: readonly Signature[], call: Call, places: number): never {
  return refuse(call.at, {
    code: "wrong-arity",
    message: `${call.name} with ${places} operands`,
    got: `${places}`,
    expected: [...new Set(candidates.map(fewestOperands))].sort().join(" or "),
  });
}

/**
 * The first signature that the arguments fit. Where none does, and all are forms of one node type, it is the longest, whose
 * binding says which argument is wrong; forms of different types are refused here.
 * @param candidates at least one
 */
export function chooseSignature(candidates: readonly Signature[], call: Call): Signature {
  const places = call.arguments.filter(({ keyword, value }) => keyword === null && isOperand(value)).length;
  const keywords = call.arguments.flatMap(({ keyword }) => keyword ?? []);
  const names = keywords.filter((keyword) => candidates.some((candidate) => takes(candidate, keyword)));
  const fitting = candidates.find((candidate) => fits(candidate, places, names));
  if (fitting) return fitting;
  const longest = candidates.reduce((most, candidate) => (mostOperands(candidate) > mostOperands(most) ? candidate : most));
  const isOneType = candidates.every(({ type }) => type === longest.type);
  return isOneType ? longest : refuseCount(candidates, call, places);
}
