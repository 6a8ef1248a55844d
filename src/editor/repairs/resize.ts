// The repair that goes to the cause: the layer that a value comes from is given as many units as are wanted.

import { type Endpoint, edgeId, type Graph, type GraphNode, graphAt, type NodeId } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { nameTex } from "../math/name.ts";
import type { RefusedCase, Resize } from "./repair.ts";
import type { Sizes } from "./sizes.ts";

/** How far back a layer is looked for. */
const MOST_STEPS = 6;

const isLayer = (node: GraphNode, registry: Registry): boolean =>
  typeof node.attributes.units === "number" || (registry.get(node.type)?.attributes.some(({ id }) => id === "units") ?? false);

/** The one node that a node reads; null where it reads several, whose sizes would then differ. */
function onlySource(graph: Graph, { id }: GraphNode): NodeId | null {
  const sources = Object.values(graph.edges).filter(({ to }) => to.node === id);
  return sources.length === 1 ? (sources[0]?.from.node ?? null) : null;
}

/** Nodes from the value back to the layer that gives it its size; null where there is no such layer. */
export function wayToLayer(graph: Graph, from: NodeId, registry: Registry): readonly NodeId[] | null {
  const way: NodeId[] = [];
  for (let id: NodeId | null = from; id !== null && way.length < MOST_STEPS; ) {
    const node: GraphNode | undefined = graph.nodes[id];
    if (!node) return null;
    way.push(id);
    if (isLayer(node, registry)) return way;
    id = onlySource(graph, node);
  }
  return null;
}

/** Where the wire is to bring a target, what it is compared with gives way: a target is as the data have it. */
function adjustable({ from, to }: RefusedCase, graph: Graph): Endpoint | undefined {
  return to.port === "target" ? graph.edges[edgeId({ node: to.node, port: "prediction" })]?.from : from;
}

export function resize(refused: RefusedCase, { got, wanted }: Sizes, registry: Registry): Resize[] {
  const graph = graphAt(refused.document, refused.scope);
  const start = graph && adjustable(refused, graph);
  const way = graph && start ? wayToLayer(graph, start.node, registry) : null;
  const layer = way?.at(-1);
  if (!way || layer === undefined) return [];
  const [now, then] = refused.to.port === "target" ? [wanted, got] : [got, wanted];
  return [{ kind: "resize", words: "Set the units of", tex: nameTex(layer), detail: `${now} → ${then}`, layer, units: then, way }];
}
