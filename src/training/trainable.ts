// What a document needs before it can be trained, said as a problem where it is missing.

import { Problem, type ProblemData } from "../base/errors.ts";
import type { OptimizerUse, Program } from "../compiler/program.ts";

export function untrainable(program: Program): ProblemData | null {
  const none = { got: "none", code: "untrainable" };
  if (program.lossIndex === null) {
    return {
      ...none,
      message: "nothing to train yet: there is no loss",
      expected: "a loss",
      remedy: "wire an output and a target into a loss",
    };
  }
  if (!program.optimizer) {
    return {
      ...none,
      message: "nothing to train yet: there is no optimizer",
      expected: "an optimizer",
      remedy: "wire the loss into an optimizer",
    };
  }
  if (!program.slots.some((slot) => slot.kind === "parameter")) {
    return {
      ...none,
      message: "nothing to train yet: the model has no parameters",
      expected: "at least one parameter",
      remedy: "add a layer or a parameter",
    };
  }
  return null;
}

export function requireOptimizer(program: Program): OptimizerUse {
  const problem = untrainable(program);
  if (problem) throw new Problem(problem);
  return program.optimizer!;
}

/** As `requireOptimizer`, for what looks at a training step as a tape: a driver has none. */
export function requireUpdateRule(program: Program): OptimizerUse {
  const optimizer = requireOptimizer(program);
  const { type, path } = optimizer;
  if (type.driver === undefined) return optimizer;
  const name = type.title.toLowerCase();
  throw new Problem({
    code: "no-training-step",
    message: `${name} "${path}": ${name} is a driver, and has no training step of its own: it asks for the loss and its derivatives as often as it needs them`,
    where: { node: path },
    got: "a driver",
    expected: "an optimizer with an update rule",
    remedy: "train with it, or use a first-order rule, such as adam, here",
  });
}
