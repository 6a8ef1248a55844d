// The graph of an optimizer, opened: the first look inside makes it a definition of the document, which can then be rewired.

import { registry } from "../../../nodes/index.ts";
import { attempt } from "../../base/errors.ts";
import { callNames } from "../../compiler/equations/signature.ts";
import { defaultScope, resolveAttributes } from "../../graph/attributes.ts";
import {
  type Attributes,
  type AttributeValue,
  type Cell,
  type Document,
  type GraphNode,
  type GraphScope,
  graphAt,
  type NodeId,
  nodeAt,
} from "../../graph/document.ts";
import type { Edit } from "../../graph/edits.ts";
import type { NodeType } from "../../graph/node-type.ts";
import { difference } from "../../graph/patch.ts";
import { CELL_ATTRIBUTE, namesCell } from "../../graph/ports.ts";
import { perform } from "./edit.ts";
import { currentScope } from "./selectors.ts";
import { getState, setState } from "./state.ts";

const drawnType = [...registry.values()].find((type) => type.role === "optimizer" && namesCell(type));

/** A name that no definition of the document and no function of the equations has. */
function freshName(wanted: string, { cells }: Document): string {
  const taken = new Set([...Object.keys(cells), ...callNames(registry)]);
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}${count}`;
    if (!taken.has(name)) return name;
  }
}

const identifier = (title: string): string => title.replace(/[^A-Za-z0-9]+(.)?/g, (_, letter?: string) => (letter ?? "").toUpperCase());

/** What a node of the drawn type has where nothing is written: its type's settings, and those of the graph. */
const defaultsOf = (type: NodeType, rule: Document): ReadonlyMap<string, AttributeValue | null> =>
  new Map([...type.attributes, ...rule.attributes].map((setting) => [setting.id, setting.default]));

/** Settings that the drawn node has too: as they are written, or, where its default is another one, as they were without a word. */
function keptSettings(node: GraphNode, type: NodeType, defaults: ReadonlyMap<string, AttributeValue | null>): Attributes {
  const entries = type.attributes.flatMap(({ id, default: usual }): [string, AttributeValue][] => {
    const value = node.attributes[id] ?? (usual === defaults.get(id) ? null : usual);
    return defaults.has(id) && value !== null ? [[id, value]] : [];
  });
  return Object.fromEntries(entries);
}

function withNode(document: Document, scope: GraphScope, node: GraphNode): Document {
  if (scope === null) return { ...document, graph: { ...document.graph, nodes: { ...document.graph.nodes, [node.id]: node } } };
  const cell = document.cells[scope]!;
  return { ...document, cells: { ...document.cells, [scope]: { ...cell, nodes: { ...cell.nodes, [node.id]: node } } } };
}

/**
 * The document with the optimizer's graph as a definition of its own, which trains as before. The same document where the node is no
 * optimizer, has no graph, or has its own already. Throws a located Problem where a setting cannot be worked out.
 */
export function withDrawnOptimizer(document: Document, scope: GraphScope, id: NodeId): Document {
  const graph = graphAt(document, scope);
  const node = graph && nodeAt(graph, id);
  const type = node && registry.get(node.type);
  if (!node || !type?.update || !drawnType) return document;
  const around = scope === null ? document.attributes : document.cells[scope]!.attributes;
  const rule = type.update(resolveAttributes(node, type, defaultScope(around)));
  const definition: Cell = {
    title: rule.title,
    description: rule.description,
    source: rule.source,
    attributes: rule.attributes,
    ...rule.graph,
  };
  const name = freshName(`${identifier(rule.title)}Copy`, document);
  const attributes = { ...keptSettings(node, type, defaultsOf(drawnType, rule)), [CELL_ATTRIBUTE]: name };
  const cells = { ...rule.cells, ...document.cells, [name]: definition };
  return withNode({ ...document, cells }, scope, { ...node, type: drawnType.id, attributes });
}

/** Makes the graph of an optimizer part of the open document, as one step of undo; false where there is nothing to be done. */
export function drawOptimizer(id: NodeId): boolean {
  const state = getState();
  const { document } = state;
  const after = attempt(() => withDrawnOptimizer(document, currentScope(state), id));
  if (!after.ok) setState({ failure: after.problem, dock: "problems" });
  return after.ok && after.value !== document && perform({ kind: "patch", changes: difference(document, after.value) });
}

/** The rule that a new one begins with. */
const SIMPLEST = "gradient-descent";

/** What brings a new node: an optimizer that is to be drawn has a graph from the beginning, for without one it trains nothing. */
export function arrival(document: Document, scope: GraphScope, node: GraphNode): Edit {
  if (node.type !== drawnType?.id) return { kind: "addNode", scope, node };
  const after = withDrawnOptimizer(withNode(document, scope, { ...node, type: SIMPLEST }), scope, node.id);
  return { kind: "patch", changes: difference(document, after) };
}
