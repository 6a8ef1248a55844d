// A graph that is not finished is no error: what is still missing is told apart from what is wrong.

import type { ProblemData } from "../../base/errors.ts";

const CODES: ReadonlySet<string> = new Set(["missing-input", "not-fed", "no-steps", "unknown-shape", "untrainable"]);

export const isUnfinished = ({ code }: ProblemData): boolean => CODES.has(code);
