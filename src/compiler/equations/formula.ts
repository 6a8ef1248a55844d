// The expression of one node, from what its type says about the notation.

import { type Notation, variadicIndex } from "../../graph/node-type.ts";
import { callForm, cellForm, type Operands } from "./call-form.ts";
import type { Expression } from "./expression.ts";
import { literalTensor } from "./literal.ts";
import { nowhere } from "./place.ts";
import { type Item, isDelay, isEnd, readsByName, unwritable } from "./sheet.ts";
import { callNotations, notationsOf } from "./signature.ts";
import { tensorExpression } from "./tensor-form.ts";
import { isChained, readItem } from "./written-delays.ts";
import { writtenForm } from "./written-form.ts";

/** How an item is read: by its name where it has one. */
export function reference(item: Item): Expression {
  if (item.name !== null) return { kind: "name", name: item.name, at: nowhere };
  if (!item.expression) throw new Error(`${item.id} is read before it is written`);
  return item.expression;
}

function operandsOf(item: Item): Operands {
  const wired = [...item.inputs].filter(([port]) => !readsByName(item, port));
  return new Map(wired.map(([port, source]) => [port, reference(source)]));
}

function checkComplete(item: Item): void {
  for (const spec of item.ports) {
    if (spec.optional || spec.parameter) continue;
    const there = spec.variadic ? [...item.inputs.keys()].some((port) => variadicIndex(spec, port) !== null) : item.inputs.has(spec.id);
    if (!there) unwritable(item, item.type.id, `its input ${spec.id} has no wire`, `wire something into ${spec.id}`, spec.id);
  }
}

/** A chain of delays counts its steps back to the name that it begins at. */
function shiftForm(item: Item): Expression {
  const direction = item.type.id === "delay-next" ? 1 : -1;
  const source = readItem(item);
  const before = isChained(item) ? reference(source) : null;
  if (before?.kind === "step" && before.step.kind === "shift")
    return { ...before, step: { kind: "shift", by: before.step.by + direction } };
  return { kind: "step", name: source.name ?? source.id, step: { kind: "shift", by: direction }, at: nowhere };
}

function endForm(item: Item): Expression {
  const source = readItem(item);
  return { kind: "step", name: source.name ?? source.id, step: { kind: item.type.id === "last-step" ? "last" : "first" }, at: nowhere };
}

function constantForm(item: Item): Expression {
  const written = tensorExpression(item.attributes.value ?? 0);
  return written ?? unwritable(item, item.type.id, "its value cannot be written", "give it numbers");
}

/** The negative of numbers is numbers. */
function negativeForm(operand: Expression): Expression {
  const negative: Expression = { kind: "negative", operand, at: nowhere };
  const value = literalTensor(negative);
  return (value === null ? null : tensorExpression(value)) ?? negative;
}

/** null where this way of writing does not fit the node. */
function written(item: Item, notation: Notation, operands: Operands): Expression | null {
  switch (notation.kind) {
    case "call":
      return callForm(item, notation, operands);
    case "written":
      return writtenForm(notation, item.attributes, operands);
    case "infix": {
      const [left, right] = notation.operands.map((port) => operands.get(port));
      return left && right ? { kind: "binary", operator: notation.operator, left, right, at: nowhere } : null;
    }
    case "prefix":
    case "postfix": {
      const operand = operands.get(notation.operand);
      if (!operand) return null;
      return notation.kind === "prefix" ? negativeForm(operand) : { kind: "transpose", operand, at: nowhere };
    }
    case "special":
      return callNotations(item.type).length > 0 ? callForm(item, callNotations(item.type)[0]!, operands) : null;
  }
}

/** `[a; b]`, where it would not be read as a matrix of numbers. */
function stackForm(operands: Operands): Expression | null {
  const entries = [...operands.values()];
  if (entries.length < 2 || entries.every((entry) => literalTensor(entry) !== null)) return null;
  return { kind: "rows", rows: entries.map((entry) => [entry]), at: nowhere };
}

function byNotation(item: Item): Expression {
  const operands = operandsOf(item);
  const stacked = item.type.id === "concat" ? stackForm(operands) : null;
  if (stacked) return stacked;
  for (const notation of notationsOf(item.type)) {
    const expression = written(item, notation, operands);
    if (expression) return expression;
  }
  return unwritable(item, item.type.id, "it has no notation", "replace it by nodes that have one");
}

/** What stands on the right of `=`, or in the place of the node. */
export function formulaOf(item: Item): Expression {
  checkComplete(item);
  if (isDelay(item)) return shiftForm(item);
  if (isEnd(item)) return endForm(item);
  if (item.cell) return cellForm(item, operandsOf(item));
  return item.type.role === "constant" ? constantForm(item) : byNotation(item);
}
