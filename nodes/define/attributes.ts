// Reading resolved attributes with their types. The document is checked before, so a wrong kind is told in the common form and no more.

import { Problem } from "../../src/base/errors.ts";
import type { ResolvedAttributes } from "../../src/graph/node-type.ts";

function refuse(attributes: ResolvedAttributes, id: string, expected: string): never {
  const got = JSON.stringify(attributes[id] ?? null);
  throw new Problem({
    code: "bad-attribute",
    message: `attribute ${id} is ${got}, expected ${expected}`,
    where: { attribute: id },
    got,
    expected,
  });
}

export function numberOf(attributes: ResolvedAttributes, id: string): number {
  const value = attributes[id];
  return typeof value === "number" ? value : refuse(attributes, id, "a number");
}

/** null where the attribute is left open. */
export function optionalNumberOf(attributes: ResolvedAttributes, id: string): number | null {
  return (attributes[id] ?? null) === null ? null : numberOf(attributes, id);
}

export function textOf(attributes: ResolvedAttributes, id: string): string {
  const value = attributes[id];
  return typeof value === "string" ? value : refuse(attributes, id, "a text");
}

export function booleanOf(attributes: ResolvedAttributes, id: string): boolean {
  const value = attributes[id];
  return typeof value === "boolean" ? value : refuse(attributes, id, "true or false");
}

/** Sizes of axes; null where the attribute is left open. */
export function shapeOf(attributes: ResolvedAttributes, id: string): readonly number[] | null {
  const value = attributes[id] ?? null;
  if (value === null) return null;
  if (!Array.isArray(value)) return refuse(attributes, id, "sizes such as [3, 2]");
  return value.map((size) =>
    typeof size === "number" && Number.isInteger(size) && size > 0 ? size : refuse(attributes, id, "whole sizes from 1 on"),
  );
}
