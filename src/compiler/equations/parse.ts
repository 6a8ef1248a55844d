// Equations to a document.

import { attempt, type Result } from "../../base/errors.ts";
import { type Document, emptyDocument } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { buildGraph } from "./build.ts";
import type { Library } from "./calls.ts";
import { cellDefinitions } from "./cell-definitions.ts";
import { refuseCycles } from "./cycle.ts";
import { layoutGraph } from "./layout.ts";
import { signatures } from "./signature.ts";
import { readStatements } from "./statement.ts";

export interface ParseOptions {
  readonly registry: Registry;
  /** Cells that may be called, by file name: `adam-cell` is called adamCell. */
  readonly library: Library;
  readonly title?: string;
}

/**
 * The document that a text in the notation of docs/equations.md says. Names become node ids; what nobody has named gets
 * ids with `$`. The first thing that is wrong comes back with its line and column.
 */
export function parseEquations(text: string, { registry, library, title = emptyDocument.title }: ParseOptions): Result<Document> {
  return attempt(() => {
    const statements = readStatements(text);
    const { graph, cells } = buildGraph(statements, signatures(registry, library), registry, library);
    const document: Document = { ...emptyDocument, title, graph, cells: cellDefinitions(cells, library) };
    refuseCycles(document, registry, statements);
    return { ...document, graph: layoutGraph(graph, registry) };
  });
}
