// What a training session takes and gives, whichever optimizer it has.

import type { Tensor } from "../base/tensor.ts";
import type { Feeds } from "../compiler/feeds.ts";
import type { OptimizerUse } from "../compiler/program.ts";
import type { Precision } from "../engine/backend/executable.ts";
import type { StartPartner } from "../engine/backend/wasm/workers/pair.ts";
import type { OptimizerMemory } from "./optimizer-memory.ts";
import type { ParameterStatistics } from "./step/statistics.ts";

export interface SessionOptions {
  readonly precision: Precision;
  /** Starting values of parameters by name, and, for a model without data nodes, the examples (one full batch). */
  readonly feeds: Feeds;
  /** Trained numbers to go on from, used for the parameters that have this name and shape. */
  readonly warm?: ReadonlyMap<string, Tensor>;
  /** What the optimizer has gathered, to go on with; it begins anew where the optimizer or a parameter is another one. */
  readonly memory?: OptimizerMemory;
  /** Epochs that are done already: their count, and the order of the batches, go on from there. */
  readonly done?: number;
  /** How to have a second worker; without it one does all. The numbers are the same. */
  readonly startPartner?: StartPartner | undefined;
  /** The same bits on every host with SIMD, where relaxed SIMD would be faster; default false. Says nothing in f64, which never has it. */
  readonly reproducible?: boolean;
  /** Instead of the optimizer's own attributes. */
  readonly seed?: number;
  readonly epochs?: number;
}

/** What examples are for: to learn from, to see on the way how others are met, and to judge the end. */
export type SplitName = "train" | "validation" | "test";

export interface EpochReport {
  /** 1 for the first. */
  readonly epoch: number;
  /** Before the step; the mean over the epoch's batches. */
  readonly loss: number;
  readonly metrics: Readonly<Record<string, number>>;
  /** Before clipping, over all parameters together; of the last batch. */
  readonly gradientNorm: number;
  readonly learningRate: number;
  /** Of the last batch's step, by parameter; where they are watched. */
  readonly statistics?: Readonly<Record<string, ParameterStatistics>>;
  /** After the step, where examples are held out. */
  readonly validationLoss?: number;
}

export interface Score {
  readonly loss: number;
  readonly metrics: Readonly<Record<string, number>>;
}

export interface Session {
  /** How many are planned. */
  readonly epochs: number;
  /** How many are done. */
  readonly epoch: number;
  /** How many compute a step at present, 1 or 2. */
  readonly workers: number;
  readonly optimizer: OptimizerUse;
  /** Why it has come to its end before the last epoch, as a sentence; null while it has not. */
  readonly stopped: string | null;
  /** One epoch. Throws a Problem where the loss or a parameter stops being a finite number; then all is as before the epoch. */
  step(): EpochReport;
  /** Whether the following epochs tell statistics of each parameter. A driver has none. */
  watch(statistics: boolean): void;
  /** Present parameters by name, with the optimizer's own state left out. */
  parameters(): ReadonlyMap<string, Tensor>;
  /** What the optimizer has gathered so far, as a copy. */
  memory(): OptimizerMemory;
  /** Loss and metrics at the present parameters; null where there are no such examples. */
  score(split: SplitName): Score | null;
  /** Lets a second worker go. The session can still be used. */
  end(): void;
}
