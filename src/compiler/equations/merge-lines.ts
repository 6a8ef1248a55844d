// Which line of the equations each node of a drawn graph is written in, and which node a line is about.

import { type Document, emptyGraph, graphAt, type NodeId } from "../../graph/document.ts";
import type { Library } from "./calls.ts";
import { libraryOf } from "./merge.ts";
import { findOrigins, type Origins } from "./merge-origins.ts";
import type { Said, SayOptions } from "./merge-say.ts";
import { Sheet, statementOf, stepOf } from "./merge-sheet.ts";
import { parseEquations } from "./parse.ts";

export interface LineIndex {
  /** By node: the names on the left of the lines that it is written in. */
  readonly linesOf: ReadonlyMap<NodeId, readonly string[]>;
  /** By name: the node that its line is about. */
  readonly nodeOf: ReadonlyMap<string, NodeId>;
}

export type IndexOptions = SayOptions & { readonly library: Library };

/** Another step of a name is written where it is read. */
function linesWith(base: Sheet, id: NodeId): readonly string[] {
  return stepOf(id) ? base.readers(id).map(({ to }) => statementOf(to.node)) : [statementOf(id)];
}

function collect(base: Sheet, origins: Origins): LineIndex {
  const linesOf = new Map<NodeId, string[]>();
  const nodeOf = new Map<string, NodeId>();
  for (const [id, { owner, kind }] of origins.of) {
    if (kind !== "parameter") linesOf.set(owner, [...new Set([...(linesOf.get(owner) ?? []), ...linesWith(base, id)])]);
    if (statementOf(id) === id) nodeOf.set(id, owner);
  }
  return { linesOf, nodeOf };
}

/** Where the text cannot be read again, names are taken for ids. */
function byName(document: Document, scope: SayOptions["scope"]): LineIndex {
  const ids = Object.keys((graphAt(document, scope ?? null) ?? emptyGraph).nodes);
  return { linesOf: new Map(ids.map((id) => [id, [statementOf(id)]])), nodeOf: new Map(ids.map((id) => [id, id])) };
}

export function indexLines(document: Document, said: Said, options: IndexOptions): LineIndex {
  const library = libraryOf(document, options.library);
  const read = parseEquations(said.text, { registry: options.registry, library });
  const base = read.ok ? new Sheet(read.value.graph) : null;
  const origins = base && findOrigins(said, base, { ...options, library });
  const found = base && origins ? collect(base, origins) : byName(document, options.scope);
  const standIns = said.standIns.map(({ name, node }) => [name, node] as const);
  const lines = new Map(found.linesOf);
  for (const [name, node] of standIns) lines.set(node, [...(lines.get(node) ?? []), name]);
  return { linesOf: lines, nodeOf: new Map([...found.nodeOf, ...standIns]) };
}
