// Another cell in the place of an instance: which of its wires go on, which are left out, and why a cell does not fit. The first output takes
// the place of the first, the one sequence that of the one sequence; all other ports are the same where they have the same name.

import { attempt, Problem, type Result } from "../../base/errors.ts";
import { CellArrivals } from "../../graph/cell-arrivals.ts";
import {
  type Cell,
  type CellAttribute,
  type Document,
  type Edge,
  type Endpoint,
  edgeId,
  emptyDocument,
  type GraphNode,
  type NodeId,
  nodeAt,
  type PortId,
} from "../../graph/document.ts";
import { apply, type Edit } from "../../graph/edits.ts";
import type { Registry } from "../../graph/node-type.ts";
import { CELL_ATTRIBUTE, cellInputs, cellOf, cellOutputs, roleOf } from "../../graph/ports.ts";

/** A cell that may take the place: its definition by name, with those it needs. */
export interface CellOffer {
  readonly name: string;
  readonly cells: Document["cells"];
}

export interface Swap {
  /** A batch, so one step of undo. */
  readonly edit: Edit;
  /** The document with the other cell. */
  readonly document: Document;
  /** Input ports whose wires go, because the other cell does not have them. */
  readonly leftOut: readonly PortId[];
}

interface Border {
  /** The one sequence that it reads. */
  readonly sequence: PortId;
  /** Further inputs, and which of them must be wired. */
  readonly inputs: ReadonlySet<PortId>;
  readonly required: readonly PortId[];
  /** The first is what it gives at each step. */
  readonly outputs: readonly PortId[];
}

const refuse = (message: string, node: NodeId): never => {
  throw new Problem({ code: "cell-does-not-fit", message, where: { node } });
};

/** Throws a Problem where the cell does not read one sequence, or gives nothing. */
function borderOf(name: string, cell: Cell, node: NodeId, registry: Registry): Border {
  const ports = cellInputs(cell, registry);
  const isSequence = (id: NodeId) => roleOf(nodeAt(cell, id)!, registry) === "sequence";
  const [sequence, ...more] = ports.filter(({ definer, spec }) => isSequence(definer) && !spec.optional);
  const outputs = cellOutputs(cell, registry).map(({ spec }) => spec.id);
  if (!sequence) return refuse(`${name} reads no sequence`, node);
  if (more.length > 0) return refuse(`${name} reads ${more.length + 1} sequences, expected one`, node);
  if (outputs.length === 0) return refuse(`${name} has no output`, node);
  const others = ports.filter((port) => port !== sequence).map(({ spec }) => spec);
  return {
    sequence: sequence.spec.id,
    inputs: new Set(others.map(({ id }) => id)),
    required: others.filter(({ optional }) => !optional).map(({ id }) => id),
    outputs,
  };
}

/** Where a wire's end at the instance lies on the other cell; undefined where that has no such port. */
function movedInput(port: PortId, own: Border, other: Border): PortId | undefined {
  if (port === own.sequence) return other.sequence;
  return other.inputs.has(port) ? port : undefined;
}

function movedOutput(port: PortId, own: Border, other: Border): PortId | undefined {
  if (port === own.outputs[0]) return other.outputs[0];
  return other.outputs.slice(1).find((id) => id === port);
}

interface Wires {
  readonly edits: { readonly before: readonly Edit[]; readonly after: readonly Edit[] };
  readonly leftOut: readonly PortId[];
}

/** Wires that stay as they are are not touched. */
function wiresOf({ graph }: Document, node: NodeId, name: string, own: Border, other: Border): Wires {
  const touching = Object.values(graph.edges).filter(({ from, to }) => from.node === node || to.node === node);
  const before: Edit[] = [];
  const after: Edit[] = [];
  const leftOut: PortId[] = [];
  for (const { from, to, route } of touching) {
    const start = movedEnd(from, node, (port) => movedOutput(port, own, other));
    const end = movedEnd(to, node, (port) => movedInput(port, own, other));
    if (!start) return refuse(`${name} has no output ${from.port}, which is wired to ${edgeId(to).replace(":", ".")}`, node);
    if (start === from && end === to) continue;
    before.push({ kind: "disconnect", scope: null, to });
    if (end) after.push({ kind: "connect", scope: null, from: start, to: end, ...(route ? { route } : {}) });
    else leftOut.push(to.port);
  }
  const wired = new Set(touching.flatMap(({ to }: Edge) => (to.node === node ? (movedInput(to.port, own, other) ?? []) : [])));
  const missing = other.required.find((id) => !wired.has(id));
  if (missing !== undefined) return refuse(`${name} needs an input ${missing}, which is not wired here`, node);
  return { edits: { before, after }, leftOut };
}

