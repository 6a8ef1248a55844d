// Lowering: each node becomes primitives in the order of the stages; what it gives is stamped with where it comes from.

import { Problem } from "../base/errors.ts";
import { TapeBuilder } from "../engine/builder.ts";
import { createLowering } from "../engine/lowering.ts";
import * as ops from "../engine/ops.ts";
import { TapeError } from "../engine/shape-rules.ts";
import type { Lowering, Signal } from "../engine/signal.ts";
import { type Origin, type Shape, sameShape, type Value } from "../engine/tape.ts";
import type { PortId } from "../graph/document.ts";
import type { LowerContext, LowerResult } from "../graph/node-type.ts";
import { shiftByOne } from "./delay.ts";
import { type FlatNode, valueName } from "./flatten.ts";
import { delayDirection, type Stage } from "./order.ts";
import { type Forms, fedForm, type Slot } from "./program.ts";
import { lowerScan } from "./scan.ts";
import { inputKey, livePorts, portKey, type Shapes, shapeAt } from "./shapes.ts";
import type { Reads, Signals, Site } from "./site.ts";
import { withContent } from "./slot-content.ts";
import { Slots } from "./slots.ts";
import { literalOf } from "./tensor-attribute.ts";
import { wireKey, wireSignal } from "./wires.ts";

const originOf = (node: FlatNode, port: PortId): Origin => ({ path: node.path, port, direction: "forward" });

/** Name of a node's own parameter: its letter, or `node.W`. */
export const parameterName = (node: FlatNode, port: PortId): string => {
  const letter = node.node.parameters?.[port]?.name;
  return letter ? node.prefix + letter : `${node.path}.${port}`;
};

/** Name of a delay's initial value: that of the value it delays, at step 0 or T+1. */
export function stateName(node: FlatNode, nodes: ReadonlyMap<string, FlatNode>): string {
  const from = node.inputs.get("x");
  const source = from && nodes.get(from.path);
  const border = delayDirection(node) === "forward" ? "0" : "T+1";
  return `${source ? valueName(source, from.port) : node.path}[${border}]`;
}

const runningName = ({ path }: FlatNode, id: string) => `${path}.${id}`;

/** A slot of a node, which has no axes of time and batch where it does not say so. */
type OwnSlot = Pick<Slot, "name" | "kind" | "shape"> & Partial<Pick<Slot, "time" | "batch" | "initializer">>;

const changingInitial = (node: FlatNode): Problem =>
  new Problem({
    code: "changing-initial",
    message: `${node.type.title.toLowerCase()} "${node.path}": input initial changes from step to step, expected one value for the border`,
    where: { node: node.path, port: "initial" },
    got: "a value per step",
    expected: "a value without steps",
    remedy: "take its first or last step",
  });

export class Lowerer implements Site {
  readonly tape = new TapeBuilder();
  readonly slots: Slots;
  readonly lowering: Lowering;
  readonly signals: Signals = new Map();
  /** Values of running slots after a training step, by the slots' names. */
  readonly kept = new Map<string, Value>();
  private readonly owned = new Set<Value>();

  constructor(
    private readonly nodes: ReadonlyMap<string, FlatNode>,
    readonly shapes: Shapes,
    readonly forms: Forms,
    readonly separateWires = false,
  ) {
    this.slots = new Slots(this.tape, forms);
    const { steps, batch, mode } = forms;
    this.lowering = createLowering(this.tape, { steps, batch, mode, mask: this.maskSignal(), perStep: false });
  }

  lower(stages: readonly Stage[]): void {
    for (const stage of stages) {
      if (stage.kind === "node") this.define(stage.node, this.lowerNode(stage.node));
      else for (const [key, signal] of lowerScan(this, stage)) this.own(key, signal);
    }
  }

  /** The signal that arrives at an input port: over a wire, from a slot of the node's own, or none. */
  inputSignal(node: FlatNode, port: PortId): Signal | undefined {
    if (node.inputs.has(port)) return this.signals.get(inputKey(node, port));
    const spec = node.inputSpecs.find((candidate) => candidate.id === port);
    return spec?.parameter && livePorts(node).includes(port) ? this.parameter(node, port) : undefined;
  }

