// Drawn graphs that the tests merge text into, with the axes that the compiler finds in them.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { registry } from "../../../nodes/index.ts";
import { type Merged, type MergeOptions, mergeEquations } from "../../../src/compiler/equations/merge.ts";
import { type AxesLookup, sayGraph } from "../../../src/compiler/equations/merge-say.ts";
import { generators } from "../../../src/data/index.ts";
import type { Document, GraphNode, NodeId } from "../../../src/graph/document.ts";
import { loadDocument } from "../../../src/graph/load.ts";
import { createInspector } from "../../../src/inspection/inspector.ts";
import { library, orFail } from "../equations/library.ts";

const root = fileURLToPath(new URL("../../../graphs/", import.meta.url));

export interface Drawn {
  readonly document: Document;
  readonly options: MergeOptions;
}

/** Shapes as the page knows them; where nothing is known of the inputs, they are guessed from the worker's preview. */
function axesOf(document: Document): AxesLookup {
  const { ports } = createInspector(registry, generators).open(document);
  return (node, port) => ports[`${node}:${port}`];
}

export const drawn = (document: Document): Drawn => ({ document, options: { registry, library, axesOf: axesOf(document) } });

const known = new Map<string, Drawn>();

export function drawnFile(path: string): Drawn {
  const found = known.get(path) ?? drawn(orFail(loadDocument(readFileSync(root + path, "utf8"), registry)).document);
  known.set(path, found);
  return found;
}

const filesOf = (folder: string): string[] =>
  readdirSync(root + folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => `${folder}/${file}`);

export const cells = filesOf("cells");
export const examples = filesOf("examples");

export const say = ({ document, options }: Drawn): string => orFail(sayGraph(document, options)).text;

export const merge = ({ document, options }: Drawn, text: string): Merged => orFail(mergeEquations(document, text, options));

/** The merged graph with the axes that were known before, under its nodes' new names. */
export function onwards({ options }: Drawn, { document, kept }: Merged): Drawn {
  const before = new Map([...kept].map(([old, id]): [NodeId, NodeId] => [id, old]));
  return { document, options: { ...options, axesOf: (node, port) => options.axesOf?.(before.get(node) ?? node, port) } };
}

/** What a person gave a node by hand. */
export const lookOf = ({ position, role, look, parameters }: GraphNode) => ({ position, role, look, parameters });
