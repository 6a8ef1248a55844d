// The number expressions in the attributes of nodes: which names they read, and what becomes of them where other values take
// the place of the names. Both are asked when nodes move between a cell and the graph around it.

import type { Attributes, AttributeValue, CellAttribute, GraphNode } from "./document.ts";
import { evaluateExpression } from "./expression.ts";
import type { AttributeSpec, Registry } from "./node-type.ts";
import { CELL_ATTRIBUTE } from "./ports.ts";

const NAME = /[\p{L}_][\p{L}\p{N}_$]*/gu;

/** Kinds of attributes in which a text is an expression and not a word. */
const COUNTED: ReadonlySet<AttributeSpec["kind"]> = new Set<AttributeSpec["kind"]>(["number", "shape", "tensor"]);

/** What the type does not list is a setting of the cell that the node is an instance of. */
function isCounted(node: GraphNode, attribute: string, registry: Registry): boolean {
  const spec = registry.get(node.type)?.attributes.find(({ id }) => id === attribute);
  return spec ? COUNTED.has(spec.kind) : attribute !== CELL_ATTRIBUTE;
}

/** The texts in a value, however deep in lists. */
const texts = (value: AttributeValue): string[] => {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.flatMap((part: AttributeValue) => texts(part)) : [];
};

function namesRead(node: GraphNode, registry: Registry): string[] {
  const counted = Object.entries(node.attributes).filter(([id]) => isCounted(node, id, registry));
  return counted.flatMap(([, value]) => texts(value)).flatMap((text) => text.match(NAME) ?? []);
}

/** Those of a cell's attributes that expressions of these nodes read. */
export function attributesRead(nodes: readonly GraphNode[], attributes: readonly CellAttribute[], registry: Registry): CellAttribute[] {
  const read = new Set(nodes.flatMap((node) => namesRead(node, registry)));
  return attributes.filter(({ id }) => read.has(id));
}

/** What stands for each name: a number, or an expression over other names. */
export type NameValues = ReadonlyMap<string, AttributeValue>;

const asOperand = (value: AttributeValue): string => (typeof value === "number" && value >= 0 ? String(value) : `(${String(value)})`);

function fillText(text: string, values: NameValues): AttributeValue {
  const alone = values.get(text.trim());
  if (alone !== undefined) return alone;
  const filled = text.replace(NAME, (name) => {
    const value = values.get(name);
    return value === undefined ? name : asOperand(value);
  });
  if (filled === text) return text;
  const number = evaluateExpression(filled, {});
  return number.ok ? number.value : filled;
}

function fill(value: AttributeValue, values: NameValues): AttributeValue {
  if (typeof value === "string") return fillText(value, values);
  return Array.isArray(value) ? value.map((part: AttributeValue) => fill(part, values)) : value;
}

/** The node's attributes with values in the place of names; what can be worked out becomes a number. */
export function fillNames(node: GraphNode, values: NameValues, registry: Registry): Attributes {
  const entries = Object.entries(node.attributes);
  return Object.fromEntries(entries.map(([id, value]) => [id, isCounted(node, id, registry) ? fill(value, values) : value]));
}
