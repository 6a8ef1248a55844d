// A node's attributes as the compiler reads them: defaults filled in, expressions worked out, kinds and ranges checked.

import { attempt, Problem, type ProblemData, type Result, success } from "../base/errors.ts";
import type { AttributeValue, Cell, CellAttribute, GraphNode } from "./document.ts";
import { evaluateExpression, type NumberScope } from "./expression.ts";
import { describeValue } from "./form-problem.ts";
import { limits } from "./limits.ts";
import type { AttributeSpec, NodeType, ResolvedAttributes } from "./node-type.ts";
import { mostNumbersText, sizesText } from "./too-large.ts";

type NumberSpec = Extract<AttributeSpec, { kind: "number" }>;

/** How one attribute is read: where it stands, and what an expression means (null: not to be known here). */
interface Reading {
  /** Start of a message: `dense "h1": attribute units`. */
  readonly place: string;
  readonly node: string;
  readonly attribute: string;
  evaluate(text: string): Result<number | null>;
}

const readingOf = (node: GraphNode, path: string, attribute: string, evaluate: Reading["evaluate"]): Reading => ({
  place: `${node.type} "${path}": attribute ${attribute}`,
  node: path,
  attribute,
  evaluate,
});

function fail(reading: Reading, problem: Omit<ProblemData, "code" | "where">): never {
  const where = { node: reading.node, attribute: reading.attribute };
  throw new Problem({ code: "bad-attribute", where, ...problem, message: `${reading.place}: ${problem.message}` });
}

const mismatch = (reading: Reading, value: unknown, expected: string): never => {
  const got = describeValue(value);
  return fail(reading, { message: `got ${got}, expected ${expected}`, got, expected });
};

/** A number, or an expression's value; an expression that is not worked out here stays as it is. */
function readNumber(reading: Reading, value: AttributeValue, expected: string): number | string {
  if (typeof value === "number") return Number.isFinite(value) ? value : mismatch(reading, value, expected);
  if (typeof value !== "string") return mismatch(reading, value, expected);
  const result = reading.evaluate(value);
  if (result.ok) return result.value ?? value;
  const { message, remedy } = result.problem;
  return fail(reading, {
    message: `${describeValue(value)}: ${message}`,
    got: value,
    expected,
    ...(remedy === undefined ? {} : { remedy }),
  });
}

