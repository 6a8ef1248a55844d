// The palette's entries in groups, and found by words.

import type { Category } from "../../graph/node-type.ts";
import type { Entry } from "./entries.ts";

export interface Group {
  readonly title: string;
  /** Glyphs side by side, or rows with names. */
  readonly form: "glyphs" | "rows";
  readonly entries: readonly Entry[];
}

const GROUPS: readonly { readonly title: string; readonly form: Group["form"]; readonly categories: readonly Category[] }[] = [
  { title: "Operations", form: "glyphs", categories: ["operations"] },
  { title: "Activations", form: "glyphs", categories: ["activations"] },
  { title: "Linear", form: "glyphs", categories: ["linear"] },
  { title: "Shape", form: "glyphs", categories: ["shape"] },
  { title: "Time", form: "glyphs", categories: ["time"] },
  { title: "Cells", form: "rows", categories: ["cells"] },
  { title: "Inputs and data", form: "rows", categories: ["inputs", "data"] },
  { title: "Losses and metrics", form: "rows", categories: ["losses", "metrics"] },
  { title: "Optimizers", form: "rows", categories: ["optimizers"] },
  { title: "Notes", form: "rows", categories: ["notes"] },
];

/** `W*x + b` and the TeX `W\,x + b` alike: what is left where nothing but letters and signs counts. */
const plain = (formula: string): string => formula.replace(/\\(?:cdot|odot|times|left|right|textstyle)\b|\\[,;!]|[\s*·⊙{}]/g, "");

/** Plain words in small letters are no formula. */
const isFormula = (query: string): boolean => /\p{Lu}|[^\p{L}\p{N}\s-]/u.test(query) && plain(query) !== "";

/** What makes an entry an answer to a query, the best first. Only formulas and symbols tell small letters from capital ones. */
const MERITS: readonly ((entry: Entry, query: string) => boolean)[] = [
  ({ key, title }, query) => [title.toLowerCase(), key].includes(query.toLowerCase()),
  ({ terms, formula }, query) => terms.includes(query) || (isFormula(query) && plain(formula) === plain(query)),
  ({ formula }, query) => isFormula(query) && plain(formula).startsWith(plain(query)),
  ({ title }, query) => title.toLowerCase().startsWith(query.toLowerCase()),
  ({ key }, query) => key.startsWith(query.toLowerCase()),
  ({ terms }, query) => terms.some((term) => term.toLowerCase().startsWith(query.toLowerCase())),
  ({ words }, query) =>
    query
      .toLowerCase()
      .split(/\s+/)
      .every((word) => words.includes(word)),
];

/** The best answers first; among equal ones the order of the palette. */
export function search(entries: readonly Entry[], query: string): Entry[] {
  const text = query.trim();
  const found = entries.map((entry) => ({ entry, place: MERITS.findIndex((holds) => holds(entry, text)) }));
  return found
    .filter(({ place }) => place >= 0)
    .sort((a, b) => a.place - b.place)
    .map(({ entry }) => entry);
}

export function groups(entries: readonly Entry[]): Group[] {
  const all = GROUPS.map(({ title, form, categories }) => ({
    title,
    form,
    entries: categories.flatMap((category) => entries.filter((entry) => entry.category === category)),
  }));
  return all.filter((group) => group.entries.length > 0);
}
