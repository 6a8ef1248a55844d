// A call from the page never throws. A Problem is an answer; what the machine cannot hold neither is a defect;
// anything else is one, told in a sentence and without its stack.

import { attempt, failure, type ProblemData, type Result } from "../../base/errors.ts";
import { isOutOfMemory } from "../../base/out-of-memory.ts";

/** Of the numbers themselves, on any backend; what the fast executor alone refuses is `out-of-memory`. */
const memoryFull: ProblemData = {
  code: "memory-full",
  message: "the numbers do not fit into memory",
  remedy: "take fewer examples in a batch, shorter sequences or smaller layers",
};

export function answer<T>(action: () => T): Result<T> {
  try {
    return attempt(action);
  } catch (error) {
    if (isOutOfMemory(error)) return failure(memoryFull);
    const message = `the engine met a defect: ${error instanceof Error ? error.message : String(error)}`;
    return failure({ code: "defect", message, remedy: "save the graph and report this" });
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `There is no loss. Wire an output and a target into a loss.` */
export function sentence({ message, remedy }: ProblemData): string {
  const what = message.replace(/^nothing to train yet: /, "");
  return remedy ? `${capital(what)}. ${capital(remedy)}.` : `${capital(what)}.`;
}
