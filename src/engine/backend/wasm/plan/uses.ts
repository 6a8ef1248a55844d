// Who reads the values of one tape, so that what only one equation reads can wait for it.

import { readersOf } from "../../../passes/dependence.ts";
import type { Equation, Tape, Value } from "../../../tape.ts";

export class Uses {
  private readonly readers: ReadonlyMap<Value, readonly Equation[]>;
  private readonly leaving: ReadonlySet<Value>;

  constructor({ equations, outputs }: Tape) {
    this.readers = readersOf(equations);
    this.leaving = new Set(outputs);
  }

  /** The one equation that reads a value, once; null where there are more readings, or the value leaves the tape. */
  onlyReader(value: Value): Equation | null {
    const [reader, ...others] = this.readers.get(value) ?? [];
    return reader && others.length === 0 && !this.leaving.has(value) ? reader : null;
  }
}
