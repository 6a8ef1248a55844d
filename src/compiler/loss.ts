// Which value is differentiated: what is wired into the optimizer, else the node called `loss`, else what the optimizer makes of the residuals
// that it gets instead, else the only loss there is.

import type { ProblemData } from "../base/errors.ts";
import { sizeOf } from "../engine/tape.ts";
import type { FlatNode } from "./flatten.ts";
import type { NamedValue } from "./program.ts";
import type { Report } from "./report.ts";
import { describeShape } from "./shapes.ts";

/** The first one; others are reported and left alone. */
export function chooseOptimizer(nodes: readonly FlatNode[], report: Report): FlatNode | null {
  const optimizers = nodes.filter((node) => node.type.role === "optimizer");
  const [first, second] = optimizers;
  if (!first || !second) return first ?? null;
  const problem: ProblemData = {
    code: "two-optimizers",
    message: `optimizers "${first.path}" and "${second.path}": a model has one`,
    where: { node: second.path },
    got: `${optimizers.length} optimizers`,
    expected: "one optimizer",
    remedy: "remove one of them",
  };
  report.add([problem]);
  return first;
}

/** Of a loss nothing is left to fit but one number, and its square would be lowered: that trains, and trains something else. */
export function checkResiduals(optimizer: FlatNode | null, nodes: readonly FlatNode[], report: Report): void {
  const port = optimizer?.inputSpecs.find(({ residuals }) => residuals)?.id;
  const from = port !== undefined && optimizer?.inputs.get(port);
  const source = from && nodes.find(({ path, type }) => path === from.path && type.role === "loss");
  if (!optimizer || !source) return;
  const got = `the loss "${source.path}" (${source.type.title.toLowerCase()})`;
  const problem: ProblemData = {
    code: "loss-for-residuals",
    message: `${optimizer.type.id} "${optimizer.path}": it fits residuals, and input ${port} gets ${got}`,
    where: { node: optimizer.path, port },
    got,
    expected: "residuals: prediction minus target, before anything is summed",
    remedy: "wire the prediction minus the target to it, or take BFGS, which lowers a loss",
  };
  report.add([problem]);
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

/** -1 where there is none. */
function lossIndex(nodes: readonly FlatNode[], values: readonly NamedValue[], optimizer: FlatNode | null): number {
  const wired = optimizer?.inputs.get("loss");
  if (wired) return values.findIndex((value) => value.path === wired.path && value.port === wired.port);
  const called = values.findIndex((value) => value.name === "loss");
  if (called >= 0) return called;
  const made = values.findIndex(({ path, port }) => path === optimizer?.path && port === "loss");
  if (made >= 0) return made;
  const losses = nodes.filter((node) => node.type.role === "loss" && node.prefix === "");
  return losses.length === 1 ? values.findIndex((value) => value.path === losses[0]!.path) : -1;
}

/** Index into `values`; null where there is no loss. */
export function chooseLoss(
  nodes: readonly FlatNode[],
  values: readonly NamedValue[],
  optimizer: FlatNode | null,
  report: Report,
): number | null {
  const index = lossIndex(nodes, values, optimizer);
  const loss = values[index];
  if (!loss) return null;
  if (!loss.time && !loss.batch && sizeOf(loss.shape) === 1) return index;
  report.add([lossProblem(loss)]);
  return null;
}