function numberWords({ integer, minimum, maximum, below }: NumberSpec): string {
  const kind = integer ? "a whole number" : "a number";
  if (below !== undefined) return `${kind} ${minimum === undefined ? "" : `of at least ${minimum} and `}below ${below}`;
  if (minimum !== undefined && maximum !== undefined) return `${kind} from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `${kind} of at least ${minimum}`;
  return maximum === undefined ? kind : `${kind} of at most ${maximum}`;
}

function readBounded(reading: Reading, spec: NumberSpec, value: AttributeValue): AttributeValue {
  const expected = numberWords(spec);
  const number = readNumber(reading, value, expected);
  if (typeof number === "string") return number;
  const fits = number >= (spec.minimum ?? -Infinity) && number <= (spec.maximum ?? Infinity) && number < (spec.below ?? Infinity);
  return fits && (!spec.integer || Number.isInteger(number)) ? number : mismatch(reading, number, expected);
}

function readSize(reading: Reading, value: AttributeValue): number | string {
  const size = readNumber(reading, value, "a size of at least 1");
  return typeof size === "string" || (Number.isInteger(size) && size >= 1) ? size : mismatch(reading, size, "a whole size of at least 1");
}

const tooLarge = (got: string): Omit<ProblemData, "code" | "where"> => ({
  message: `got ${got}, expected ${mostNumbersText}`,
  got,
  expected: mostNumbersText,
  remedy: "choose smaller sizes",
});

function readShape(reading: Reading, value: AttributeValue): AttributeValue {
  if (!Array.isArray(value) || value.length > limits.rank) return mismatch(reading, value, `a list of at most ${limits.rank} sizes`);
  const sizes = value.map((size: AttributeValue) => readSize(reading, size));
  const elements = sizes.reduce<number>((product, size) => product * (typeof size === "number" ? size : 1), 1);
  if (elements <= limits.shapeElements) return sizes;
  const stated = sizes.filter((size) => typeof size === "number");
  return fail(reading, tooLarge(sizesText(stated, elements)));
}

/** Lengths of the nested lists along the first entries; the others must agree. */
function lengths(value: AttributeValue): number[] {
  return Array.isArray(value) ? [value.length, ...(value.length > 0 ? lengths(value[0]) : [])] : [];
}

function readTensor(reading: Reading, value: AttributeValue, shape: readonly number[]): AttributeValue {
  const [length, ...rest] = shape;
  if (length === undefined) return readNumber(reading, value, "a number");
  if (!Array.isArray(value) || value.length !== length) return mismatch(reading, value, `a list of ${length}, as the others beside it`);
  return value.map((entry: AttributeValue) => readTensor(reading, entry, rest));
}

type ChoiceSpec = Extract<AttributeSpec, { kind: "choice" }>;

/** One of the options, or one of the words that take numbers: `uniform(0.5)`. */
export function isChoice({ options, calls = [] }: ChoiceSpec, value: AttributeValue): value is string {
  if (typeof value !== "string") return false;
  const [, word = "", numbers = ""] = /^([a-z0-9-]+)\(([^()]+)\)$/.exec(value) ?? [];
  const isCall = calls.includes(word) && numbers.split(",").every((number) => number.trim() !== "" && Number.isFinite(Number(number)));
  return isCall || options.includes(value);
}

const choiceWords = ({ options, calls = [] }: ChoiceSpec): string => [...options, ...calls.map((word) => `${word}(...)`)].join(" or ");

function readAttribute(reading: Reading, spec: AttributeSpec, value: AttributeValue): AttributeValue {
  switch (spec.kind) {
    case "number":
      return readBounded(reading, spec, value);
    case "boolean":
      return typeof value === "boolean" ? value : mismatch(reading, value, "true or false");
    case "text":
      return typeof value === "string" ? value : mismatch(reading, value, "text");
    case "choice":
      return isChoice(spec, value) ? value : mismatch(reading, value, choiceWords(spec));
    case "shape":
      return readShape(reading, value);
    case "tensor":
      return readTensor(reading, value, lengths(value));
  }
}

const own = (attributes: GraphNode["attributes"], id: string): AttributeValue | undefined =>
  Object.hasOwn(attributes, id) ? attributes[id] : undefined;

/**
 * All attributes that the type has: the node's own, worked out over `scope`, or the default. Attributes of an instance
 * that belong to its cell are read by `cellScope`. `path` is how errors name the node. Throws a located Problem.
 */
export function resolveAttributes(node: GraphNode, type: NodeType, scope: NumberScope, path = node.id): ResolvedAttributes {
  const evaluate = (text: string) => evaluateExpression(text, scope);
  const entries = type.attributes.map((spec) => {
    const value = own(node.attributes, spec.id);
    return [spec.id, value === undefined ? spec.default : readAttribute(readingOf(node, path, spec.id, evaluate), spec, value)];
  });
  return Object.fromEntries(entries);
}

/** The names that expressions inside a cell may use, with their values where nobody has set them. */
export const defaultScope = (attributes: readonly CellAttribute[]): NumberScope =>
  Object.fromEntries(attributes.map((attribute) => [attribute.id, attribute.default]));

/** The same for one instance: what `node` sets, worked out over the scope that the instance stands in. */
export function cellScope(node: GraphNode, cell: Cell, scope: NumberScope, path = node.id): NumberScope {
  const evaluate = (text: string) => evaluateExpression(text, scope);
  const entries = cell.attributes.map((attribute) => {
    const value = own(node.attributes, attribute.id);
    return [
      attribute.id,
      value === undefined ? attribute.default : readNumber(readingOf(node, path, attribute.id, evaluate), value, "a number"),
    ];
  });
  return Object.fromEntries(entries);
}

const leaveAsIs: Reading["evaluate"] = () => success(null);

/** What is wrong with a value as it is written; expressions count as right. */
export function attributeFault(node: GraphNode, spec: AttributeSpec, value: AttributeValue, path = node.id): ProblemData | null {
  const result = attempt(() => readAttribute(readingOf(node, path, spec.id, leaveAsIs), spec, value));
  return result.ok ? null : result.problem;
}

/** The same for a cell's own attribute on an instance. */
export function cellAttributeFault(node: GraphNode, id: string, value: AttributeValue, path = node.id): ProblemData | null {
  const result = attempt(() => readNumber(readingOf(node, path, id, leaveAsIs), value, "a number"));
  return result.ok ? null : result.problem;
}
