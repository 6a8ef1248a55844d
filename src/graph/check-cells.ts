// Checks of cells: instances name definitions, definitions do not contain themselves, and their ports have names of their own.

import { findCycle } from "../base/topology.ts";
import type { CellAttribute, Document, GraphNode } from "./document.ts";
import { type Finding, type GraphView, nodeFinding } from "./finding.ts";
import { describeValue } from "./form-problem.ts";
import { limits } from "./limits.ts";
import type { Registry } from "./node-type.ts";
import { CELL_ATTRIBUTE, cellOf, namesCell, outputName, roleOf } from "./ports.ts";
import { isId } from "./schema.ts";

const isInstance = (node: GraphNode, registry: Registry): boolean => namesCell(registry.get(node.type));

const NO_RULE = "open an optimizer that has a graph, such as adam, and change it; or name a graph of the document that gives w_next";

/** Instances in one graph that name no definition. */
export function* checkInstances(view: GraphView): Generator<Finding> {
  for (const node of Object.values(view.graph.nodes)) {
    if (!isInstance(node, view.registry) || cellOf(node, view.document)) continue;
    const got = describeValue(node.attributes[CELL_ATTRIBUTE]);
    const expected = Object.keys(view.document.cells).slice(0, 20).join(" or ") || "a cell (the document has none)";
    const message = `attribute ${CELL_ATTRIBUTE}: got ${got}, expected ${expected}`;
    yield nodeFinding(view, node, "error", {
      code: "unknown-cell",
      message,
      where: { attribute: CELL_ATTRIBUTE },
      got,
      expected,
      ...(roleOf(node, view.registry) === "optimizer" ? { remedy: NO_RULE } : {}),
    });
  }
}

/** Names of outputs: usable as port ids, and each used once. */
export function* checkOutputNames(view: GraphView): Generator<Finding> {
  const taken = new Set<string>();
  for (const node of Object.values(view.graph.nodes)) {
    if (roleOf(node, view.registry) !== "output") continue;
    const name = outputName(node, view.graph, view.registry);
    if (name === null) continue;
    if (!isId(name)) yield badOutputName(view, node, name, "is no name for a port", "use letters, digits and _");
    else if (taken.has(name)) yield badOutputName(view, node, name, "is another output's name", "give this output a name of its own");
    taken.add(name);
  }
}

const badOutputName = (view: GraphView, node: GraphNode, name: string, reason: string, remedy: string): Finding =>
  nodeFinding(view, node, "error", {
    code: "bad-output-name",
    message: `${describeValue(name)} ${reason}`,
    where: { attribute: "name" },
    got: name,
    remedy,
  });

const attributesOf = ({ document, scope }: GraphView): readonly CellAttribute[] =>
  (scope === null ? document.attributes : document.cells[scope]?.attributes) ?? [];

/** A cell's own attributes: each id once, and none that an instance needs for itself. */
export function* checkCellAttributes(view: GraphView): Generator<Finding> {
  const place = view.scope === null ? "the document" : `cell "${view.scope}"`;
  const taken = new Set<string>();
  for (const { id } of attributesOf(view)) {
    const fault = id === CELL_ATTRIBUTE ? "is what names an instance's cell" : taken.has(id) ? "is listed twice" : null;
    if (fault)
      yield { code: "duplicate-id", message: `${place}: attribute "${id}" ${fault}`, got: id, severity: "error", scope: view.scope };
    taken.add(id);
  }
}

/** Names of the cells that each cell has instances of. */
function cellUses(document: Document, registry: Registry): Map<string, string[]> {
  const uses = (nodes: Document["graph"]["nodes"]) =>
    Object.values(nodes)
      .filter((node) => isInstance(node, registry) && cellOf(node, document))
      .map((node) => String(node.attributes[CELL_ATTRIBUTE]));
  return new Map(Object.entries(document.cells).map(([name, cell]) => [name, uses(cell.nodes)]));
}

/** A cell that contains itself, straight or through others. */
export function checkRecursion(document: Document, registry: Registry): Finding | null {
  const uses = cellUses(document, registry);
  const cycle = findCycle([...uses.keys()], (name) => uses.get(name) ?? []);
  if (!cycle) return null;
  const names = [...cycle, cycle[0]].join(" → ");
  return {
    code: "recursive-cell",
    message: `cell "${cycle[0]}" contains itself: ${names}`,
    got: names,
    remedy: "take one of these instances out; a value of the step before comes through a delay",
    severity: "error",
    scope: cycle[0] ?? null,
  };
}

/** Nodes after flattening. Cells must not contain themselves. */
export function expandedNodeCount(document: Document, registry: Registry): number {
  const uses = cellUses(document, registry);
  const known = new Map<string, number>();
  const ofCell = (name: string): number => {
    const count = known.get(name) ?? Object.keys(document.cells[name]?.nodes ?? {}).length + sum((uses.get(name) ?? []).map(ofCell));
    known.set(name, count);
    return count;
  };
  const top = Object.values(document.graph.nodes).filter((node) => isInstance(node, registry) && cellOf(node, document));
  return Object.keys(document.graph.nodes).length + sum(top.map((node) => ofCell(String(node.attributes[CELL_ATTRIBUTE]))));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** A few cells inside each other can mean more nodes than any machine has room for. */
export function checkExpansion(document: Document, registry: Registry): Finding | null {
  const count = expandedNodeCount(document, registry);
  if (count <= limits.expandedNodes) return null;
  const message = `the cells unfold to ${count} nodes, expected at most ${limits.expandedNodes}`;
  return { code: "too-big", message, got: String(count), expected: String(limits.expandedNodes), severity: "error", scope: null };
}
