// What a run is, and what is kept of one.

import type { Attributes, Document } from "../../src/graph/document.ts";
import type { Session } from "../../src/training/session.ts";

/** A document whose training is over. */
export interface Trained {
  readonly document: Document;
  readonly session: Session;
  readonly seed: number;
}

/** Numbers by what they are, as the table says it: "RMSE inside". */
export type Numbers = Readonly<Record<string, number>>;

export interface Run {
  /** File name in graphs/examples, without its ending. */
  readonly example: string;
  /** What the model is and what it is set to do. */
  readonly recipe: string;
  /** Which cell of the library stands in the place of the example's own: file name, and the attributes of the instance. */
  readonly cell?: { readonly file: string; readonly attributes: Attributes };
  /** What differs from the example, by node. */
  readonly changes?: Readonly<Record<string, Attributes>>;
  /** Where it is not the example's own number. */
  readonly epochs?: number;
  readonly seeds: readonly number[];
  /** The metric that is 0 when no training example is wrong; the run then tells when that was so. */
  readonly counts?: string;
  readonly measure: (trained: Trained) => Numbers;
}

/** Of one seed. */
export interface Result {
  /** How many were done. */
  readonly epochs: number;
  /** After how many epochs `counts` was 0 for the first time, and for the last time not; null where it was always, or never, 0. */
  readonly firstRight: number | null;
  readonly lastWrong: number | null;
  /** In which epoch the numbers stopped being finite; null where they did not. */
  readonly broken: number | null;
  /** Of the training alone. */
  readonly seconds: number;
  readonly numbers: Numbers;
}
