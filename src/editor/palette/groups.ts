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

/** Entries whose title begins with the query come first. */
export function search(entries: readonly Entry[], query: string): Entry[] {
  const text = query.trim().toLowerCase();
  const words = text.split(/\s+/);
  const begins = ({ key, title }: Entry) => (title.toLowerCase().startsWith(text) || key.startsWith(text) ? 0 : 1);
  return entries.filter((entry) => words.every((word) => entry.words.includes(word))).sort((a, b) => begins(a) - begins(b));
}

export function groups(entries: readonly Entry[]): Group[] {
  const all = GROUPS.map(({ title, form, categories }) => ({
    title,
    form,
    entries: categories.flatMap((category) => entries.filter((entry) => entry.category === category)),
  }));
  return all.filter((group) => group.entries.length > 0);
}
