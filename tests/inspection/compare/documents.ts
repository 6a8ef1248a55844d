// Shipped examples and cells for the comparisons.

import { readdirSync, readFileSync } from "node:fs";
import { registry } from "../../../nodes/index.ts";
import type { Document } from "../../../src/graph/document.ts";
import { apply, type Edit } from "../../../src/graph/edits.ts";
import { loadDocument } from "../../../src/graph/load.ts";
import type { CellOffer } from "../../../src/inspection/compare/swap.ts";

const folder = new URL("../../../graphs/", import.meta.url);

function read(path: string): Document {
  const loaded = loadDocument(readFileSync(new URL(path, folder), "utf8"), registry);
  if (!loaded.ok) throw new Error(loaded.problem.message);
  return loaded.value.document;
}

export const example = (name: string): Document => read(`examples/${name}.json`);

/** The LSTM on few strings. */
export function smallLstm(): Document {
  const small: Edit = { kind: "setAttribute", scope: null, node: "reber", attribute: "trainCount", value: 40 };
  const result = apply(example("lstm-embedded-reber"), small, registry);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value.document;
}

/** All cells that are shipped, by file name. */
export const cellNames: readonly string[] = readdirSync(new URL("cells/", folder)).map((file) => file.replace(/\.json$/, ""));

/** A shipped cell under a name that a definition may have. */
export function offer(file: string): CellOffer {
  const { title, description, source, attributes, graph, cells } = read(`cells/${file}.json`);
  const name = file.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return { name, cells: { ...cells, [name]: { title, description, source, attributes, ...graph } } };
}
