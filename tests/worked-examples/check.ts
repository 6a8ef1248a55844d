// What a check of a worked example is, and ways to compute one: equations, cells and optimizers run in f64.

import { registry } from "../../nodes/index.ts";
import type { Feeds } from "../../src/compiler/feeds.ts";
import { generators } from "../../src/data/index.ts";
import type { Document } from "../../src/graph/document.ts";
import { evaluate } from "../../src/inspection/evaluate.ts";
import { createSession, type Session, type SessionOptions } from "../../src/training/session.ts";
import { feedsOf, type Nested, type Values } from "../training/drivers/equations.ts";

export interface Example {
  readonly id: string;
  readonly inputs: unknown;
  /** Recomputed by an independent program. */
  readonly expected: unknown;
}

/** What the program computes, laid out as `expected`. */
export type Check = (example: Example) => unknown;

/**
 * A check that knows what the example's entries are.
 * @param compute may read from `expected` what stands there as a case to compute, such as the rows of a truth table
 */
export const check =
  <Inputs, Expected = unknown>(compute: (inputs: Inputs, expected: Expected) => unknown): Check =>
  ({ inputs, expected }) =>
    compute(inputs as Inputs, expected as Expected);

export interface Computed {
  /** By name, nested by time, batch and shape. */
  readonly values: Readonly<Record<string, Nested>>;
  readonly gradients: Readonly<Record<string, Nested>>;
}

/** All named values of a document and the gradient of its loss by them. */
export const computed = (document: Document, fed: Values = {}): Computed =>
  evaluate(document, registry, feedsOf(fed), { precision: "f64", mode: "train", seed: 1, wrt: "all" }) as Computed;

const noFeeds: Feeds = new Map();

export const sessionOf = (document: Document, options: Partial<SessionOptions> = {}): Session =>
  createSession(document, registry, generators, { precision: "f64", feeds: noFeeds, ...options });

/** The only number of a parameter. */
export const parameterOf = (session: Session, name: string): number => session.parameters().get(name)!.data[0]!;

/** The only number of what the optimizer has gathered under a name, `theta v`. */
export const gatheredOf = (session: Session, name: string): number => session.memory().states.get(name)![0]!;
