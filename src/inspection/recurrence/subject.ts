// What is looked into: a document compiled for one example, with the numbers of every slot and of every value.

import { Problem } from "../../base/errors.ts";
import { bind } from "../../compiler/bind.ts";
import { compile } from "../../compiler/compile.ts";
import type { Feeds } from "../../compiler/feeds.ts";
import { type FlatNode, flatten } from "../../compiler/flatten.ts";
import { formsOf } from "../../compiler/forms.ts";
import { orderStages, type Stage } from "../../compiler/order.ts";
import type { NamedValue, Program } from "../../compiler/program.ts";
import { portKey } from "../../compiler/shapes.ts";
import { evaluateTape } from "../../engine/backend/reference/executor.ts";
import { simplify } from "../../engine/passes/index.ts";
import { sameShape, type Value } from "../../engine/tape.ts";
import { type Document, edgeInto } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { initialNumbers } from "../../training/initializers.ts";
import type { Weights } from "../inspector.ts";

/** A named value with its place on the tape and its numbers. */
export interface Located {
  readonly named: NamedValue;
  readonly value: Value;
  /** `[T][B][n]` row-major; T and B where it has them. */
  readonly numbers: Float64Array;
}

export interface Subject {
  readonly program: Program;
  /** T */
  readonly steps: number;
  /** The nodes that are computed, by path. */
  readonly nodes: ReadonlyMap<string, FlatNode>;
  readonly stages: readonly Stage[];
  /** Numbers for each slot. */
  readonly inputs: readonly Float64Array[];
  /** By output port, `path:port`; a layer's own parameter by its input port. */
  readonly values: ReadonlyMap<string, Located>;
  /** Ports that an output of the open graph hands on, `path:port`. */
  readonly outputs: ReadonlySet<string>;
}

function outputsOf({ graph }: Document, registry: Registry): ReadonlySet<string> {
  const outputs = Object.values(graph.nodes).filter(({ type }) => registry.get(type)?.role === "output");
  const edges = outputs.flatMap(({ id }) => edgeInto(graph, id, "x") ?? []);
  return new Set(edges.map(({ from }) => portKey(from.node, from.port)));
}

const seedOf = (program: Program): number => Number(program.optimizer?.attributes.seed ?? 1);

function oneExample({ batch, lengths }: Program["forms"]): void {
  if (batch === 1 && !lengths) return;
  throw new Problem({
    code: "several-examples",
    message: `recurrence is looked into for one example alone, ${lengths ? "not for one with a mask" : `got ${batch}`}`,
    got: lengths ? "lengths" : `${batch} examples`,
    expected: "one example, cut to its real steps",
  });
}

function located(program: Program, inputs: readonly Float64Array[]): ReadonlyMap<string, Located> {
  const count = program.values.length;
  const outputs = program.forward.outputs.slice(0, count);
  const numbers = evaluateTape(simplify({ ...program.forward, outputs }), inputs);
  const values = new Map<string, Located>();
  program.values.forEach((named, index) => {
    const key = portKey(named.path, named.port);
    if (!values.has(key)) values.set(key, { named, value: outputs[index]!, numbers: Float64Array.from(numbers[index]!) });
  });
  return values;
}

/**
 * Compiles what can be compiled, and computes it once.
 * @param feeds one example: no batch axis, or one of size 1
 * @param weights numbers of parameters; those that are missing begin as a training would
 * Throws a Problem where nothing can be compiled, and where several examples are fed.
 */
export function openSubject(document: Document, registry: Registry, feeds: Feeds, weights: Weights): Subject {
  const program = compile(document, registry, formsOf(document, registry, feeds), { partial: true });
  oneExample(program.forms);
  const inputs = bind(program, feeds, (name, shape, text) => {
    const known = weights.get(name);
    // a copy: a training may go on while this is looked at
    return known && sameShape(known.shape, shape) ? Float64Array.from(known.data) : initialNumbers(name, shape, text, seedOf(program));
  });
  const values = located(program, inputs);
  const computed = new Set([...values.values()].map(({ named }) => named.path));
  const nodes = new Map([...flatten(document, registry).nodes].filter(([path]) => computed.has(path)));
  return {
    program,
    steps: program.forms.steps ?? 0,
    nodes,
    stages: orderStages(nodes),
    inputs,
    values,
    outputs: outputsOf(document, registry),
  };
}

/** Throws where the program has no such value, which is a defect of the caller. */
export function locate({ values }: Subject, path: string, port: string): Located {
  const found = values.get(portKey(path, port));
  if (!found) throw new Error(`recurrence: ${path}.${port} has no value`);
  return found;
}
