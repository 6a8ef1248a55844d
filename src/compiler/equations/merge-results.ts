// Results of a graph in its equations: an output with a name of its own has a line, `h = layer2` or `r = tanh(x)`.

import type { Graph, GraphNode, NodeId } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { outputName } from "../../graph/ports.ts";
import type { Texts } from "./merge-keep.ts";

/** The node of the old text that an output's line makes; undefined where it has none, as it hands out a name that is said anyway. */
export function lineOfResult(output: GraphNode, graph: Graph, { origins, base }: Texts, registry: Registry): NodeId | undefined {
  const [piece] = origins.pieces.get(output.id) ?? [];
  const [copy] = (piece && origins.instances.get(piece.spelled)) ?? [];
  if (copy !== undefined) return copy;
  // a copy of what nobody has named is not written: its line is that of the node
  const name = outputName(output, graph, registry);
  const isOwn = name !== null && !Object.hasOwn(graph.nodes, name) && base.node(name) !== undefined;
  return isOwn && Object.values(graph.edges).some(({ from, to }) => to.node === output.id && origins.of.get(name)?.owner === from.node)
    ? name
    : undefined;
}
