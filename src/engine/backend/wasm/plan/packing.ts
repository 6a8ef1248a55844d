// Copies of matrices that the kernels read faster: panels of the right one, the left one turned, columns made neighbours.

import type { FrameBuilder } from "./frame-builder.ts";
import { LoopItem, type Matrix, type PackedMatrix } from "./items.ts";
import type { Axes, Axis } from "./letters.ts";
import { groupsOf, panelsOf } from "./panels.ts";
import { at, type Frame, type Location, whole } from "./storage.ts";

interface Copied {
  readonly axes: Axes;
  readonly location: Location;
}

/** The right operand with columns of stride 1, all its axes in an order of their own. */
export function copied(builder: FrameBuilder, axes: Axes, b: Location): Copied {
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

export function wantsPacking(m: number, k: number, rowStride: number, columnStride: number): boolean {
  return columnStride !== 1 || (m >= 16 && k >= 64 && (rowStride * 4) % UNLUCKY === 0);
}

/** Neighbours along k that fall on the same lines of the cache, read again for every panel of columns. */
export const wantsTurning = ({ columns }: Matrix, n: number, k: number): boolean => (columns * 4) % UNLUCKY === 0 && n >= 64 && k >= 64;

/** The left matrix with rows of stride 1. */
export function turned(builder: FrameBuilder, { location, rows, columns }: Matrix, m: number, k: number): Matrix {
  const buffer = builder.frame.buffer(m * k);
  builder.copyTo(whole(buffer, [m, k]), [m, k], { kind: "memory", location: at(location, [rows, columns]) });
  return { location: whole(buffer, [m, k]), rows: k, columns: 1 };
}

/** The outermost frame in which a location is the same at every step of the loops inside. */
function home(frame: Frame, { buffer, steps }: Location): Frame {
  let found = frame;
  const varies = (candidate: Frame) => steps.some(({ variable }) => variable >= candidate.variables);
  while (found !== buffer.frame && found.parent && !varies(found.parent)) found = found.parent;
  return found;
}

/** Copies the right matrix into panels, as far outside of the scans as it can be. */
export function pack(
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
    loop.add({
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
