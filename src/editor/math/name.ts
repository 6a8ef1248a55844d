// Names as papers print them: `C_tilde` is C with a tilde, `W_f` has a subscript, `mu` is Greek, `h0` is h with index 0.

const GREEK = new Set(
  (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega " +
    "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
  ).split(" "),
);
const ACCENTS: Readonly<Record<string, string>> = { tilde: "tilde", hat: "hat", bar: "bar", dot: "dot" };

function word(text: string): string {
  if (GREEK.has(text)) return `\\${text}`;
  if (text === "eps") return "\\varepsilon";
  return text.length === 1 ? text : `\\mathit{${text}}`;
}

/** `x12` is x with index 12. */
function part(text: string): string {
  const [, letters = text, digits = ""] = /^(\p{L}+)(\d*)$/u.exec(text) ?? [];
  return digits ? `${word(letters)}_{${digits}}` : word(letters);
}

/** TeX of a node's or port's name; ids are identifiers, so nothing needs escaping but `_` and `$`. */
export const nameTex = (id: string): string => indexedTex(id, []);

/** @param more TeX of indices behind those that the name has */
function indexedTex(id: string, more: readonly string[]): string {
  const [head = "", ...rest] = id.replaceAll("$", "").split("_").filter(Boolean);
  const accent = rest[0] === undefined ? undefined : ACCENTS[rest[0]];
  const base = accent ? `\\${accent}{${part(head)}}` : part(head);
  const own = (accent ? rest.slice(1) : rest).map((index) => (/^\d+$/.test(index) ? index : word(index)));
  const indices = [...own, ...more];
  return indices.length === 0 ? base : `{${base}}_{${indices.join(",")}}`;
}

/** `beta1` is a letter and a digit. */
function lettersOf(text: string): number {
  const [, letters = text, digits = ""] = /^(\p{L}+)(\d*)$/u.exec(text) ?? [];
  return (GREEK.has(letters) ? 1 : letters.length) + digits.length;
}

/** Letters on paper: a Greek one is one, an accent none. */
function printedLetters(id: string): number {
  const parts = id.replaceAll("$", "").split("_").filter(Boolean);
  const printed = parts.filter((text, index) => index !== 1 || !(text in ACCENTS));
  return printed.reduce((sum, text) => sum + lettersOf(text), 0);
}

/** Where there is room for so many letters: longer names end in dots, and are told in full by the tip and the inspector's path. */
export function shortNameTex(id: string, most: number): string {
  if (printedLetters(id) <= most) return nameTex(id);
  return `${nameTex(id.replaceAll("$", "").slice(0, most - 1))}{\\ldots}`;
}

/** The same at a step, `t` or `t-1`: `w_next` is w with the indices next and t. */
export const nameAtStepTex = (id: string, most: number, step: string): string =>
  printedLetters(id) <= most ? indexedTex(id, [step]) : `{${shortNameTex(id, most)}}_{${step}}`;

/** `tanh2` says no more than its glyph; `keep` does. */
export function hasOwnName({ id, type }: { readonly id: string; readonly type: string }): boolean {
  const given = type.replace(/-/g, "").toLowerCase();
  return isNamed(id) && id.toLowerCase().replace(/\d+$/, "") !== given;
}

/** Nobody has named a node whose id has a `$`. */
export const isNamed = (id: string): boolean => !id.includes("$");
