// Which value is differentiated: what is wired into the optimizer, else the node called `loss`, else the only loss there is.

import { Problem, type ProblemData } from "../base/errors.ts";
import { sizeOf } from "../engine/tape.ts";
import type { FlatNode } from "./flatten.ts";
import type { NamedValue } from "./program.ts";
import { describeShape } from "./shapes.ts";

export function chooseOptimizer(nodes: readonly FlatNode[]): FlatNode | null {
  const optimizers = nodes.filter((node) => node.type.role === "optimizer");
  const [first, second] = optimizers;
  if (second) {
    throw new Problem({
      code: "two-optimizers",
      message: `optimizers "${first!.path}" and "${second.path}": a model has one`,
      where: { node: second.path },
      got: `${optimizers.length} optimizers`,
      expected: "one optimizer",
      remedy: "remove one of them",
    });
  }
  return first ?? null;
}

function lossProblem({ name, path, port, shape, time, batch }: NamedValue): ProblemData {
  const axes = [time && "a value per step", batch && "a value per example", sizeOf(shape) > 1 && describeShape(shape)].filter(Boolean);
  return {
    code: "loss-not-scalar",
    message: `loss "${name}": it has ${axes.join(", ")}; only one number can be differentiated`,
    where: { node: path, port },
    got: axes.join(", "),
    expected: "one number",
    remedy: "take its sum or its mean",
  };
}

/** Index into `values`; null where there is no loss. */
export function chooseLoss(
  nodes: readonly FlatNode[],
  values: readonly NamedValue[],
  optimizer: FlatNode | null,
  partial: boolean,
  warnings: ProblemData[],
): number | null {
  const wired = optimizer?.inputs.get("loss");
  const losses = nodes.filter((node) => node.type.role === "loss" && node.prefix === "");
  const index = wired
    ? values.findIndex((value) => value.path === wired.path && value.port === wired.port)
    : values.findIndex((value) => value.name === "loss" || (losses.length === 1 && value.path === losses[0]!.path));
  const loss = values[index];
  if (!loss) return null;
  if (!loss.time && !loss.batch && sizeOf(loss.shape) === 1) return index;
  if (!partial) throw new Problem(lossProblem(loss));
  warnings.push(lossProblem(loss));
  return null;
}
