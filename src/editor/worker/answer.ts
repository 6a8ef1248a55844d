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
