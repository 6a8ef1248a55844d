// What trains a model: the optimizer, its graph, the bounds on the gradient before it and the schedule of its learning rate.

import { Problem } from "../base/errors.ts";
import { type Document, emptyDocument } from "../graph/document.ts";
import type { ResolvedAttributes } from "../graph/node-type.ts";
import { cellOf } from "../graph/ports.ts";
import type { FlatNode } from "./flatten.ts";
import type { ClipUse, OptimizerUse, ScheduleUse } from "./program.ts";
import { withSettings } from "./update.ts";

type Nodes = ReadonlyMap<string, FlatNode>;

/** The node's own graph, or the one that its type stands for. */
function graphOf(node: FlatNode, document: Document): Document | null {
  const cell = cellOf(node.node, document);
  if (!cell) return node.type.update ? withSettings(node.type.update(node.attributes), node.attributes) : null;
  const { nodes, edges, ...about } = cell;
  return withSettings({ ...emptyDocument, ...about, graph: { nodes, edges }, cells: document.cells }, node.attributes);
}

/** Back along the wire from the optimizer; the one next to the loss comes first. */
function clipsBefore(node: FlatNode, nodes: Nodes, passed: readonly FlatNode[] = []): ClipUse[] {
  const from = node.inputs.get("loss");
  const before = from && nodes.get(from.path);
  if (!before?.type.clip || passed.includes(before)) return [];
  return [
    ...clipsBefore(before, nodes, [...passed, before]),
    { path: before.path, by: before.type.clip, limit: Number(before.attributes.limit) },
  ];
}

/** A schedule cannot follow itself: the compiler reports such a cycle, and here it ends. */
function scheduleAt(node: FlatNode, port: string, nodes: Nodes, passed: readonly FlatNode[] = []): ScheduleUse | null {
  const from = node.inputs.get(port);
  const schedule = from && nodes.get(from.path);
  if (!schedule?.type.schedule || passed.includes(schedule)) return null;
  const { path, type, attributes } = schedule;
  return { path, type, attributes, following: scheduleAt(schedule, "then", nodes, [...passed, schedule]) };
}

const RATE = "learningRate";

/** A number that is wired to the learning rate stands for the attribute; what is computed cannot. */
function withWiredRate(node: FlatNode, nodes: Nodes): ResolvedAttributes {
  const from = node.inputs.get(RATE);
  const source = from && nodes.get(from.path);
  if (!source || source.type.schedule) return node.attributes;
  const value = source.type.role === "constant" ? source.attributes.value : null;
  if (typeof value === "number" && value >= 0) return { ...node.attributes, [RATE]: value };
  const got = typeof value === "number" ? `${value}` : `"${source.path}", a ${source.type.title}`;
  throw new Problem({
    code: "bad-learning-rate",
    message: `${node.type.title} "${node.path}": its learning rate is ${got}`,
    where: { node: node.path, port: RATE },
    got,
    expected: "a schedule, or a number of at least 0",
    remedy: "wire a schedule to it, or leave the wire out and set the attribute",
  });
}

export function optimizerUse(node: FlatNode, nodes: Nodes, document: Document): OptimizerUse {
  const { path, type } = node;
  const attributes = withWiredRate(node, nodes);
  return {
    path,
    type,
    attributes,
    graph: graphOf(node, document),
    clips: clipsBefore(node, nodes),
    schedule: scheduleAt(node, RATE, nodes),
  };
}
