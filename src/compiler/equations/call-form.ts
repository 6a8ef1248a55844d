// A node as a call: operands, attributes in their order, the others by name.

import type { AttributeValue, PortId } from "../../graph/document.ts";
import { type AttributeSpec, type Notation, variadicIndex } from "../../graph/node-type.ts";
import type { Argument, Expression } from "./expression.ts";
import { nowhere } from "./place.ts";
import { type Item, unwritable } from "./sheet.ts";
import { callName } from "./signature.ts";
import { tensorExpression } from "./tensor-form.ts";

type CallNotation = Extract<Notation, { kind: "call" }>;

/** What each wired port reads. */
export type Operands = ReadonlyMap<PortId, Expression>;

const positional = (value: Expression): Argument => ({ keyword: null, at: nowhere, value });
const keyword = (name: string, value: Expression): Argument => ({ keyword: name, at: nowhere, value });

function literal(item: Item, id: string, value: AttributeValue): Expression {
  if (typeof value === "string") return { kind: "text", value, at: nowhere };
  if (typeof value === "boolean") return { kind: "truth", value, at: nowhere };
  const written = tensorExpression(value);
  return written ?? unwritable(item, item.type.id, `its attribute ${id} cannot be written`, "set it to numbers");
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Attributes that the call has to say. */
function toSay(item: Item, fixed: CallNotation["fixed"] = {}): readonly AttributeSpec[] {
  return item.type.attributes.filter(({ id, default: usual }) => !Object.hasOwn(fixed, id) && !same(item.attributes[id], usual));
}

function refuseNumber(item: Item, id: string): void {
  const value = item.attributes[id];
  if (Array.isArray(value) && value.length === 0)
    unwritable(item, item.type.id, `its ${id} is that of a number`, "give it one component: [1]");
}

/** Sizes are spread, so only texts may follow them without a name. */
function positionalAttributes(
  item: Item,
  specs: readonly AttributeSpec[],
  said: readonly AttributeSpec[],
): { values: Argument[]; done: Set<string> } {
  const values: Argument[] = [];
  const done = new Set<string>();
  const last = specs.reduce((found, spec, index) => (said.includes(spec) ? index : found), -1);
  let spread = false;
  for (const spec of specs.slice(0, last + 1)) {
    const value = item.attributes[spec.id] ?? null;
    if (value === null && spec.kind === "shape") continue;
    if (value === null || (spread && typeof value !== "string")) break;
    refuseNumber(item, spec.id);
    const parts = spec.kind === "shape" && Array.isArray(value) ? value : [value];
    spread ||= spec.kind === "shape";
    values.push(...parts.map((part: AttributeValue) => positional(literal(item, spec.id, part))));
    done.add(spec.id);
  }
  return { values, done };
}

function attributeArguments(item: Item, notation: CallNotation): Argument[] {
  const said = toSay(item, notation.fixed);
  const specs = (notation.positional ?? []).flatMap((id) => item.type.attributes.filter((spec) => spec.id === id));
  const { values, done } = positionalAttributes(item, specs, said);
  const named = said.filter(({ id }) => !done.has(id) && item.attributes[id] !== null);
  return [...values, ...named.map(({ id }) => keyword(id, literal(item, id, item.attributes[id] ?? 0)))];
}

/** Operands without a name up to the first that is missing, the others by name. */
export function operandArguments(item: Item, order: readonly PortId[], operands: Operands): { values: Argument[]; named: Argument[] } {
  const values: Argument[] = [];
  const rest = new Map(operands);
  for (const id of order) {
    const spec = item.ports.find((port) => port.id === id);
    const ids = spec?.variadic ? [...operands.keys()].filter((port) => variadicIndex(spec, port) !== null) : operands.has(id) ? [id] : [];
    if (ids.length === 0) break;
    values.push(...ids.map((port) => positional(operands.get(port)!)));
    for (const port of ids) rest.delete(port);
  }
  return { values, named: [...rest].map(([port, value]) => keyword(port, value)) };
}

/** null where the node is not what this name stands for. */
export function callForm(item: Item, notation: CallNotation, operands: Operands): Expression | null {
  const fits = Object.entries(notation.fixed ?? {}).every(([id, value]) => same(item.attributes[id], value));
  if (!fits) return null;
  const { values, named } = operandArguments(item, notation.operands, operands);
  const settings = attributeArguments(item, notation);
  const firstNamed = settings.findIndex((argument) => argument.keyword !== null);
  const at = firstNamed < 0 ? settings.length : firstNamed;
  return {
    kind: "call",
    name: notation.name,
    arguments: [...values, ...settings.slice(0, at), ...settings.slice(at), ...named],
    at: nowhere,
  };
}

/** `lstm(x, 20)`: the first attribute behind the operands, the others by name. */
export function cellForm(item: Item, operands: Operands): Expression {
  const { key, definition, settings } = item.cell!;
  const ids = definition.attributes.map(({ id }) => id);
  // an optimizer's settings have no natural first
  const first = item.type.role === "cell" ? ids[0] : undefined;
  const others = first === undefined ? ids : ids.slice(1);
  const size = first !== undefined && Object.hasOwn(settings, first) ? [positional(literal(item, first, settings[first]!))] : [];
  const { values, named } = operandArguments(
    item,
    item.ports.map((port) => port.id),
    operands,
  );
  // without a size, a number in the last place would be read as one
  const last = values.at(-1)?.value;
  const moved = size.length === 0 && first !== undefined && last?.kind === "number" ? values.splice(-1) : [];
  const port = item.ports[values.length]?.id ?? "";
  const renamed = moved.map(({ value }) => keyword(port, value));
  const rest = others.filter((id) => Object.hasOwn(settings, id)).map((id) => keyword(id, literal(item, id, settings[id]!)));
  const own = toSay(item)
    .filter(({ id }) => item.attributes[id] !== null)
    .map(({ id }) => keyword(id, literal(item, id, item.attributes[id] ?? 0)));
  return { kind: "call", name: callName(key), arguments: [...values, ...size, ...renamed, ...rest, ...own, ...named], at: nowhere };
}
