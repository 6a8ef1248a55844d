// Cells opened: one flat list of nodes with paths, every wire followed through cell borders to the port where it really begins.

import { attempt, Problem, type ProblemData } from "../base/errors.ts";
import { cellScope, defaultScope, resolveAttributes } from "../graph/attributes.ts";
import { type Document, edgeInto, type Graph, type GraphNode, nodeAt, type PortId } from "../graph/document.ts";
import { limits } from "../graph/limits.ts";
import {
  inputPorts,
  type NodeType,
  outputPorts,
  type PortSpec,
  type Registry,
  type ResolvedAttributes,
  variadicIndex,
} from "../graph/node-type.ts";
import { cellOf, outputName, roleOf } from "../graph/ports.ts";

/** An output port by the path of its node. */
export interface FlatEndpoint {
  readonly path: string;
  readonly port: PortId;
}

export interface FlatNode {
  /** `lstm.f`; at the top level the id. */
  readonly path: string;
  /** Path of the cell instance it lies in, with a dot at the end; empty at the top level. */
  readonly prefix: string;
  readonly node: GraphNode;
  readonly type: NodeType;
  readonly attributes: ResolvedAttributes;
  /** Wired input ports, in the order of the type's ports; variadic ones by number. */
  readonly inputs: ReadonlyMap<PortId, FlatEndpoint>;
  readonly inputSpecs: readonly PortSpec[];
  readonly outputs: readonly PortSpec[];
}

/** What people call an output: the node, `reber.x` where it has several. */
export const valueName = ({ path, outputs }: FlatNode, port: PortId): string => (outputs.length === 1 ? path : `${path}.${port}`);

/** A second name for an output: a cell instance's name and its ports, a top level `output` node. */
export interface Alias {
  readonly name: string;
  readonly of: FlatEndpoint;
}

export interface Flat {
  readonly nodes: ReadonlyMap<string, FlatNode>;
  readonly aliases: readonly Alias[];
  /** Nodes that cannot be compiled because something they need is missing; they and what depends on them are left out. */
  readonly missing: readonly ProblemData[];
}

/** A border node of a cell that passes a wire on; `port` is what it is called outside. */
const isBorderInput = (type: NodeType) => type.role === "input" || type.role === "sequence";

/** One graph in its place: the top level or one cell instance. */
class Instance {
  private readonly inner = new Map<string, Instance>();
  /** Output nodes that a wire is being followed through. */
  private readonly passed = new Set<string>();

  constructor(
    readonly graph: Graph,
    readonly prefix: string,
    readonly scope: Readonly<Record<string, number>>,
    /** Where the instance's own input ports are wired outside; null at the top level. */
    private readonly outside: ((port: PortId) => FlatEndpoint | undefined) | null,
    private readonly flattening: Flattening,
  ) {}

  visit(): void {
    for (const node of Object.values(this.graph.nodes)) this.visitNode(node);
  }

  /** The endpoint where the wire into this port begins, followed through cells. */
  source(nodeId: string, port: PortId): FlatEndpoint | undefined {
    const edge = edgeInto(this.graph, nodeId, port);
    return edge && this.output(edge.from.node, edge.from.port);
  }

  /** What an output port of this graph stands for; undefined where a cell's output is not wired inside. */
  private output(nodeId: string, port: PortId): FlatEndpoint | undefined {
    const node = nodeAt(this.graph, nodeId);
    if (!node) return undefined;
    if (roleOf(node, this.flattening.registry) === "output") return this.behindOutput(nodeId);
    const cell = this.inner.get(nodeId) ?? this.instantiate(node);
    return cell ? cell.outputPort(port) : { path: this.prefix + nodeId, port };
  }

  /** An output node hands on what is wired into it; where two hand on each other, there is nothing. */
  private behindOutput(nodeId: string): FlatEndpoint | undefined {
    if (this.passed.has(nodeId)) return undefined;
    this.passed.add(nodeId);
    const source = this.source(nodeId, "x");
    this.passed.delete(nodeId);
    return source;
  }

