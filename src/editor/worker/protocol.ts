// What the page and the engine's worker say to each other. Plain data only; big arrays are transferred.

import type { ProblemData } from "../../base/errors.ts";
import type { Shape } from "../../engine/tape.ts";
import type { Document, Endpoint, GraphScope } from "../../graph/document.ts";

export interface PortAxes {
  readonly shape: Shape;
  readonly time: boolean;
  readonly batch: boolean;
}

/** One named value of one example: `[T][n]` row-major where `time`, else `[n]`; several feature axes are flattened into n. */
export interface InspectedValue extends PortAxes {
  readonly name: string;
  /** Path of the node, `lstm.f`. */
  readonly path: string;
  readonly port: string;
  readonly value: Float64Array;
  /** ∂loss/∂value, same layout; null where there is no loss. Summed over examples where the value is the same for all. */
  readonly gradient: Float64Array | null;
}

/** The gradient that comes back through one wire, laid out as in `InspectedValue`. Those of all wires from a port add up to the port's. */
export interface InspectedWire extends PortAxes {
  /** The port where it ends; inside a cell the border node, `lstm.x` and its port `x`. */
  readonly path: string;
  readonly port: string;
  /** The output port where it begins, cell borders followed through. */
  readonly from: { readonly path: string; readonly port: string };
  readonly gradient: Float64Array;
}

export interface Inspection {
  /** Steps shown: the chosen example's real ones; null where nothing has a time axis. */
  readonly steps: number | null;
  readonly example: number;
  readonly examples: number;
  /** One readable line for the example, e.g. its Reber string; one character a step where `symbols`. */
  readonly label: string | null;
  readonly loss: number | null;
  readonly values: readonly InspectedValue[];
  /** Empty where there is no loss. */
  readonly wires: readonly InspectedWire[];
  /** Inputs that nothing feeds, by name: they are shown with random numbers. */
  readonly invented: readonly string[];
}

export interface Analysis {
  readonly problems: readonly ProblemData[];
  /** By `path:port`. Missing where it could not be found. */
  readonly ports: Readonly<Record<string, PortAxes>>;
  /** Number of trained numbers. */
  readonly parameterCount: number;
  /** What is missing before it can be trained, as a sentence; null where it can. */
  readonly untrainable: string | null;
}

export type TrainingState = "idle" | "running" | "paused" | "done" | "failed";

export interface TrainingReport {
  readonly state: TrainingState;
  readonly epoch: number;
  readonly epochs: number;
  readonly loss: number | null;
  readonly metrics: Readonly<Record<string, number>>;
  readonly gradientNorm: number | null;
  readonly learningRate: number | null;
  readonly secondsLeft: number | null;
  readonly epochsPerSecond: number | null;
  /** Loss and metrics on train and test data, once at the end or on pause. */
  readonly test: { readonly loss: number; readonly metrics: Readonly<Record<string, number>> } | null;
  readonly problem: ProblemData | null;
}

/** All that the page shows of a document. */
export interface Refreshed {
  readonly analysis: Analysis;
  readonly inspection: Inspection | ProblemData;
}

/** Lives in the worker; the page calls it through comlink. A call never throws: problems are part of the answers. */
export interface EngineService {
  /** Takes the document as the one in hand. Trained values are kept for parameters that keep name and shape. */
  open(document: Document): Promise<Analysis>;
  /** Values and gradients of one example at the present parameters. */
  inspect(example: number): Promise<Inspection | ProblemData>;
  /** Both in one exchange: after an edit nobody waits for a second answer. */
  refresh(document: Document, example: number): Promise<Refreshed>;
  /** Whether this wire would fit: null, or the reason. Nothing changes. */
  tryConnect(document: Document, scope: GraphScope, from: Endpoint, to: Endpoint): Promise<ProblemData | null>;
  train(listener: (report: TrainingReport) => void): Promise<void>;
  pause(): Promise<void>;
  step(): Promise<TrainingReport>;
  reset(): Promise<TrainingReport>;
}
