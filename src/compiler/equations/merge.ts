// Text into a graph that is there already: what the text still means stays as it was drawn, what it changed is changed, the rest
// comes and goes. A three-way merge of the drawn graph, the equations that it prints, and the new equations.

import { attempt, Problem, type Result } from "../../base/errors.ts";
import { type Document, emptyDocument, emptyGraph, type Graph, graphAt, type NodeId, nodeAt } from "../../graph/document.ts";
import type { Edit } from "../../graph/edits.ts";
import { portsOf } from "../../graph/ports.ts";
import type { Library } from "./calls.ts";
import { cellFrom } from "./cell-definitions.ts";
import { type Assembled, assemble } from "./merge-assemble.ts";
import { mergeEdit } from "./merge-edit.ts";
import type { Texts } from "./merge-keep.ts";
import { matchSheets } from "./merge-match.ts";
import { findOrigins } from "./merge-origins.ts";
import { placeFresh, type SizeLookup, usualSize } from "./merge-places.ts";
import { replaceGraph } from "./merge-replace.ts";
import { type Said, type SayOptions, sayGraph } from "./merge-say.ts";
import { Sheet, sameAttributes, withGraph } from "./merge-sheet.ts";
import { parseEquations } from "./parse.ts";
import { refuse } from "./refuse.ts";
import { callName } from "./signature.ts";

export type { Library } from "./calls.ts";

export interface MergeOptions extends SayOptions {
  /** Cells that may be called and that the document does not have yet. */
  readonly library: Library;
  readonly sizeOf?: SizeLookup;
}

export interface Merged {
  readonly document: Document;
  /** Null where the text says what the graph is. */
  readonly edit: Edit | null;
  /** Old id to new one, of all nodes that stay. */
  readonly kept: ReadonlyMap<NodeId, NodeId>;
}

function orThrow<T>(result: Result<T>): T {
  if (!result.ok) throw new Problem(result.problem);
  return result.value;
}

/** Its own cells first: a person may have changed them. */
export function libraryOf({ cells }: Document, library: Library): Library {
  const documents = Object.entries(cells).map(([name, { nodes, edges, ...info }]): [string, Document] => [
    name,
    { ...emptyDocument, ...info, graph: { nodes, edges } },
  ]);
  // what a cell calls comes with it, in the form in which definitions are compared
  const inner = Object.fromEntries(documents.map(([name, document]) => [name, cellFrom(document)]));
  const own = documents.map(([name, document]): [string, Document] => [name, { ...document, cells: inner }]);
  const names = new Set(own.map(([name]) => callName(name)));
  return { ...Object.fromEntries(Object.entries(library).filter(([name]) => !names.has(callName(name)))), ...Object.fromEntries(own) };
}

/** Definitions inside a document are not copies of copies. */
const newCells = (read: Document, document: Document): Document["cells"] =>
  Object.fromEntries(Object.entries(read.cells).filter(([name]) => !Object.hasOwn(document.cells, name)));

