// How many numbers a Hessian has, as text.

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

const superscript = (exponent: number): string => Array.from(String(exponent), (digit) => SUPERSCRIPTS[Number(digit)]).join("");

/** One for each pair of trained numbers; in full below a billion, then as `1.2 × 10¹⁰`. */
export function hessianEntries(parameters: number): string {
  const entries = BigInt(parameters) ** 2n;
  if (entries < 10n ** 9n) return entries.toLocaleString("en");
  const [mantissa = "", exponent] = Number(entries).toExponential(1).split("e");
  return `${mantissa} × 10${superscript(Number(exponent))}`;
}
