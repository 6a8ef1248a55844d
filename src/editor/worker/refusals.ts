// Where the fast executor refuses a step that the reference backend computes.

import type { ProblemData } from "../../base/errors.ts";

/** By the executor's codes: the way out, in the words of the page. */
const REMEDIES: Readonly<Record<string, string>> = {
  "out-of-memory": "take fewer examples in a batch or shorter sequences; the reference backend needs no memory in one piece",
  "module-refused": "the reference backend needs no compiled step: weights and optimizer go on there, in f64 and slower",
};

export const isFastRefusal = ({ code }: ProblemData): boolean => Object.hasOwn(REMEDIES, code);

/** The executor's own remedy names an option of the command line. */
export function inWordsOfThePage(problem: ProblemData): ProblemData {
  const remedy = REMEDIES[problem.code];
  return remedy === undefined ? problem : { ...problem, remedy };
}