function lineFinder(text: string): (name: NodeId) => number {
  const names = text.split(/\r\n|\n|\r/).map((line) => /^\s*([^\s=[(#]+)/.exec(line)?.[1]);
  return (name) => Math.max(1, names.indexOf(name) + 1);
}

/** What a text says, whatever its order; declarations of `aside` say nothing. */
function linesOf(text: string, aside: ReadonlySet<string>): string {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#") && !aside.has(line.split(" ")[0] ?? ""));
  return lines.sort().join("\n");
}

const namesIn = (text: string): ReadonlySet<NodeId> => new Set(text.split("\n").flatMap((line) => /^[^\s[]+(?= =)/.exec(line)?.[0] ?? []));

/** Names whose lines say something else, or nothing. */
function differingNames(wanted: string, text: string): ReadonlySet<NodeId> {
  const there = new Set(text.split("\n"));
  const differing = wanted.split("\n").filter((line) => !there.has(line));
  return namesIn(differing.join("\n"));
}

class Merge {
  private readonly options: MergeOptions;
  private readonly graph: Graph;
  private readonly scope;

  constructor(
    private readonly document: Document,
    private readonly text: string,
    options: MergeOptions,
  ) {
    this.options = { ...options, library: libraryOf(document, options.library) };
    this.scope = options.scope ?? null;
    this.graph = graphAt(document, this.scope) ?? emptyGraph;
  }

  run(): Merged {
    const { registry, library } = this.options;
    const next = orThrow(parseEquations(this.text, { registry, library }));
    const said = orThrow(sayGraph(this.document, this.options));
    const wanted = orThrow(sayGraph(next, { registry })).text;
    this.checkStandIns(said, next.graph);
    const aside = new Set(said.standIns.map(({ name }) => name));
    if (linesOf(wanted, aside) === linesOf(said.text, aside)) return this.unchanged();
    const texts = this.texts(said, next);
    const merged = texts && this.fine(said, next, texts, wanted);
    return this.finish(merged ?? replaceGraph({ graph: this.graph, next: next.graph, said, texts, registry: this.options.registry }), next);
  }

  /** A declaration in the place of a node may go, but not say something else. */
  private checkStandIns({ document, standIns }: Said, next: Graph): void {
    const drawn = graphAt(document, this.scope) ?? emptyGraph;
    for (const { name, node, port } of standIns) {
      const [now, before] = [nodeAt(next, name), nodeAt(drawn, name)];
      if (!now || !before || (now.type === before.type && sameAttributes(now, before))) continue;
      const message = `${name} is the output ${port} of the node ${node}, which text cannot change`;
      const remedy = "change it on the canvas, or take another name";
      refuse({ line: lineFinder(this.text)(name), column: 1 }, { message, got: name, remedy });
    }
  }

  private unchanged(): Merged {
    return { document: this.document, edit: null, kept: new Map(Object.keys(this.graph.nodes).map((id) => [id, id])) };
  }

  private texts(said: Said, next: Document): Texts | null {
    const { registry, library } = this.options;
    const base = new Sheet(orThrow(parseEquations(said.text, { registry, library })).graph);
    const origins = findOrigins(said, base, this.options);
    const drawn = new Sheet(graphAt(said.document, this.scope) ?? emptyGraph);
    const sheet = new Sheet(next.graph);
    const portOf = (id: NodeId): string => {
      const node = nodeAt(next.graph, id);
      return (node && portsOf(node, next, registry, null).outputs[0]?.id) ?? "value";
    };
    return origins && { base, next: sheet, pairs: matchSheets(base, sheet), origins, drawn, portOf };
  }

  /**
   * The merged graph, if it says what the text says. A name that printing had made up stays only where it would not come again:
   * first none does, then those whose lines are not as they should be, then all.
   */
  private fine(said: Said, next: Document, texts: Texts, wanted: string): Assembled | null {
    const aside = new Set(said.standIns.map(({ name }) => name));
    const source = { graph: this.graph, texts, standIns: said.standIns, registry: this.options.registry, lineOf: lineFinder(this.text) };
    let names: ReadonlySet<NodeId> = new Set();
    for (const more of [differingNames, namesIn]) {
      const merged = assemble({ ...source, names });
      const text = this.printed(merged, next);
      if (text !== null && linesOf(text, aside) === linesOf(wanted, aside)) return inTextOrder(merged, next, text, wanted);
      names = more(wanted, text ?? "");
    }
    const merged = assemble({ ...source, names });
    const text = this.printed(merged, next);
    return text !== null && linesOf(text, aside) === linesOf(wanted, aside) ? inTextOrder(merged, next, text, wanted) : null;
  }

  private printed({ graph, kept }: Assembled, next: Document): string | null {
    const before = new Map([...kept].map(([old, id]) => [id, old]));
    const axesOf: SayOptions["axesOf"] = (node, port) => this.options.axesOf?.(before.get(node) ?? node, port);
    const document = withGraph(
      { ...this.document, cells: { ...newCells(next, this.document), ...this.document.cells } },
      this.scope,
      graph,
    );
    const said = sayGraph(document, { ...this.options, axesOf });
    return said.ok ? said.value.text : null;
  }

  private finish({ graph, kept, fresh }: Assembled, next: Document): Merged {
    const { registry, sizeOf = usualSize } = this.options;
    const unplaced = fresh.filter((id) => kept.has(id) || !Object.hasOwn(this.graph.nodes, id));
    const placed = placeFresh(graph, unplaced, sizeOf, registry);
    const cells = newCells(next, this.document);
    const edit = mergeEdit(this.document, this.scope, placed, kept, cells, registry);
    const document = withGraph({ ...this.document, cells: { ...this.document.cells, ...cells } }, this.scope, placed);
    return { document, edit, kept };
  }
}

/** Its nodes in the order of the text where its lines would not be. */
function inTextOrder(merged: Assembled, next: Document, text: string, wanted: string): Assembled {
  if (text.endsWith(wanted)) return merged;
  const ranks = new Map(
    Object.keys(next.graph.nodes).flatMap((id, rank) => (merged.places.has(id) ? [[merged.places.get(id)!, rank] as const] : [])),
  );
  let last = -1;
  const ranked = Object.values(merged.graph.nodes).map((node) => {
    last = ranks.get(node.id) ?? last;
    return { node, rank: last };
  });
  const nodes = ranked.sort((a, b) => a.rank - b.rank).map(({ node }) => node);
  return { ...merged, graph: { ...merged.graph, nodes: Object.fromEntries(nodes.map((node) => [node.id, node])) } };
}

/** The document in which the graph of a scope says what `text` says; nodes keep place, look, role and settings where they can. */
export const mergeEquations = (document: Document, text: string, options: MergeOptions): Result<Merged> =>
  attempt(() => new Merge(document, text, options).run());
