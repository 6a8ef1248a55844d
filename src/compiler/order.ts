// Order and clocks: what lies on a cycle through delays becomes one scan, everything else is computed for all steps at once.

import { Problem } from "../base/errors.ts";
import { components, findCycle } from "../base/topology.ts";
import type { FlatNode } from "./flatten.ts";

export type Direction = "forward" | "backward";

export type Stage =
  | { readonly kind: "node"; readonly node: FlatNode }
  /** Members in an order in which each comes after what it reads in the same step. */
  | { readonly kind: "scan"; readonly members: readonly FlatNode[]; readonly direction: Direction };

/** All nodes, in the order of the stages. */
export const nodesOf = (stages: readonly Stage[]): FlatNode[] =>
  stages.flatMap((stage) => (stage.kind === "node" ? [stage.node] : stage.members));

export const delayDirection = (node: FlatNode): Direction => (node.type.delay?.step === 1 ? "backward" : "forward");
const isDelay = (node: FlatNode) => node.type.role === "delay";

type Nodes = ReadonlyMap<string, FlatNode>;

const readBy = (nodes: Nodes, node: FlatNode): FlatNode[] => [...node.inputs.values()].flatMap(({ path }) => nodes.get(path) ?? []);

/** In the order of the document. */
const inDocument = (nodes: Nodes, some: readonly FlatNode[]): FlatNode[] => {
  const members = new Set(some);
  return [...nodes.values()].filter((node) => members.has(node));
};

/** What a node reads in the same step: a delay only its initial value. */
const readInStep = (nodes: Nodes, node: FlatNode): FlatNode[] => {
  if (!isDelay(node)) return readBy(nodes, node);
  const initial = node.inputs.get("initial");
  const source = initial && nodes.get(initial.path);
  return source ? [source] : [];
};

/** Along the wires, from the node that stands first in the document. */
function cycleProblem(nodes: Nodes, cycle: readonly FlatNode[]): Problem {
  const [first] = inDocument(nodes, cycle);
  const along = cycle.map((node) => node.path).reverse();
  const start = along.indexOf(first!.path);
  const paths = [...along.slice(start), ...along.slice(0, start)];
  const shown = [...paths, paths[0]!].join(" → ");
  return new Problem({
    code: "cycle-without-delay",
    message: `cycle without a delay: ${shown}`,
    where: { node: paths[0]! },
    got: shown,
    expected: "a delay z⁻¹ on every cycle",
    remedy: "put a delay (z⁻¹) on one of its wires, or read the step before: h[t-1]",
  });
}

function scanStage(nodes: Nodes, component: readonly FlatNode[]): Stage {
  const members = new Set(component);
  const delays = inDocument(nodes, component).filter(isDelay);
  const directions = new Set(delays.map(delayDirection));
  if (directions.size > 1) {
    throw new Problem({
      code: "mixed-directions",
      message: `cycle through ${delays.map((node) => `"${node.path}"`).join(" and ")} reads both the step before and the step after`,
      where: { node: delays[0]!.path },
      remedy: "a cycle goes through delays of one direction",
    });
  }
  const order = components(component, (node) => readInStep(nodes, node).filter((other) => members.has(other))).flat();
  return { kind: "scan", members: order, direction: [...directions][0]! };
}

/** Stages in the order in which they can be computed. Throws for a cycle without a delay. */
export function orderStages(nodes: Nodes): Stage[] {
  const all = [...nodes.values()];
  const cycle = findCycle(all, (node) => readInStep(nodes, node));
  if (cycle) throw cycleProblem(nodes, cycle);
  return components(all, (node) => readBy(nodes, node)).map((component) => {
    const [node] = component as [FlatNode];
    const alone = component.length === 1 && !readBy(nodes, node).includes(node);
    return alone ? { kind: "node", node } : scanStage(nodes, component);
  });
}
