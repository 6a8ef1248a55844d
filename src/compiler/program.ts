// What the compiler makes of a document: slots that somebody fills with numbers, and tapes over them.

import type { ProblemData } from "../base/errors.ts";
import type { Shape, Tape } from "../engine/tape.ts";
import type { Document } from "../graph/document.ts";
import type { NodeType, ResolvedAttributes } from "../graph/node-type.ts";

/** The axes that come with the numbers: how many steps and examples, and which inputs have them. */
export interface Forms {
  /** T; null where no sequence is fed. */
  readonly steps: number | null;
  /** B; 1 where nothing is fed with a batch axis. */
  readonly batch: number;
  /** True where examples have lengths of their own: the tape then takes a mask [T, B]. */
  readonly lengths: boolean;
  /** By name: inputs, sequences, data fields (`reber.x`) and fed initial states. Features only in `shape`; null leaves it to the solver. */
  readonly inputs: Readonly<Record<string, { readonly shape: Shape | null; readonly batch: boolean }>>;
  readonly mode: "train" | "infer";
}

/** What is fed under a name; undefined where nothing is. */
export const fedForm = ({ inputs }: Forms, name: string) => (Object.hasOwn(inputs, name) ? inputs[name] : undefined);

/** A place that is filled with numbers before a run. */
export interface Slot {
  /** Path as people write it, `lstm.W_f`. */
  readonly name: string;
  /**
   * A `noise` takes even draws from [0, 1), new ones at every training step. A `running` value is carried on by training from step to step:
   * no parameter, as no gradient changes it.
   */
  readonly kind: "input" | "parameter" | "constant" | "state" | "setting" | "mask" | "noise" | "running";
  /** Features. */
  readonly shape: Shape;
  readonly time: boolean;
  readonly batch: boolean;
  /** Parameters and running values: how it begins. */
  readonly initializer?: string;
  /** Constants and settings: the numbers in the document, row-major. */
  readonly data?: readonly number[];
  /** Path of the node it belongs to, and which of its ports or attributes it is. */
  readonly path: string;
  readonly port: string;
}

/** Whether people know the slot by its name: they may feed it, and see its numbers. */
export const isShown = ({ kind }: Slot): boolean => kind !== "setting" && kind !== "mask" && kind !== "noise";

/** A value that has a name: an output port of a node, or a slot. */
export interface NamedValue {
  /** `lstm.C_tilde`; `reber.x` where a node has several outputs. */
  readonly name: string;
  readonly path: string;
  readonly port: string;
  readonly shape: Shape;
  readonly time: boolean;
  readonly batch: boolean;
  /** False for nodes that nobody has named (ids with `$`). */
  readonly named: boolean;
}

/** What arrives at one input port. */
export interface WireValue extends PortShape {
  /** The port where the wire ends. */
  readonly path: string;
  readonly port: string;
  /** The output port where it begins, cell borders followed through. */
  readonly from: { readonly path: string; readonly port: string };
}

/** A node of training that computes nothing before it: an optimizer, a schedule. */
interface TrainingNode {
  readonly path: string;
  readonly type: NodeType;
  readonly attributes: ResolvedAttributes;
}

/** Where the learning rate comes from, when it changes. */
export interface ScheduleUse extends TrainingNode {
  /** What follows when it has come to its end. */
  readonly following: ScheduleUse | null;
}

/** A bound on the gradient of all parameters, on the wire between loss and optimizer. */
export interface ClipUse {
  readonly path: string;
  readonly by: "value" | "norm";
  readonly limit: number;
}

export interface OptimizerUse extends TrainingNode {
  /** Its update rule as a graph, with the settings of this node; null for drivers. */
  readonly graph: Document | null;
  /** From the loss on. */
  readonly clips: readonly ClipUse[];
  readonly schedule: ScheduleUse | null;
}

/** A metric's output among the named values. */
export interface MetricUse {
  /** Into `values`. */
  readonly index: number;
  /** How the numbers of several batches become one. */
  readonly aggregate: "sum" | "mean";
}

/** What a running value is after a training step. */
export interface RunningUse {
  /** Into `slots`. */
  readonly slot: number;
  /** Into the outputs of `forward`. */
  readonly output: number;
}

/** Axes of a port for the editor. */
export interface PortShape {
  readonly shape: Shape;
  readonly time: boolean;
  readonly batch: boolean;
}

/**
 * `forward` takes the slots in order and gives, in order, the named values. `lossIndex` points into `values`.
 * Tape length does not depend on T or B.
 */
export interface Program {
  readonly slots: readonly Slot[];
  readonly values: readonly NamedValue[];
  /** Outputs of `forward` after the values; empty unless they were asked for. */
  readonly wires: readonly WireValue[];
  /** Outputs of `forward` after the wires: what node types show of their inside, `loss.perStep`; empty unless it was asked for. */
  readonly inner: readonly NamedValue[];
  readonly forward: Tape;
  readonly lossIndex: number | null;
  readonly metrics: readonly MetricUse[];
  /** Empty in mode infer. Their outputs come last. */
  readonly running: readonly RunningUse[];
  readonly optimizer: OptimizerUse | null;
  readonly forms: Forms;
  /** Warnings: nodes left out because an input is missing. Errors are thrown. */
  readonly warnings: readonly ProblemData[];
}
