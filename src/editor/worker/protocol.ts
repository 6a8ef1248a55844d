// What the page and the engine's worker say to each other. Plain data only; big arrays are transferred.

import type { ProblemData } from "../../base/errors.ts";
import type { BackendName, Precision } from "../../engine/backend/executable.ts";
import type { Shape } from "../../engine/tape.ts";
import type { Document, Endpoint, GraphScope } from "../../graph/document.ts";
import type { Sentence } from "../../inspection/generation/language.ts";
import type { Weights } from "../../inspection/inspector.ts";
import type { Question, Study } from "../../inspection/recurrence/study.ts";
import type { RuleView } from "../../inspection/update-rule/opened-rule.ts";
import type { OptimizerMemory } from "../../training/optimizer-memory.ts";
import type { Score } from "../../training/session.ts";
import type { ParameterStatistics } from "../../training/step/statistics.ts";
import type { ComparisonListener, ComparisonRequest } from "./compare-protocol.ts";

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
  /** One readable line for the example, e.g. its Reber string. */
  readonly label: string | null;
  /** What the example is at each step, where its data have a vocabulary: a letter, a word. */
  readonly symbols: readonly string[] | null;
  readonly loss: number | null;
  readonly values: readonly InspectedValue[];
  /** Empty where there is no loss. */
  readonly wires: readonly InspectedWire[];
  /** Inputs that nothing feeds, by name: they are shown with random numbers. */
  readonly invented: readonly string[];
  /** What `values` tell of an opened update rule, or why they tell nothing; absent where nobody asked. */
  readonly rule?: InspectedRule | ProblemData;
}

/** The next training step of one parameter; what the nodes of the rule give is among the values of the inspection, `update.m`. */
export type InspectedRule = Omit<RuleView, "values">;

export type Rehearsal = "edit" | "start";

/** Which update rule is looked into. */
export interface RuleQuestion {
  /** Path of the optimizer. */
  readonly optimizer: string;
  /** By name; null, or one that the model does not have, stands for the first. */
  readonly parameter: string | null;
}

export interface Analysis {
  readonly problems: readonly ProblemData[];
  /** By `path:port`. Missing where it could not be found. */
  readonly ports: Readonly<Record<string, PortAxes>>;
  /** Number of trained numbers. */
  readonly parameterCount: number;
  /** What is missing before it can be trained, as a sentence; null where it can. */
  readonly untrainable: string | null;
  /** Why the graph's loss is not computed, as a sentence; null where it is, and where there is none. */
  readonly lossWaits: string | null;
  /** Whether it predicts the next symbol of what it reads, and so can write. */
  readonly writes: boolean;
}

export type TrainingState = "idle" | "running" | "paused" | "done" | "failed";

/** Of epochs that follow each other, one number each. */
export interface PassedEpochs {
  readonly epochs: readonly number[];
  /** Before the epoch's steps; the mean over its batches. */
  readonly losses: readonly number[];
  /** Of the whole gradient, before clipping. */
  readonly norms: readonly number[];
}

/** What the engine's host can do. */
export interface Host {
  /** Without it there is no fast backend. */
  readonly simd: boolean;
  /** Faster sums of products, which round once or twice as the host likes. */
  readonly relaxedSimd: boolean;
}

/** How a document trains, by choice. */
export interface BackendChoice {
  readonly precision: Precision;
  /** The same bits on every host, without relaxed SIMD; says nothing in f64. */
  readonly reproducible: boolean;
}

/** Where nothing was chosen. */
export const FASTEST: BackendChoice = { precision: "f32", reproducible: false };

/** f64 is the reference by choice; f32 on the reference means that the host has no WebAssembly SIMD. */
export interface TrainingBackend extends BackendChoice {
  readonly backend: BackendName;
}

export interface TrainingReport extends TrainingBackend {
  readonly state: TrainingState;
  readonly epoch: number;
  readonly epochs: number;
  /** All epochs since the report before, so that curves miss none. */
  readonly passed: PassedEpochs;
  /** Of the last epoch, before its steps. */
  readonly loss: number | null;
  readonly metrics: Readonly<Record<string, number>>;
  readonly gradientNorm: number | null;
  readonly learningRate: number | null;
  /** By parameter, of the last epoch's last step; null while nobody watches. */
  readonly statistics: Readonly<Record<string, ParameterStatistics>> | null;
  readonly secondsLeft: number | null;
  readonly epochsPerSecond: number | null;
  /** How many compute a step at present: a second one comes in where the batch is large enough to share. */
  readonly workers: number;
  /** Loss and metrics at the present weights, while training rests: on the training data, and on test data where there are some. */
  readonly train: Score | null;
  readonly test: Score | null;
  /** What stopped it; beside another state than "failed", what keeps the present weights from being measured. */
  readonly problem: ProblemData | null;
  /** Why it rests, where nobody asked it to, as a sentence. */
  readonly note: string | null;
}

