// Documents of the fixture that tests/reference/recurrence.py writes, opened on its numbers.

import { readFileSync } from "node:fs";
import { registry } from "../../../nodes/index.ts";
import { Problem } from "../../../src/base/errors.ts";
import { readLibrary } from "../../../src/cli/model.ts";
import { parseEquations } from "../../../src/compiler/equations/index.ts";
import { readFeeds } from "../../../src/compiler/feeds.ts";
import type { Document } from "../../../src/graph/document.ts";
import { openSubject, type Subject } from "../../../src/inspection/recurrence/subject.ts";

export type Matrix = readonly (readonly number[])[];

interface CellCase {
  readonly equations: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** `lstm.h by lstm.C`: `[T][n][m]`. */
  readonly jacobians: Readonly<Record<string, readonly Matrix[]>>;
}

interface MatrixCase {
  readonly matrix: Matrix;
  readonly spectralRadius: number;
  readonly spectralNorm: number;
  readonly frobeniusNorm: number;
}

export const fixture = JSON.parse(readFileSync(new URL("../../fixtures/recurrence.json", import.meta.url), "utf8")) as {
  readonly cells: Readonly<Record<string, CellCase>>;
  readonly matrices: Readonly<Record<string, MatrixCase>>;
  /** Four matrices of the first three columns, below each other. */
  readonly stacked: { readonly U: Matrix; readonly blocks: readonly MatrixCase[] };
};

export async function documentOf(equations: string): Promise<Document> {
  const parsed = parseEquations(equations, { registry, library: await readLibrary(equations), title: "test" });
  if (!parsed.ok) throw new Problem(parsed.problem);
  return parsed.value;
}

/** Equations on given numbers; parameters that are not among them begin as a training would. */
export const subjectOf = async (equations: string, values: Readonly<Record<string, unknown>>): Promise<Subject> =>
  openSubject(await documentOf(equations), registry, readFeeds(values), new Map());

export const flat = (nested: unknown): number[] => [nested].flat(Number.POSITIVE_INFINITY) as number[];

/** Runs a piecework to its end. */
export function finished<T>(pieces: Generator<void, T>): T {
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
  }
}

/** Largest difference, relative to numbers above 1. */
export const farthest = (got: ArrayLike<number>, expected: readonly number[]): number =>
  expected.reduce(
    (most, x, k) => Math.max(most, Math.abs(got[k]! - x) / Math.max(1, Math.abs(x))),
    got.length === expected.length ? 0 : Infinity,
  );
