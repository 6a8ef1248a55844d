// A cycle of wires is legal exactly when a delay lies on it. Here: the cycle that has none, looked for through cells too.

import { findCycle } from "../base/topology.ts";
import { type Edge, type Endpoint, type GraphNode, type NodeId, nodeAt } from "./document.ts";
import { type Finding, type GraphView, pathOf } from "./finding.ts";
import { CELL_ATTRIBUTE, cellInputs, cellOutputs, roleOf } from "./ports.ts";

/** By output port of a cell: the input ports that reach it within the same step. */
type Reach = ReadonlyMap<string, ReadonlySet<string>>;

const vertexOf = ({ node, port }: Endpoint): string => `${node}:${port}`;
const endpointOf = (vertex: string): Endpoint => {
  const colon = vertex.indexOf(":");
  return { node: vertex.slice(0, colon), port: vertex.slice(colon + 1) };
};

/** Knows, for every graph of a document, which output ports an output port waits for within one step. Cells must not recur. */
class SameStep {
  private readonly views: ReadonlyMap<string | null, GraphView>;
  private readonly reaches = new Map<string, Reach>();

  constructor(views: readonly GraphView[]) {
    this.views = new Map(views.map((view) => [view.scope, view]));
  }

  /** The wires that an output port waits for. A type nobody knows may be a delay, so it is taken for one. */
  private wires(view: GraphView, { node: id, port }: Endpoint): readonly Edge[] {
    const node = nodeAt(view.graph, id);
    const role = node ? roleOf(node, view.registry) : "placeholder";
    if (!node || role === "delay" || role === "placeholder") return [];
    const edges = view.incoming.get(id) ?? [];
    if (role !== "cell") return edges;
    const inputs = this.reachOf(node).get(port);
    return inputs ? edges.filter((edge) => inputs.has(edge.to.port)) : [];
  }

  /** Vertices are output ports, `node:port`, so that a cell's outputs wait only for the inputs that reach them. */
  sources(view: GraphView, vertex: string): string[] {
    return this.wires(view, endpointOf(vertex)).map((edge) => vertexOf(edge.from));
  }

  private reachOf(instance: GraphNode): Reach {
    const name = String(instance.attributes[CELL_ATTRIBUTE]);
    const reach = this.reaches.get(name) ?? this.findReach(name);
    this.reaches.set(name, reach);
    return reach;
  }

  private findReach(name: string): Reach {
    const view = this.views.get(name);
    if (!view) return new Map();
    const inputs = new Set(cellInputs(view.graph, view.registry).map((port) => port.definer));
    const outputs = cellOutputs(view.graph, view.registry);
    return new Map(outputs.map(({ definer, spec }) => [spec.id, this.inputsBehind(view, definer, inputs)]));
  }

  /** Input nodes that an output node's value hangs on within the step. */
  private inputsBehind(view: GraphView, output: NodeId, inputs: ReadonlySet<NodeId>): Set<NodeId> {
    const waiting = (view.incoming.get(output) ?? []).map((edge) => vertexOf(edge.from));
    const seen = new Set(waiting);
    for (const vertex of seen) for (const source of this.sources(view, vertex)) seen.add(source);
    return new Set([...seen].map((vertex) => endpointOf(vertex).node).filter((node) => inputs.has(node)));
  }
}

/** Node ids along a cycle, in the direction of the wires, from the node that stands first in the graph. */
function cycleNodes(view: GraphView, vertices: readonly string[]): NodeId[] {
  const nodes = vertices.map((vertex) => endpointOf(vertex).node).reverse();
  const members = new Set(nodes);
  const first = Object.keys(view.graph.nodes).find((id) => members.has(id));
  const at = first === undefined ? 0 : nodes.indexOf(first);
  return [...nodes.slice(at), ...nodes.slice(0, at)];
}

function cycleIn(view: GraphView, sameStep: SameStep): Finding | null {
  const vertices = [...new Set(Object.values(view.graph.edges).map((edge) => vertexOf(edge.from)))];
  const cycle = findCycle(vertices, (vertex) => sameStep.sources(view, vertex));
  if (!cycle) return null;
  const nodes = cycleNodes(view, cycle);
  const names = [...nodes, nodes[0]].join(" → ");
  const place = view.scope === null ? "" : `cell "${view.scope}": `;
  return {
    code: "cycle-without-delay",
    message: `${place}the cycle ${names} has no delay`,
    where: { node: pathOf(view.scope, nodes[0] ?? "") },
    got: names,
    expected: "a delay on every cycle",
    remedy: "put a delay (z⁻¹) on one of its wires",
    severity: "error",
    scope: view.scope,
  };
}

/** One finding for each graph that has a cycle without a delay. */
export function checkCycles(views: readonly GraphView[]): Finding[] {
  const sameStep = new SameStep(views);
  return views.flatMap((view) => cycleIn(view, sameStep) ?? []);
}
