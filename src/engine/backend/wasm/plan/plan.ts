// From a tape to frames, items and places: all that is decided before a byte of code is written.

import { withAllSteps } from "../../../passes/real-steps.ts";
import type { EquationOf, PrimitiveName, Tape, Value } from "../../../tape.ts";
import { allocate } from "./allocate.ts";
import { reshapedStrides } from "./axis-order.ts";
import { FrameBuilder, long, longStrides, restride } from "./frame-builder.ts";
import type { Operation } from "./items.ts";
import { Joins } from "./joins.ts";
import { Unlimitable } from "./limits.ts";
import { contract } from "./products.ts";
import { scan } from "./scans.ts";
import { type Buffer, Frame, isContiguous, type Location, rowMajor, sizeOf, whole } from "./storage.ts";
import { Sums } from "./sums.ts";
import { Uses } from "./uses.ts";

export interface Plan {
  readonly frame: Frame;
  readonly inputs: readonly Location[];
  /** Contiguous. */
  readonly outputs: readonly Location[];
}

type Handler<K extends PrimitiveName> = (builder: FrameBuilder, equation: EquationOf<K>) => void;

const elementwise =
  (operation: Operation): Handler<PrimitiveName> =>
  (builder, { inputs, outputs }) =>
    builder.compute(outputs[0]!, operation, inputs);

/** The same numbers under the same axes. */
const alias: Handler<"identity" | "stopGradient"> = (builder, { inputs, outputs }) => {
  const known = builder.known.get(inputs[0]!)!;
  builder.known.set(outputs[0]!, known);
};

type See<K extends PrimitiveName> = (location: Location, equation: EquationOf<K>) => Location;

/** Another view of the operand; a number stays one. */
const view =
  <K extends PrimitiveName>(see: See<K>): Handler<K> =>
  (builder, equation) => {
    const known = builder.known.get(equation.inputs[0]!)!;
    if (known.kind === "number") builder.known.set(equation.outputs[0]!, known);
    else builder.show(equation.outputs[0]!, see(builder.located(equation.inputs[0]!), equation));
  };

const broadcast = view<"broadcast">((location, { inputs, params: { shape, axes } }) => {
  const operand = inputs[0]!.shape;
  const strides = shape.map((_, axis) => {
    const from = axes.indexOf(axis);
    return from < 0 || operand[from] === 1 ? 0 : location.strides[from]!;
  });
  return { ...location, strides };
});

const transpose = view<"transpose">((location, { params: { permutation } }) => ({
  ...location,
  strides: permutation.map((axis) => location.strides[axis]!),
}));

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, index) => sum + x * b[index]!, 0);

const slice = view<"slice">((location, { params: { starts } }) => ({
  ...location,
  offset: location.offset + dot(starts, location.strides),
}));

const reverse = view<"reverse">((location, { inputs, params: { axis } }) => ({
  ...location,
  offset: location.offset + (inputs[0]!.shape[axis]! - 1) * location.strides[axis]!,
  strides: location.strides.map((stride, at) => (at === axis ? -stride : stride)),
}));

/** Strides of the windows of an array, over the array itself. */
const windowStrides = (strides: readonly number[], axis: number, stride: number): number[] => [
  ...strides.slice(0, axis),
  strides[axis]! * stride,
  ...strides.slice(axis),
];

const windows = view<"windows">((location, { params: { axis, stride } }) => ({
  ...location,
  strides: windowStrides(location.strides, axis, stride),
}));

/** Only axes of size 1 come or go: the same loop axes. */
const sameLongAxes = (a: readonly number[], b: readonly number[]) => long(a).join() === long(b).join();

const reshape: Handler<"reshape"> = (builder, { inputs, outputs, params: { shape } }) => {
  const [from, to] = [inputs[0]!, outputs[0]!];
  const known = builder.known.get(from)!;
  if (known.kind === "number" || (known.kind === "computed" && sameLongAxes(from.shape, shape))) {
    builder.known.set(to, known);
    return;
  }
  const location = builder.located(from);
  if (sameLongAxes(from.shape, shape)) {
    builder.show(to, { ...location, strides: restride(shape, longStrides(from.shape, location.strides)) });
    return;
  }
  const strides = reshapedStrides(from.shape, location.strides, shape);
  if (strides) builder.show(to, { ...location, strides });
  else builder.show(to, { ...builder.contiguous(from), strides: rowMajor(shape) });
};

const reduction =
  (operation: "sum" | "max"): Handler<"sum" | "max"> =>
  (builder, equation) => {
    const [x, y] = [equation.inputs[0]!, equation.outputs[0]!];
    const { axes } = equation.params;
    if (sameLongAxes(x.shape, y.shape)) {
      const known = builder.known.get(x)!;
      if (known.kind === "memory") {
        const strides = restride(y.shape, longStrides(x.shape, known.location.strides));
        builder.show(y, { ...known.location, strides });
      } else builder.known.set(y, known);
      return;
    }
    const loop = builder.loopFor(x, [x]);
    const operand = builder.operand(x, loop);
    const into = builder.fresh(y);
    let next = 0;
    const strides = x.shape.map((_, axis) => (axes.includes(axis) ? 0 : into.strides[next++]!));
    loop.reductions.push({ operation, operand, into: { ...into, strides: longStrides(x.shape, strides) }, size: sizeOf(y.shape) });
    builder.written(into.buffer, loop);
  };

