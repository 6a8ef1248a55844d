// A cycle through delays as one scan: its delays are the carries; what it reads from outside comes in as constants, or step by
// step where it changes; everything a member gives is stacked (dead code takes away what nobody reads).

import { TapeBuilder } from "../engine/builder.ts";
import { createLowering } from "../engine/lowering.ts";
import * as ops from "../engine/ops.ts";
import type { Lowering, Signal } from "../engine/signal.ts";
import type { Value } from "../engine/tape.ts";
import type { FlatNode } from "./flatten.ts";
import type { Stage } from "./order.ts";
import { inputKey, portKey } from "./shapes.ts";
import type { Reads, Signals, Site } from "./site.ts";
import { wireKey, wireSignal } from "./wires.ts";

type ScanStage = Extract<Stage, { kind: "scan" }>;

/** A delay of the cycle while the body is written. */
interface Carry {
  readonly node: FlatNode;
  /** Outside, before the first step. */
  readonly initial: Signal;
  /** Whether it differs by example. */
  readonly batch: boolean;
}

interface Body {
  readonly tape: TapeBuilder;
  readonly lowering: Lowering;
  /** Inside signals of members' ports. */
  readonly inside: Signals;
  /** Outside signals that the body reads, with their inside counterparts. */
  readonly constants: Map<Value, { outer: Signal; inner: Signal }>;
  readonly slices: Map<Value, { outer: Signal; inner: Signal }>;
  readonly carried: readonly Signal[];
  readonly next: readonly Signal[];
}

const leadOf = (batch: boolean, size: number) => (batch ? [size] : []);

/** Writes the body for given batch axes of the carries. */
class BodyWriter {
  private readonly tape = new TapeBuilder();
  private readonly lowering: Lowering;
  private readonly inside: Signals = new Map();
  private readonly owned = new Set<Value>();
  private readonly constants = new Map<Value, { outer: Signal; inner: Signal }>();
  private readonly slices = new Map<Value, { outer: Signal; inner: Signal }>();

  constructor(
    private readonly outer: Site,
    private readonly stage: ScanStage,
    private readonly carries: readonly Carry[],
  ) {
    const { batch, mode } = outer.forms;
    const { mask } = outer.lowering;
    this.lowering = createLowering(this.tape, { steps: null, batch, mode, mask: mask && this.import(mask), perStep: true });
  }

  write(): Body {
    const carried = this.carries.map((carry) => this.carryInput(carry));
    for (const node of this.stage.members) if (node.type.role !== "delay") this.writeNode(node);
    const next = this.carries.map((carry, index) => this.carryOutput(carry, carried[index]!));
    const { tape, lowering, inside, constants, slices } = this;
    return { tape, lowering, inside, constants, slices, carried, next };
  }

  /** The inside view of an outside signal: a constant of the scan, or this step's slice. */
  private import(signal: Signal): Signal {
    const table = signal.time ? this.slices : this.constants;
    const known = table.get(signal.value);
    if (known) return known.inner;
    const shape = signal.time ? signal.value.shape.slice(1) : signal.value.shape;
    const { origin, name } = signal.value;
    const value = this.tape.input(shape, { ...(name ? { name } : {}), ...(origin ? { origin } : {}) });
    const inner = { ...signal, value, time: false };
    this.owned.add(value);
    table.set(signal.value, { outer: signal, inner });
    return inner;
  }

  private find(node: FlatNode, port: string): Signal | undefined {
    if (!this.outer.separateWires || !node.inputs.has(port)) return this.arriving(node, port);
    const key = wireKey(node.path, port);
    const known = this.inside.get(key);
    if (known) return known;
    const signal = this.arriving(node, port);
    if (signal) this.inside.set(key, wireSignal(this.tape, node, port, signal));
    return this.inside.get(key);
  }

  private arriving(node: FlatNode, port: string): Signal | undefined {
    const inside = node.inputs.has(port) ? this.inside.get(inputKey(node, port)) : undefined;
    if (inside) return inside;
    const outside = this.outer.inputSignal(node, port);
    return outside && this.import(outside);
  }

  private carryInput({ node, initial, batch }: Carry): Signal {
    const shape = initial.shape;
    const origin = { path: node.path, port: "value", direction: "forward" } as const;
    const value = this.tape.input([...leadOf(batch, this.outer.forms.batch), ...shape], { origin });
    const signal: Signal = { value, time: false, batch, shape };
    this.owned.add(value);
    this.inside.set(portKey(node.path, "value"), signal);
    return signal;
  }

