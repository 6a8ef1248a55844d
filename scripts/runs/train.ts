// Trains the document of a run with one seed, in f32 on the fast executor, with the bits of every host, and measures it.

import { registry } from "../../nodes/index.ts";
import { Problem } from "../../src/base/errors.ts";
import { generators } from "../../src/data/index.ts";
import { createSession, type Session } from "../../src/training/session.ts";
import { documentOf } from "./documents.ts";
import type { Numbers, Result, Run } from "./run.ts";

type Course = Pick<Result, "epochs" | "firstRight" | "lastWrong" | "broken" | "seconds">;

/** One epoch; false where its numbers are not finite, and the parameters are as before it. */
function stepped(session: Session, report: (metrics: Readonly<Record<string, number>>) => void): boolean {
  try {
    report(session.step().metrics);
    return true;
  } catch (error) {
    if (!(error instanceof Problem && error.data.code === "not-finite")) throw error;
    process.stderr.write(`${error.message}\n`);
    return false;
  }
}

/** @param counts the metric that is to become 0 */
function course(session: Session, counts: string | undefined): Course {
  const start = performance.now();
  let [firstRight, lastWrong, broken]: (number | null)[] = [null, null, null];
  while (session.epoch < session.epochs && broken === null) {
    // the metrics of an epoch are those before its step
    const done = session.epoch;
    const finite = stepped(session, (metrics) => {
      if (counts === undefined) return;
      if (metrics[counts] === undefined) throw new Error(`there is no metric "${counts}": ${Object.keys(metrics).join(", ")}`);
      if (metrics[counts] === 0) firstRight ??= done;
      else lastWrong = done;
    });
    if (!finite) broken = session.epoch + 1;
  }
  const seconds = (performance.now() - start) / 1000;
  return { epochs: session.epoch, firstRight: firstRight ?? null, lastWrong: lastWrong ?? null, broken: broken ?? null, seconds };
}

/** f32 and shares have digits that say nothing. */
const rounded = (numbers: Numbers): Numbers =>
  Object.fromEntries(Object.entries(numbers).map(([name, x]) => [name, Number(x.toPrecision(6))]));

/** @param epochs instead of the planned ones */
export function trainAndMeasure(run: Run, seed: number, epochs = run.epochs): Result {
  const document = documentOf(run);
  const planned = epochs === undefined ? {} : { epochs };
  const options = { precision: "f32", reproducible: true, feeds: new Map(), seed, ...planned } as const;
  const session = createSession(document, registry, generators, options);
  const trained = course(session, run.counts);
  const numbers = rounded(run.measure({ document, session, seed }));
  session.end();
  return { ...trained, seconds: Math.round(trained.seconds * 10) / 10, numbers };
}
