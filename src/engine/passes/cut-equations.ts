// Equations for some of the examples: the same ones, with a shorter axis.

import { outputShapes } from "../shape-rules.ts";
import type { Equation, EquationOf, PrimitiveName, PrimitiveParams, Shape, Tape, Value } from "../tape.ts";
import { type BatchAxes, Uncuttable } from "./batch-axes.ts";
import { type Definitions, definitionsOf } from "./dependence.ts";
import { kindOf } from "./kinds.ts";

/** Where a value of the whole batch comes from when a cut equation reads it. */
export interface Surroundings {
  /** As it is: it is the same for all examples. */
  whole(value: Value): Value;
  /** Only the present examples of a value that an axis counts; null where there is no way. */
  part(value: Value, axis: number): Value | null;
}

const shorter = (shape: Shape, axis: number, size: number): Shape => shape.with(axis, size);

export class Cutter {
  readonly equations: Equation[] = [];
  private readonly written = new Map<Value, Value>();
  private readonly cuts = new Map<string, Value>();
  private readonly numbers = new Map<Value, number>();

  /**
   * @param axes of the tape that is cut
   * @param size how many examples there are at a time
   */
  constructor(
    private readonly axes: BatchAxes,
    private readonly definitions: Definitions,
    private readonly surroundings: Surroundings,
    private readonly size: number,
  ) {}

  /** From now on `value` is `part`. */
  set(value: Value, part: Value): void {
    this.written.set(value, part);
  }

  /** What stands for a value that has been written or given, or that all examples share. */
  get(value: Value): Value {
    const known = this.written.get(value);
    if (known) return known;
    const definition = this.definitions.get(value);
    // cheaper to write again than to hand in
    const literal = definition?.primitive === "constant" ? this.emit("constant", [], definition.params, value) : null;
    const result = literal ?? this.surroundings.whole(value);
    this.written.set(value, result);
    return result;
  }

  emit<K extends PrimitiveName>(primitive: K, inputs: readonly Value[], params: PrimitiveParams[K], like: Value): Value {
    return this.emitAll(primitive, inputs, params, [like])[0]!;
  }

  private emitAll<K extends PrimitiveName>(
    primitive: K,
    inputs: readonly Value[],
    params: PrimitiveParams[K],
    like: readonly Value[],
  ): readonly Value[] {
    const shapes = outputShapes(
      primitive,
      inputs.map(({ shape }) => shape),
      params,
    );
    const outputs = shapes.map((shape, index): Value => ({ ...like[index]!, shape }));
    this.equations.push({ primitive, inputs, params, outputs } as Equation);
    return outputs;
  }

  /** An equation that all examples share, as it is. */
  keep(equation: Equation): void {
    this.equations.push(equation);
    for (const output of equation.outputs) this.written.set(output, output);
  }

  /** Writes an equation for the present examples. */
  equation(equation: Equation): void {
    const outputs = equation.primitive === "scan" ? this.scan(equation) : [this.plain(equation)];
    equation.outputs.forEach((output, index) => {
      this.written.set(output, outputs[index]!);
    });
  }

  private plain(equation: Exclude<Equation, EquationOf<"scan">>): Value {
    const [output] = equation.outputs as readonly [Value];
    const inputs = equation.inputs.map((input, index) => this.operand(equation, input, index));
    return this.emit(equation.primitive, inputs, this.params(equation) as never, output);
  }

  private operand(equation: Exclude<Equation, EquationOf<"scan">>, input: Value, index: number): Value {
    if (this.axes.axisOf(input) !== null) return this.get(input);
    const axis = this.sharedAxis(equation, index);
    return axis === null ? this.get(input) : this.cut(input, axis);
  }