  private reads(node: FlatNode): Reads {
    const { outer } = this;
    return {
      input: (port) => this.find(node, port),
      setting: (id) => this.import(outer.setting(node, id)),
      noise: (like) => {
        const drawn = outer.noise(node, { ...like, time: true });
        return drawn && this.import(drawn);
      },
      running: (id, shape, initializer) => this.import(outer.running(node, id, shape, initializer)),
      keep: (id) => {
        throw new Error(`${node.path}: ${id} is kept on a cycle, where it has a value a step`);
      },
    };
  }

  private writeNode(node: FlatNode): void {
    const context = this.outer.context(node, this.reads(node));
    const passes = node.type.role === "input" || node.type.role === "sequence";
    const results = passes ? new Map([["value", context.need("x")]]) : this.outer.emit(node, this.lowering, context);
    for (const [port, signal] of results) {
      const origin = { path: node.path, port, direction: "forward" } as const;
      const own = this.owned.has(signal.value) || passes;
      const value = own ? this.tape.at(origin, () => ops.identity(this.tape, signal.value)) : signal.value;
      this.owned.add(value);
      this.inside.set(portKey(node.path, port), { ...signal, value });
    }
  }

  /** What the delay carries to its next step. Running backward, an example that has not begun yet keeps the border value. */
  private carryOutput({ node, initial }: Carry, carried: Signal): Signal {
    const origin = { path: node.path, port: "x", direction: "forward" } as const;
    return this.tape.at(origin, () => {
      const source = this.lowering.fill(this.find(node, "x")!, carried.shape);
      const kept =
        this.stage.direction === "backward" && this.lowering.mask
          ? this.lowering.select(this.lowering.mask, source, this.import(initial))
          : source;
      return this.lowering.expand(kept, false, carried.batch);
    });
  }
}

/** The body once the carries' batch axes agree with what the body makes of them. */
function settledBody(outer: Site, stage: ScanStage): { body: Body; carries: readonly Carry[] } {
  let carries: readonly Carry[] = stage.members
    .filter((node) => node.type.role === "delay")
    .map((node) => ({ node, initial: outer.initialSignal(node) }))
    .map(({ node, initial }) => ({ node, initial, batch: initial.batch }));
  for (;;) {
    const body = new BodyWriter(outer, stage, carries).write();
    const wider = carries.map((carry, index) => ({ ...carry, batch: body.next[index]!.batch }));
    if (wider.every((carry, index) => carry.batch === carries[index]!.batch)) return { body, carries };
    carries = wider;
  }
}

/** The tape's inputs in the order that scan wants: constants, carries, slices. */
function orderedInputs(body: Body): Value[] {
  const inner = (table: Body["constants"]) => [...table.values()].map((entry) => entry.inner.value);
  return [...inner(body.constants), ...body.carried.map((signal) => signal.value), ...inner(body.slices)];
}

/** Emits the scan on the outer tape; gives the stacked signals of all members' ports. */
export function lowerScan(outer: Site, stage: ScanStage): Signals {
  const { steps } = outer.forms;
  if (steps === null) throw new Error("a cycle without steps, although the graph was checked");
  const { body, carries } = settledBody(outer, stage);
  const ports = [...body.inside.entries()];
  const { lowering, tape } = outer;
  const initials = carries.map(({ initial, batch, node }) =>
    tape.at({ path: node.path, port: "initial", direction: "forward" }, () => lowering.expand(initial, false, batch)),
  );
  const outputs = tape.emit(
    "scan",
    [
      ...[...body.constants.values()].map((entry) => entry.outer.value),
      ...initials.map((signal) => signal.value),
      ...[...body.slices.values()].map((entry) => entry.outer.value),
    ],
    {
      body: {
        inputs: orderedInputs(body),
        equations: body.tape.equations,
        outputs: [...body.next.map(({ value }) => value), ...ports.map(([, { value }]) => value)],
      },
      length: steps,
      reverse: stage.direction === "backward",
      constants: body.constants.size,
      carries: carries.length,
    },
  );
  const stacks = outputs.slice(carries.length);
  return new Map(ports.map(([key, signal], index) => [key, { ...signal, value: stacks[index]!, time: true }]));
}
