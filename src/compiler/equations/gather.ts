// The items of a graph: attributes worked out, wires followed; outputs, comments and splits put into words that the notation has.

import { cellScope, defaultScope, resolveAttributes } from "../../graph/attributes.ts";
import type { Document, Edge, Graph, GraphNode, GraphScope, NodeId } from "../../graph/document.ts";
import type { NumberScope } from "../../graph/expression.ts";
import type { FreshNames } from "../../graph/fresh-id.ts";
import { inputPorts, type NodeType, type PortSpec, type Registry, variadicIndex } from "../../graph/node-type.ts";
import { CELL_ATTRIBUTE, cellOf, namesCell, outputName, portsOf } from "../../graph/ports.ts";
import { type Item, newItem, unwritable } from "./sheet.ts";
import { defaultsOf } from "./signature.ts";
import { partsAsSlices } from "./split-parts.ts";

/** Features only, as the compiler finds them; undefined where it does not know. */
export type ShapeLookup = (node: NodeId, port: string) => readonly number[] | undefined;

export interface Source {
  readonly document: Document;
  readonly scope: GraphScope;
  readonly graph: Graph;
  readonly registry: Registry;
  readonly shapeOf: ShapeLookup;
  readonly names: FreshNames;
}

const scopeNumbers = ({ document, scope }: Source): NumberScope =>
  defaultScope((scope === null ? document.attributes : document.cells[scope]?.attributes) ?? []);

function typeOf(node: GraphNode, registry: Registry): NodeType {
  return (
    registry.get(node.type) ??
    unwritable(node, node.type, "this version does not know its type", "open the document with a version that does")
  );
}

class Gathering {
  /** By node and output port. */
  private readonly ends = new Map<string, Item>();
  private readonly items: Item[] = [];
  /** What takes a node's wires: its item, or the parts of a split. */
  private readonly takers = new Map<NodeId, readonly Item[]>();
  private readonly numbers: NumberScope;
  private readonly source: Source;

  constructor(source: Source) {
    this.source = source;
    this.numbers = scopeNumbers(source);
  }

  run(): readonly Item[] {
    const nodes = Object.values(this.source.graph.nodes);
    for (const node of nodes) this.visit(node, typeOf(node, this.source.registry));
    this.wire();
    for (const node of nodes) if (typeOf(node, this.source.registry).role === "output") this.output(node);
    return this.items;
  }

  private visit(node: GraphNode, type: NodeType): void {
    if (type.role === "comment" || type.role === "output") return;
    if (type.role === "data") unwritable(node, type.id, "data sets have no notation", "write input or sequence in its place");
    const item = namesCell(type) ? this.cell(node, type) : this.plain(node, type);
    const parts = type.id === "split" ? partsAsSlices(item, this.source) : null;
    const { outputs } = portsOf(node, this.source.document, this.source.registry, this.source.scope);
    const readable = parts ? outputs : outputs.slice(0, 1);
    for (const [index, port] of readable.entries()) this.ends.set(`${node.id}:${port.id}`, parts?.[index] ?? item);
    this.takers.set(node.id, parts ?? [item]);
    this.items.push(...(parts ?? [item]));
  }

  private plain(node: GraphNode, type: NodeType): Item {
    const attributes = resolveAttributes(node, type, this.numbers);
    return newItem(node.id, type, attributes, { ports: inputPorts(type, attributes) });
  }

  private cell(node: GraphNode, type: NodeType): Item {
    const definition = cellOf(node, this.source.document);
    const key = String(node.attributes[CELL_ATTRIBUTE]);
    if (!definition) return unwritable(node, type.id, `the document has no cell named "${key}"`, "choose a cell that it has");
    const numbers = cellScope(node, definition, this.numbers);
    const settings = Object.fromEntries(Object.entries(numbers).filter(([id]) => Object.hasOwn(node.attributes, id)));
    const { inputs } = portsOf(node, this.source.document, this.source.registry, this.source.scope);
    const attributes = type.role === "cell" ? defaultsOf(type) : { ...resolveAttributes(node, type, this.numbers), [CELL_ATTRIBUTE]: "" };
    return newItem(node.id, type, attributes, { ports: inputs, cell: { key, definition, settings } });
  }

  private wire(): void {
    const incoming = new Map<NodeId, Edge[]>();
    for (const edge of Object.values(this.source.graph.edges)) incoming.set(edge.to.node, [...(incoming.get(edge.to.node) ?? []), edge]);
    for (const [id, items] of this.takers) for (const item of items) this.connect(item, incoming.get(id) ?? []);
  }

  private connect(item: Item, edges: readonly Edge[]): void {
    for (const { port, edge } of inOrder(item.ports, edges)) item.inputs.set(port, this.end(edge));
  }

  /** What a wire begins at. */
  private end({ from }: Edge): Item {
    const found = this.ends.get(`${from.node}:${from.port}`);
    const node = this.source.graph.nodes[from.node] ?? { id: from.node, type: "node" };
    return found ?? unwritable(node, node.type, `its output ${from.port} has no name in equations`, "read its main output", from.port);
  }

  /** A result under a name of its own; under the name of what it hands out there is nothing to say. */
  private output(node: GraphNode): void {
    const { graph, registry, names } = this.source;
    const edge = Object.values(graph.edges).find(({ to }) => to.node === node.id);
    const type = registry.get("identity");
    if (!edge || !type) return;
    const given = this.end(edge);
    const name = outputName(node, graph, registry);
    if (name === null || name === given.id) return;
    const item = newItem(names.take(name), type, defaultsOf(type), { ports: inputPorts(type, defaultsOf(type)) });
    item.inputs.set("x", given);
    this.items.push(item);
  }
}

/** Wires in the order of the ports, numbered ones by number. */
function inOrder(ports: readonly PortSpec[], edges: readonly Edge[]): { port: string; edge: Edge }[] {
  const found: { port: string; edge: Edge; rank: number; index: number }[] = [];
  for (const edge of edges) {
    const { port } = edge.to;
    const rank = ports.findIndex((spec) => (spec.variadic ? variadicIndex(spec, port) !== null : spec.id === port));
    const spec = ports[rank];
    if (spec) found.push({ port, edge, rank, index: spec.variadic ? (variadicIndex(spec, port) ?? 0) : 0 });
  }
  return found.sort((a, b) => a.rank - b.rank || a.index - b.index);
}

/** Throws a Problem that names the node for which there are no words. */
export const gatherItems = (source: Source): readonly Item[] => new Gathering(source).run();
