// What is wrong with a document while it is compiled.

import { Problem, type ProblemData } from "../base/errors.ts";

/** Where everything is wanted the first problem is thrown; where a part will do, all are gathered. */
export class Report {
  readonly warnings: ProblemData[] = [];

  constructor(private readonly partial: boolean) {}

  add(problems: readonly ProblemData[]): void {
    const [first] = problems;
    if (first && !this.partial) throw new Problem(first);
    this.warnings.push(...problems);
  }
}
