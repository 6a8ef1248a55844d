// compile: document to program. Cells opened, order and clocks found, shapes solved, primitives emitted.

import { attempt, Problem, type ProblemData } from "../base/errors.ts";
import type { Shape } from "../engine/tape.ts";
import type { Document } from "../graph/document.ts";
import type { Registry } from "../graph/node-type.ts";
import { availableNodes, dropDependents } from "./available.ts";
import { type Alias, type FlatNode, flatten } from "./flatten.ts";
import { checkResiduals, chooseLoss, chooseOptimizer } from "./loss.ts";
import { Lowerer, stateName } from "./lower.ts";
import { optimizerUse } from "./optimizer-use.ts";
import { nodesOf, orderStages } from "./order.ts";
import { type Forms, fedForm, isShown, type MetricUse, type NamedValue, type Program, type RunningUse, type WireValue } from "./program.ts";
import { Report } from "./report.ts";
import { portKey, type Shapes, solveShapes } from "./shapes.ts";
import { createUpdateCompiler } from "./update.ts";
import { wireKey } from "./wires.ts";

export interface CompileOptions {
  /** Leaves out what cannot be computed and says so in `warnings`; otherwise the first problem is thrown. */
  readonly partial?: boolean;
  /** Gives every wire a value of its own, after the named ones: `Program.wires`. */
  readonly wires?: boolean;
  /** Computes what node types show of their inside, after the wires: `Program.inner`. */
  readonly inner?: boolean;
}

type Nodes = ReadonlyMap<string, FlatNode>;

/** Shapes that come with the numbers fed under the names of these nodes. */
function fedShapes(nodes: readonly FlatNode[], forms: Forms, nameOf: (node: FlatNode) => string): Shapes {
  const fed = nodes.flatMap((node): [string, Shape][] => {
    const shape = fedForm(forms, nameOf(node))?.shape;
    return shape ? [[portKey(node.path, "value"), shape]] : [];
  });
  return new Map(fed);
}

/** Inputs are as they are fed; a fed state settles the shape only where nothing else does, as its first axis may be the batch. */
function knownShapes(nodes: Nodes, forms: Forms): { given: Shapes; likely: Shapes } {
  const all = [...nodes.values()];
  const inputs = all.filter(({ type }) => type.role === "input" || type.role === "sequence");
  const delays = all.filter(({ type }) => type.role === "delay");
  return {
    given: fedShapes(inputs, forms, ({ path }) => path),
    likely: fedShapes(delays, forms, (node) => stateName(node, nodes)),
  };
}

interface Lowered {
  readonly lowerer: Lowerer;
  /** In the order of computation. */
  readonly nodes: readonly FlatNode[];
  readonly offCycles: readonly FlatNode[];
}

/** The tape of these nodes, or why there is none. */
function tryToLower(nodes: Nodes, forms: Forms, wires: boolean): Lowered | readonly ProblemData[] {
  const result = attempt(() => {
    const stages = orderStages(nodes);
    const ordered = nodesOf(stages);
    const { given, likely } = knownShapes(nodes, forms);
    const { shapes, problems } = solveShapes(ordered, given, likely);
    if (problems.length > 0) return problems;
    const lowerer = new Lowerer(nodes, shapes, forms, wires);
    lowerer.lower(stages);
    return { lowerer, nodes: ordered, offCycles: stages.flatMap((stage) => (stage.kind === "node" ? [stage.node] : [])) };
  });
  return result.ok ? result.value : [result.problem];
}

