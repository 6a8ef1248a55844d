// Cuts products of a scan's body apart where one part belongs to the recurrence and the other does not: W [h; x] = W_h h + W_x x. And
// the other way: of W^T d, of which only slices are read, each slice becomes a product of its own.

import { TapeBuilder } from "../builder.ts";
import * as ops from "../ops.ts";
import { type Equation, type EquationOf, type ScanParams, sizeOf, type Tape, type Value } from "../tape.ts";
import { eliminateDeadCode } from "./dead-code.ts";
import { ancestors, type Definitions, definitionsOf, dependents, readersOf } from "./dependence.ts";
import { rewrite, rewriteFlat } from "./rewrite.ts";
import { PartWriter } from "./slice-through.ts";
import { untilSettled } from "./until-settled.ts";

interface Run {
  readonly parts: Value[];
  readonly recurrent: boolean;
}

/** Neighbours of one kind stay together. */
function runsOf(parts: readonly Value[], recurrent: ReadonlySet<Value>): Run[] {
  const runs: Run[] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    if (last?.recurrent === recurrent.has(part)) last.parts.push(part);
    else runs.push({ parts: [part], recurrent: recurrent.has(part) });
  }
  return runs;
}

const carriesOf = ({ body, constants, carries }: ScanParams) => body.inputs.slice(constants, constants + carries);

class Splitter {
  private readonly definitions: Map<Value, Equation>;
  private readonly readers: ReadonlyMap<Value, readonly Equation[]>;
  private readonly recurrent: ReadonlySet<Value>;
  private readonly carried: ReadonlySet<Value>;

  constructor(private readonly scan: ScanParams) {
    const { equations, outputs } = scan.body;
    this.definitions = definitionsOf(equations);
    this.readers = readersOf(equations);
    this.recurrent = dependents(equations, carriesOf(scan));
    this.carried = ancestors(equations, outputs.slice(0, scan.carries));
  }

  /** null where nothing is to be cut. */
  body(): Tape | null {
    let cut = false;
    const body = rewriteFlat(this.scan.body, (equation, emit) => {
      const t = new TapeBuilder();
      const value = t.at(equation.outputs[0]?.origin ?? null, () => this.cut(t, equation));
      if (!value) return null;
      cut = true;
      for (const written of t.equations) emit(written);
      for (const written of t.equations) this.definitions.set(written.outputs[0]!, written);
      return [value];
    });
    return cut ? body : null;
  }

  private cut(t: TapeBuilder, equation: Equation): Value | null {
    if (equation.primitive === "slice") return this.cutSlice(t, equation);
    if (equation.primitive !== "contract") return null;
    return this.cutProduct(t, equation, 0) ?? this.cutProduct(t, equation, 1);
  }

  /** The operand at `place` is joined of parts along an inner axis. */
  private cutProduct(t: TapeBuilder, { inputs, params }: EquationOf<"contract">, place: 0 | 1): Value | null {
    const definition = this.definitions.get(inputs[place]!);
    if (definition?.primitive !== "concat") return null;
    const { axis } = definition.params;
    const [own, others] = place === 0 ? [params.left, params.right] : [params.right, params.left];
    const letter = own[axis]!;
    const runs = runsOf(definition.inputs, this.recurrent);
    if (params.out.includes(letter) || runs.length < 2) return null;
    const writer = new PartWriter(t, this.definitions);
    let from = 0;
    const products = runs.map(({ parts }) => {
      const joined = ops.concat(t, parts, axis);
      const other = alongAxis(writer, inputs[1 - place]!, others.indexOf(letter), from, from + joined.shape[axis]!);
      from += joined.shape[axis]!;
      return t.emitOne("contract", place === 0 ? [joined, other] : [other, joined], params);
    });
    return products.reduce((a, b) => ops.add(t, a, b));
  }

  private cutSlice(t: TapeBuilder, { inputs, params }: EquationOf<"slice">): Value | null {
    const [whole] = inputs as readonly [Value];
    const writer = new PartWriter(t, this.definitions);
    if (isProduct(whole, this.definitions))
      return this.partsDiffer(whole) && this.isOnlySliced(whole) ? writer.through(whole, params) : null;
    const part = writer.slice(whole, params);
    return t.equations.some(({ inputs: [sliced] }) => sliced === whole) ? null : part;
  }

  /** Nothing but slices reads the sum, and nothing but the sum its terms. */
  private isOnlySliced(whole: Value): boolean {
    const inSum = (value: Value): boolean => {
      const definition = this.definitions.get(value);
      return definition?.primitive !== "add" || definition.inputs.every((term) => this.readBy(term).length === 1 && inSum(term));
    };
    return this.readBy(whole).every((reader) => reader?.primitive === "slice") && inSum(whole);
  }

  /** Readers of a value of the original body; null for each output. */
  private readBy(value: Value): (Equation | null)[] {
    const leaving = this.scan.body.outputs.filter((output) => output === value);
    return [...(this.readers.get(value) ?? []), ...leaving.map(() => null)];
  }

  /** A part is not read at all, or one leads to a carry and another does not. */
  private partsDiffer(whole: Value): boolean {
    const parts = (this.readers.get(whole) ?? []).map(({ outputs }) => outputs[0]!);
    const read = parts.reduce((total, { shape }) => total + sizeOf(shape), 0);
    const inLoop = parts.filter((part) => this.carried.has(part)).length;
    return read < sizeOf(whole.shape) || (read === sizeOf(whole.shape) && 0 < inLoop && inLoop < parts.length);
  }
}

function alongAxis(writer: PartWriter, value: Value, axis: number, from: number, to: number): Value {
  const starts = value.shape.map((_, index) => (index === axis ? from : 0));
  return writer.slice(value, { starts, ends: value.shape.with(axis, to) });
}

/** A product, or a sum of nothing but products. */
function isProduct(value: Value, definitions: Definitions): boolean {
  const definition = definitions.get(value);
  if (definition?.primitive === "add") return definition.inputs.every((term) => isProduct(term, definitions));
  return definition?.primitive === "contract";
}

function once(tape: Tape): Tape | null {
  let cut = false;
  const split = rewrite(tape, () => (equation, emit) => {
    const body = equation.primitive === "scan" ? new Splitter(equation.params).body() : null;
    if (!body || equation.primitive !== "scan") return null;
    cut = true;
    emit({ ...equation, params: { ...equation.params, body } });
    return equation.outputs;
  });
  return cut ? eliminateDeadCode(split) : null;
}

export const splitConcat = (tape: Tape): Tape => untilSettled(eliminateDeadCode(tape), once);
