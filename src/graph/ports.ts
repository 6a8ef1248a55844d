// Which ports a node has: its type's, or, for an instance of a cell, what the cell's own nodes say.

import { attempt } from "../base/errors.ts";
import { defaultScope, resolveAttributes } from "./attributes.ts";
import { type Cell, type Document, edgeInto, type Graph, type GraphNode, type GraphScope, graphAt, type NodeId } from "./document.ts";
import {
  inputPorts,
  type NodeType,
  outputPorts,
  type PortSpec,
  portSpec,
  type Registry,
  type ResolvedAttributes,
  type Role,
} from "./node-type.ts";

export interface NodePorts {
  readonly inputs: readonly PortSpec[];
  readonly outputs: readonly PortSpec[];
  /** True where nobody knows the ports (unknown node type or cell): any port id will do. */
  readonly open: boolean;
}

/** A port of a cell, and the node inside that makes it. */
export interface CellPort {
  readonly definer: NodeId;
  readonly spec: PortSpec;
}

/** Attribute of a cell node that names its definition. */
export const CELL_ATTRIBUTE = "cell";

export const roleOf = (node: GraphNode, registry: Registry): Role => registry.get(node.type)?.role ?? "placeholder";

export const isCellInput = (role: Role): boolean => role === "input" || role === "sequence";

/** Whether nodes of a type name a definition of the document: instances of cells, and optimizers that somebody has drawn. */
export const namesCell = (type: NodeType | undefined): boolean =>
  type?.role === "cell" || (type?.role === "optimizer" && type.attributes.some(({ id }) => id === CELL_ATTRIBUTE));

/** The definition that a node names, if it is there. */
export function cellOf(node: GraphNode, document: Document): Cell | undefined {
  const name = node.attributes[CELL_ATTRIBUTE];
  return typeof name === "string" && Object.hasOwn(document.cells, name) ? document.cells[name] : undefined;
}

const textAttribute = (node: GraphNode, id: string): string => {
  const value = node.attributes[id];
  return typeof value === "string" ? value : "";
};

/** Input and sequence nodes, in the order of the graph. */
export function cellInputs(graph: Graph, registry: Registry): CellPort[] {
  return Object.values(graph.nodes)
    .filter((node) => isCellInput(roleOf(node, registry)))
    .map((node) => ({ definer: node.id, spec: { id: node.id, summary: node.role ?? "", optional: node.attributes.optional === true } }));
}

/** What an output node is called outside: its `name`, or else the id of the node wired into it; null while it has neither. */
export function outputName(node: GraphNode, graph: Graph, registry: Registry): string | null {
  const name = textAttribute(node, "name");
  if (name !== "") return name;
  const type = registry.get(node.type);
  const port = type && inputPorts(type, defaultsOf(type))[0];
  return (port && edgeInto(graph, node.id, port.id)?.from.node) ?? null;
}

/** Output nodes that have a name, in the order of the graph. */
export function cellOutputs(graph: Graph, registry: Registry): CellPort[] {
  const outputs = Object.values(graph.nodes).filter((node) => roleOf(node, registry) === "output");
  return outputs.flatMap((node) => {
    const id = outputName(node, graph, registry);
    return id === null ? [] : [{ definer: node.id, spec: { id, summary: node.role ?? "" } }];
  });
}

const defaultsOf = (type: NodeType): ResolvedAttributes => Object.fromEntries(type.attributes.map((spec) => [spec.id, spec.default]));

/** Ports may hang on attributes; while those cannot be worked out, the defaults' ports stand. */
function typePorts(node: GraphNode, type: NodeType, document: Document, scope: GraphScope): NodePorts {
  const fixed = typeof type.inputs !== "function" && typeof type.outputs !== "function";
  const resolved = fixed ? null : attempt(() => resolveAttributes(node, type, scopeAt(document, scope)));
  const attributes = resolved?.ok ? resolved.value : defaultsOf(type);
  return { inputs: inputPorts(type, attributes), outputs: outputPorts(type, attributes), open: false };
}

/** Names for expressions in the graph of a scope, at their defaults. */
const scopeAt = (document: Document, scope: GraphScope) =>
  defaultScope((scope === null ? document.attributes : document.cells[scope]?.attributes) ?? []);

/** Listing them would cost a walk over all wires for each node; only `portsOf` does. */
const openPorts: NodePorts = { inputs: [], outputs: [], open: true };

const cellPorts = (cell: Cell, registry: Registry): NodePorts => ({
  inputs: cellInputs(cell, registry).map((port) => port.spec),
  outputs: cellOutputs(cell, registry).map((port) => port.spec),
  open: false,
});

export type PortLookup = (node: GraphNode, scope: GraphScope) => NodePorts;

/** `portsOf` for many nodes of one document: a cell's ports are worked out once. */
export function portLookup(document: Document, registry: Registry): PortLookup {
  const known = new Map<Cell, NodePorts>();
  const ofCell = (cell: Cell): NodePorts => {
    const ports = known.get(cell) ?? cellPorts(cell, registry);
    known.set(cell, ports);
    return ports;
  };
  return (node, scope) => {
    const type = registry.get(node.type);
    const cell = type?.role === "cell" ? cellOf(node, document) : undefined;
    if (cell) return ofCell(cell);
    return !type || type.role === "cell" ? openPorts : typePorts(node, type, document, scope);
  };
}

const named = (ids: readonly string[]): PortSpec[] => [...new Set(ids)].map((id) => ({ id, summary: "", optional: true }));

function usedPorts(node: GraphNode, graph: Graph | undefined): NodePorts {
  const edges = Object.values(graph?.edges ?? {});
  return {
    inputs: named(edges.filter((edge) => edge.to.node === node.id).map((edge) => edge.to.port)),
    outputs: named(edges.filter((edge) => edge.from.node === node.id).map((edge) => edge.from.port)),
    open: true,
  };
}

/** Ports of a node that stands in the graph of `scope`; for a placeholder, those that its wires use. */
export function portsOf(node: GraphNode, document: Document, registry: Registry, scope: GraphScope = null): NodePorts {
  const ports = portLookup(document, registry)(node, scope);
  return ports.open ? usedPorts(node, graphAt(document, scope)) : ports;
}

export const hasInput = (ports: NodePorts, id: string): boolean => ports.open || portSpec(ports.inputs, id) !== undefined;
export const hasOutput = (ports: NodePorts, id: string): boolean => ports.open || ports.outputs.some((port) => port.id === id);
