// The cells that pasted instances name, on their way into another document.

import type { Cell, Document, Graph, GraphNode } from "./document.ts";
import type { Edit } from "./edit.ts";
import { toFileCell } from "./file-form.ts";
import { FreshNames } from "./fresh-id.ts";
import type { Registry } from "./node-type.ts";
import { CELL_ATTRIBUTE, cellOf, roleOf } from "./ports.ts";

/** Names of the definitions that a graph has instances of. */
export const cellNames = (graph: Graph, document: Document, registry: Registry): string[] =>
  Object.values(graph.nodes)
    .filter((node) => roleOf(node, registry) === "cell" && cellOf(node, document))
    .map((node) => String(node.attributes[CELL_ATTRIBUTE]));

const sameCell = (a: Cell, b: Cell): boolean => JSON.stringify(toFileCell(a)) === JSON.stringify(toFileCell(b));

type Renaming = ReadonlyMap<string, string>;

/** An instance with the name that its cell has in the document pasted into. */
function withCell(node: GraphNode, cells: Renaming): GraphNode {
  const name = cells.get(String(node.attributes[CELL_ATTRIBUTE]));
  return name === undefined ? node : { ...node, attributes: { ...node.attributes, [CELL_ATTRIBUTE]: name } };
}

/** Brings the definitions along: an equal one that is there already is used, another one of the same name makes way. */
export class CellArrivals {
  readonly names = new Map<string, string>();
  readonly edits: Edit[] = [];
  private readonly fresh: FreshNames;
  private readonly from: Document;
  private readonly into: Document;
  private readonly registry: Registry;

  constructor(from: Document, into: Document, registry: Registry) {
    this.from = from;
    this.into = into;
    this.registry = registry;
    this.fresh = new FreshNames(Object.keys(into.cells));
    for (const name of Object.keys(from.cells)) this.bring(name);
  }

  /** Inner cells first, so that what is compared and added names them rightly. */
  private bring(name: string): void {
    const cell = this.from.cells[name];
    if (!cell || this.names.has(name)) return;
    for (const inner of cellNames(cell, this.from, this.registry)) this.bring(inner);
    this.place(name, { ...cell, nodes: this.renamed(cell) });
  }

  renamed(graph: Graph): Graph["nodes"] {
    const nodes = Object.values(graph.nodes).map((node) => (roleOf(node, this.registry) === "cell" ? withCell(node, this.names) : node));
    return Object.fromEntries(nodes.map((node) => [node.id, node]));
  }

  private place(name: string, cell: Cell): void {
    const there = Object.hasOwn(this.into.cells, name) ? this.into.cells[name] : undefined;
    if (there && sameCell(there, cell)) return void this.names.set(name, name);
    const free = this.fresh.take(name);
    this.names.set(name, free);
    this.edits.push({ kind: "addCell", name: free, cell });
  }
}
