// Unpacks an instance of a cell: its nodes come into the graph that it stands in, under names that are free, and its settings
// are written into them. What is computed stays the same; one edit, so one step of undo.

import { attempt, Problem, type Result } from "../base/errors.ts";
import { cellNames } from "./cell-arrivals.ts";
import { borrowedName } from "./cell-border.ts";
import {
  type Cell,
  type Document,
  type Edge,
  type Endpoint,
  edgeInto,
  emptyGraph,
  type Graph,
  type GraphNode,
  type GraphScope,
  graphAt,
  type NodeId,
  nodeAt,
  type ParameterSetting,
  type PortId,
  type Position,
} from "./document.ts";
import type { Edit } from "./edit.ts";
import { pathOf } from "./finding.ts";
import { FreshNames } from "./fresh-id.ts";
import { middleOf } from "./make-cell.ts";
import { fillNames, type NameValues } from "./node-expressions.ts";
import type { Registry } from "./node-type.ts";
import { CELL_ATTRIBUTE, cellOf, cellOutputs, isCellInput, roleOf } from "./ports.ts";
import { parameterNames } from "./subgraph.ts";

export interface Unpacked {
  readonly edit: Edit;
  /** The nodes that came out, for the selection. */
  readonly nodes: readonly NodeId[];
}

/** What the names in the cell's expressions stand for in this instance. */
const settingsOf = (instance: GraphNode, cell: Cell): NameValues =>
  new Map(cell.attributes.map((attribute) => [attribute.id, instance.attributes[attribute.id] ?? attribute.default]));

class Unpacking {
  private readonly ids = new Map<NodeId, NodeId>();
  private readonly names: FreshNames;
  /** The nodes that come out: all but border nodes that only pass a wire on. */
  private readonly kept: readonly GraphNode[];
  private readonly by: Position;

  constructor(
    private readonly graph: Graph,
    private readonly scope: GraphScope,
    private readonly instance: GraphNode,
    private readonly cell: Cell,
    private readonly registry: Registry,
  ) {
    this.kept = Object.values(cell.nodes).filter((node) => !this.isPassage(node));
    this.names = new FreshNames([...Object.keys(graph.nodes), ...parameterNames(graph)]);
    for (const { id } of this.kept) this.ids.set(id, this.names.take(id));
    const middle = middleOf(this.kept);
    this.by = { x: instance.position.x - middle.x, y: instance.position.y - middle.y };
  }

  get nodes(): NodeId[] {
    return [...this.ids.values()];
  }

  /** An input that nothing is wired to stays an input, outside. */
  private isPassage(node: GraphNode): boolean {
    const role = roleOf(node, this.registry);
    return role === "output" || (isCellInput(role) && edgeInto(this.graph, this.instance.id, node.id) !== undefined);
  }

  edits(): Edit[] {
    const settings = settingsOf(this.instance, this.cell);
    const leaving = Object.values(this.graph.edges).filter(({ from, to }) => from.node === this.instance.id && to.node !== from.node);
    return [
      ...this.kept.map((node): Edit => ({ kind: "addNode", scope: this.scope, node: this.placed(node, settings) })),
      ...Object.values(this.cell.edges).flatMap((edge) => this.innerWire(edge)),
      ...leaving.flatMap((edge) => this.keepName(edge)),
      ...leaving.flatMap((edge) => this.outerWire(edge)),
      { kind: "removeNode", scope: this.scope, node: this.instance.id },
    ];
  }

  private shifted = ({ x, y }: Position): Position => ({ x: x + this.by.x, y: y + this.by.y });

  private placed(node: GraphNode, settings: NameValues): GraphNode {
    const moved = {
      ...node,
      id: this.ids.get(node.id) ?? node.id,
      position: this.shifted(node.position),
      attributes: fillNames(node, settings, this.registry),
    };
    return node.parameters ? { ...moved, parameters: this.parameters(node.parameters) } : moved;
  }

  private parameters(settings: Readonly<Record<string, ParameterSetting>>): Record<string, ParameterSetting> {
    const fresh = ({ name, ...rest }: ParameterSetting) => (name === undefined ? rest : { ...rest, name: this.names.take(name) });
    return Object.fromEntries(Object.entries(settings).map(([id, setting]) => [id, fresh(setting)]));
  }

  /** The port outside that a wire in the cell begins at in the end; undefined where it begins nowhere. */
  private sourceInside({ node, port }: Endpoint, passed: ReadonlySet<NodeId> = new Set()): Endpoint | undefined {
    const id = this.ids.get(node);
    if (id !== undefined) return { node: id, port };
    if (passed.has(node)) return undefined;
    const further = new Set([...passed, node]);
    const within = edgeInto(this.cell, node, "x");
    if (within) return this.sourceInside(within.from, further);
    const outside = edgeInto(this.graph, this.instance.id, node);
    return outside && this.sourceOutside(outside.from, further);
  }

  /** The instance may be wired to itself. */
  private sourceOutside(from: Endpoint, passed: ReadonlySet<NodeId>): Endpoint | undefined {
    return from.node === this.instance.id ? this.behind(from.port, passed) : from;
  }

  /** What an output port of the instance hands out. */
  private behind(port: PortId, passed?: ReadonlySet<NodeId>): Endpoint | undefined {
    const output = cellOutputs(this.cell, this.registry).find(({ spec }) => spec.id === port);
    return output && this.sourceInside({ node: output.definer, port: "value" }, passed);
  }

  private innerWire({ from, to, route }: Edge): Edit[] {
    const [source, node] = [this.sourceInside(from), this.ids.get(to.node)];
    if (!source || node === undefined) return [];
    const corners = this.ids.has(from.node) ? route?.map(this.shifted) : undefined;
    return [{ kind: "connect", scope: this.scope, from: source, to: { node, port: to.port }, route: corners }];
  }

  private outerWire({ from, to }: Edge): Edit[] {
    const source = this.behind(from.port);
    return source ? [{ kind: "connect", scope: this.scope, from: source, to }] : [];
  }

  private keepName(wire: Edge): Edit[] {
    const value = borrowedName(this.graph, wire, this.registry);
    return value === null ? [] : [{ kind: "setAttribute", scope: this.scope, node: wire.to.node, attribute: "name", value }];
  }
}

/** Instances of a definition in the whole document. */
const instanceCount = (document: Document, name: string, registry: Registry): number =>
  [document.graph, ...Object.values(document.cells)]
    .flatMap((graph) => cellNames(graph, document, registry))
    .filter((used) => used === name).length;

/** `id` is an instance in the graph of `scope`. A definition that has no instance left goes with its last. */
export function unpackCell(document: Document, scope: GraphScope, id: NodeId, registry: Registry): Result<Unpacked> {
  return attempt(() => {
    const graph = graphAt(document, scope) ?? emptyGraph;
    const instance = nodeAt(graph, id);
    const cell = instance && roleOf(instance, registry) === "cell" ? cellOf(instance, document) : undefined;
    const path = pathOf(scope, id);
    if (!instance || !cell)
      throw new Problem({ code: "no-cell", message: `"${path}" is no cell`, where: { node: path }, remedy: "select a cell" });
    const unpacking = new Unpacking(graph, scope, instance, cell, registry);
    const name = String(instance.attributes[CELL_ATTRIBUTE]);
    const last: Edit[] = instanceCount(document, name, registry) === 1 ? [{ kind: "removeCell", name }] : [];
    return { edit: { kind: "batch", edits: [...unpacking.edits(), ...last] }, nodes: unpacking.nodes };
  });
}