/** A training that can be gone on with after an edit or a reload. */
export interface KeptTraining {
  readonly epoch: number;
  readonly parameters: Weights;
  readonly memory: OptimizerMemory | null;
  /** Chosen for this document; absent in records of before there was a choice: f32, and not reproducible. */
  readonly precision?: Precision;
  readonly reproducible?: boolean;
}

/** Where a document begins that nobody has trained. */
export const UNTRAINED: KeptTraining = { epoch: 0, parameters: new Map(), memory: null };

/** All that the page shows of a document. */
export interface Refreshed {
  readonly analysis: Analysis;
  readonly inspection: Inspection | ProblemData;
}

/** About one example of the training data; names that the graph does not have leave the choice to it. */
export interface RecurrenceQuestion extends Question {
  readonly example: number;
}

export interface WritingRequest {
  /** How many sentences. */
  readonly count: number;
  /** At least 0. */
  readonly temperature: number;
  readonly seed: number;
}

export interface Written {
  readonly sentences: readonly Sentence[];
  /** Epochs behind the weights that wrote them. */
  readonly epoch: number;
}

/** Lives in the worker; the page calls it through comlink. A call never throws: problems are part of the answers. */
export interface EngineService {
  /**
   * Takes the document as the one in hand. Trained values are kept for parameters that keep name and shape, and what the optimizer has
   * gathered where all do. A run goes on with them, unless it would train other parameters than before.
   */
  open(document: Document): Promise<Analysis>;
  /** Values and gradients of one example at the present parameters, and, where an update rule is open, what it makes of them. */
  inspect(example: number, rule?: RuleQuestion | null): Promise<Inspection | ProblemData>;
  /** Both in one exchange: after an edit nobody waits for a second answer. */
  refresh(document: Document, example: number, rule?: RuleQuestion | null): Promise<Refreshed>;
  /**
   * How a state depends on its past, at the present parameters; null where a newer question has come meanwhile, or it was stopped. Nothing
   * waits for it.
   */
  recurrence(question: RecurrenceQuestion): Promise<Study | ProblemData | null>;
  stopRecurrence(): Promise<void>;
  /** Trains variants of a document side by side, from fresh weights; the document in hand and its training go on beside it. A newer one ends it. */
  compare(request: ComparisonRequest, listener: ComparisonListener): Promise<void>;
  /** Ends its training, and what is known by then is looked into; where that is being done, ends that. */
  stopComparing(): Promise<void>;
  /** Ends a comparison that nobody wants to hear of any more. */
  dropComparison(): Promise<void>;
  /** Sentences by the present weights; null where it was stopped, or asked for anew meanwhile. Nothing waits for it. */
  write(request: WritingRequest): Promise<Written | ProblemData | null>;
  stopWriting(): Promise<void>;
  /** Whether this wire would fit: null, or the reason. Nothing changes. */
  tryConnect(document: Document, scope: GraphScope, from: Endpoint, to: Endpoint): Promise<ProblemData | null>;
  /**
   * Does what an edit or the start of a training does with the document in hand, to no end but that the machine translates that code: without
   * it the first edits take twice as long, and a first start several times. Nothing changes. Does nothing while there is a training.
   * @returns the milliseconds that it took
   */
  rehearse(what: Rehearsal): Promise<number>;
  train(listener: (report: TrainingReport) => void): Promise<void>;
  pause(): Promise<void>;
  /** A hand is moving: a run leaves the processor to the page for a moment. */
  giveWay(): Promise<void>;
  /** Whether training tells statistics of each parameter; it costs a little. */
  watch(statistics: boolean): Promise<void>;
  step(): Promise<TrainingReport>;
  /** New weights; the backend stays. */
  reset(): Promise<TrainingReport>;
  /** From now on this document trains so: weights and the optimizer's memory go on, and so does a run. */
  computeIn(precision: Precision): Promise<TrainingBackend>;
  /** The same for numbers that are equal on every host. */
  setReproducible(reproducible: boolean): Promise<TrainingBackend>;
  host(): Promise<Host>;
  /** The training as it stands; null where nothing is trained. */
  kept(): Promise<KeptTraining | null>;
  /** From now on whoever listens is told the training that an edit is about to interrupt: what follows may be long, and be ended from outside. */
  tellTraining(listener: (training: KeptTraining) => void): Promise<void>;
  /** Goes on with a training of before, and its backend, in the place of the present one. */
  resume(training: KeptTraining): Promise<void>;
}
