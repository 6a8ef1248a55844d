// Builds a tape around one node, without a compiler: one tape input a port, the node's own lower rule, the reference executor.

import { registry } from "../../nodes/index.ts";
import { attempt, Problem, type ProblemData } from "../../src/base/errors.ts";
import { fillUniform } from "../../src/base/noise.ts";
import type { Precision } from "../../src/engine/backend/executable.ts";
import { prepare } from "../../src/engine/backend/reference/executor.ts";
import { TapeBuilder } from "../../src/engine/builder.ts";
import { grad } from "../../src/engine/grad.ts";
import { createLowering } from "../../src/engine/lowering.ts";
import * as ops from "../../src/engine/ops.ts";
import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { type Shape, sameShape, sizeOf, type Tape } from "../../src/engine/tape.ts";
import type { AttributeValue, PortId } from "../../src/graph/document.ts";
import {
  inputPorts,
  type LowerContext,
  type NodeType,
  outputPorts,
  portSpec,
  type ResolvedAttributes,
  type ShapeView,
  variadicIndex,
} from "../../src/graph/node-type.ts";

export interface Tensor {
  readonly shape: Shape;
  readonly data: readonly number[];
}

/** Nested arrays as sizes and row-major numbers. */
export function tensor(value: AttributeValue): Tensor {
  if (!Array.isArray(value)) return { shape: [], data: [Number(value)] };
  const parts = (value as readonly AttributeValue[]).map(tensor);
  return { shape: [parts.length, ...(parts[0]?.shape ?? [])], data: parts.flatMap((part) => part.data) };
}

/** A value at a port with its leading axes: `shape` is [T if time][B if batch] and then the features. */
export interface Fed extends Tensor {
  readonly time?: boolean;
  readonly batch?: boolean;
}

const features = ({ shape, time, batch }: Fed): Shape => shape.slice((time ? 1 : 0) + (batch ? 1 : 0));

export interface Run {
  readonly tape: Tape;
  /** In the order of the tape's inputs: the ports', then the mask. */
  readonly inputs: readonly Float64Array[];
  readonly ports: readonly PortId[];
  /** By output port. */
  readonly outputs: Readonly<Record<PortId, Signal>>;
  numbers(precision?: Precision): Readonly<Record<PortId, number[]>>;
}

export interface Setting {
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  /** Real steps of each example; without it every step is real. */
  readonly lengths?: readonly number[];
  /** What the node shows of its inside instead of its outputs. */
  readonly inner?: boolean;
}

export function nodeType(id: string): NodeType {
  const type = registry.get(id);
  if (!type) throw new Error(`no node type ${id}`);
  return type;
}

export const resolved = (type: NodeType, attributes: Readonly<Record<string, AttributeValue>> = {}): ResolvedAttributes => ({
  ...Object.fromEntries(type.attributes.map((spec) => [spec.id, spec.default])),
  ...attributes,
});

/** Shapes around one node: what the solver would know. Runs the type's rule until nothing new follows, first certain, then guessing. */
export function solve(
  type: NodeType,
  attributes: ResolvedAttributes,
  known: Readonly<Record<PortId, Shape>>,
  ports: readonly PortId[] = Object.keys(known),
  guess = true,
): Readonly<Record<PortId, Shape>> {
  const shapes = new Map(Object.entries(known).map(([port, shape]) => [port, shape]));
  const names = outputPorts(type, attributes).map((port) => port.id);
  let changed = true;
  const state = (key: string, shape: Shape | undefined) => {
    if (!shape) return;
    const before = shapes.get(key);
    if (before && !sameShape(before, shape)) throw new Problem({ code: "shape", message: `${key} is [${before}] and [${shape}]` });
    if (!before) changed = true;
    shapes.set(key, shape);
  };
  const view = (guessing: boolean): ShapeView => ({
    attributes,
    ports,
    guessing,
    input: (port) => shapes.get(port),
    output: (port) => shapes.get(`→${port ?? names[0]}`),
    setInput: (port, shape) => {
      if (ports.includes(port)) state(port, shape);
    },
    setOutput: (shape, port) => state(`→${port ?? names[0]}`, shape),
    fail: ({ what, port, got, expected, remedy }) => {
      const where = { node: "n", ...(port !== undefined && { port }) };
      const details = {
        ...(got !== undefined && { got }),
        ...(expected !== undefined && { expected }),
        ...(remedy !== undefined && { remedy }),
      };
      throw new Problem({ code: "shape", message: `${type.title} "n": ${what}`, where, ...details });
    },
  });
  for (const guessing of guess ? [false, true, false] : [false]) {
    changed = true;
    while (changed) {
      changed = false;
      type.shapes(view(guessing));
    }
  }
  return Object.fromEntries(shapes);
}

/** The same draws each time. */
function noiseLike({ tape, steps, batch }: Lowering, like: Signal): Signal {
  const shape = [...(like.time ? [steps!] : []), ...(like.batch ? [batch] : []), ...like.shape];
  const numbers = new Float64Array(sizeOf(shape));
  fillUniform(numbers, 1, "noise");
  return { ...like, value: ops.constant(tape, shape, [...numbers]) };
}

