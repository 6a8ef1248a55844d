// An argument too many: the setting that is probably meant by it, and how it is written.

import type { AttributeSpec } from "../../graph/node-type.ts";
import { accepts, describe } from "./attribute.ts";
import type { Expression } from "./expression.ts";
import { literalValue } from "./literal.ts";
import type { Signature } from "./signature.ts";

const plainKinds: ReadonlySet<AttributeSpec["kind"]> = new Set(["number", "boolean", "choice"]);

/** What follows from the operands where it is left open, such as the filters of a kernel, is hardly meant. */
const isPlain = (spec: AttributeSpec): boolean => plainKinds.has(spec.kind) && spec.default !== null;

/** `write stride=2`: the first setting that nobody has given and that the value fits. */
export function remedyForSurplus(signature: Signature, given: (id: string) => boolean, value: Expression): string {
  const open = signature.attributes.filter(({ id }) => !given(id));
  if (open.length === 0) return "leave it out";
  const literal = value.kind === "rows" ? null : literalValue(value);
  const meant = literal === null ? undefined : open.find((spec) => isPlain(spec) && accepts(spec, literal, signature.name));
  return meant ? `write ${meant.id}=${describe(value)}` : `settings are written name=value: it has ${open.map(({ id }) => id).join(", ")}`;
}