  /** The axis along which an operand that all examples share has to be cut with the others; null where it is taken whole. */
  private sharedAxis(equation: Exclude<Equation, EquationOf<"scan">>, index: number): number | null {
    const { inputs } = equation;
    const at = inputs.findIndex((input) => this.axes.axisOf(input) !== null);
    const axis = this.axes.axisOf(inputs[at]!)!;
    if (kindOf(equation.primitive) === "elementwise" || equation.primitive === "concat") return axis;
    if (equation.primitive === "contract") {
      const { left, right } = equation.params;
      const letter = (at === 0 ? left : right)[axis]!;
      const found = (index === 0 ? left : right).indexOf(letter);
      return found < 0 ? null : found;
    }
    const isIndex = index === 1 && (equation.primitive === "scatterAdd" || equation.primitive === "gather");
    return isIndex && axis < inputs[1]!.shape.length ? axis : null;
  }

  private params(equation: Exclude<Equation, EquationOf<"scan">>): PrimitiveParams[PrimitiveName] {
    const axis = this.axes.axisOf(equation.outputs[0]!);
    if (axis === null) return equation.params;
    switch (equation.primitive) {
      case "broadcast":
      case "reshape":
        return { ...equation.params, shape: shorter(equation.params.shape, axis, this.size) };
      case "slice":
        return { ...equation.params, ends: equation.params.ends.with(axis, this.size) };
      default:
        return equation.params;
    }
  }

  /** The part of a value that all examples share, such as a number that fills a shape, for the present examples. */
  cut(value: Value, axis: number): Value {
    const number = this.numbers.get(value) ?? this.numbers.size;
    this.numbers.set(value, number);
    const key = `${number} ${axis}`;
    const known = this.cuts.get(key);
    if (known) return known;
    const result = this.cutNow(value, axis);
    this.cuts.set(key, result);
    return result;
  }

  private cutNow(value: Value, axis: number): Value {
    const definition = this.definitions.get(value);
    if (definition?.primitive === "constant" && typeof definition.params.data === "number")
      return this.emit("constant", [], { ...definition.params, shape: shorter(value.shape, axis, this.size) }, value);
    if (definition?.primitive === "broadcast") {
      const [operand] = definition.inputs as readonly [Value];
      const from = definition.params.axes.indexOf(axis);
      const inner = from < 0 ? this.get(operand) : this.cut(operand, from);
      return this.emit("broadcast", [inner], { ...definition.params, shape: shorter(value.shape, axis, this.size) }, value);
    }
    const part = this.surroundings.part(value, axis);
    if (!part) throw new Uncuttable();
    return part;
  }

  private scan(equation: EquationOf<"scan">): readonly Value[] {
    const { inputs, params, outputs } = equation;
    const { inputs: axes, inner } = this.axes.scans.get(outputs[0]!)!;
    const given = inputs.map((input, index) => {
      const axis = axes[index]!;
      if (axis === null || this.axes.axisOf(input) !== null) return this.get(input);
      return this.cut(input, index < params.constants + params.carries ? axis : axis + 1);
    });
    const body = cutBody(params.body, axes, inner, params.carries, params.constants, this.size);
    return this.emitAll("scan", given, { ...params, body }, outputs);
  }
}

/** Nothing comes into a body but by its inputs. */
function cutBody(body: Tape, axes: readonly (number | null)[], inner: BatchAxes, carries: number, constants: number, size: number): Tape {
  const outside: Surroundings = {
    whole: () => {
      throw new Error("a body reads a value that is not its own");
    },
    part: () => null,
  };
  const cutter = new Cutter(inner, definitionsOf(body.equations), outside, size);
  const inputs = body.inputs.map((input, index) => {
    const axis = axes[index]!;
    const part = axis === null ? input : { ...input, shape: shorter(input.shape, axis, size) };
    cutter.set(input, part);
    return part;
  });
  for (const equation of body.equations) {
    if (inner.axisOf(equation.outputs[0]!) === null) cutter.keep(equation);
    else cutter.equation(equation);
  }
  const outputs = body.outputs.map((output, index) => {
    const wanted = index < carries ? axes[constants + index]! : null;
    return wanted !== null && inner.axisOf(output) === null ? cutter.cut(output, wanted) : cutter.get(output);
  });
  return { inputs, equations: cutter.equations, outputs };
}
