// contract: as a matrix product where it has rows and columns, else as a loop that multiplies and adds up.

import type { ContractParams, EquationOf, Value } from "../../../tape.ts";
import { stridesInOrder } from "./axis-order.ts";
import { type FrameBuilder, longLocation } from "./frame-builder.ts";
import {
  type Around,
  type InnerAxis,
  type Instruction,
  LoopItem,
  type Matrix,
  type PackedMatrix,
  type Panel,
  ProductItem,
  type RowPlace,
} from "./items.ts";
import { type Axes, type Axis, axesOf, exchanged } from "./letters.ts";
import { type Frame, type Location, rowMajor, sizeOf, whole } from "./storage.ts";

const at = (location: Location, strides: readonly number[]): Location => ({ ...location, strides });

const product = (axes: readonly Axis[]) => axes.reduce((size, axis) => size * axis.size, 1);

/** Fewer multiplications than this are not worth a matrix product. */
const SMALL = 64;

/** Strides that go backwards are copied away. */
function forward(builder: FrameBuilder, value: Value): Location {
  const location = builder.located(value);
  return location.strides.some((stride) => stride < 0) ? builder.contiguous(value) : location;
}

const isWorthwhile = ({ rows, columns, inner }: Axes): boolean =>
  rows.length > 0 && columns.length > 0 && inner.length > 0 && product(rows) * product(columns) * product(inner) >= SMALL;

/** With the innermost axis of the result among the columns; null where it is a batch's. */
function oriented(axes: Axes): { readonly axes: Axes; readonly swapped: boolean } | null {
  if (axes.columns.at(-1)!.c === 1) return { axes, swapped: false };
  return axes.rows.at(-1)!.c === 1 ? { axes: exchanged(axes), swapped: true } : null;
}

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
  const axes = axesOf(equation.params, seen(equation.inputs[0]!, a), seen(equation.inputs[1]!, b));
  multiplyAndAdd(builder, axes, a, b, builder.fresh(output), sizeOf(output.shape));
}

const operandsOf = (builder: FrameBuilder, { inputs }: EquationOf<"contract">): readonly [Location, Location] => [
  forward(builder, inputs[0]!),
  forward(builder, inputs[1]!),
];

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

const seen = ({ shape }: Value, { strides }: Location) => ({ shape, strides });

/** Multiplications of a kernel's vectors, those that are thrown away included. */
const padded = ({ columns, rows, inner }: Axes): number => {
  const [moreColumns, column] = split(columns);
  return Math.ceil(column.size / 4) * 4 * product(moreColumns) * product(rows) * product(inner);
};

/** Where a product goes: in row-major order, or with the axes of one operand behind those of the other where that fills vectors better. */
function placeOfProduct(builder: FrameBuilder, equation: EquationOf<"contract">, output: Value): Location {
  const { inputs, params } = equation;
  if (builder.wanted.has(output)) return builder.fresh(output);
  const [a, b] = operandsOf(builder, equation);
  const [left, right] = [seen(inputs[0]!, a), seen(inputs[1]!, b)];
  const plain = oriented(axesOf(params, left, right))!.axes;
  const last = params.out.at(-1)!;
  const others = [...params.out].filter(
    (letter) => params.left.includes(last) !== params.left.includes(letter) || isInBoth(letter, params),
  );
  const batch = others.filter((letter) => isInBoth(letter, params));
  const own = [...params.out].filter((letter) => !others.includes(letter));
  const order = [...batch, ...own, ...others.filter((letter) => !batch.includes(letter))].map((letter) => params.out.indexOf(letter));
  const c = stridesInOrder(output.shape, order);
  const turned = oriented(axesOf(params, left, right, { c }));
  if (!turned || padded(turned.axes) >= BETTER * padded(plain)) return builder.fresh(output);
  const place = { buffer: builder.frame.buffer(sizeOf(output.shape)), offset: 0, steps: [], strides: c };
  builder.show(output, place);
  return place;
}

/** What another order of the result has to save. */
const BETTER = 0.85;

const isInBoth = (letter: string, { left, right }: ContractParams): boolean => left.includes(letter) && right.includes(letter);