/** The same object where nothing moves. */
function movedEnd(end: Endpoint, node: NodeId, moved: (port: PortId) => PortId | undefined): Endpoint | undefined {
  if (end.node !== node) return end;
  const port = moved(end.port);
  if (port === end.port) return end;
  return port === undefined ? undefined : { node, port };
}

const UNITS = "units";

const defaultOf = (attributes: readonly CellAttribute[], id: string): number | undefined =>
  attributes.find((attribute) => attribute.id === id)?.default;

/** What the instance states goes on where the other cell has it; its units do so even where it leaves them to its own default. */
function settingEdits({ id: node, attributes }: GraphNode, own: Cell, other: Cell): Edit[] {
  const set = (attribute: string, value?: number): Edit => ({ kind: "setAttribute", scope: null, node, attribute, value });
  const stated = Object.keys(attributes).filter((id) => id !== CELL_ATTRIBUTE);
  const gone = stated.filter((id) => defaultOf(other.attributes, id) === undefined).map((id) => set(id));
  const units = stated.includes(UNITS) ? undefined : defaultOf(own.attributes, UNITS);
  const theirs = defaultOf(other.attributes, UNITS);
  return units === undefined || theirs === undefined || units === theirs ? gone : [...gone, set(UNITS, units)];
}

/** The instance and its definition, as far as it is one. Throws a Problem. */
function instanceAt(document: Document, node: NodeId, registry: Registry): { instance: GraphNode; own: Cell } {
  const instance = nodeAt(document.graph, node);
  const own = instance && roleOf(instance, registry) === "cell" ? cellOf(instance, document) : undefined;
  if (!instance || !own) return refuse(`${node} is no instance of a cell`, node);
  return { instance, own };
}

/**
 * Puts another cell in the place of an instance at the top level. A failure says why it does not fit; whether sizes agree is seen only when
 * the new document is compiled.
 */
export function swapCell(document: Document, node: NodeId, offer: CellOffer, registry: Registry): Result<Swap> {
  const swap = attempt(() => {
    const { instance, own } = instanceAt(document, node, registry);
    const other = offer.cells[offer.name] ?? refuse(`there is no cell ${offer.name}`, node);
    const ownName = String(instance.attributes[CELL_ATTRIBUTE]);
    const [from, to] = [borderOf(ownName, own, node, registry), borderOf(offer.name, other, node, registry)];
    const { edits, leftOut } = wiresOf(document, node, offer.name, from, to);
    const arrivals = new CellArrivals({ ...emptyDocument, cells: offer.cells }, document, registry);
    const value = arrivals.names.get(offer.name) ?? offer.name;
    const put: Edit = { kind: "setAttribute", scope: null, node, attribute: CELL_ATTRIBUTE, value };
    const all = [...edits.before, ...arrivals.edits, put, ...settingEdits(instance, own, other), ...edits.after];
    return { edit: { kind: "batch", edits: all } as const, leftOut };
  });
  if (!swap.ok) return swap;
  const applied = apply(document, swap.value.edit, registry);
  return applied.ok ? { ok: true, value: { ...swap.value, document: applied.value.document } } : applied;
}

/** Instances of cells at the top level that read one sequence: those that another cell can take the place of. */
export function comparableInstances(document: Document, registry: Registry): readonly NodeId[] {
  return Object.values(document.graph.nodes)
    .filter(({ id }) => {
      const fits = attempt(() => {
        const { instance, own } = instanceAt(document, id, registry);
        return borderOf(String(instance.attributes[CELL_ATTRIBUTE]), own, id, registry);
      });
      return fits.ok;
    })
    .map(({ id }) => id);
}