  outputNodes(): readonly GraphNode[] {
    return Object.values(this.graph.nodes).filter((node) => roleOf(node, this.flattening.registry) === "output");
  }

  outputName(node: GraphNode): string {
    return outputName(node, this.graph, this.flattening.registry) ?? node.id;
  }

  private outputPort(port: PortId): FlatEndpoint | undefined {
    const node = this.outputNodes().find((candidate) => this.outputName(candidate) === port);
    return node && this.source(node.id, "x");
  }

  private instantiate(node: GraphNode): Instance | undefined {
    if (this.flattening.registry.get(node.type)?.role !== "cell") return undefined;
    const name = String(node.attributes.cell ?? "");
    const path = this.prefix + node.id;
    const { document } = this.flattening;
    const definition = cellOf(node, document);
    if (!definition) {
      throw new Problem({
        code: "unknown-cell",
        message: `cell "${path}": the document has no cell named "${name}"`,
        where: { node: path, attribute: "cell" },
        got: name,
        remedy: `choose one of: ${Object.keys(document.cells).join(", ") || "(none)"}`,
      });
    }
    this.flattening.enter(path);
    const scope = attempt(() => cellScope(node, definition, this.scope, path));
    if (!scope.ok) {
      this.flattening.skip(scope.problem);
      return undefined;
    }
    const instance = new Instance(definition, `${path}.`, scope.value, (port) => this.source(node.id, port), this.flattening);
    this.inner.set(node.id, instance);
    return instance;
  }

  private visitNode(node: GraphNode): void {
    const path = this.prefix + node.id;
    const type = this.flattening.registry.get(node.type);
    if (!type) {
      this.flattening.skip({
        code: "unknown-node-type",
        message: `node "${path}": its type "${node.type}" is not known to this version`,
        where: { node: path },
        got: node.type,
        remedy: "remove the node, or open the file with a version that knows it",
      });
      return;
    }
    if (type.role === "comment") return;
    if (type.role === "cell") this.visitCell(node);
    else if (type.role === "output") this.visitOutput(node);
    else this.visitOperation(node, type, path);
  }

  /** A node whose settings say nothing is left out, so that the rest can still be computed. */
  private visitOperation(node: GraphNode, type: NodeType, path: string): void {
    const attributes = attempt(() => this.attributesOf(node, type, path));
    if (attributes.ok) this.flattening.add(this.flatNode(node, type, path, attributes.value));
    else this.flattening.skip(attributes.problem);
  }

  /** An optimizer with a graph of the document's has that graph's attributes too. */
  private attributesOf(node: GraphNode, type: NodeType, path: string): ResolvedAttributes {
    const own = resolveAttributes(node, type, this.scope, path);
    const definition = type.role === "optimizer" ? cellOf(node, this.flattening.document) : undefined;
    return definition ? { ...cellScope(node, definition, this.scope, path), ...own } : own;
  }

  private visitCell(node: GraphNode): void {
    const instance = this.inner.get(node.id) ?? this.instantiate(node);
    if (!instance) return;
    instance.visit();
    const path = this.prefix + node.id;
    instance.outputNodes().forEach((output, index) => {
      const of = instance.source(output.id, "x");
      if (!of) return;
      if (index === 0) this.flattening.alias({ name: path, of });
      this.flattening.alias({ name: `${path}.${instance.outputName(output)}`, of });
    });
  }

  /** An output of the open graph is a second name; inside a cell the outer level reads it. */
  private visitOutput(node: GraphNode): void {
    const of = this.source(node.id, "x");
    if (of && this.outside === null) this.flattening.alias({ name: this.outputName(node), of });
  }

