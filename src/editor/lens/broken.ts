// Which nodes made a NaN or an infinity first: at the earliest step with a broken value, those whose inputs are still sound.
// Where all values are sound and a gradient is not, the same against the wires and from the last step.

import type { Graph, NodeId } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { roleOf } from "../../graph/ports.ts";
import { unitsOf } from "../pictures/units.ts";
import { pathOf } from "../store/scope.ts";
import { valuesAt } from "../store/selectors.ts";
import type { InspectedValue, Inspection } from "../worker/protocol.ts";

const isSound = (numbers: Float64Array, from: number, to: number): boolean => {
  for (let k = from; k < to; k++) if (!Number.isFinite(numbers[k])) return false;
  return true;
};

/** Steps with a broken number; step 0 stands for all where there is no time axis. */
export function brokenSteps(numbers: Float64Array, units: number): number[] {
  const steps = units > 0 ? numbers.length / units : 0;
  return Array.from({ length: steps }, (_, t) => t).filter((t) => !isSound(numbers, t * units, (t + 1) * units));
}

type Numbers = (entry: InspectedValue) => Float64Array | null;

/** Of the nodes broken at that step, those that none of the others leads to. A delay leads to the next step, not to this one. */
export function origins(broken: ReadonlySet<NodeId>, wires: readonly (readonly [from: NodeId, to: NodeId])[]): Set<NodeId> {
  const led = new Set(wires.filter(([from, to]) => broken.has(from) && broken.has(to)).map(([, to]) => to));
  const first = new Set([...broken].filter((id) => !led.has(id)));
  return first.size > 0 ? first : new Set([...broken].slice(0, 1));
}

function firstBroken(inspection: Inspection, graph: Graph, path: readonly string[], registry: Registry, forward: boolean): Set<NodeId> {
  const numbers: Numbers = forward ? ({ value }) => value : ({ gradient }) => gradient;
  const steps = new Map<NodeId, number[]>();
  for (const id of Object.keys(graph.nodes)) {
    const [entry] = valuesAt(inspection, pathOf(path, id));
    const found = entry ? numbers(entry) : null;
    const broken = entry && found ? brokenSteps(found, unitsOf(entry)) : [];
    if (broken.length > 0) steps.set(id, broken);
  }
  const all = [...steps.values()].flat();
  if (all.length === 0) return new Set();
  const when = forward ? Math.min(...all) : Math.max(...all);
  const there = new Set([...steps].filter(([, broken]) => broken.includes(when)).map(([id]) => id));
  const isDelay = (id: NodeId) => graph.nodes[id] !== undefined && roleOf(graph.nodes[id], registry) === "delay";
  const wires = Object.values(graph.edges).filter(({ to }) => !isDelay(to.node));
  return origins(
    there,
    wires.map(({ from, to }) => (forward ? [from.node, to.node] : [to.node, from.node])),
  );
}

const flawless = new WeakMap<Inspection, boolean>();

/** Every number is read: once for each answer of the engine, also where the graph under it changes. */
function isFlawless(inspection: Inspection): boolean {
  const before = flawless.get(inspection);
  if (before !== undefined) return before;
  const found = inspection.values.every(
    ({ value, gradient }) => isSound(value, 0, value.length) && (!gradient || isSound(gradient, 0, gradient.length)),
  );
  flawless.set(inspection, found);
  return found;
}

const NONE: ReadonlySet<NodeId> = new Set();
const known = new WeakMap<Inspection, WeakMap<Graph, ReadonlySet<NodeId>>>();

export function brokenFirst(inspection: Inspection | null, graph: Graph, path: readonly string[], registry: Registry): ReadonlySet<NodeId> {
  if (!inspection) return NONE;
  const graphs = known.get(inspection) ?? new WeakMap<Graph, ReadonlySet<NodeId>>();
  known.set(inspection, graphs);
  const found = graphs.get(graph) ?? search(inspection, graph, path, registry);
  graphs.set(graph, found);
  return found;
}

function search(inspection: Inspection, graph: Graph, path: readonly string[], registry: Registry): ReadonlySet<NodeId> {
  if (isFlawless(inspection)) return NONE;
  const values = firstBroken(inspection, graph, path, registry, true);
  return values.size > 0 ? values : firstBroken(inspection, graph, path, registry, false);
}