/** Into `place`: the product added to nothing, to what lies there, or to numbers that lie elsewhere. */
export function addProduct(builder: FrameBuilder, equation: EquationOf<"contract">, place: Location, begins: Begins): void {
  const { inputs, outputs, params } = equation;
  const [a, b] = withLongSums(builder, equation, operandsOf(builder, equation), place.strides);
  const strides = { c: place.strides, ...(typeof begins === "object" && { d: begins.strides }) };
  const { axes, swapped } = oriented(axesOf(params, seen(inputs[0]!, a), seen(inputs[1]!, b), strides))!;
  const [left, right] = swapped ? [b, a] : [a, b];
  if (typeof begins === "object" && (axes.columns.at(-1)!.d !== 1 || axes.inner.length > kernelDepth(axes))) {
    const { shape } = outputs[0]!;
    builder.copyTo(place, shape, { kind: "memory", location: longLocation(begins, shape) });
    matrixProduct(builder, axes, left, right, place, "there");
  } else matrixProduct(builder, axes, left, right, place, begins);
}

function multiplyAndAdd(builder: FrameBuilder, axes: Axes, a: Location, b: Location, c: Location, size: number): void {
  const outer = [...axes.batch, ...axes.rows, ...axes.columns].sort((x, y) => y.c - x.c);
  const all = [...outer, ...axes.inner];
  const loop = builder.add(new LoopItem(all.map((axis) => axis.size)));
  const strides = (of: "a" | "b" | "c") => all.map((axis) => axis[of]);
  const instruction: Instruction = {
    operation: "multiply",
    operands: [
      { kind: "memory", location: at(a, strides("a")) },
      { kind: "memory", location: at(b, strides("b")) },
    ],
    stored: null,
  };
  loop.instructions.push(instruction);
  if (axes.inner.length === 0) instruction.stored = at(c, strides("c"));
  else loop.reductions.push({ operation: "sum", operand: { kind: "result", of: instruction }, into: at(c, strides("c")), size });
  builder.written(c.buffer, loop);
}

const around = (axes: readonly Axis[]): Around[] => axes.map(({ size, a, b, c, d }) => ({ count: size, a, b, c, d }));

/** The last axis of a group makes the matrix, those before it are loops around it. */
const split = (axes: readonly Axis[]): readonly [readonly Axis[], Axis] => [axes.slice(0, -1), axes.at(-1)!];

/** Several axes of few rows are handed to the kernels together. */
const FEW_ROWS = 12;

/** Every row of several axes. */
function rowPlaces([axis, ...more]: readonly Axis[]): RowPlace[] {
  if (!axis) return [{ a: 0, c: 0, d: 0 }];
  const inner = rowPlaces(more);
  const far = (step: number, { a, c, d }: RowPlace) => ({ a: a + step * axis.a, c: c + step * axis.c, d: d + step * axis.d });
  return Array.from({ length: axis.size }, (_, step) => inner.map((place) => far(step, place))).flat();
}

/** Sums over two axes are done by one kernel where they are no longer than this together. */
const SHORT = 512;

/** How many inner axes, from the last one, a kernel sums over; a packed matrix has one. */
function kernelDepth({ inner, columns }: Axes): 1 | 2 {
  const [last, before] = [inner.at(-1), inner.at(-2)];
  return before && last && columns.at(-1)!.b === 1 && before.size * last.size <= SHORT ? 2 : 1;
}

type Begins = "zero" | "there" | Location;

