// A session that ends before its last epoch where a rule of its optimizer says so.

import { Problem } from "../base/errors.ts";
import type { Tensor } from "../base/tensor.ts";
import type { OptimizerUse } from "../compiler/program.ts";
import type { EpochReport, Score, Session, SplitName } from "./session-types.ts";
import { Stopping, stoppingRules } from "./stopping.ts";

/** √Σ(a - b)² over all parameters together. */
function distance(a: ReadonlyMap<string, Tensor>, b: ReadonlyMap<string, Tensor>): number {
  let sum = 0;
  for (const [name, { data }] of a) {
    const other = b.get(name)!.data;
    for (let index = 0; index < data.length; index++) sum += (data[index]! - other[index]!) ** 2;
  }
  return Math.sqrt(sum);
}

class StoppingSession implements Session {
  private readonly stopping: Stopping;
  private reason: string | null = null;

  constructor(
    private readonly inner: Session,
    private readonly watches: { readonly change: boolean; readonly validation: boolean },
  ) {
    this.stopping = new Stopping(stoppingRules(inner.optimizer.attributes));
  }

  get epochs(): number {
    return this.inner.epochs;
  }

  get epoch(): number {
    return this.inner.epoch;
  }

  get workers(): number {
    return this.inner.workers;
  }

  get optimizer(): OptimizerUse {
    return this.inner.optimizer;
  }

  get stopped(): string | null {
    return this.reason;
  }

  step(): EpochReport {
    const { change, validation } = this.watches;
    const before = change ? this.inner.parameters() : null;
    const report = this.inner.step();
    const weightChange = before ? distance(before, this.inner.parameters()) : 0;
    const score = validation ? this.inner.score("validation") : null;
    const validationLoss = score?.loss ?? null;
    this.reason = this.stopping.after({ ...report, weightChange, validationLoss });
    return validationLoss === null ? report : { ...report, validationLoss };
  }

  watch(statistics: boolean): void {
    this.inner.watch(statistics);
  }

  parameters(): ReadonlyMap<string, Tensor> {
    return this.inner.parameters();
  }

  memory() {
    return this.inner.memory();
  }

  score(split: SplitName): Score | null {
    return this.inner.score(split);
  }

  end(): void {
    this.inner.end();
  }
}

function refusePatience({ path }: OptimizerUse): never {
  throw new Problem({
    code: "nothing-held-out",
    message: `optimizer "${path}": patience waits for a better validation loss, and nothing is held out`,
    where: { node: path, attribute: "patience" },
    got: "a validation share of 0",
    expected: "a share above 0",
    remedy: "set the validation share, for example to 0.2",
  });
}

/** The session itself where no rule is set and nothing is held out. */
export function withStopping(session: Session): Session {
  const { optimizer } = session;
  const rules = stoppingRules(optimizer.attributes);
  const validation = Number(optimizer.attributes.validationShare ?? 0) > 0;
  if (rules.patience !== null && !validation) refusePatience(optimizer);
  const isSet = Object.values(rules).some((rule) => rule !== null);
  return isSet || validation ? new StoppingSession(session, { change: rules.weightChange !== null, validation }) : session;
}
