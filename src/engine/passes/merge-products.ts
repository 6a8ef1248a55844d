// Few large products in place of many small ones: the gates of a cell, all times the same state, and the sum of what comes back
// through them. What is joined inside of a loop is copied there, unless it is invariant: still faster, or the same, on every graph here.

import type { Equation, EquationOf, ScanParams, Tape, Value } from "../tape.ts";
import { eliminateDeadCode } from "./dead-code.ts";
import { ancestors, dependents } from "./dependence.ts";
import { mergeShared, type Surroundings } from "./merge-shared.ts";
import { mergeSums } from "./merge-sums.ts";
import { rewrite } from "./rewrite.ts";

/** Ends, as each merge leaves fewer products. */
function withoutShared(tape: Tape, surroundings: Surroundings): Tape {
  const merged = mergeShared(tape, surroundings);
  return merged ? withoutShared(merged, surroundings) : tape;
}

const isProduct = ({ primitive }: Equation) => primitive === "contract";
const hasProducts = ({ equations }: Tape) => equations.filter(isProduct).length > 1;

function mergedBody({ body, constants, carries }: ScanParams): Tape {
  if (!hasProducts(body)) return body;
  const recurrent = dependents(body.equations, body.inputs.slice(constants, constants + carries));
  const carried = ancestors(body.equations, body.outputs.slice(0, carries));
  const kindOf = (value: Value) => `${recurrent.has(value)} ${carried.has(value)}`;
  return withoutShared(mergeSums(body, recurrent) ?? body, { inBody: true, kindOf });
}

function mergedScan(scan: EquationOf<"scan">): Equation {
  const body = mergedBody(scan.params);
  return body === scan.params.body ? scan : { ...scan, params: { ...scan.params, body } };
}

/** Gives the tape itself where nothing can be merged. */
export function mergeProducts(tape: Tape): Tape {
  const inLoops = rewrite(tape, () => (equation, emit) => {
    if (equation.primitive !== "scan") return null;
    emit(mergedScan(equation));
    return equation.outputs;
  });
  const merged = hasProducts(inLoops) ? withoutShared(inLoops, { inBody: false, kindOf: () => "" }) : inLoops;
  return merged === tape ? tape : eliminateDeadCode(merged);
}