  setting(node: FlatNode, attribute: string): Signal {
    return this.slot(node, attribute, { name: `${node.path}.${attribute}`, kind: "setting", shape: [] });
  }

  /** Initial value of a delay, of the delay's shape; with a batch axis only where it was fed with one. */
  initialSignal(node: FlatNode): Signal {
    const shape = shapeAt(this.shapes, node.path, "value");
    const wired = this.wire(node, "initial");
    // what is wired but has no signal yet lies on the delay's own cycle
    if (node.inputs.has("initial") && (!wired || wired.time)) throw changingInitial(node);
    if (wired) return this.tape.at(originOf(node, "initial"), () => this.lowering.fill(wired, shape));
    const name = stateName(node, this.nodes);
    const batch = this.fedPerExample(name, shape);
    return this.slot(node, "initial", { name, kind: "state", shape, batch });
  }

  /** Whether numbers of one more axis than the state has were fed: the batch. */
  private fedPerExample(name: string, shape: Shape): boolean {
    const fed = fedForm(this.forms, name);
    if (!fed?.shape) return false;
    const axes = [...(fed.batch ? [this.forms.batch] : []), ...fed.shape];
    return sameShape(axes, [this.forms.batch, ...shape]);
  }

  noise(node: FlatNode, { shape, time, batch }: Omit<Signal, "value">): Signal | null {
    if (this.forms.mode === "infer") return null;
    return this.slot(node, "noise", { name: `${node.path}.noise`, kind: "noise", shape, time, batch });
  }

  running(node: FlatNode, id: string, shape: Shape, initializer: string): Signal {
    return this.slot(node, id, { name: runningName(node, id), kind: "running", shape, initializer });
  }

  private keep(node: FlatNode, id: string, after: Signal): void {
    if (after.time || after.batch) throw new Error(`${node.path}: ${id} is kept with axes of time or batch`);
    this.kept.set(runningName(node, id), after.value);
  }

  /** What a node's own rule may read. */
  context(node: FlatNode, reads: Reads): LowerContext {
    const need = (port: PortId): Signal => {
      const signal = reads.input(port);
      if (!signal) throw new Error(`${node.path}: input ${port} is missing, although the graph was checked`);
      return signal;
    };
    return {
      ...reads,
      attributes: node.attributes,
      need,
      all: (port) => [...node.inputs.keys()].filter((id) => id.startsWith(port) && /^\d+$/.test(id.slice(port.length))).map(need),
      outputShape: (port) => shapeAt(this.shapes, node.path, port ?? node.outputs[0]!.id),
    };
  }

  /** Emits an operation's primitives; a rule that meets a shape it cannot take becomes a located problem. */
  emit(node: FlatNode, lowering: Lowering, context: LowerContext): ReadonlyMap<PortId, Signal> {
    const rule = node.type.lower;
    if (!rule) throw new Error(`node type ${node.type.id} has no lower rule`);
    try {
      return portsOfResult(
        node,
        lowering.tape.at(originOf(node, node.outputs[0]?.id ?? "value"), () => rule(lowering, context)),
      );
    } catch (error) {
      if (!(error instanceof TapeError)) throw error;
      throw new Problem({
        code: "cannot-lower",
        message: `${node.type.title.toLowerCase()} "${node.path}": ${error.message}`,
        where: { node: node.path },
      });
    }
  }

  /** A value of its own for a port: two ports that show one value keep gradients of their own. */
  private own(key: string, signal: Signal, origin?: Origin): void {
    const fresh = this.owned.has(signal.value)
      ? { ...signal, value: this.tape.at(origin ?? signal.value.origin, () => ops.identity(this.tape, signal.value)) }
      : signal;
    this.owned.add(fresh.value);
    this.signals.set(key, fresh);
  }

  private define(node: FlatNode, results: ReadonlyMap<PortId, Signal>): void {
    for (const [port, signal] of results) this.own(portKey(node.path, port), signal, originOf(node, port));
  }

  /** What a node off the cycles shows of its inside; after it has been lowered itself. */
  inner(node: FlatNode): [name: string, signal: Signal][] {
    const { inner } = node.type;
    if (!inner) return [];
    return this.tape.at({ path: node.path, port: "inner", direction: "forward" }, () =>
      Object.entries(inner(this.lowering, this.ownContext(node))),
    );
  }

