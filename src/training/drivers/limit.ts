// What dense rules refuse: a matrix of all parameters by all parameters that no machine here could hold or turn.

import { Problem, type ProblemData } from "../../base/errors.ts";
import type { OptimizerUse } from "../../compiler/program.ts";

/** Parameters of a dense rule: n² numbers of 8 bytes, and n³ operations a step. */
export const MOST_PARAMETERS = 2000;
/** Numbers of a Jacobian: 400 MB. */
export const MOST_ENTRIES = 50_000_000;

/** 27,711,262,089; exact beyond 2⁵³ too. */
const grouped = (number: bigint | number): string => number.toString().replace(/\B(?=(\d{3})+$)/g, ",");

type Named = Pick<OptimizerUse, "path"> & { readonly type: { readonly title: string } };

const label = ({ type, path }: Named) => `${type.title.toLowerCase()} "${path}"`;

/** Why this many parameters are too many for a rule that keeps `matrix`; null where they are not. */
export function tooManyParameters(optimizer: Named, matrix: string, parameters: number): ProblemData | null {
  if (parameters <= MOST_PARAMETERS) return null;
  const entries = grouped(BigInt(parameters) ** 2n);
  const [got, most] = [`${grouped(parameters)} parameters`, grouped(MOST_PARAMETERS)];
  return {
    code: "too-many-parameters",
    message: `${label(optimizer)}: ${matrix} of ${got} has ${entries} entries; this optimizer takes up to ${most} parameters`,
    where: { node: optimizer.path },
    got,
    expected: `at most ${most} parameters`,
    remedy: "use a first-order rule, such as adam, or fewer parameters",
  };
}

/** The same for the Jacobian of a rule that has residuals. */
export function tooManyResiduals(optimizer: Named, residuals: number, parameters: number): ProblemData | null {
  if (residuals * parameters <= MOST_ENTRIES) return null;
  const got = `${grouped(residuals * parameters)} entries`;
  return {
    code: "too-many-residuals",
    message: `${label(optimizer)}: the Jacobian of ${grouped(residuals)} residuals by ${grouped(parameters)} parameters has ${got}`,
    where: { node: optimizer.path },
    got,
    expected: `at most ${grouped(MOST_ENTRIES)} entries`,
    remedy: "train on fewer examples, or use a first-order rule, such as adam",
  };
}

/** Throws where a matrix of the rule would be too large. */
export function refuseTooLarge(optimizer: OptimizerUse, matrix: string | undefined, parameters: number, residuals: number): void {
  const problem =
    (matrix === undefined ? null : tooManyParameters(optimizer, matrix, parameters)) ?? tooManyResiduals(optimizer, residuals, parameters);
  if (problem) throw new Problem(problem);
}
