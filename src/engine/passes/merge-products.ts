// Few large products in place of many small ones: the gates of a cell, all times the same state, and the sum of what comes back
// through them. What is joined is copied, unless it is invariant; an executor measures whether it pays.

import type { ScanParams, Tape, Value } from "../tape.ts";
import { eliminateDeadCode } from "./dead-code.ts";
import { ancestors, dependents } from "./dependence.ts";
import { mergeShared, type Surroundings } from "./merge-shared.ts";
import { mergeSums } from "./merge-sums.ts";
import { rewrite } from "./rewrite.ts";
import { untilSettled } from "./until-settled.ts";

const withoutShared = (tape: Tape, surroundings: Surroundings) => untilSettled(tape, (current) => mergeShared(current, surroundings));

function mergedBody({ body, constants, carries }: ScanParams): Tape {
  const recurrent = dependents(body.equations, body.inputs.slice(constants, constants + carries));
  const carried = ancestors(body.equations, body.outputs.slice(0, carries));
  const kindOf = (value: Value) => `${recurrent.has(value)} ${carried.has(value)}`;
  return withoutShared(mergeSums(body, recurrent) ?? body, { inBody: true, kindOf });
}

export function mergeProducts(tape: Tape): Tape {
  const merged = rewrite(tape, () => (equation, emit) => {
    if (equation.primitive !== "scan") return null;
    emit({ ...equation, params: { ...equation.params, body: mergedBody(equation.params) } });
    return equation.outputs;
  });
  return eliminateDeadCode(withoutShared(merged, { inBody: false, kindOf: () => "" }));
}
