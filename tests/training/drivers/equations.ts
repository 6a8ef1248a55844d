// Sessions of equations, for the tests of drivers.

import { registry } from "../../../nodes/index.ts";
import { parseEquations } from "../../../src/compiler/equations/index.ts";
import type { Feed } from "../../../src/compiler/feeds.ts";
import type { Document } from "../../../src/graph/document.ts";
import { createSession, type Session, type SessionOptions } from "../../../src/training/session.ts";

export type Nested = number | readonly Nested[];

export const flat = (nested: Nested): number[] => (typeof nested === "number" ? [nested] : nested.flatMap(flat));

const shapeOf = (nested: Nested): number[] => (typeof nested === "number" ? [] : [nested.length, ...shapeOf(nested[0]!)]);

export const feedOf = (nested: Nested): Feed => ({ shape: shapeOf(nested), data: Float64Array.from(flat(nested)) });

export type Values = Readonly<Record<string, Nested>>;

export const feedsOf = (values: Values) => new Map(Object.entries(values).map(([name, nested]) => [name, feedOf(nested)]));

export function documentOf(equations: string): Document {
  const parsed = parseEquations(equations, { registry, library: {}, title: "test" });
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

export const sessionOf = (equations: string, values: Values, options: Partial<SessionOptions> = {}): Session =>
  createSession(documentOf(equations), registry, {}, { precision: "f64", feeds: feedsOf(values), ...options });

/** All parameters in one row. */
export const weightsOf = (session: Session): number[] => [...session.parameters().values()].flatMap(({ data }) => [...data]);
