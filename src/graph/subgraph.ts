// Copy and paste. The clipboard's text is a Gradwire file of its own, so a paste goes through all checks of a file, and a
// whole file can be pasted too.

import { failure, type Result, success } from "../base/errors.ts";
import { CellArrivals, cellNames } from "./cell-arrivals.ts";
import {
  type Cell,
  type Document,
  type Edge,
  type Endpoint,
  emptyDocument,
  emptyGraph,
  type Graph,
  type GraphNode,
  type GraphScope,
  graphAt,
  type NodeId,
  nodeAt,
  type ParameterSetting,
  type Position,
} from "./document.ts";
import type { Edit } from "./edit.ts";
import { FreshNames } from "./fresh-id.ts";
import { loadDocument } from "./load.ts";
import type { Registry } from "./node-type.ts";
import { cellOutputs, roleOf } from "./ports.ts";
import { saveDocument } from "./save.ts";

/** The nodes with the wires among them. */
export function innerGraph(graph: Graph, ids: readonly NodeId[]): Graph {
  const nodes = ids.flatMap((id) => nodeAt(graph, id) ?? []);
  const inside = new Set(nodes.map((node) => node.id));
  const edges = Object.entries(graph.edges).filter(([, edge]) => inside.has(edge.from.node) && inside.has(edge.to.node));
  const ordered = Object.entries(graph.nodes).filter(([id]) => inside.has(id));
  return { nodes: Object.fromEntries(ordered), edges: Object.fromEntries(edges) };
}

/** Definitions that a graph needs, those inside them included. */
function neededCells(graph: Graph, document: Document, registry: Registry): Record<string, Cell> {
  const needed = new Set(cellNames(graph, document, registry));
  for (const name of needed) {
    const cell = document.cells[name];
    if (cell) for (const inner of cellNames(cell, document, registry)) needed.add(inner);
  }
  return Object.fromEntries(Object.entries(document.cells).filter(([name]) => needed.has(name)));
}

/** Text for the clipboard: the nodes, the wires among them, and the cells they are instances of. */
export function copyNodes(document: Document, scope: GraphScope, ids: readonly NodeId[], registry: Registry): string {
  const graph = innerGraph(graphAt(document, scope) ?? emptyGraph, ids);
  return saveDocument({ ...emptyDocument, title: "Copied nodes", graph, cells: neededCells(graph, document, registry) });
}

export interface Paste {
  /** One batch, so one step of undo. */
  readonly edit: Edit;
  /** The new nodes' ids, for the selection. */
  readonly nodes: readonly NodeId[];
}

export const parameterNames = (graph: Graph): string[] =>
  Object.values(graph.nodes).flatMap((node) => Object.values(node.parameters ?? {}).flatMap((setting) => setting.name ?? []));

const outputNames = (graph: Graph, registry: Registry): string[] => cellOutputs(graph, registry).map((port) => port.spec.id);

const shifted = ({ x, y }: Position, by: Position): Position => ({ x: x + by.x, y: y + by.y });

/** Hands out the names that pasted things get in the graph they come into. */
class Arrivals {
  private readonly names: FreshNames;
  private readonly outputs: FreshNames;
  private readonly ids = new Map<NodeId, NodeId>();
  private readonly registry: Registry;
  private readonly by: Position;

  constructor(into: Graph, registry: Registry, by: Position) {
    this.names = new FreshNames([...Object.keys(into.nodes), ...parameterNames(into)]);
    this.outputs = new FreshNames(outputNames(into, registry));
    this.registry = registry;
    this.by = by;
  }

  get nodeIds(): NodeId[] {
    return [...this.ids.values()];
  }

  /** All ids are given before any other name, so that nodes keep theirs where they can. */
  edits(graph: Graph, scope: GraphScope): Edit[] {
    for (const id of Object.keys(graph.nodes)) this.ids.set(id, this.names.take(id));
    const nodes = Object.values(graph.nodes).map((node): Edit => ({ kind: "addNode", scope, node: this.node(node) }));
    return [...nodes, ...Object.values(graph.edges).map((edge) => this.wire(edge, scope))];
  }

  private node(node: GraphNode): GraphNode {
    const attributes = this.attributes(node);
    const placed = { ...node, id: this.ids.get(node.id) ?? node.id, position: shifted(node.position, this.by), attributes };
    return node.parameters ? { ...placed, parameters: this.parameters(node.parameters) } : placed;
  }

  private attributes(node: GraphNode): GraphNode["attributes"] {
    const { name } = node.attributes;
    const isNamedOutput = roleOf(node, this.registry) === "output" && typeof name === "string" && name !== "";
    return isNamedOutput ? { ...node.attributes, name: this.outputs.take(name) } : node.attributes;
  }

  private parameters(parameters: Readonly<Record<string, ParameterSetting>>): Record<string, ParameterSetting> {
    const fresh = ({ name, ...rest }: ParameterSetting) => (name === undefined ? rest : { ...rest, name: this.names.take(name) });
    return Object.fromEntries(Object.entries(parameters).map(([id, setting]) => [id, fresh(setting)]));
  }

  private end({ node, port }: Endpoint): Endpoint {
    return { node: this.ids.get(node) ?? node, port };
  }

  private wire({ from, to, route }: Edge, scope: GraphScope): Edit {
    const corners = route?.map((corner) => shifted(corner, this.by));
    return { kind: "connect", scope, from: this.end(from), to: this.end(to), route: corners };
  }
}

/** What pasting `text` into a graph would do; `by` is how far the nodes are moved. The edit still has to be applied. */
export function pasteNodes(
  text: string,
  document: Document,
  scope: GraphScope,
  registry: Registry,
  by: Position = { x: 24, y: 24 },
): Result<Paste> {
  const loaded = loadDocument(text, registry);
  if (!loaded.ok) return loaded;
  const into = graphAt(document, scope);
  if (!into) return failure({ code: "no-such-cell", message: `there is no cell "${scope}"` });
  const pasted = loaded.value.document;
  const cells = new CellArrivals(pasted, document, registry);
  const arrivals = new Arrivals(into, registry, by);
  const edits = [...cells.edits, ...arrivals.edits({ ...pasted.graph, nodes: cells.renamed(pasted.graph) }, scope)];
  return success({ edit: { kind: "batch", edits }, nodes: arrivals.nodeIds });
}
