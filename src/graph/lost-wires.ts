// An edit can take ports away: of instances, when an input or output goes from their cell; of a node, when an attribute
// says how many it has. The wires that ended there go too.

import { type Document, type Edge, type Endpoint, type Graph, type GraphScope, graphAt, nodeAt } from "./document.ts";
import type { Registry } from "./node-type.ts";
import { hasInput, hasOutput, type NodePorts, type PortLookup, portLookup } from "./ports.ts";

type Lost = (edge: Edge, key: string) => boolean;

/** Says whether a wire was there before and has no port now. A new wire without a port is the edit's own mistake, and stays to be refused. */
function lostIn(graph: Graph, scope: GraphScope, old: Graph | undefined, lookup: PortLookup): Lost {
  const lacks = ({ node: id, port }: Endpoint, has: (ports: NodePorts, port: string) => boolean): boolean => {
    const node = nodeAt(graph, id);
    return node !== undefined && !has(lookup(node, scope), port);
  };
  return (edge, key) => old?.edges[key] === edge && (lacks(edge.from, hasOutput) || lacks(edge.to, hasInput));
}

/** The same graph object where nothing is lost. */
function withoutLost<G extends Graph>(graph: G, isLost: Lost): G {
  const entries = Object.entries(graph.edges);
  const kept = entries.filter(([key, edge]) => !isLost(edge, key));
  return kept.length === entries.length ? graph : { ...graph, edges: Object.fromEntries(kept) };
}

function dropOnce(before: Document, after: Document, registry: Registry): Document {
  const lookup = portLookup(after, registry);
  const prune = <G extends Graph>(graph: G, scope: GraphScope): G =>
    withoutLost(graph, lostIn(graph, scope, graphAt(before, scope), lookup));
  const graph = prune(after.graph, null);
  const cells = Object.entries(after.cells).map(([name, cell]) => [name, prune(cell, name)] as const);
  if (graph === after.graph && cells.every(([name, cell]) => cell === after.cells[name])) return after;
  return { ...after, graph, cells: Object.fromEntries(cells) };
}

/** `after` without the wires of `before` that have lost a port. A lost wire can take an unnamed output with it, so it is asked again. */
export function dropLostWires(before: Document, after: Document, registry: Registry): Document {
  let current = after;
  for (let next = dropOnce(before, current, registry); next !== current; next = dropOnce(before, current, registry)) current = next;
  return current;
}
