// Calls: which names there are, which node each one makes, and what its arguments are. Read from the registry's notations.

import type { Document } from "../../graph/document.ts";
import {
  type AttributeSpec,
  inputPorts,
  type NodeType,
  type Notation,
  type PortSpec,
  type Registry,
  type ResolvedAttributes,
} from "../../graph/node-type.ts";
import { CELL_ATTRIBUTE, cellInputs, cellOutputs, namesCell } from "../../graph/ports.ts";

type CallNotation = Extract<Notation, { kind: "call" }>;

export interface Signature {
  readonly name: string;
  readonly type: NodeType;
  /** What is read without a name, in this order; then `positional` attributes. */
  readonly operands: readonly PortSpec[];
  readonly positional: readonly AttributeSpec[];
  /** Input ports and attributes that can be set as `name=value`. */
  readonly ports: readonly PortSpec[];
  readonly attributes: readonly AttributeSpec[];
  readonly fixed: CallNotation["fixed"];
  /** Key in the library, where the call makes an instance of a cell. */
  readonly cell: string | null;
}

export const defaultsOf = (type: NodeType): ResolvedAttributes =>
  Object.fromEntries(type.attributes.map((spec) => [spec.id, spec.default]));

export const notationsOf = (type: NodeType): readonly Notation[] =>
  Array.isArray(type.notation) ? type.notation : [type.notation as Notation];

/** `adam-cell` is called adamCell. */
export const callName = (id: string): string => id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Special types that read as calls all the same. */
const fedRoles = new Set(["input", "sequence", "parameter"]);

function specialCall(type: NodeType): CallNotation | null {
  if (fedRoles.has(type.role)) return { kind: "call", name: callName(type.id), operands: [], positional: ["shape", "initializer"] };
  if (type.role === "optimizer")
    return { kind: "call", name: callName(type.id), operands: inputPorts(type, defaultsOf(type)).map((port) => port.id) };
  return null;
}

export function callNotations(type: NodeType): readonly CallNotation[] {
  return notationsOf(type).flatMap((notation): CallNotation[] => {
    if (notation.kind === "call") return [notation];
    return notation.kind === "special" ? [specialCall(type)].filter((call) => call !== null) : [];
  });
}

/** Names that calls of node types have. */
export const callNames = (registry: Registry): ReadonlySet<string> =>
  new Set([...registry.values()].flatMap((type) => callNotations(type).flatMap(({ name, aliases = [] }) => [name, ...aliases])));

export function signatureOf(type: NodeType, call: CallNotation, name = call.name): Signature {
  const ports = inputPorts(type, defaultsOf(type));
  const portOf = (id: string): PortSpec[] => ports.filter((port) => port.id === id);
  const attributeOf = (id: string): AttributeSpec[] => type.attributes.filter((spec) => spec.id === id);
  return {
    name,
    type,
    operands: call.operands.flatMap(portOf),
    positional: (call.positional ?? []).flatMap(attributeOf),
    ports: ports.filter((port) => !port.variadic && (port.optional || port.parameter || !call.operands.includes(port.id))),
    attributes: type.attributes,
    fixed: call.fixed,
    cell: null,
  };
}

/** Positional operands that have to be there. */
export const fewestOperands = ({ operands }: Signature): number =>
  operands.reduce((count, port) => count + (port.variadic ? port.variadic.minimum : port.optional || port.parameter ? 0 : 1), 0);

export const mostOperands = ({ operands }: Signature): number => (operands.some((port) => port.variadic) ? Infinity : operands.length);

/** A cell's attributes are numbers of the instance. */
export const cellAttribute = (id: string, summary: string): AttributeSpec => ({ id, title: id, summary, kind: "number", default: null });

function cellSignature(key: string, cell: Document, type: NodeType, registry: Registry): Signature {
  const operands = cellInputs(cell.graph, registry).map((port) => port.spec);
  const attributes = cell.attributes.map(({ id, summary }) => cellAttribute(id, summary ?? ""));
  return {
    name: callName(key),
    type,
    operands,
    positional: attributes.slice(0, 1),
    ports: operands,
    attributes,
    fixed: undefined,
    cell: key,
  };
}

/** A graph that takes a gradient and gives a weight is an update rule. */
const isUpdateRule = ({ graph }: Document, registry: Registry): boolean =>
  Object.hasOwn(graph.nodes, "g") && cellOutputs(graph, registry).some(({ spec }) => spec.id === "w_next");

/** `adamCopy(loss, learningRate=0.1)`: the optimizer's own settings and those of the graph, all by name. */
function updateSignature(key: string, rule: Document, type: NodeType): Signature {
  const ports = inputPorts(type, defaultsOf(type));
  const settings = rule.attributes.map(({ id, summary }) => cellAttribute(id, summary ?? ""));
  return {
    name: callName(key),
    type,
    operands: ports.filter((port) => !port.optional),
    positional: [],
    ports: ports.filter((port) => port.optional),
    attributes: [...type.attributes.filter(({ id }) => id !== CELL_ATTRIBUTE), ...settings],
    fixed: undefined,
    cell: key,
  };
}

/** By name; where a name has several signatures (`max`), the arguments decide. */
export type Signatures = ReadonlyMap<string, readonly Signature[]>;

/** A name of the registry wins over a cell's. */
export function signatures(registry: Registry, library: Readonly<Record<string, Document>>): Signatures {
  const found = new Map<string, Signature[]>();
  for (const type of registry.values()) {
    for (const call of callNotations(type)) {
      for (const name of [call.name, ...(call.aliases ?? [])]) found.set(name, [...(found.get(name) ?? []), signatureOf(type, call, name)]);
    }
  }
  const types = [...registry.values()].filter(namesCell);
  const cellType = types.find((type) => type.role === "cell");
  const updateType = types.find((type) => type.role === "optimizer");
  for (const [key, cell] of Object.entries(library)) {
    if (found.has(callName(key))) continue;
    if (updateType && isUpdateRule(cell, registry)) found.set(callName(key), [updateSignature(key, cell, updateType)]);
    else if (cellType) found.set(callName(key), [cellSignature(key, cell, cellType, registry)]);
  }
  return found;
}