/** Leaves out what cannot be lowered, and what depends on it. */
function lowerWhatCanBe(nodes: Nodes, forms: Forms, report: Report, wires: boolean): Lowered {
  let left = nodes;
  const blamed = (problem: ProblemData): string => {
    const path = problem.where?.node;
    if (path === undefined || !left.has(path)) throw new Problem(problem);
    return path;
  };
  for (;;) {
    const result = tryToLower(left, forms, wires);
    if ("lowerer" in result) return result;
    report.add(result);
    left = dropDependents(left, result.map(blamed));
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
    if (names.has(slot.name) || !isShown(slot)) return;
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

/** One for each wire that is read, in the order of the nodes it ends at. */
function wireValues(lowerer: Lowerer, nodes: readonly FlatNode[]): WireValue[] {
  return nodes.flatMap((node) =>
    [...node.inputs].flatMap(([port, from]) => {
      const signal = lowerer.signals.get(wireKey(node.path, port));
      return signal ? [{ path: node.path, port, from, shape: signal.shape, time: signal.time, batch: signal.batch }] : [];
    }),
  );
}

interface InnerValue {
  readonly value: NamedValue;
  readonly output: Program["forward"]["outputs"][number];
}

/** What nodes show of their inside; names that something else has already are left to it. */
function innerValues(lowerer: Lowerer, nodes: readonly FlatNode[], taken: readonly NamedValue[]): InnerValue[] {
  const names = new Set(taken.map(({ name }) => name));
  const found = nodes.flatMap((node) =>
    lowerer.inner(node).map(([port, signal]) => ({ name: `${node.path}.${port}`, node, port, signal })),
  );
  return found.flatMap(({ name, node, port, signal: { shape, time, batch, value } }) =>
    names.has(name) ? [] : [{ value: { name, path: node.path, port, shape, time, batch, named: isNamed(name) }, output: value }],
  );
}

/** What an optimizer makes of the residuals that it gets instead of a loss: `update.loss`, `update.residuals`. */
function residualValues(lowerer: Lowerer, optimizer: FlatNode | null): InnerValue[] {
  if (!optimizer?.type.inner) return [];
  return lowerer.inner(optimizer).map(([port, { shape, time, batch, value }]) => {
    const name = `${optimizer.path}.${port}`;
    return { value: { name, path: optimizer.path, port, shape, time, batch, named: isNamed(name) }, output: value };
  });
}

function metricsOf(nodes: readonly FlatNode[], values: readonly NamedValue[]): MetricUse[] {
  const metrics = new Map(nodes.filter(({ type }) => type.role === "metric").map(({ path, type }) => [path, type.aggregate ?? "sum"]));
  return values.flatMap(({ path }, index) => {
    const aggregate = metrics.get(path);
    return aggregate ? [{ index, aggregate }] : [];
  });
}

/** @param behind how many outputs stand before theirs */
const runningUses = ({ kept, slots }: Lowerer, behind: number): RunningUse[] =>
  [...kept.keys()].map((name, index) => ({
    slot: slots.list.findIndex((slot) => slot.kind === "running" && slot.name === name),
    output: behind + index,
  }));

/** An optimizer's graph that is no update rule is told with the model's own faults, not first when it trains. */
function updateProblems(optimizer: Program["optimizer"], registry: Registry): readonly ProblemData[] {
  if (!optimizer?.graph) return [];
  const { graph, path } = optimizer;
  const made = attempt(() => createUpdateCompiler(graph, registry, path));
  return made.ok ? [] : [made.problem];
}

/**
 * Throws a located Problem for the first thing that is wrong; with `partial`, compiles what can be compiled.
 * The time it takes and the length of the tape do not depend on the number of steps or examples.
 */
export function compile(
  document: Document,
  registry: Registry,
  forms: Forms,
  { partial = false, wires = false, inner = false }: CompileOptions = {},
): Program {
  const flat = flatten(document, registry);
  const report = new Report(partial);
  report.add(flat.missing);
  const available = availableNodes(flat.nodes, forms);
  report.add(available.problems);
  const { lowerer, nodes, offCycles } = lowerWhatCanBe(available.nodes, forms, report, wires);
  const chosen = chooseOptimizer(nodes, report);
  checkResiduals(chosen, nodes, report);
  const optimizer = chosen && optimizerUse(chosen, flat.nodes, document);
  report.add(updateProblems(optimizer, registry));
  const residuals = residualValues(lowerer, chosen);
  const named = namedValues(lowerer, nodes, flat.aliases);
  const values = [...named.values, ...residuals.map(({ value }) => value)];
  const outputs = [...named.outputs, ...residuals.map(({ output }) => output)];
  const seen = wires ? wireValues(lowerer, nodes) : [];
  const { kept } = lowerer;
  const shown = inner ? innerValues(lowerer, offCycles, values) : [];
  return {
    slots: lowerer.slots.list,
    values,
    wires: seen,
    inner: shown.map(({ value }) => value),
    forward: lowerer.tape.finish([
      ...outputs,
      ...seen.map(({ path, port }) => lowerer.signals.get(wireKey(path, port))!.value),
      ...shown.map(({ output }) => output),
      ...kept.values(),
    ]),
    lossIndex: chooseLoss(nodes, values, chosen, report),
    metrics: metricsOf(nodes, values),
    running: runningUses(lowerer, values.length + seen.length + shown.length),
    optimizer,
    forms,
    warnings: report.warnings,
  };
}