  private ownContext(node: FlatNode): LowerContext {
    return this.context(node, {
      input: (port) => this.wire(node, port),
      setting: (id) => this.setting(node, id),
      noise: (like) => this.noise(node, like),
      running: (id, shape, initializer) => this.running(node, id, shape, initializer),
      keep: (id, after) => this.keep(node, id, after),
    });
  }

  private lowerNode(node: FlatNode): ReadonlyMap<PortId, Signal> {
    const single = (signal: Signal) => new Map([[node.outputs[0]!.id, signal]]);
    switch (node.type.role) {
      case "input":
      case "sequence":
        return single(this.borderSignal(node));
      case "data":
        return new Map(node.outputs.map(({ id }) => [id, this.fedSignal(node, id, `${node.path}.${id}`)]));
      case "parameter":
        return single(this.slot(node, "value", { name: node.path, kind: "parameter", shape: this.shapeOf(node) }));
      case "constant":
        return single(this.constant(node));
      case "delay":
        return single(this.delay(node));
      case "optimizer":
      case "schedule":
        return new Map();
      default:
        return this.emit(node, this.lowering, this.ownContext(node));
    }
  }

  /** As `inputSignal`, with a value of its own for the wire where that is wanted. */
  private wire(node: FlatNode, port: PortId): Signal | undefined {
    const signal = this.inputSignal(node, port);
    if (!signal || !this.separateWires || !node.inputs.has(port)) return signal;
    const key = wireKey(node.path, port);
    if (!this.signals.has(key)) this.signals.set(key, wireSignal(this.tape, node, port, signal));
    return this.signals.get(key);
  }

  private shapeOf = (node: FlatNode, port = node.outputs[0]!.id) => shapeAt(this.shapes, node.path, port);

  /** A top level input is fed; a cell's passes its wire on, or is zero where it may stay unwired. */
  private borderSignal(node: FlatNode): Signal {
    const wired = this.wire(node, "x");
    if (wired) return wired;
    if (node.prefix === "" && fedForm(this.forms, node.path)) return this.fedSignal(node, "value", node.path);
    return this.tape.at(originOf(node, "value"), () => this.lowering.constant(this.shapeOf(node), 0));
  }

  private fedSignal(node: FlatNode, port: PortId, name: string): Signal {
    const time =
      node.type.role === "sequence" || (node.type.data?.fields(node.attributes).find((field) => field.port === port)?.time ?? false);
    const batch = fedForm(this.forms, name)?.batch ?? true;
    return this.slot(node, port, { name, kind: "input", shape: this.shapeOf(node, port), time, batch });
  }

  private constant(node: FlatNode): Signal {
    const { shape } = literalOf(node.attributes.value ?? 0);
    return this.slot(node, "value", { name: node.path, kind: "constant", shape });
  }

  private delay(node: FlatNode): Signal {
    const x = this.wire(node, "x")!;
    const shape = this.shapeOf(node);
    const initial = this.initialSignal(node);
    return this.tape.at(originOf(node, "value"), () =>
      shiftByOne(this.lowering, this.lowering.fill(x, shape), initial, delayDirection(node)),
    );
  }

  private parameter(node: FlatNode, port: PortId): Signal {
    const shape = shapeAt(this.shapes, node.path, port);
    return this.slot(node, port, { name: parameterName(node, port), kind: "parameter", shape });
  }

  private slot(node: FlatNode, port: string, slot: OwnSlot): Signal {
    return this.slots.signal(withContent({ time: false, batch: false, ...slot, path: node.path, port }, node));
  }

  private maskSignal(): Signal | null {
    if (!this.forms.lengths) return null;
    return this.slots.signal({ name: "mask", kind: "mask", shape: [], time: true, batch: true, path: "", port: "mask" });
  }
}

const isSignal = (result: LowerResult): result is Signal => "value" in result && "shape" in result && Array.isArray(result.shape);

function portsOfResult(node: FlatNode, result: LowerResult): ReadonlyMap<PortId, Signal> {
  if (isSignal(result)) return new Map([[node.outputs[0]!.id, result]]);
  return new Map(Object.entries(result));
}
