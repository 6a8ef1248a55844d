// What the page and the worker say to each other about cells side by side. Plain data only.

import type { ProblemData } from "../../base/errors.ts";
import type { Document, NodeId } from "../../graph/document.ts";
import type { Verdict } from "../../inspection/recurrence/verdict.ts";
import type { Score } from "../../training/session.ts";

export interface ComparisonRequest {
  /** Documents that differ by the cell at one instance; each begins with fresh weights from its own seed. */
  readonly variants: readonly { readonly name: string; readonly document: Document }[];
  readonly node: NodeId;
  readonly epochs: number;
  /** Of the training data, for gradient and verdict. */
  readonly example: number;
}

/** How one of them stands. */
export interface EntrantReport {
  readonly name: string;
  /** Number of trained numbers; null until it is compiled. */
  readonly parameterCount: number | null;
  /** Of each epoch, before its steps. */
  readonly losses: readonly number[];
  /** That its epochs took. */
  readonly seconds: number;
  /** State of the cell that gradient and verdict are of; null where nothing is carried from step to step. */
  readonly state: string | null;
  /** `[T]`: norms of ∂loss/∂h_t for the example, by the weights of a moment ago; null until they are computed. */
  readonly gradient: readonly number[] | null;
  /** On the training data by the present weights, once training is over. */
  readonly score: Score | null;
  readonly verdict: Verdict | null;
  /** Why it is out of it; or, beside a score, why there is no verdict. */
  readonly problem: ProblemData | null;
}

/** In this order; `stopped` takes the place of `done` where somebody wanted it to end. */
export type ComparisonState = "preparing" | "training" | "studying" | "done" | "stopped";

export interface ComparisonReport {
  readonly state: ComparisonState;
  readonly epochs: number;
  /** In the order of the request. */
  readonly entrants: readonly EntrantReport[];
}

export type ComparisonListener = (report: ComparisonReport) => void;
