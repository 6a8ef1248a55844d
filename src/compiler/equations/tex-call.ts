// Calls as papers print them: \sqrt, \sigma, bars for abs; all others upright with their name.

import type { Argument, Call, Expression } from "./expression.ts";

/** Puts an expression into TeX; the number is the least rank that needs no brackets. */
export type Tex = (expression: Expression) => string;

const round = (inside: string): string => `\\left(${inside}\\right)`;

/** Characters that mean something to TeX. */
const texText = (text: string): string => `\\text{${text.replace(/[\\{}$&#^_~%]/g, (sign) => (/[\\^~]/.test(sign) ? " " : `\\${sign}`))}}`;

const functions: ReadonlyMap<string, string> = new Map([
  ["sigmoid", "\\sigma"],
  ["σ", "\\sigma"],
  ["tgh", "\\tanh"],
  ...["tanh", "exp", "log", "sin", "cos", "max", "min"].map((name): [string, string] => [name, `\\${name}`]),
  ["sum", "\\textstyle\\sum"],
]);

const fences: ReadonlyMap<string, readonly [string, string]> = new Map([
  ["sqrt", ["\\sqrt{", "}"]],
  ["abs", ["\\left|", "\\right|"]],
]);

const filled: ReadonlyMap<string, string> = new Map([
  ["zeros", "\\mathbf{0}"],
  ["ones", "\\mathbf{1}"],
]);

/** Upright, with what TeX would take for itself made harmless. */
const upright = (name: string): string => (/^[A-Za-z0-9]+$/.test(name) ? `\\operatorname{${name}}` : texText(name));

function argumentTex({ keyword, value }: Argument, tex: Tex): string {
  const shown = value.kind === "text" ? texText(value.value) : value.kind === "truth" ? texText(String(value.value)) : tex(value);
  return keyword === null ? shown : `${texText(keyword)}=${shown}`;
}

const sizes = (call: Call, tex: Tex, sign: string): string =>
  call.arguments
    .filter(({ value }) => value.kind === "number")
    .map(({ value }) => tex(value))
    .join(sign);

/** What a statement declares: `W \in \mathbb{R}^{3 \times 2}`. */
export function declaration(call: Call, tex: Tex): string | null {
  if (!["input", "sequence", "parameter"].includes(call.name)) return null;
  const shape = sizes(call, tex, " \\times ");
  return shape === "" ? "\\in \\mathbb{R}" : `\\in \\mathbb{R}^{${shape}}`;
}

export function callTex(call: Call, tex: Tex): string {
  const [first, second] = call.arguments;
  const fence = fences.get(call.name);
  if (fence && first && !second) return `${fence[0]}${tex(first.value)}${fence[1]}`;
  const fill = filled.get(call.name);
  if (fill !== undefined) return `${fill}_{${sizes(call, tex, " \\times ")}}`;
  const over =
    second?.value.kind === "text" && (call.name === "sum" || call.name === "max" || call.name === "min") ? second.value.value : null;
  const shown = over === null ? call.arguments : call.arguments.slice(0, 1);
  const name = functions.get(call.name) ?? upright(call.name);
  return `${name}${over === null ? "" : `_{${texText(over)}}`}${round(shown.map((argument) => argumentTex(argument, tex)).join(", "))}`;
}
