// Makes a cell of some nodes of a graph: they move into a new definition, an instance takes their place, wires that cross the
// border become ports. What is computed stays the same; one edit, so one step of undo.

import { attempt, Problem, type Result } from "../base/errors.ts";
import { borderOf, borrowedName, type CellBorder, withBorder } from "./cell-border.ts";
import type { Cell, CellAttribute, Document, Edge, Graph, GraphNode, GraphScope, NodeId, Position } from "./document.ts";
import { emptyGraph, graphAt, nodeAt } from "./document.ts";
import type { Edit } from "./edit.ts";
import { FreshNames } from "./fresh-id.ts";
import { attributesRead } from "./node-expressions.ts";
import type { Registry, Role } from "./node-type.ts";
import { CELL_ATTRIBUTE, portsOf, roleOf } from "./ports.ts";
import { innerGraph, parameterNames } from "./subgraph.ts";

export interface MadeCell {
  readonly edit: Edit;
  /** The instance. */
  readonly node: NodeId;
  /** The definition. */
  readonly cell: string;
}

/** What feeds a graph and what trains it stays outside: inside it would be another thing. */
const OUTSIDE: ReadonlySet<Role> = new Set<Role>(["input", "sequence", "output", "data", "loss", "metric", "optimizer"]);

/** The nodes that can go into a cell, with the wires among them. */
function insideOf(graph: Graph, ids: readonly NodeId[], registry: Registry): Graph {
  const fit = ids.filter((id) => {
    const node = nodeAt(graph, id);
    return node !== undefined && !OUTSIDE.has(roleOf(node, registry));
  });
  if (fit.length > 0) return innerGraph(graph, fit);
  throw new Problem({
    code: "nothing-to-group",
    message: "none of the selected nodes can go into a cell",
    got: ids.length === 0 ? "no nodes" : "inputs, outputs, data, losses or optimizers only",
    expected: "at least one node that computes",
    remedy: "select operations, gates, delays, parameters or cells",
  });
}

export const GRID = 8;
const onGrid = (value: number): number => Math.round(value / GRID) * GRID;

/** Middle of the box around some nodes. */
export function middleOf(nodes: readonly GraphNode[]): Position {
  const middle = (values: readonly number[]) => onGrid((Math.min(...values) + Math.max(...values)) / 2);
  return nodes.length === 0
    ? { x: 0, y: 0 }
    : { x: middle(nodes.map(({ position }) => position.x)), y: middle(nodes.map(({ position }) => position.y)) };
}

/** Attributes of the graph of a scope, which its expressions may read. */
export const attributesAt = (document: Document, scope: GraphScope): readonly CellAttribute[] =>
  (scope === null ? document.attributes : document.cells[scope]?.attributes) ?? [];

/** Expressions go on reading what they read: the instance hands it in under the same name. */
const handedIn = (attributes: readonly CellAttribute[]): Record<string, string> => Object.fromEntries(attributes.map(({ id }) => [id, id]));

/** Wires to and from the instance in the place of those that crossed the border. Names that hang on an old wire are kept. */
function rewire(graph: Graph, scope: GraphScope, node: NodeId, { inputs, outputs }: CellBorder, registry: Registry): Edit[] {
  const connect = (from: Edge["from"], to: Edge["to"]): Edit => ({ kind: "connect", scope, from, to });
  const keepName = (wire: Edge): Edit[] => {
    const value = borrowedName(graph, wire, registry);
    return value === null ? [] : [{ kind: "setAttribute", scope, node: wire.to.node, attribute: "name", value }];
  };
  return [
    ...inputs.map(({ id, from }) => connect(from, { node, port: id })),
    ...outputs.flatMap(({ wires }) => wires.flatMap(keepName)),
    ...outputs.flatMap(({ port, wires }) => wires.map(({ to }) => connect({ node, port }, to))),
  ];
}

/** `ids` are nodes of the graph of `scope`; `wanted` is what the cell is to be called. The edit still has to be applied. */
export function makeCell(
  document: Document,
  scope: GraphScope,
  ids: readonly NodeId[],
  registry: Registry,
  wanted = "cell",
): Result<MadeCell> {
  return attempt(() => {
    const graph = graphAt(document, scope) ?? emptyGraph;
    const inside = insideOf(graph, ids, registry);
    const outputsOf = (node: GraphNode) => portsOf(node, document, registry, scope).outputs.map((port) => port.id);
    const border = borderOf(graph, inside, registry, outputsOf);
    const attributes = attributesRead(Object.values(inside.nodes), attributesAt(document, scope), registry);
    const name = new FreshNames(Object.keys(document.cells)).take(wanted);
    const id = new FreshNames([...Object.keys(graph.nodes), ...parameterNames(graph)]).take(name);
    const cell: Cell = { title: name, description: "", source: "", attributes, ...withBorder(inside, border) };
    const position = middleOf(Object.values(inside.nodes));
    const instance: GraphNode = { id, type: "cell", position, attributes: { [CELL_ATTRIBUTE]: name, ...handedIn(attributes) } };
    const edits: Edit[] = [
      { kind: "addCell", name, cell },
      { kind: "addNode", scope, node: instance },
      ...rewire(graph, scope, id, border, registry),
      ...Object.keys(inside.nodes).map((node): Edit => ({ kind: "removeNode", scope, node })),
    ];
    return { edit: { kind: "batch", edits }, node: id, cell: name };
  });
}
