// An equation file (.eq) as a document, as the command line reads it.

import { registry } from "../../../nodes/index.ts";
import { failure, type ProblemData, type Result, success } from "../../base/errors.ts";
import { parseEquations } from "../../compiler/equations/index.ts";
import type { Document } from "../../graph/document.ts";
import { validate } from "../../graph/validate.ts";
import { loadLibrary } from "./library.ts";

/** With the line in its words, for where the text itself is not to be seen. */
export const withLine = (problem: ProblemData): ProblemData =>
  problem.where?.line === undefined ? problem : { ...problem, message: `line ${problem.where.line}: ${problem.message}` };

export async function readEquationFile(text: string, title: string): Promise<Result<Document>> {
  const read = parseEquations(text, { registry, library: await loadLibrary(), title });
  if (!read.ok) return failure(withLine(read.problem));
  const error = validate(read.value, registry).find(({ severity }) => severity === "error");
  return error ? failure(error) : success(read.value);
}
