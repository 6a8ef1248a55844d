// The arguments of a call, told apart: operands to be wired, attributes to be set.

import type { AttributeValue, PortId } from "../../graph/document.ts";
import type { AttributeSpec, PortSpec } from "../../graph/node-type.ts";
import { CELL_ATTRIBUTE } from "../../graph/ports.ts";
import { checkAttribute, describe, readAttribute } from "./attribute.ts";
import { refuseContradictions } from "./contradictions.ts";
import { type Argument, type Call, type Expression, startOf } from "./expression.ts";
import { isOperand, literalNumber } from "./literal.ts";
import { quote, refuse } from "./refuse.ts";
import { callName, fewestOperands, mostOperands, type Signature } from "./signature.ts";
import { didYouMean } from "./suggest.ts";
import { remedyForSurplus } from "./surplus.ts";

export interface Bound {
  readonly operands: readonly { readonly port: PortId; readonly value: Expression }[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** How many of the positional arguments are wired. A cell's last number is its first attribute. */
function operandCount(signature: Signature, values: readonly Expression[]): number {
  const firstText = values.findIndex((value) => !isOperand(value));
  const wirable = firstText < 0 ? values.length : firstText;
  const last = values.at(-1);
  const size = signature.cell !== null && signature.positional.length > 0 && last && literalNumber(last) !== null ? 1 : 0;
  return Math.min(wirable, mostOperands(signature), values.length - size);
}

class Binding {
  private readonly operands: { port: PortId; value: Expression }[] = [];
  private readonly attributes = new Map<string, AttributeValue>();
  private readonly signature: Signature;
  private readonly call: Call;

  constructor(signature: Signature, call: Call) {
    this.signature = signature;
    this.call = call;
  }

  bind(): Bound {
    const firstKeyword = this.call.arguments.findIndex((argument) => argument.keyword !== null);
    const positional = firstKeyword < 0 ? this.call.arguments : this.call.arguments.slice(0, firstKeyword);
    const values = positional.map((argument) => argument.value);
    const count = operandCount(this.signature, values);
    for (const [index, value] of values.slice(0, count).entries()) this.operand(value, index);
    this.positional(values.slice(count));
    for (const argument of this.call.arguments.slice(positional.length)) this.keyword(argument);
    this.checkComplete();
    refuseContradictions(this.signature, this.call, this.operands, Object.fromEntries(this.attributes));
    return { operands: this.operands, attributes: this.stored() };
  }

  private operand(value: Expression, index: number): void {
    const { operands } = this.signature;
    const variadic = operands.findIndex((port) => port.variadic);
    const port = variadic >= 0 && index >= variadic ? `${operands[variadic]!.id}${index - variadic + 1}` : operands[index]!.id;
    this.operands.push({ port, value });
  }

  private positional(values: readonly Expression[]): void {
    let rest = values;
    for (const spec of this.signature.positional) rest = spec.kind === "shape" ? this.sizes(spec, rest) : this.single(spec, rest);
    const [extra] = rest;
    if (extra) this.refuseExtra(extra);
  }

  /** A shape is spread: `reshape(x, 2, 3)`. */
  private sizes(spec: AttributeSpec, values: readonly Expression[]): readonly Expression[] {
    const end = values.findIndex((value) => !isOperand(value));
    const found = end < 0 ? values : values.slice(0, end);
    if (found.length === 0) return values;
    const sizes = found.map((value) => literalNumber(value) ?? this.refuseSize(spec, value));
    for (const [index, value] of found.entries()) checkAttribute(spec, [sizes[index]!], value, this.call.name);
    checkAttribute(spec, sizes, found[0]!, this.call.name);
    this.attributes.set(spec.id, sizes);
    return values.slice(found.length);
  }

  private refuseSize(spec: AttributeSpec, value: Expression): never {
    const got = describe(value);
    return refuse(startOf(value), {
      code: "wrong-argument",
      message: `${this.call.name}: got ${got} as one of the sizes (${spec.id})`,
      got,
      expected: "a whole number of at least 1",
    });
  }

  private single(spec: AttributeSpec, values: readonly Expression[]): readonly Expression[] {
    const [value, ...rest] = values;
    if (!value) return values;
    this.attributes.set(spec.id, readAttribute(spec, value, this.call.name));
    return rest;
  }

  private keyword({ keyword, at, value }: Argument): void {
    if (keyword === null)
      refuse(at, { code: "wrong-argument", message: "an argument without a name stands before those with one", remedy: "put it first" });
    const port = this.signature.ports.find((candidate) => candidate.id === keyword);
    const spec = this.signature.attributes.find((candidate) => candidate.id === keyword);
    const taken = this.attributes.has(keyword) || this.operands.some((operand) => operand.port === keyword);
    if (taken) refuse(at, { code: "wrong-argument", message: `${keyword} is given twice`, got: keyword, remedy: "leave one out" });
    // a learning rate is a number of the optimizer, or comes over a wire
    const isSetting = spec !== undefined && (literalNumber(value) !== null || !isOperand(value));
    if (port && !isSetting) this.operands.push({ port: keyword, value });
    else if (spec?.kind === "shape") this.shapeKeyword(spec, value);
    else if (spec) this.attributes.set(keyword, readAttribute(spec, value, this.call.name));
    else this.refuseKeyword(keyword, at);
  }

  /** `sizes=[1; 2]`, `shape=[2, 3]`: a column or a row of sizes. */
  private shapeKeyword(spec: AttributeSpec, value: Expression): void {
    const rows = value.kind === "rows" ? value.rows.flat() : [value];
    if (this.sizes(spec, rows).length > 0) this.refuseSize(spec, value);
  }

  private refuseKeyword(keyword: string, at: Argument["at"]): never {
    // a learning rate is a setting and a port
    const known = [...new Set([...this.signature.attributes, ...this.signature.ports].map(({ id }) => id))];
    const otherwise = known.length === 0 ? `${this.call.name} has no settings` : `it has ${known.join(", ")}`;
    return refuse(at, {
      code: "unknown-keyword",
      message: `${this.call.name} has no setting ${quote(keyword)}`,
      got: keyword,
      remedy: didYouMean(keyword, known, otherwise),
    });
  }

  private refuseExtra(value: Expression): never {
    const wanted = this.operands.length < fewestOperands(this.signature) ? this.signature.operands[this.operands.length] : undefined;
    if (wanted) {
      const got = describe(value);
      refuse(startOf(value), {
        code: "wrong-argument",
        message: `${this.call.name}: got ${got} as ${wanted.id}`,
        got,
        expected: "a value",
        remedy: "give it a name or a number",
      });
    }
    return refuse(startOf(value), {
      code: "wrong-arity",
      message: `${this.call.name}: ${describe(value)} is one argument too many`,
      got: describe(value),
      expected: this.arity(),
      remedy: remedyForSurplus(this.signature, (id) => this.isGiven(id), value),
    });
  }

  /** By place, by name, or by the name that is called. */
  private isGiven(attribute: string): boolean {
    const isNamed = this.call.arguments.some(({ keyword }) => keyword === attribute);
    return isNamed || this.attributes.has(attribute) || Object.hasOwn(this.signature.fixed ?? {}, attribute);
  }

  private arity(): string {
    const [least, most] = [fewestOperands(this.signature), mostOperands(this.signature)];
    const count = most === Infinity ? `${least} or more` : least === most ? `${least}` : `${least} to ${most}`;
    return `${count} ${count === "1" ? "operand" : "operands"}`;
  }

  private checkComplete(): void {
    const given = new Set(this.operands.map((operand) => operand.port));
    const missing = this.signature.operands.find(
      (port) => !port.optional && !port.parameter && !given.has(port.variadic ? `${port.id}1` : port.id),
    );
    if (!missing) return;
    const got = `${this.operands.length}`;
    const remedy = `give it ${this.signature.operands.map((port: PortSpec) => port.id).join(", ")}`;
    refuse(this.call.at, {
      code: "wrong-arity",
      message: `${this.call.name} has ${got} of ${this.arity()}, ${missing.id} is missing`,
      got,
      expected: this.arity(),
      remedy,
    });
  }

  /** What equals the default is not stored, so that a text and what is printed of its graph say the same. */
  private stored(): Record<string, AttributeValue> {
    const { attributes, fixed = {}, cell } = this.signature;
    const all = { ...fixed, ...Object.fromEntries(this.attributes) };
    if (cell !== null) return { [CELL_ATTRIBUTE]: callName(cell), ...all };
    const differs = ([id, value]: [string, AttributeValue]) =>
      JSON.stringify(attributes.find((spec) => spec.id === id)?.default) !== JSON.stringify(value);
    return Object.fromEntries(Object.entries(all).filter(differs));
  }
}

/** Throws a Problem at the argument that does not fit. */
export const bindArguments = (signature: Signature, call: Call): Bound => new Binding(signature, call).bind();
