// Sums in a scan's body, with the terms together that need no carry: W h + (U x + b) in place of (W h + U x) + b, so that the bias
// leaves the loop with the product.

import type { ScanParams, Tape } from "../tape.ts";
import { eliminateDeadCode } from "./dead-code.ts";
import { dependents } from "./dependence.ts";
import { rewrite } from "./rewrite.ts";
import { rewriteSums, sumTrees, total } from "./sum-trees.ts";

function regroup({ body, constants, carries }: ScanParams): Tape | null {
  const recurrent = dependents(body.equations, body.inputs.slice(constants, constants + carries));
  const trees = sumTrees(body, (value) => !recurrent.has(value));
  return rewriteSums(body, trees, (t, { terms }) => {
    const inLoop = terms.filter((term) => recurrent.has(term));
    const free = terms.filter((term) => !recurrent.has(term));
    return inLoop.length > 0 && free.length > 1 ? total(t, [...inLoop, total(t, free)]) : null;
  });
}

export function regroupSums(tape: Tape): Tape {
  const regrouped = rewrite(tape, () => (equation, emit) => {
    const body = equation.primitive === "scan" ? regroup(equation.params) : null;
    if (!body || equation.primitive !== "scan") return null;
    emit({ ...equation, params: { ...equation.params, body } });
    return equation.outputs;
  });
  return eliminateDeadCode(regrouped);
}
