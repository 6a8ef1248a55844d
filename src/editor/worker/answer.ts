// A call from the page never throws. A Problem is an answer; anything else is a defect, told in a sentence and without its stack.

import { attempt, failure, type Result } from "../../base/errors.ts";

export function answer<T>(action: () => T): Result<T> {
  try {
    return attempt(action);
  } catch (error) {
    const message = `the engine met a defect: ${error instanceof Error ? error.message : String(error)}`;
    return failure({ code: "defect", message, remedy: "save the graph and report this" });
  }
}
