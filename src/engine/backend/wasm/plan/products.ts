// contract: as a matrix product where it has rows and columns, else as a loop that multiplies and adds up.

import type { EquationOf, Value } from "../../../tape.ts";
import { type FrameBuilder, longLocation } from "./frame-builder.ts";
import { type Around, type InnerAxis, type Instruction, LoopItem, ProductItem, type RowPlace } from "./items.ts";
import { type Axes, type Axis, axesOf } from "./letters.ts";
import { Unlimitable } from "./limits.ts";
import { copied, pack, turned, wantsPacking, wantsTurning } from "./packing.ts";
import { kernelDepth, oriented, product, split } from "./product-axes.ts";
import { operandsOf, placeOfProduct, seen } from "./product-place.ts";
import { at, type Location, rowMajor, sizeOf } from "./storage.ts";

/** Fewer multiplications than this are not worth a matrix product. */
const SMALL = 64;

const isWorthwhile = ({ rows, columns, inner }: Axes): boolean =>
  rows.length > 0 && columns.length > 0 && inner.length > 0 && product(rows) * product(columns) * product(inner) >= SMALL;

const plainly = ({ shape }: Value) => ({ shape, strides: rowMajor(shape) });

/** False for what is a loop that multiplies and adds up. */
export function isMatrixProduct({ inputs, params }: EquationOf<"contract">): boolean {
  const axes = axesOf(params, plainly(inputs[0]!), plainly(inputs[1]!));
  return isWorthwhile(axes) && oriented(axes) !== null;
}

export function contract(builder: FrameBuilder, equation: EquationOf<"contract">): void {
  const [output] = equation.outputs as readonly [Value];
  if (isMatrixProduct(equation)) {
    addProduct(builder, equation, placeOfProduct(builder, equation, output), "zero");
    return;
  }
  const [a, b] = operandsOf(builder, equation);
  const axes = axesOf(equation.params, seen(builder, equation.inputs[0]!, a), seen(builder, equation.inputs[1]!, b));
  multiplyAndAdd(builder, axes, a, b, builder.fresh(output), sizeOf(output.shape));
}

/** Shorter sums than this are worth a copy that makes one long axis of several. */
const SHORT_SUM = 64;

/** An operand whose inner axes are not one is copied, where the kernels would sum over a short one and a copy makes it long. */
function withLongSums(
  builder: FrameBuilder,
  equation: EquationOf<"contract">,
  [a, b]: readonly [Location, Location],
  c: readonly number[],
): readonly [Location, Location] {
  const [left, right] = equation.inputs as readonly [Value, Value];
  type Strides = readonly number[];
  const axesFor = (alongA: Strides, alongB: Strides): Axes =>
    oriented(axesOf(equation.params, { shape: left.shape, strides: alongA }, { shape: right.shape, strides: alongB }, { c }))!.axes;
  const sumLength = (axes: Axes) => product(axes.inner.slice(-kernelDepth(axes)));
  const axes = axesFor(a.strides, b.strides);
  const work = product(axes.rows) * product(axes.columns) * product(axes.inner);
  const now = sumLength(axes);
  if (now >= SHORT_SUM) return [a, b];
  const pays = (value: Value, copied: Axes) => sumLength(copied) >= 4 * now && work >= 4 * sizeOf(value.shape);
  if (pays(left, axesFor(rowMajor(left.shape), b.strides))) return [builder.contiguous(left), b];
  if (pays(right, axesFor(a.strides, rowMajor(right.shape)))) return [a, builder.contiguous(right)];
  return [a, b];
}

/** Into `place`: the product added to nothing, to what lies there, or to numbers that lie elsewhere. */
export function addProduct(builder: FrameBuilder, equation: EquationOf<"contract">, place: Location, begins: Begins): void {
  const { inputs, outputs, params } = equation;
  const [a, b] = withLongSums(builder, equation, operandsOf(builder, equation), place.strides);
  const strides = { c: place.strides, ...(typeof begins === "object" && { d: begins.strides }) };
  const { axes, swapped } = oriented(axesOf(params, seen(builder, inputs[0]!, a), seen(builder, inputs[1]!, b), strides))!;
  const [left, right] = swapped ? [b, a] : [a, b];
  if (typeof begins === "object" && (axes.columns.at(-1)!.d !== 1 || axes.inner.length > kernelDepth(axes))) {
    const { shape } = outputs[0]!;
    const limit = builder.limits?.ofLong(outputs[0]!) ?? null;
    builder.copyTo(place, shape, { kind: "memory", location: longLocation(begins, shape) }, limit);
    matrixProduct(builder, axes, left, right, place, "there");
  } else matrixProduct(builder, axes, left, right, place, begins);
}

