// The part of graphs/examples/README.md that is written by the command.

import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../../graphs/examples/README.md", import.meta.url);
const [begin, end] = ["<!-- written by npm run runs -->", "<!-- end of what is written -->"];

/** The text between the two marks. */
export function withTables(readme: string, tables: string): string {
  const [before, rest] = readme.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`${file.pathname} lacks "${begin}" ... "${end}"`);
  return `${before}${begin}\n${tables}\n${end}${after}`;
}

export const readReadme = (): string => readFileSync(file, "utf8");
export const writeReadme = (text: string): void => writeFileSync(file, text);
