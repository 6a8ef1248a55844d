// Axes of every port on the canvas. The compiler tells those of outputs; an input has its wire's, a cell's port has its inner node's.

import { type Document, edgeId, type Graph, type GraphScope, graphAt, type NodeId } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { CELL_ATTRIBUTE, cellInputs, cellOutputs } from "../../graph/ports.ts";
import type { PortAxes } from "./protocol.ts";

type Ports = Record<string, PortAxes>;

const join = (path: readonly NodeId[], id: NodeId): string => [...path, id].join(".");

function copy(ports: Ports, from: string, to: string): void {
  const axes = ports[from];
  if (axes && !ports[to]) ports[to] = axes;
}

/** Ports of one instance, from the nodes inside that make them. */
function addCellPorts(ports: Ports, cell: Graph, instance: string, registry: Registry): void {
  for (const { definer, spec } of cellInputs(cell, registry)) copy(ports, `${instance}.${definer}:value`, `${instance}:${spec.id}`);
  // The compiler knows no output nodes: what they hand out is what is wired into them.
  for (const { definer, spec } of cellOutputs(cell, registry)) copy(ports, `${instance}.${definer}:x`, `${instance}:${spec.id}`);
}

function addGraph(ports: Ports, document: Document, scope: GraphScope, path: readonly NodeId[], registry: Registry): void {
  const graph = graphAt(document, scope);
  // A cell that contains itself is an error of the document; here it must only not run forever.
  if (!graph || path.length > MOST_LEVELS) return;
  for (const node of Object.values(graph.nodes)) {
    const name = node.attributes[CELL_ATTRIBUTE];
    if (registry.get(node.type)?.role !== "cell" || typeof name !== "string" || !Object.hasOwn(document.cells, name)) continue;
    addGraph(ports, document, name, [...path, node.id], registry);
    addCellPorts(ports, document.cells[name] as Graph, join(path, node.id), registry);
  }
  for (const { from, to } of Object.values(graph.edges)) {
    copy(ports, `${join(path, from.node)}:${from.port}`, join(path, edgeId(to)));
  }
}

const MOST_LEVELS = 16;

/** `outputs` by `path:port`, completed. */
export function completePorts(outputs: Readonly<Record<string, PortAxes>>, document: Document, registry: Registry): Ports {
  const ports: Ports = { ...outputs };
  addGraph(ports, document, null, [], registry);
  return ports;
}
