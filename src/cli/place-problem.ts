// Problems that come up behind the reading of the files, brought back to the file, and where possible the line, that they are about.

import { type Place, Problem, type ProblemData } from "../base/errors.ts";
import { placeAt } from "./json-places.ts";
import type { Model } from "./model.ts";
import { nameIn, type Values } from "./values.ts";

/** Where the equations define a node; nodes inside cells and nodes without a name lead to the name they belong to. */
function lineOf(equations: string, node: string): Place {
  const name = node.split(/[.$[]/)[0] ?? "";
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return {};
  const found = new RegExp(`^[ \\t]*(${name})[ \\t]*=`, "mu").exec(equations);
  return found ? placeAt(equations, found.index + found[0].indexOf(name)) : {};
}

export function placeProblem(problem: ProblemData, model: Model, values: Values | null): ProblemData {
  const { where = {} } = problem;
  if (where.file !== undefined || problem.code === "usage") return problem;
  const name = nameIn(problem.message);
  if (values && name !== undefined) return { ...problem, where: { ...where, ...values.placeOf(name), file: values.file } };
  const place = model.equations !== null && where.node !== undefined && where.line === undefined ? lineOf(model.equations, where.node) : {};
  return { ...problem, where: { ...where, ...place, file: model.file } };
}

/** Runs `action`; a Problem that leaves it names its file. */
export async function locating<T>(model: Model, values: Values | null, action: () => T | Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(placeProblem(error.data, model, values));
  }
}