function contextOf(lowering: Lowering, type: NodeType, attributes: ResolvedAttributes, signals: ReadonlyMap<PortId, Signal>): LowerContext {
  const specs = inputPorts(type, attributes);
  const shapes = solve(type, attributes, Object.fromEntries([...signals].map(([port, signal]) => [port, signal.shape])));
  const names = outputPorts(type, attributes).map((port) => port.id);
  const need = (port: PortId): Signal => {
    const signal = signals.get(port);
    if (!signal) throw new Error(`${type.id}: nothing at input ${port}`);
    return signal;
  };
  return {
    attributes,
    input: (port) => signals.get(port),
    need,
    all: (id) => {
      const spec = specs.find((port) => port.id === id)!;
      const numbered = [...signals.keys()].filter((port) => variadicIndex(spec, port) !== null);
      return numbered.sort((a, b) => variadicIndex(spec, a)! - variadicIndex(spec, b)!).map(need);
    },
    outputShape: (port) => shapes[`→${port ?? names[0]}`]!,
    setting: (attribute) => lowering.number(Number(attributes[attribute])),
    noise: (like) => noiseLike(lowering, like),
    running: (_, shape, initializer) => lowering.constant(shape, initializer === "zeros" ? 0 : 1),
    keep: () => {},
  };
}

const isSignal = (result: object): result is Signal => "value" in result && "shape" in result && "time" in result;

/** Lowers the node over tape inputs and gives what runs it. */
export function build(type: NodeType, fed: Readonly<Record<PortId, Fed>>, { attributes = {}, lengths, inner = false }: Setting = {}): Run {
  const values = Object.entries(fed);
  const all = resolved(type, attributes);
  for (const [port] of values) if (!portSpec(inputPorts(type, all), port)) throw new Error(`${type.id} has no port ${port}`);
  const steps = values.find(([, value]) => value.time)?.[1].shape[0] ?? null;
  const batched = values.find(([, value]) => value.batch)?.[1];
  const batch = batched?.shape[batched.time ? 1 : 0] ?? 1;
  const builder = new TapeBuilder();
  const signals = new Map(
    values.map(([port, value]): [PortId, Signal] => {
      const { time = false, batch: perExample = false } = value;
      return [port, { value: builder.input(value.shape, { name: port }), time, batch: perExample, shape: features(value) }];
    }),
  );
  const mask: Signal | null = lengths
    ? { value: builder.input([steps!, batch], { name: "mask" }), time: true, batch: true, shape: [] }
    : null;
  const lowering = createLowering(builder, { steps, batch, mask, perStep: false, mode: "train" });
  const result = (inner ? type.inner! : type.lower!)(lowering, contextOf(lowering, type, all, signals));
  const outputs = isSignal(result) ? { [outputPorts(type, all)[0]!.id]: result } : result;
  const tape = builder.finish(Object.values(outputs).map((signal) => signal.value));
  const real = lengths
    ? Array.from({ length: steps! * batch }, (_, index) => (Math.floor(index / batch) < lengths[index % batch]! ? 1 : 0))
    : [];
  const inputs = [...values.map(([, value]) => value.data), ...(lengths ? [real] : [])].map((data) => Float64Array.from(data));
  const numbers = (precision: Precision = "f64") => {
    const results = prepare(tape, precision).run(inputs);
    return Object.fromEntries(Object.keys(outputs).map((port, index) => [port, Array.from(results[index]!)]));
  };
  return { tape, inputs, ports: values.map(([port]) => port), outputs, numbers };
}

/** Moves every number a little, differently at each place, so that no two copies of an example are alike. */
export const jitter = (data: readonly number[], copy: number): number[] =>
  data.map((number, index) => number * (1 + 0.04 * Math.sin(1.7 * index + 2.3 * copy + 1)));

/** Copies of an example with leading axes; copy number k stands at the k-th position. */
export function repeat(value: Tensor, lead: { readonly time?: number; readonly batch?: number }): Fed {
  const sizes = [lead.time, lead.batch].filter((size) => size !== undefined);
  const data = Array.from({ length: sizeOf(sizes) }, (_, copy) => jitter(value.data, copy)).flat();
  return { shape: [...sizes, ...value.shape], data, time: lead.time !== undefined, batch: lead.batch !== undefined };
}

/** The sum of all outputs, then its gradient by each port. */
export function gradientTape(run: Run): Tape {
  const builder = new TapeBuilder();
  builder.inputs.push(...run.tape.inputs);
  builder.equations.push(...run.tape.equations);
  const sums = run.tape.outputs.map((output) =>
    ops.sum(
      builder,
      output,
      output.shape.map((_, axis) => axis),
    ),
  );
  const total = sums.reduce((sum, term) => ops.add(builder, sum, term));
  return grad(builder.finish([total]), { of: 0, wrt: run.ports.map((_, index) => run.tape.inputs[index]!) });
}

/** Gradient of the sum of all outputs, by input port. */
export function gradients(run: Run): Readonly<Record<PortId, number[]>> {
  const results = prepare(gradientTape(run), "f64").run(run.inputs);
  return Object.fromEntries(run.ports.map((port, index) => [port, Array.from(results[index + 1]!)]));
}

/** The Problem that an action throws. */
export function problemOf(action: () => unknown): ProblemData {
  const result = attempt(action);
  if (result.ok) throw new Error("nothing was thrown");
  return result.problem;
}