function matrixProduct(builder: FrameBuilder, axes: Axes, a: Location, b: Location, c: Location, begins: Begins): void {
  const together = axes.rows.length > 1 && product(axes.rows) <= FEW_ROWS;
  const [moreRows, row] = together ? [[], axes.rows.at(-1)!] : split(axes.rows);
  const [moreColumns, column] = split(axes.columns);
  const depth = kernelDepth(axes);
  const inner = axes.inner.slice(-depth);
  const innermost = inner.at(-1)!;
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

interface Copied {
  readonly axes: Axes;
  readonly location: Location;
}

/** The right operand with columns of stride 1, all its axes in an order of their own. */
function copied(builder: FrameBuilder, axes: Axes, b: Location): Copied {
  const order = [...axes.batch, ...axes.inner, ...axes.columns];
  let distance = 1;
  const fresh = new Map<Axis, number>();
  for (const axis of [...order].reverse()) {
    fresh.set(axis, distance);
    distance *= axis.size;
  }
  const shape = order.map((axis) => axis.size);
  const buffer = builder.frame.buffer(distance);
  const location = whole(buffer, shape);
  builder.copyTo(location, shape, {
    kind: "memory",
    location: at(
      b,
      order.map((axis) => axis.b),
    ),
  });
  const moved = (list: readonly Axis[]) => list.map((axis) => ({ ...axis, b: fresh.get(axis) ?? 0 }));
  return { axes: { batch: moved(axes.batch), rows: axes.rows, columns: moved(axes.columns), inner: moved(axes.inner) }, location };
}

/** Rows of this many bytes fall on the same lines of the cache again and again. */
const UNLUCKY = 1024;

function wantsPacking(m: number, k: number, rowStride: number, columnStride: number): boolean {
  return columnStride !== 1 || (m >= 16 && k >= 64 && (rowStride * 4) % UNLUCKY === 0);
}

/** Neighbours along k that fall on the same lines of the cache, read again for every panel of columns. */
const wantsTurning = ({ columns }: Matrix, n: number, k: number): boolean => (columns * 4) % UNLUCKY === 0 && n >= 64 && k >= 64;

/** The left matrix with rows of stride 1. */
function turned(builder: FrameBuilder, { location, rows, columns }: Matrix, m: number, k: number): Matrix {
  const buffer = builder.frame.buffer(m * k);
  builder.copyTo(whole(buffer, [m, k]), [m, k], { kind: "memory", location: at(location, [rows, columns]) });
  return { location: whole(buffer, [m, k]), rows: k, columns: 1 };
}

/** Longer ones are walked in blocks, for which packed panels have to be of one kind. */
const LONG = 512;

/** Panels of 8 columns, one of 12 where that saves one of 4. */
export function panelsOf(n: number, k: number, packed: boolean): Panel[] {
  const panels: Panel[] = [];
  for (let column = 0; column < n; ) {
    const left = Math.ceil((n - column) / 4);
    const mixed = !packed || k <= LONG || n <= 4;
    const vectors = mixed && (left === 1 || left === 3) ? left : 2;
    panels.push({ column, width: Math.min(4 * vectors, n - column), vectors });
    column += 4 * vectors;
  }
  return panels;
}

/** Equal panels next to each other. */
export interface PanelGroup {
  readonly panel: Panel;
  readonly count: number;
}

export function groupsOf(panels: readonly Panel[]): PanelGroup[] {
  const groups: PanelGroup[] = [];
  for (const panel of panels) {
    const last = groups.at(-1);
    const joins = last && last.panel.vectors === panel.vectors && last.panel.width === panel.width && panel.width === 4 * panel.vectors;
    if (joins) groups[groups.length - 1] = { panel: last.panel, count: last.count + 1 };
    else groups.push({ panel, count: 1 });
  }
  return groups;
}

/** The outermost frame in which a location is the same at every step of the loops inside. */
function home(frame: Frame, { buffer, steps }: Location): Frame {
  let found = frame;
  const varies = (candidate: Frame) => steps.some(({ variable }) => variable >= candidate.variables);
  while (found !== buffer.frame && found.parent && !varies(found.parent)) found = found.parent;
  return found;
}

/** Copies the right matrix into panels, as far outside of the scans as it can be. */
function pack(
  builder: FrameBuilder,
  { location, rows, columns }: { location: Location; rows: number; columns: number },
  k: number,
  n: number,
): PackedMatrix {
  const frame = home(builder.frame, location);
  const panels = panelsOf(n, k, true);
  const key = JSON.stringify([location.offset, location.steps, rows, columns, k, n]);
  const known = packedIn(frame).get(location.buffer)?.get(key);
  if (known) return known;
  const total = panels.reduce((size, { vectors }) => size + 4 * vectors * k, 0);
  const buffer = frame.buffer(total);
  let offset = 0;
  for (const { panel, count } of groupsOf(panels)) {
    const { column, width, vectors } = panel;
    const size = 4 * vectors * k;
    const from = { ...location, offset: location.offset + column * columns };
    const strides = [width * columns, rows, columns];
    const loop = new LoopItem([count, k, width]);
    loop.instructions.push({
      operation: "copy",
      operands: [{ kind: "memory", location: at(from, strides) }],
      stored: { buffer, offset, steps: [], strides: [size, 4 * vectors, 1] },
    });
    frame.items.push(loop);
    if (frame === builder.frame) builder.written(buffer, loop);
    offset += count * size;
  }
  const packed = { location: { buffer, offset: 0, steps: [], strides: [] }, panels };
  remember(frame, location, key, packed);
  return packed;
}

const packings = new WeakMap<Frame, Map<Location["buffer"], Map<string, PackedMatrix>>>();

function packedIn(frame: Frame): Map<Location["buffer"], Map<string, PackedMatrix>> {
  const known = packings.get(frame) ?? new Map<Location["buffer"], Map<string, PackedMatrix>>();
  packings.set(frame, known);
  return known;
}

function remember(frame: Frame, { buffer }: Location, key: string, packed: PackedMatrix): void {
  const inFrame = packedIn(frame);
  const ofBuffer = inFrame.get(buffer) ?? new Map<string, PackedMatrix>();
  inFrame.set(buffer, ofBuffer);
  ofBuffer.set(key, packed);
}
