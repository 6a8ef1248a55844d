// The gradient that comes back through each wire of an open graph, from what the engine says of wires and ports.

import { type Document, type Edge, type Endpoint, edgeInto, edgesFrom, type Graph, graphAt, nodeAt } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { cellOf, cellOutputs, roleOf } from "../../graph/ports.ts";
import { unitsOf } from "../pictures/units.ts";
import { pathOf, scopeOf } from "../store/scope.ts";
import type { Inspection, PortAxes } from "../worker/protocol.ts";

/** A gradient along a wire: `[T][n]` where it has steps, else `[n]`. */
export interface Flow {
  readonly gradient: Float64Array;
  readonly units: number;
}

/** Instances of cells on the way to the open graph, outermost first. */
type Path = readonly string[];

export interface Place {
  readonly document: Document;
  readonly registry: Registry;
  readonly inspection: Inspection;
  readonly path: Path;
}

interface Index {
  /** By `path:port` of where they end. */
  readonly wires: ReadonlyMap<string, Flow>;
  /** By `path` alone: border nodes of cells have one wire each. */
  readonly borders: ReadonlyMap<string, Flow>;
  /** By `path:port` of output ports. */
  readonly ports: ReadonlyMap<string, Flow>;
}

const flowOf = (entry: PortAxes & { readonly gradient: Float64Array }): Flow => ({ gradient: entry.gradient, units: unitsOf(entry) });

const indices = new WeakMap<Inspection, Index>();

function indexOf(inspection: Inspection): Index {
  let index = indices.get(inspection);
  if (!index) {
    const ports = inspection.values.flatMap(({ gradient, ...entry }) => (gradient ? [{ ...entry, gradient }] : []));
    index = {
      wires: new Map(inspection.wires.map((wire) => [`${wire.path}:${wire.port}`, flowOf(wire)])),
      borders: new Map(inspection.wires.map((wire) => [wire.path, flowOf(wire)])),
      ports: new Map(ports.map((entry) => [`${entry.path}:${entry.port}`, flowOf(entry)])),
    };
    indices.set(inspection, index);
  }
  return index;
}

/** Term by term. Flows of one port have one layout. */
export function sum(flows: readonly Flow[]): Flow | null {
  const [first, ...others] = flows;
  if (!first || others.length === 0) return first ?? null;
  const gradient = Float64Array.from(first.gradient);
  for (const other of others) for (let k = 0; k < gradient.length; k++) gradient[k] = (gradient[k] ?? 0) + (other.gradient[k] ?? 0);
  return { ...first, gradient };
}

/** What a port gets back without these wires: wires into an output of an open cell have no entry of their own, this is theirs. */
export function remainder(total: Flow, others: readonly Flow[]): Flow {
  const rest = sum(others);
  return rest ? { ...total, gradient: total.gradient.map((x, k) => x - (rest.gradient[k] ?? 0)) } : total;
}

const graphOf = ({ document, path }: Place): Graph | undefined => graphAt(document, scopeOf(document, path) ?? null);

/** The gradient by an output port, followed into cells to the port that makes the value. */
export function portFlow(place: Place, { node: id, port }: Endpoint): Flow | null {
  const graph = graphOf(place);
  const node = graph && nodeAt(graph, id);
  if (!node) return null;
  const cell = roleOf(node, place.registry) === "cell" ? cellOf(node, place.document) : undefined;
  if (!cell) return indexOf(place.inspection).ports.get(`${pathOf(place.path, id)}:${port}`) ?? null;
  const definer = cellOutputs(cell, place.registry).find(({ spec }) => spec.id === port)?.definer;
  const inner = definer === undefined ? undefined : edgeInto(cell, definer, "x");
  return inner ? portFlow({ ...place, path: [...place.path, id] }, inner.from) : null;
}

const isOutput = (place: Place, graph: Graph, id: string): boolean => {
  const node = nodeAt(graph, id);
  return node !== undefined && roleOf(node, place.registry) === "output";
};

/** Into an output of the cell goes what no wire inside accounts for. */
function outward(place: Place, graph: Graph, { from }: Edge): Flow | null {
  const total = portFlow(place, from);
  if (!total) return null;
  const inside = edgesFrom(graph, from.node, from.port).filter(({ to }) => !isOutput(place, graph, to.node));
  return remainder(
    total,
    inside.flatMap((edge) => wireFlow(place, edge) ?? []),
  );
}

export function wireFlow(place: Place, edge: Edge): Flow | null {
  const graph = graphOf(place);
  const node = graph && nodeAt(graph, edge.to.node);
  if (!node) return null;
  const index = indexOf(place.inspection);
  const path = pathOf(place.path, node.id);
  const role = roleOf(node, place.registry);
  if (role === "cell") return index.borders.get(`${path}.${edge.to.port}`) ?? null;
  return index.wires.get(`${path}:${edge.to.port}`) ?? (role === "output" ? outward(place, graph, edge) : null);
}

/** The gradient on a stretch that several wires of one port share: their sum. */
export function trunkFlow(place: Place, edges: readonly Edge[]): Flow | null {
  const flows = edges.map((edge) => wireFlow(place, edge));
  return sum(flows.filter((flow) => flow !== null));
}
