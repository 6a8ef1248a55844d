// How the reader of equations says no: always with the line and the column, and with the way out where there is one.

import { Problem } from "../../base/errors.ts";

/** Line and column from 1 on; columns count UTF-16 units, as editors and JavaScript do. */
export interface At {
  readonly line: number;
  readonly column: number;
}

export interface Refusal {
  /** `bad-equation` where nothing more special is said. */
  readonly code?: string;
  readonly message: string;
  readonly got?: string;
  readonly expected?: string;
  readonly remedy?: string;
}

/** The message says what was expected, so that it stands alone in a terminal. */
export function refuse({ line, column }: At, { code = "bad-equation", ...refusal }: Refusal): never {
  const { message, expected } = refusal;
  const whole = expected === undefined || message.includes(expected) ? message : `${message}, expected ${expected}`;
  throw new Problem({ code, ...refusal, message: whole, where: { line, column } });
}

const longest = 40;

/** Text of a stranger: not too much of it. */
export const clip = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

export const quote = (text: string): string => `\`${clip(text)}\``;
