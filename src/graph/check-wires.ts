// Checks of wires: both ends are there, and every input that must be fed is fed.

import { type Edge, type Endpoint, edgeId, type GraphNode, nodeAt } from "./document.ts";
import { type Finding, type GraphView, nodeFinding, pathOf } from "./finding.ts";
import { type PortSpec, portSpec } from "./node-type.ts";
import { hasInput, hasOutput, type NodePorts } from "./ports.ts";

/** Wires of one graph, then inputs that have none. */
export function* checkWires(view: GraphView): Generator<Finding> {
  for (const [key, edge] of Object.entries(view.graph.edges)) {
    if (key !== edgeId(edge.to)) yield misfiled(view, key, edge);
    const fault = endFault(view, edge.from, "output") ?? endFault(view, edge.to, "input") ?? kindFault(view, edge);
    if (fault) yield fault;
  }
  for (const node of Object.values(view.graph.nodes)) yield* missingInputs(view, node);
}

function misfiled(view: GraphView, key: string, { to }: Edge): Finding {
  const where = { node: pathOf(view.scope, to.node), port: to.port };
  return { code: "misfiled", message: `the wire into "${edgeId(to)}" stands under "${key}"`, where, severity: "error", scope: view.scope };
}

function endFault(view: GraphView, end: Endpoint, side: "input" | "output"): Finding | null {
  const node = nodeAt(view.graph, end.node);
  if (!node) return danglingWire(view, end, side);
  const ports = view.ports(node, view.scope);
  if (side === "input" ? hasInput(ports, end.port) : hasOutput(ports, end.port)) return null;
  const expected = portList(side === "input" ? ports.inputs : ports.outputs);
  return nodeFinding(view, node, "error", {
    code: "unknown-port",
    message: `has no ${side} "${end.port}", expected ${expected}`,
    where: { port: end.port },
    got: end.port,
    expected,
  });
}

/** A learning rate comes from a schedule, and what a schedule gives is no value to compute with. */
function kindFault(view: GraphView, { from, to }: Edge): Finding | null {
  const [source, target] = [nodeAt(view.graph, from.node)!, nodeAt(view.graph, to.node)!];
  const type = view.registry.get(source.type);
  const ports = view.ports(target, view.scope);
  const takes = portSpec(ports.inputs, to.port)?.takes;
  if (!type || ports.open || (takes ? takes.includes(type.role) : type.role !== "schedule")) return null;
  const expected = takes ? takes.map((role) => `a ${role}`).join(" or ") : "a value";
  return nodeFinding(view, target, "error", {
    code: "wrong-kind",
    message: `input ${to.port}: got ${type.title} "${pathOf(view.scope, source.id)}", expected ${expected}`,
    where: { port: to.port },
    got: type.title,
    expected,
    remedy: takes ? "wire a schedule to it, or set the number itself" : "wire it to the learning rate of an optimizer",
  });
}

function danglingWire(view: GraphView, end: Endpoint, side: "input" | "output"): Finding {
  const path = pathOf(view.scope, end.node);
  const message = `a wire ${side === "input" ? "ends" : "starts"} at "${path}", but there is no such node`;
  return { code: "no-such-node", message, where: { node: path, port: end.port }, got: path, severity: "error", scope: view.scope };
}

function portList(ports: readonly PortSpec[]): string {
  const ids = ports.slice(0, 20).map((port) => (port.variadic ? `${port.id}1, ${port.id}2, ...` : port.id));
  return ids.length === 0 ? "none" : ids.join(" or ");
}

/** Wires into each port of a node; numbered ones count for the port they are numbered from. */
function wiresByPort(ports: NodePorts, edges: readonly Edge[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const edge of edges) {
    const id = portSpec(ports.inputs, edge.to.port)?.id;
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

const neededWires = (port: PortSpec): number => (port.optional || port.parameter ? 0 : (port.variadic?.minimum ?? 1));

function* missingInputs(view: GraphView, node: GraphNode): Generator<Finding> {
  const ports = view.ports(node, view.scope);
  if (ports.inputs.length === 0) return;
  const wires = wiresByPort(ports, view.incoming.get(node.id) ?? []);
  for (const port of ports.inputs) {
    const got = wires.get(port.id) ?? 0;
    if (got < neededWires(port)) yield missingInput(view, node, port, got);
  }
}

const wiresText = (count: number): string => (count === 1 ? "1 wire" : `${count} wires`);

function missingInput(view: GraphView, node: GraphNode, port: PortSpec, got: number): Finding {
  const needed = neededWires(port);
  return nodeFinding(view, node, "warning", {
    code: "missing-input",
    message: needed === 1 ? `input ${port.id} is not wired` : `input ${port.id}: got ${wiresText(got)}, expected at least ${needed}`,
    where: { port: port.id },
    got: wiresText(got),
    expected: `at least ${needed}`,
    remedy: "wire it",
  });
}
