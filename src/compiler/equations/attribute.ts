// An attribute's value as a call writes it: `0.01`, `"sum"`, `true`. Kind and range are checked where the value stands.

import { attributeFault } from "../../graph/attributes.ts";
import type { AttributeValue } from "../../graph/document.ts";
import type { AttributeSpec } from "../../graph/node-type.ts";
import { type Expression, startOf } from "./expression.ts";
import { literalNumber, literalValue } from "./literal.ts";
import { clip, refuse } from "./refuse.ts";

const kinds: Readonly<Record<AttributeSpec["kind"], string>> = {
  number: "a number",
  boolean: "true or false",
  choice: "a text",
  text: "a text",
  shape: "sizes",
  tensor: "numbers",
};

export function expectedWords(spec: AttributeSpec): string {
  return spec.kind === "choice" ? spec.options.map((option) => `"${option}"`).join(", ") : kinds[spec.kind];
}

/** What stands there, for messages. */
export function describe(expression: Expression): string {
  const number = literalNumber(expression);
  if (number !== null) return `${number}`;
  switch (expression.kind) {
    case "text":
      return `"${clip(expression.value)}"`;
    case "truth":
      return `${expression.value}`;
    case "name":
    case "step":
      return expression.name;
    case "call":
      return `${expression.name}(...)`;
    case "rows":
      return "a matrix";
    default:
      return "an expression";
  }
}

function refuseComputed(spec: AttributeSpec, value: Expression): never {
  refuse(startOf(value), {
    code: "wrong-argument",
    message: `${spec.id} is a setting and no input: got ${describe(value)}`,
    got: describe(value),
    expected: expectedWords(spec),
    remedy: "write the value itself",
  });
}

const fits: Readonly<Record<AttributeSpec["kind"], (value: AttributeValue) => boolean>> = {
  number: (value) => typeof value === "number",
  boolean: (value) => typeof value === "boolean",
  choice: (value) => typeof value === "string",
  text: (value) => typeof value === "string",
  shape: (value) => Array.isArray(value),
  tensor: (value) => typeof value !== "string" && typeof value !== "boolean",
};

/** Throws where the value does not fit. `call` is what is called, for messages. */
export function readAttribute(spec: AttributeSpec, expression: Expression, call: string): AttributeValue {
  const value = literalValue(expression) ?? refuseComputed(spec, expression);
  checkAttribute(spec, value, expression, call);
  return value;
}

function faultOf(spec: AttributeSpec, value: AttributeValue, call: string): ReturnType<typeof attributeFault> {
  const probe = { id: call, type: call, position: { x: 0, y: 0 }, attributes: { [spec.id]: value } };
  return attributeFault(probe, spec, value);
}

/** Whether the setting can have this value. */
export const accepts = (spec: AttributeSpec, value: AttributeValue, call: string): boolean =>
  fits[spec.kind](value) && !faultOf(spec, value, call);

export function checkAttribute(spec: AttributeSpec, value: AttributeValue, expression: Expression, call: string): void {
  const fault = fits[spec.kind](value) ? faultOf(spec, value, call) : null;
  if (fits[spec.kind](value) && !fault) return;
  const expected = (spec.kind === "choice" ? undefined : fault?.expected) ?? expectedWords(spec);
  const got = Array.isArray(value) ? (fault?.got ?? describe(expression)) : describe(expression);
  refuse(startOf(expression), {
    code: "wrong-argument",
    message: `${call}: got ${got} as ${spec.id}, expected ${expected}`,
    got,
    expected,
    ...(fault?.remedy === undefined ? {} : { remedy: fault.remedy }),
  });
}
