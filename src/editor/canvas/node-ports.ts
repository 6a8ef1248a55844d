// The ports that a node shows: variadic ones spelled out with a free place at the end, own weights apart.

import { edgeInto, type Graph, type GraphNode, type PortId } from "../../graph/document.ts";
import { type PortSpec, variadicIndex } from "../../graph/node-type.ts";
import type { NodePorts } from "../../graph/ports.ts";

export interface ShownPort {
  readonly id: PortId;
  readonly spec: PortSpec;
  /** Free and not needed: on a small figure it takes no room from the others. */
  readonly spare: boolean;
}

export interface ShownPorts {
  readonly inputs: readonly ShownPort[];
  /** Weights the node trains itself unless a wire shares one. */
  readonly weights: readonly ShownPort[];
  readonly outputs: readonly ShownPort[];
}

function wiredIndices(graph: Graph, node: GraphNode, port: PortSpec): number[] {
  return Object.values(graph.edges)
    .filter((edge) => edge.to.node === node.id)
    .map((edge) => variadicIndex(port, edge.to.port) ?? 0);
}

/** `x1 ... xn` for what is wired or needed, and the next one. */
function spelledOut(graph: Graph, node: GraphNode, spec: PortSpec, minimum: number): ShownPort[] {
  const highest = wiredIndices(graph, node, spec).reduce((a, b) => Math.max(a, b), 0);
  const count = Math.max(minimum, highest + 1);
  return Array.from({ length: count }, (_, k) => ({ id: `${spec.id}${k + 1}`, spec, spare: k >= Math.max(minimum, highest) }));
}

const isFree = (graph: Graph, node: GraphNode, spec: PortSpec): boolean => edgeInto(graph, node.id, spec.id) === undefined;

export function shownPorts(graph: Graph, node: GraphNode, ports: NodePorts): ShownPorts {
  const one = (spec: PortSpec): ShownPort => ({ id: spec.id, spec, spare: spec.optional === true && isFree(graph, node, spec) });
  const inputs = ports.inputs.filter((spec) => !spec.parameter);
  return {
    inputs: inputs.flatMap((spec) => (spec.variadic ? spelledOut(graph, node, spec, spec.variadic.minimum) : [one(spec)])),
    weights: ports.inputs.filter((spec) => spec.parameter).map((spec) => ({ id: spec.id, spec, spare: true })),
    outputs: ports.outputs.map((spec) => ({ id: spec.id, spec, spare: false })),
  };
}
