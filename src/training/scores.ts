// Loss and metrics of a split at given weights, without a step.

import { compile } from "../compiler/compile.ts";
import type { Feeds } from "../compiler/feeds.ts";
import { formsOf } from "../compiler/forms.ts";
import { gradientTape } from "../compiler/gradient.ts";
import type { Program } from "../compiler/program.ts";
import type { Executable, Numbers } from "../engine/backend/executable.ts";
import { NO_EXAMPLES, prepareFor } from "../engine/backend/prepare-for.ts";
import type { Document } from "../graph/document.ts";
import type { Registry } from "../graph/node-type.ts";
import type { Score, SessionOptions, SplitName } from "./session-types.ts";

interface Scorer {
  readonly program: Program;
  readonly executable: Executable;
}

/** Prepared once for each split: a page that steps asks for a score after every step. */
export class Scores {
  private readonly known = new Map<SplitName, Scorer>();

  constructor(
    private readonly document: Document,
    private readonly registry: Registry,
    private readonly options: Pick<SessionOptions, "precision" | "reproducible">,
  ) {}

  /** @param bound numbers for the slots of a program */
  score(split: SplitName, feeds: Feeds, bound: (program: Program) => readonly Numbers[]): Score {
    const { program, executable } = this.scorer(split, feeds);
    const [loss, ...metrics] = executable.run(bound(program));
    const names = program.metrics.map(({ index }) => program.values[index]!.name);
    return { loss: loss![0]!, metrics: Object.fromEntries(names.map((name, index) => [name, metrics[index]![0]!])) };
  }

  private scorer(split: SplitName, feeds: Feeds): Scorer {
    const known = this.known.get(split);
    if (known) return known;
    const program = compile(this.document, this.registry, formsOf(this.document, this.registry, feeds, "infer"));
    const metrics = program.metrics.map(({ index }) => index);
    const { precision, reproducible } = this.options;
    const executable = prepareFor(gradientTape(program, metrics, []), precision, NO_EXAMPLES, { reproducible });
    const scorer = { program, executable };
    this.known.set(split, scorer);
    return scorer;
  }
}
