// A cell as a number.

const form = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const decimalComma = /^[+-]?\d+,\d+$/;

/** The number, or why the cell is none. */
export type ReadNumber =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly what: string; readonly expected: string; readonly remedy: string };

const refused = (what: string, expected: string, remedy: string): ReadNumber => ({ ok: false, what, expected, remedy });

/** @param shown the cell as errors show it */
export function readNumber(cell: string, shown = JSON.stringify(cell)): ReadNumber {
  const value = form.test(cell) ? Number(cell) : Number.NaN;
  if (Number.isFinite(value)) return { ok: true, value };
  if (cell === "") return refused("the cell is empty", "a number", "fill it in, or take out the line or the column");
  if (decimalComma.test(cell)) return refused(`${shown} has a decimal comma`, "a decimal point", `write ${cell.replace(",", ".")}`);
  if (!Number.isNaN(value)) return refused(`${shown} is too large`, "a number below 1.8e308", "scale the column");
  return refused(`${shown} is no number`, "a number", "correct it, or take out the line or the column");
}

/** True of what was meant as a number, a decimal comma included. */
export const looksNumeric = (cell: string): boolean => form.test(cell) || decimalComma.test(cell);
