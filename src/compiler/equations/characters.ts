// Which characters the notation has, what is read for signs that only look like them, and what to say about all others.

import { limits } from "../../graph/limits.ts";
import { type At, quote, refuse } from "./refuse.ts";

/** Signs of papers and keyboards, as mathjs writes them. The second column of dots is U+00B7, U+22C5 and the Greek U+0387. */
export const signAliases: ReadonlyMap<string, string> = new Map([
  ["⊙", ".*"],
  ["·", "*"],
  ["⋅", "*"],
  ["\u0387", "*"],
  ["−", "-"],
]);

/** The ranges that mathjs takes for letters; of these only letters in the sense of Unicode, and only in their normal form. */
const mathjsLetter = /^[A-Za-z_\u00C0-\u02AF\u0370-\u03FF\u2100-\u214F\u{1D400}-\u{1D7FF}]$/u;

export const isNameStart = (character: string): boolean =>
  mathjsLetter.test(character) && /^[\p{L}_]$/u.test(character) && character.normalize("NFC") === character;

/** Room is left for what is put behind a name: `h$prev12`. */
export const longestName = limits.idLength - 16;

export const isNamePart = (character: string): boolean => /^[0-9]$/.test(character) || isNameStart(character);

const invisible = /^[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\u2028\u2029]$/u;
const superscript = /^[²³¹⁰-ⁿª-ªºʰ-ʸᴬ-ᵡ\u1D78\u1D9B-\u1DBF]$/u;
const subscript = /^[₀-ₜᵢ-ᵪⱼ]$/u;

interface Advice {
  readonly what: string;
  readonly remedy: string;
}

const advice: Readonly<Record<string, Advice>> = {
  "%": { what: "`%` is not in the notation", remedy: "write the division out: x / 100" },
  "!": { what: "factorials and `!` are not in the notation", remedy: "leave the `!` out" },
  "?": { what: "conditionals are not in the notation", remedy: "use max, min or step, which have gradients" },
  ":": { what: "ranges and conditionals with `:` are not in the notation", remedy: "take components with slice(x, from, to)" },
  "<": { what: "comparisons are not in the notation", remedy: "step(b - a) is 1 where a ≤ b" },
  ">": { what: "comparisons are not in the notation", remedy: "step(a - b) is 1 where a ≥ b" },
  "&": { what: "logical operators are not in the notation", remedy: "multiply values of 0 and 1 with .*" },
  "|": { what: "logical operators are not in the notation", remedy: "use max of values of 0 and 1, or abs(x)" },
  "~": { what: "logical operators are not in the notation", remedy: "write 1 - x" },
  "{": { what: "objects and curly brackets are not in the notation", remedy: "use round brackets" },
  "}": { what: "objects and curly brackets are not in the notation", remedy: "use round brackets" },
  "'": { what: "a text stands in double quotes", remedy: 'write "text"; after a value \' is the transpose' },
  $: { what: "`$` marks nodes that nobody has named and cannot stand in a name", remedy: "use letters, digits and _" },
  ".": { what: "`.` stands neither in a number nor in `.*`, `./` or `.^`", remedy: "write .* ./ .^ for operations component by component" },
  "×": { what: "`×` could be either product", remedy: "write * for the matrix product, .* for component by component" },
  "∗": { what: "`∗` is not the star of the keyboard", remedy: "write *" },
  "∘": { what: "`∘` is not in the notation", remedy: "write .* or ⊙ for component by component" },
  "÷": { what: "`÷` is not in the notation", remedy: "write / or ./" },
  "⊘": { what: "`⊘` is not in the notation", remedy: "write ./" },
  "√": { what: "`√` is not in the notation", remedy: "write sqrt(x)" },
  "–": { what: "`–` is a dash and no minus", remedy: "write -" },
  "—": { what: "`—` is a dash and no minus", remedy: "write -" },
  "′": { what: "`′` is a prime and no transpose", remedy: "write '" },
  "’": { what: "`’` is a typographic quote", remedy: "write '" },
  "“": { what: "`“` is a typographic quote", remedy: 'write "' },
  "”": { what: "`”` is a typographic quote", remedy: 'write "' },
  "„": { what: "`„` is a typographic quote", remedy: 'write "' },
  µ: { what: "`µ` is the micro sign (U+00B5)", remedy: "type the Greek letter μ (U+03BC), or mu" },
};

const codePoint = (character: string): string => `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;

function adviceFor(character: string): Advice {
  const known = Object.hasOwn(advice, character) ? advice[character] : undefined;
  if (known) return known;
  if (/^\p{M}$/u.test(character) && !invisible.test(character)) {
    return { what: "a name cannot carry a combining accent", remedy: "write it behind the name: h_tilde, m_hat" };
  }
  if (superscript.test(character))
    return { what: `a superscript (${quote(character)}) cannot be read`, remedy: "write .^ 2 for a power, ' for the transpose" };
  if (subscript.test(character))
    return { what: `a subscript (${quote(character)}) cannot stand in a name`, remedy: "write it behind _ or as a digit: W_f, h0" };
  if (invisible.test(character))
    return { what: `there is an invisible character (${codePoint(character)})`, remedy: "delete it; retyping the line helps" };
  const usual = character.normalize("NFKC");
  if (usual !== character)
    return { what: `${quote(character)} (${codePoint(character)}) only looks like ${quote(usual)}`, remedy: `type ${quote(usual)}` };
  if (/^[\p{L}\p{N}]$/u.test(character)) {
    return { what: `the character ${quote(character)} cannot stand in a name`, remedy: "use Latin or Greek letters, digits and _" };
  }
  return {
    what: `the character ${quote(character)} (${codePoint(character)}) is not in the notation`,
    remedy: "see the list of operators",
  };
}

export function refuseCharacter(character: string, at: At): never {
  const { what, remedy } = adviceFor(character);
  return refuse(at, { code: "bad-character", message: what, got: codePoint(character), remedy });
}
