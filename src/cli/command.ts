// What a command is: what it is called with, and what it does. Help, parsing and dispatch read this one object.

import type { Terminal } from "./terminal.ts";

export interface Option {
  /** Without the hyphens. */
  readonly name: string;
  /** What stands behind it, `FILE`; absent for a switch. */
  readonly value?: string;
  readonly summary: string;
}

/** What a command line says, checked against the command's own list. */
export interface Arguments {
  /** One for each of the command's `operands`; of one that ends with `...`, one or more. */
  readonly operands: readonly string[];
  /** Values by name; a switch that is given has the value "". */
  readonly options: ReadonlyMap<string, string>;
}

export interface Command {
  readonly name: string;
  /** `["MODEL", "OUT"]`; the last may end with `...` and then takes all that follows. */
  readonly operands: readonly string[];
  readonly summary: string;
  readonly options: readonly Option[];
  /** Paragraphs for the command's own help. */
  readonly notes?: readonly string[];
  /** @returns the exit code */
  run(given: Arguments, terminal: Terminal): Promise<number>;
}
