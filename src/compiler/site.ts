// Where nodes are lowered: what the writer of a scan's body asks of the tape around it.

import type { TapeBuilder } from "../engine/builder.ts";
import type { Lowering, Signal } from "../engine/signal.ts";
import type { Shape } from "../engine/tape.ts";
import type { PortId } from "../graph/document.ts";
import type { LowerContext } from "../graph/node-type.ts";
import type { FlatNode } from "./flatten.ts";
import type { Forms } from "./program.ts";

/** What of a node's context depends on where the node is lowered: outside or inside a scan. */
export type Reads = Pick<LowerContext, "input" | "setting" | "noise" | "running" | "keep">;

/** Signals by `path:port`. */
export type Signals = Map<string, Signal>;

export interface Site {
  readonly tape: TapeBuilder;
  readonly lowering: Lowering;
  readonly forms: Forms;
  /** Whether every wire gets a value of its own, so that the gradient through it can be read. */
  readonly separateWires: boolean;
  /** The signal that arrives at an input port: over a wire, from a slot of the node's own, or none. */
  inputSignal(node: FlatNode, port: PortId): Signal | undefined;
  /** A `runtime` attribute as a number that is fed. */
  setting(node: FlatNode, attribute: string): Signal;
  /** Initial value of a delay, of the delay's shape. */
  initialSignal(node: FlatNode): Signal;
  /** Noise of the node's own, with these axes; null in mode infer. */
  noise(node: FlatNode, axes: Omit<Signal, "value">): Signal | null;
  /** A value that training carries. */
  running(node: FlatNode, id: string, shape: Shape, initializer: string): Signal;
  /** What a node's own rule may read. */
  context(node: FlatNode, reads: Reads): LowerContext;
  /** Emits an operation's primitives; a rule that meets a shape it cannot take becomes a located problem. */
  emit(node: FlatNode, lowering: Lowering, context: LowerContext): ReadonlyMap<PortId, Signal>;
}
