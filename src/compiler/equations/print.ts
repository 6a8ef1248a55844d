// A graph as equations: the canonical text, which reads as the same graph again.

import { attempt, Problem, type Result } from "../../base/errors.ts";
import { type Document, type Graph, type GraphScope, graphAt } from "../../graph/document.ts";
import { FreshNames } from "../../graph/fresh-id.ts";
import type { NodeType, Registry } from "../../graph/node-type.ts";
import { formatStatement, type Written } from "./format.ts";
import { reference } from "./formula.ts";
import { gatherItems, type ShapeLookup } from "./gather.ts";
import { parserWords } from "./line-check.ts";
import { giveName, keepNames, nameTheRest } from "./naming.ts";
import { withOwnParameters } from "./own-parameters.ts";
import type { Item } from "./sheet.ts";
import { inOrder, type Line } from "./statement-order.ts";
import { writeItems } from "./write-items.ts";
import { type Border, borders, readByName } from "./written-delays.ts";

export interface PrintOptions {
  readonly registry: Registry;
  /** The top level, or a cell of the document. */
  readonly scope?: GraphScope;
  /** Shapes of ports, needed where nodes train parameters of their own. */
  readonly shapeOf?: ShapeLookup;
}

/** What no new name may be. */
function takenNames(graph: Graph): string[] {
  const own = Object.values(graph.nodes).flatMap((node) => Object.values(node.parameters ?? {}).flatMap(({ name }) => name ?? []));
  return [...Object.keys(graph.nodes), ...own, ...parserWords, "t", "T", "true", "false"];
}

/** Notes on the canvas stand before the equations. */
function comments(graph: Graph, registry: Registry): string[] {
  const notes = Object.values(graph.nodes).filter((node) => registry.get(node.type)?.role === "comment");
  return notes.flatMap((node) => String(node.attributes.text ?? "").split(/\r\n|\n|\r/)).map((line) => `# ${line}`.trimEnd());
}

const borderLine = ({ of, border, initial }: Border): Written => ({ name: of.name ?? of.id, border, value: reference(initial) });

/** What a line says: a copy of something without a name says that. */
function saidType(item: Item): NodeType {
  const copied = item.type.id === "identity" ? item.inputs.get("x") : undefined;
  return copied && copied.name === null ? saidType(copied) : item.type;
}

function statements(items: readonly Item[], found: readonly Border[]): readonly Written[] {
  const lines = items.flatMap((item): Line[] => {
    const { name, expression } = item;
    return name === null || !expression ? [] : [{ name, border: null, value: expression, type: saidType(item) }];
  });
  return inOrder(lines, found.map(borderLine));
}

/**
 * The text of one graph. Names of nodes stay; what nobody has named is written where it is read, or gets a name.
 * Fails with the node that the notation has no words for.
 */
export function printEquations(document: Document, { registry, scope = null, shapeOf = () => undefined }: PrintOptions): Result<string> {
  return attempt(() => {
    const graph = graphAt(document, scope);
    if (!graph)
      throw new Problem({
        code: "unknown-cell",
        message: `the document has no cell "${scope}"`,
        got: String(scope),
        remedy: "choose a cell that it has",
      });
    const names = new FreshNames(takenNames(graph));
    const source = { document, scope, graph, registry, shapeOf, names };
    const items = withOwnParameters(gatherItems(source), source);
    keepNames(items);
    const before = readByName(items);
    for (const item of items) if (before.has(item) && item.name === null) giveName(item, names);
    const { borders: found, aliases } = borders(items, registry, names);
    const all = [...items, ...aliases];
    nameTheRest(all, found, names);
    writeItems(all, names);
    const lines = [...comments(graph, registry), ...statements(all, found).map(formatStatement)];
    return lines.map((line) => `${line}\n`).join("");
  });
}