  private flatNode(node: GraphNode, type: NodeType, path: string, attributes: ResolvedAttributes): FlatNode {
    const inputSpecs = inputPorts(type, attributes);
    const inputs = new Map<PortId, FlatEndpoint>();
    for (const port of this.wiredPorts(node, inputSpecs)) {
      const from = this.source(node.id, port);
      if (from) inputs.set(port, from);
    }
    if (this.outside && isBorderInput(type)) {
      const from = this.outside(node.id);
      if (from) inputs.set("x", from);
    }
    return { path, prefix: this.prefix, node, type, attributes, inputs, inputSpecs, outputs: outputPorts(type, attributes) };
  }

  /** Port ids that have a wire, variadic ones in their order. */
  private wiredPorts(node: GraphNode, specs: readonly PortSpec[]): PortId[] {
    const wired = this.flattening.wiredPorts(this.graph).get(node.id) ?? [];
    return specs.flatMap((spec) => {
      if (!spec.variadic) return wired.includes(spec.id) ? [spec.id] : [];
      const numbered = wired.map((port) => ({ port, index: variadicIndex(spec, port) })).filter(({ index }) => index !== null);
      return numbered.sort((a, b) => a.index! - b.index!).map(({ port }) => port);
    });
  }
}

const MAXIMUM_DEPTH = 64;

class Flattening {
  readonly nodes = new Map<string, FlatNode>();
  readonly aliases: Alias[] = [];
  readonly missing: ProblemData[] = [];
  private readonly ports = new Map<Graph, Map<string, PortId[]>>();

  constructor(
    readonly document: Document,
    readonly registry: Registry,
  ) {}

  add(node: FlatNode): void {
    this.nodes.set(node.path, node);
    if (this.nodes.size > limits.expandedNodes) {
      throw new Problem({
        code: "too-many-nodes",
        message: `the cells of "${this.document.title}" expand to more than ${limits.expandedNodes} nodes`,
        expected: `at most ${limits.expandedNodes}`,
        remedy: "nest fewer cells",
      });
    }
  }

  alias(alias: Alias): void {
    this.aliases.push(alias);
  }

  /** Said once, however many wires ask for the node. */
  skip(problem: ProblemData): void {
    if (!this.missing.some(({ message }) => message === problem.message)) this.missing.push(problem);
  }

  /** Called for each cell instance; refuses cells that contain themselves. */
  enter(path: string): void {
    if (path.split(".").length > MAXIMUM_DEPTH) {
      throw new Problem({
        code: "recursive-cell",
        message: `cell "${path.split(".").slice(0, 3).join(".")}": its cells nest deeper than ${MAXIMUM_DEPTH} levels, or contain themselves`,
        where: { node: path.split(".")[0]! },
        remedy: "a cell cannot contain itself",
      });
    }
  }

  wiredPorts(graph: Graph): Map<string, PortId[]> {
    let ports = this.ports.get(graph);
    if (!ports) {
      ports = new Map();
      for (const { to } of Object.values(graph.edges)) ports.set(to.node, [...(ports.get(to.node) ?? []), to.port]);
      this.ports.set(graph, ports);
    }
    return ports;
  }
}

function flattenNow(document: Document, registry: Registry): Flat {
  const flattening = new Flattening(document, registry);
  new Instance(document.graph, "", defaultScope(document.attributes), null, flattening).visit();
  const { nodes, aliases, missing } = flattening;
  return { nodes, aliases: aliases.filter(({ name }) => !nodes.has(name)), missing };
}

const flats = new WeakMap<Document, WeakMap<Registry, Flat>>();

/** Throws the first Problem of an attribute. Worked out once for a document, which never changes: one edit is asked for it many times. */
export function flatten(document: Document, registry: Registry): Flat {
  const byRegistry = flats.get(document) ?? new WeakMap<Registry, Flat>();
  flats.set(document, byRegistry);
  const known = byRegistry.get(registry) ?? flattenNow(document, registry);
  byRegistry.set(registry, known);
  return known;
}
