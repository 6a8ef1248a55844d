// One node of a cycle, lowered alone: the body of a scan without carries, which does at each step what the node does on its cycle.

import type { FlatNode } from "../../compiler/flatten.ts";
import { parameterName } from "../../compiler/lower.ts";
import { TapeBuilder } from "../../engine/builder.ts";
import { createLowering } from "../../engine/lowering.ts";
import * as ops from "../../engine/ops.ts";
import type { Signal } from "../../engine/signal.ts";
import type { Tape, Value } from "../../engine/tape.ts";
import type { LowerContext, LowerResult } from "../../graph/node-type.ts";
import { locate, type Subject } from "./subject.ts";

/** A number that the node reads: what it is inside, and where it comes from outside. */
interface Read {
  readonly signal: Signal;
  readonly numbers: Float64Array;
  readonly time: boolean;
}

const isSignal = (result: LowerResult): result is Signal => "value" in result && "shape" in result && Array.isArray(result.shape);

const signalAt = (result: LowerResult, port: string): Signal => (isSignal(result) ? result : result[port]!);

/** Writes the body, and gathers what it reads. */
class Body {
  readonly tape = new TapeBuilder();
  readonly reads = new Map<string, Read>();

  constructor(
    private readonly subject: Subject,
    readonly node: FlatNode,
  ) {}

  write(output: string): Value {
    const { batch, mode } = this.subject.program.forms;
    const lowering = createLowering(this.tape, { steps: null, batch, mode, mask: null, perStep: true });
    const context = this.context();
    const { lower } = this.node.type;
    // a border of a cell has no rule: it passes on what is wired outside
    const { value } = lower ? signalAt(lower(lowering, context), output) : context.need("x");
    return ops.identity(this.tape, value);
  }

  private context(): LowerContext {
    const find = (port: string) => this.signal(port);
    const need = (port: string): Signal => {
      const signal = find(port);
      if (!signal) throw new Error(`${this.node.path}: input ${port} is missing, although the graph was compiled`);
      return signal;
    };
    const { node, subject } = this;
    return {
      attributes: node.attributes,
      input: find,
      need,
      all: (port) => [...node.inputs.keys()].filter((id) => id.startsWith(port) && /^\d+$/.test(id.slice(port.length))).map(need),
      outputShape: (port) => locate(subject, node.path, port ?? node.outputs[0]!.id).named.shape,
      setting: (attribute) => this.slot(`setting ${attribute}`, "setting", `${node.path}.${attribute}`)!,
      noise: () => this.slot("noise", "noise", `${node.path}.noise`) ?? null,
      running: (id) => this.slot(`running ${id}`, "running", `${node.path}.${id}`)!,
      keep: (id) => {
        throw new Error(`${node.path}: ${id} is kept on a cycle`);
      },
    };
  }

  private signal(port: string): Signal | undefined {
    const known = this.reads.get(port);
    if (known) return known.signal;
    const from = this.node.inputs.get(port);
    if (!from) return this.slot(port, "parameter", parameterName(this.node, port));
    const { named, numbers, value } = locate(this.subject, from.path, from.port);
    return this.read(port, named, named.time ? value.shape.slice(1) : value.shape, numbers);
  }

  private slot(key: string, kind: string, name: string): Signal | undefined {
    const known = this.reads.get(key);
    if (known) return known.signal;
    const { slots, forward } = this.subject.program;
    const index = slots.findIndex((slot) => slot.kind === kind && slot.name === name);
    if (index < 0) return undefined;
    const { shape } = forward.inputs[index]!;
    return this.read(key, slots[index]!, slots[index]!.time ? shape.slice(1) : shape, this.subject.inputs[index]!);
  }

  private read(key: string, axes: Omit<Signal, "value">, shape: readonly number[], numbers: Float64Array): Signal {
    const signal: Signal = { shape: axes.shape, batch: axes.batch, time: false, value: this.tape.input(shape) };
    this.reads.set(key, { signal, numbers, time: axes.time });
    return signal;
  }
}

/** A tape that takes what the node reads, and gives the node's output at the steps of a window. */
export interface LoneNode {
  readonly builder: TapeBuilder;
  /** The output, `[count][B][m]`. */
  readonly value: Value;
  /** The tape's inputs by the node's input port, and their numbers. */
  readonly ports: ReadonlyMap<string, Value>;
  readonly numbers: readonly Float64Array[];
}

/** Steps of the example, `from` ... `from + count - 1`. */
export interface Window {
  readonly from: number;
  readonly count: number;
}

/** The part of `[T]...` that lies in the window. */
function within(numbers: Float64Array, steps: number, { from, count }: Window): Float64Array {
  const size = numbers.length / steps;
  return numbers.subarray(from * size, (from + count) * size);
}

export function loneNode(subject: Subject, node: FlatNode, output: string, window: Window): LoneNode {
  const body = new Body(subject, node);
  const result = body.write(output);
  const reads = [...body.reads];
  const ordered = [...reads.filter(([, { time }]) => !time), ...reads.filter(([, { time }]) => time)];
  const builder = new TapeBuilder();
  const outer = ordered.map(([, { signal, time }]) => builder.input([...(time ? [window.count] : []), ...signal.value.shape]));
  const inner: Tape = { inputs: ordered.map(([, { signal }]) => signal.value), equations: body.tape.equations, outputs: [result] };
  const constants = ordered.filter(([, { time }]) => !time).length;
  const [value] = builder.emit("scan", outer, { body: inner, length: window.count, reverse: false, constants, carries: 0 });
  return {
    builder,
    value: value!,
    ports: new Map(ordered.map(([port], index) => [port, outer[index]!])),
    numbers: ordered.map(([, { numbers, time }]) => (time ? within(numbers, subject.steps, window) : numbers)),
  };
}
