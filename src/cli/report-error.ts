// What is wrong, in one line on the error stream, and the exit code that says so.

import { formatProblem, Problem } from "../base/errors.ts";
import { isOutOfMemory } from "../base/out-of-memory.ts";
import type { Terminal } from "./terminal.ts";

export const BAD_INPUT = 2;
const INTERNAL = 70;

/** One line, whatever names and texts of others it quotes. */
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, " ").trim();

/** What the machine cannot hold is the model's fault, or the machine's, and no defect. */
export function reportInternalError(error: unknown, { err, environment }: Terminal): number {
  if (isOutOfMemory(error)) {
    err.write("the model and its numbers do not fit into memory (feed fewer examples or steps, or make its parameters smaller)\n");
    return BAD_INPUT;
  }
  const message = error instanceof Error ? error.message : String(error);
  err.write(`gradwire: internal error: ${oneLine(message)} (please report it)\n`);
  if (environment.GRADWIRE_DEBUG === "1" && error instanceof Error) err.write(`${error.stack}\n`);
  return INTERNAL;
}

export function reportError(error: unknown, terminal: Terminal): number {
  if (!(error instanceof Problem)) return reportInternalError(error, terminal);
  terminal.err.write(`${oneLine(formatProblem(error.data))}\n`);
  return BAD_INPUT;
}