function multiplyAndAdd(builder: FrameBuilder, axes: Axes, a: Location, b: Location, c: Location, size: number): void {
  const outer = [...axes.batch, ...axes.rows, ...axes.columns].sort((x, y) => y.c - x.c);
  const all = [...outer, ...axes.inner];
  const limited = all.findIndex(({ limit }) => limit !== null);
  const limit = limited < 0 ? null : { axis: limited, count: all[limited]!.limit! };
  const loop = builder.add(
    new LoopItem(
      all.map((axis) => axis.size),
      limit,
    ),
  );
  const strides = (of: "a" | "b" | "c") => all.map((axis) => axis[of]);
  const instruction: Instruction = {
    operation: "multiply",
    operands: [
      { kind: "memory", location: at(a, strides("a")) },
      { kind: "memory", location: at(b, strides("b")) },
    ],
    stored: null,
  };
  loop.add(instruction);
  if (axes.inner.length === 0) instruction.stored = at(c, strides("c"));
  else loop.reductions.push({ operation: "sum", operand: { kind: "result", of: instruction }, into: at(c, strides("c")), size });
  builder.written(c.buffer, loop);
}

const around = (axes: readonly Axis[]): Around[] => axes.map(({ size, limit, a, b, c, d }) => ({ count: size, limit, a, b, c, d }));

/** Several axes of few rows are handed to the kernels together. */
const FEW_ROWS = 12;

/** Every row of several axes. */
function rowPlaces([axis, ...more]: readonly Axis[]): RowPlace[] {
  if (!axis) return [{ a: 0, c: 0, d: 0 }];
  const inner = rowPlaces(more);
  const far = (step: number, { a, c, d }: RowPlace) => ({ a: a + step * axis.a, c: c + step * axis.c, d: d + step * axis.d });
  return Array.from({ length: axis.size }, (_, step) => inner.map((place) => far(step, place))).flat();
}

type Begins = "zero" | "there" | Location;

function matrixProduct(builder: FrameBuilder, axes: Axes, a: Location, b: Location, c: Location, begins: Begins): void {
  const together = axes.rows.length > 1 && product(axes.rows) <= FEW_ROWS && !axes.rows.some(({ limit }) => limit);
  const [moreRows, row] = together ? [[], axes.rows.at(-1)!] : split(axes.rows);
  const [moreColumns, column] = split(axes.columns);
  const depth = kernelDepth(axes);
  const inner = axes.inner.slice(-depth);
  const innermost = inner.at(-1)!;
  // kernels have sizes of their own
  if ([row, column, ...inner].some(({ limit }) => limit)) throw new Unlimitable();
  const loops = around([...axes.batch, ...moreRows, ...moreColumns]);
  const summed = around(axes.inner.slice(0, -depth));
  const m = together ? product(axes.rows) : row.size;
  const [n, k] = [column.size, product(inner)];
  const direct = { location: b, rows: innermost.b, columns: column.b };
  const moves = [...loops, ...summed].some((loop) => loop.b !== 0);
  const packed = depth === 1 && !moves && wantsPacking(m, k, innermost.b, column.b) ? pack(builder, direct, k, n) : null;
  const columns = packed ?? (column.b === 1 ? direct : copied(builder, axes, b));
  if ("axes" in columns) {
    matrixProduct(builder, columns.axes, a, columns.location, c, begins);
    return;
  }
  const alone = !together && depth === 1 && loops.length === 0 && summed.length === 0;
  const given = { location: a, rows: row.a, columns: innermost.a };
  const first = alone && wantsTurning(given, n, k) ? turned(builder, given, m, k) : given;
  const result = { location: c, rows: row.c, columns: 1 };
  const beginning = typeof begins === "object" ? { location: begins, rows: row.d, columns: 1 } : begins;
  const along = inner.map(
    ({ size, a: alongA, b: alongB }): InnerAxis => ({ size, a: first === given ? alongA : first.columns, b: alongB }),
  );
  const sizes = { m, n, inner: along, rows: together ? rowPlaces(axes.rows) : null };
  const item = new ProductItem(sizes, first, columns, result, loops, summed, beginning);
  builder.written(c.buffer, builder.add(item));
}