const pad: Handler<"pad"> = (builder, { inputs, outputs, params: { before } }) => {
  const [x, y] = [inputs[0]!, outputs[0]!];
  const operand = builder.known.get(x)!;
  if (operand.kind === "computed") builder.located(x);
  const out = builder.fresh(y);
  builder.copyTo(out, y.shape, { kind: "number", value: 0 });
  const known = builder.known.get(x)!;
  const inner = { ...out, offset: out.offset + dot(before, out.strides) };
  // behind its last real step there are zeros
  const limit = builder.limits?.ofLong(x) ?? null;
  builder.copyTo(inner, x.shape, known.kind === "number" ? known : builder.memory(x), limit);
};

const overlapAdd: Handler<"overlapAdd"> = (builder, { inputs, outputs, params: { axis, stride } }) => {
  const [x, y] = [inputs[0]!, outputs[0]!];
  const from = builder.located(x);
  const out = builder.fresh(y);
  builder.copyTo(out, y.shape, { kind: "number", value: 0 });
  const to = windowStrides(out.strides, axis, stride);
  const axes = x.shape.map((_, index) => index).filter((index) => index !== axis + 1);
  const shape = axes.map((index) => x.shape[index]!);
  const without = (strides: readonly number[]) => axes.map((index) => strides[index]!);
  // one place of all windows after the other: these do not overlap
  for (let place = 0; place < x.shape[axis + 1]!; place++) {
    const part = { ...from, offset: from.offset + place * from.strides[axis + 1]!, strides: without(from.strides) };
    const sum = { ...out, offset: out.offset + place * to[axis + 1]!, strides: without(to) };
    builder.addTo(sum, part, shape);
  }
};

const constant: Handler<"constant"> = (builder, { outputs, params: { data } }) => {
  if (typeof data === "number") builder.known.set(outputs[0]!, { kind: "number", value: data });
  else builder.constant(outputs[0]!, data);
};

const handlers: { readonly [K in Exclude<PrimitiveName, "concat">]: Handler<K> } = {
  identity: alias,
  stopGradient: alias,
  negate: elementwise("negate"),
  exp: elementwise("exp"),
  log: elementwise("log"),
  sqrt: elementwise("sqrt"),
  sin: elementwise("sin"),
  cos: elementwise("cos"),
  tanh: elementwise("tanh"),
  sigmoid: elementwise("sigmoid"),
  softplus: elementwise("softplus"),
  erf: elementwise("erf"),
  abs: elementwise("abs"),
  sign: elementwise("sign"),
  add: elementwise("add"),
  subtract: elementwise("subtract"),
  multiply: elementwise("multiply"),
  divide: elementwise("divide"),
  power: elementwise("power"),
  maximum: elementwise("maximum"),
  minimum: elementwise("minimum"),
  greater: elementwise("greater"),
  greaterEqual: elementwise("greaterEqual"),
  equal: elementwise("equal"),
  select: elementwise("select"),
  broadcast,
  reshape,
  transpose,
  slice,
  pad,
  reverse,
  windows,
  overlapAdd,
  sum: reduction("sum"),
  max: reduction("max"),
  contract,
  gather: (builder, { inputs, outputs }) => builder.indexed("gather", inputs[0]!, inputs[1]!, outputs[0]!, inputs[0]!.shape[0]!),
  scatterAdd: (builder, { inputs, outputs, params: { size } }) => builder.indexed("scatter", inputs[0]!, inputs[1]!, outputs[0]!, size),
  constant,
  scan: (builder, equation) =>
    scan(builder, equation, (frame, limits, enter) => {
      const inner = new FrameBuilder(frame, limits);
      enter(inner);
      build(inner, equation.params.body);
      return inner;
    }),
};

function build(builder: FrameBuilder, tape: Tape): void {
  const uses = new Uses(tape);
  const sums = new Sums(builder, uses);
  const joins = new Joins(builder, uses);
  for (const equation of tape.equations) {
    if (equation.primitive === "contract" && sums.contract(equation)) continue;
    if (equation.primitive === "add" && sums.add(equation)) continue;
    if (equation.primitive === "concat") joins.concat(equation);
    else (handlers[equation.primitive] as Handler<PrimitiveName>)(builder, equation);
  }
}

/** An output of the tape in a contiguous place that no input has. */
function outputPlace(builder: FrameBuilder, value: Value, inputs: ReadonlySet<Buffer>): Location {
  const known = builder.known.get(value)!;
  const location = known.kind === "memory" ? known.location : builder.located(value);
  if (isContiguous(location, value.shape) && !inputs.has(location.buffer)) return { ...location, strides: rowMajor(value.shape) };
  const copy = whole(builder.frame.buffer(sizeOf(value.shape)), value.shape);
  builder.copyTo(copy, value.shape, builder.memory(value));
  return copy;
}

/** With loops that end at the last real step, where that can be. */
export function planTape(tape: Tape): Plan {
  try {
    return planNow(tape);
  } catch (error) {
    if (!(error instanceof Unlimitable)) throw error;
    return planNow(withAllSteps(tape));
  }
}

function planNow(tape: Tape): Plan {
  const frame = new Frame(null, 0);
  const builder = new FrameBuilder(frame);
  const inputs = tape.inputs.map((input) => {
    const location = whole(frame.buffer(sizeOf(input.shape), true), input.shape);
    builder.show(input, location);
    return location;
  });
  build(builder, tape);
  const taken = new Set(inputs.map(({ buffer }) => buffer));
  const outputs = tape.outputs.map((output) => outputPlace(builder, output, taken));
  allocate(frame, new Set(outputs.map(({ buffer }) => buffer)));
  return { frame, inputs, outputs };
}
