// compile: document to program. Cells opened, order and clocks found, shapes solved, primitives emitted.

import { Problem, type ProblemData } from "../base/errors.ts";
import type { Shape } from "../engine/tape.ts";
import type { Document } from "../graph/document.ts";
import type { Registry } from "../graph/node-type.ts";
import { availableNodes, dropDependents } from "./available.ts";
import { type Alias, type Flat, type FlatNode, flatten } from "./flatten.ts";
import { Lowerer, stateName } from "./lower.ts";
import { chooseLoss, chooseOptimizer } from "./loss.ts";
import { orderStages, type Stage } from "./order.ts";
import type { Forms, NamedValue, Program } from "./program.ts";
import { portKey, solveShapes, type Shapes } from "./shapes.ts";

export interface CompileOptions {
  /** Leaves out what cannot be computed and says so in `warnings`; otherwise the first problem is thrown. */
  readonly partial?: boolean;
}

const nodesOf = (stages: readonly Stage[]): FlatNode[] => stages.flatMap((stage) => (stage.kind === "node" ? [stage.node] : stage.members));

/** Shapes that come with the numbers: of inputs, and of initial states. */
function givenShapes(nodes: Iterable<FlatNode>, forms: Forms): Shapes {
  const given = new Map<string, Shape>();
  for (const node of nodes) {
    const { role } = node.type;
    const name = role === "delay" ? stateName(node) : node.path;
    const fed = Object.hasOwn(forms.inputs, name) ? forms.inputs[name] : undefined;
    if (fed?.shape && (role === "delay" || role === "input" || role === "sequence")) given.set(portKey(node.path, "value"), fed.shape);
  }
  return given;
}

/** Shapes of what can be computed; what cannot is left out, or thrown where everything is wanted. */
function settle(flat: Flat, forms: Forms, warnings: ProblemData[], partial: boolean): { stages: readonly Stage[]; shapes: Shapes } {
  const report = (problems: readonly ProblemData[]) => {
    const [first] = problems;
    if (first && !partial) throw new Problem(first);
    warnings.push(...problems);
  };
  report(flat.missing);
  const available = availableNodes(flat.nodes, forms);
  report(available.problems);
  let nodes = available.nodes;
  for (;;) {
    const stages = orderStages(nodes);
    const { shapes, problems } = solveShapes(nodesOf(stages), givenShapes(nodes.values(), forms));
    if (problems.length === 0) return { stages, shapes };
    report(problems);
    nodes = dropDependents(
      nodes,
      problems.map((problem) => problem.where!.node!),
    );
  }
}

const isNamed = (name: string) => !name.includes("$");

/** All values with names: slots of nodes' own, outputs of nodes, and second names. */
function namedValues(
  lowerer: Lowerer,
  nodes: readonly FlatNode[],
  aliases: readonly Alias[],
): { values: NamedValue[]; outputs: Program["forward"]["outputs"][number][] } {
  const values: NamedValue[] = [];
  const outputs: Program["forward"]["outputs"][number][] = [];
  const names = new Set<string>();
  const add = (name: string, path: string, port: string) => {
    const signal = lowerer.signals.get(portKey(path, port));
    if (!signal || names.has(name)) return;
    names.add(name);
    values.push({ name, path, port, shape: signal.shape, time: signal.time, batch: signal.batch, named: isNamed(name) });
    outputs.push(signal.value);
  };
  for (const node of nodes)
    for (const { id } of node.outputs) add(node.outputs.length === 1 ? node.path : `${node.path}.${id}`, node.path, id);
  for (const { name, of } of aliases) add(name, of.path, of.port);
  lowerer.slots.list.forEach((slot, index) => {
    if (names.has(slot.name) || slot.kind === "mask" || slot.kind === "setting") return;
    names.add(slot.name);
    const value = lowerer.tape.inputs[index]!;
    values.push({
      name: slot.name,
      path: slot.path,
      port: value.origin?.port ?? "",
      shape: slot.shape,
      time: slot.time,
      batch: slot.batch,
      named: isNamed(slot.name),
    });
    outputs.push(value);
  });
  return { values, outputs };
}

/**
 * Throws a located Problem for the first thing that is wrong; with `partial`, compiles what can be compiled.
 * The time it takes and the length of the tape do not depend on the number of steps or examples.
 */
export function compile(document: Document, registry: Registry, forms: Forms, { partial = false }: CompileOptions = {}): Program {
  const flat = flatten(document, registry);
  const warnings: ProblemData[] = [];
  const { stages, shapes } = settle(flat, forms, warnings, partial);
  const lowerer = new Lowerer(shapes, forms);
  lowerer.lower(stages);
  const nodes = nodesOf(stages);
  const { values, outputs } = namedValues(lowerer, nodes, flat.aliases);
  const optimizer = chooseOptimizer(nodes);
  return {
    slots: lowerer.slots.list,
    values,
    forward: lowerer.tape.finish(outputs),
    lossIndex: chooseLoss(nodes, values, optimizer, partial, warnings),
    metrics: values.flatMap((value, index) =>
      nodes.some((node) => node.type.role === "metric" && node.path === value.path) ? [index] : [],
    ),
    optimizer: optimizer && { path: optimizer.path, type: optimizer.type, attributes: optimizer.attributes },
    forms,
    warnings,
  };
}
