// Says in words where a value has not the form its schema asks for: `graph.nodes[3].position.x: got "a", expected a number`.

import type { z } from "zod";
import { Problem } from "../base/errors.ts";

export type Path = readonly PropertyKey[];

const kinds: Readonly<Record<string, string>> = {
  number: "a finite number",
  string: "text",
  boolean: "true or false",
  object: "an object",
  record: "an object",
  array: "a list",
};

/** `graph.nodes[3].position.x`. */
export function formatPath(path: Path): string {
  const parts = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`));
  return parts.join("").replace(/^\./, "") || "the file";
}

/** A value as an error shows it: short, and nothing that could run on. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value !== "string") return String(value);
  return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
}

function valueAt(value: unknown, path: Path): unknown {
  let here = value;
  for (const key of path) here = typeof here === "object" && here !== null ? Reflect.get(here, key) : undefined;
  return here;
}

/** What zod wanted, in the words that follow "expected". */
const expectedWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "invalid_type") return kinds[issue.expected] ?? issue.expected;
  if (issue.code === "invalid_value") return issue.values.map((value) => JSON.stringify(value)).join(" or ");
  if (issue.code === "unrecognized_keys") return "no such field";
  return undefined;
};

type Issue = z.core.$ZodIssue;

/** The place an issue speaks of, what stands there, and what should. */
function readIssue(issue: Issue, value: unknown): { path: Path; got: string; expected: string } {
  if (issue.code === "unrecognized_keys") {
    const path = [...issue.path, issue.keys[0] ?? ""];
    return { path, got: describeValue(valueAt(value, path)), expected: issue.message };
  }
  if (issue.code === "invalid_key") {
    return {
      path: issue.path.slice(0, -1),
      got: `the name ${describeValue(issue.path.at(-1))}`,
      expected: issue.issues[0]?.message ?? "a name",
    };
  }
  return { path: issue.path, got: describeValue(valueAt(value, issue.path)), expected: issue.message };
}

/** `value` as the schema reads it, or a located Problem for its first fault. `base` is where the value stands. */
export function checkForm<T>(schema: z.ZodType<T>, value: unknown, base: Path = [], node?: string): T {
  const result = schema.safeParse(value, { error: expectedWords });
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const { path, got, expected } = issue ? readIssue(issue, value) : { path: [], got: describeValue(value), expected: "another form" };
  const message = `${formatPath([...base, ...path])}: got ${got}, expected ${expected}`;
  throw new Problem({ code: "bad-form", message, got, expected, ...(node === undefined ? {} : { where: { node } }) });
}
