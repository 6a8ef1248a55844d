// The memory plan: every buffer gets its place in the arena; buffers whose lives do not meet may share theirs.

import type { ScanItem } from "./items.ts";
import type { Buffer, Frame } from "./storage.ts";

/** First and last item of its frame that needs it. */
interface Life {
  readonly buffer: Buffer;
  readonly first: number;
  readonly last: number;
}

/** Elements; 64 bytes, a line of the cache. */
const ALIGNMENT = 16;

const aligned = (size: number) => Math.ceil(size / ALIGNMENT) * ALIGNMENT;

const meet = (a: Life, b: Life) => a.first <= b.last && b.first <= a.last;

/** All buffers that an item needs, those of nested bodies too. */
function needs(frame: Frame, index: number): Set<Buffer> {
  const item = frame.items[index]!;
  const found = new Set(item.touched());
  if (item.kind !== "scan") return found;
  const { body } = item as ScanItem;
  if (body.space) found.add(body.space);
  body.items.forEach((_, inner) => {
    for (const buffer of needs(body, inner)) found.add(buffer);
  });
  return found;
}

/** @param kept buffers that are read after the last item */
function lives(frame: Frame, kept: ReadonlySet<Buffer>): Life[] {
  const spans = new Map<Buffer, { first: number; last: number }>();
  frame.items.forEach((_, index) => {
    for (const buffer of needs(frame, index)) {
      const span = spans.get(buffer);
      if (span) span.last = index;
      else if (buffer.frame === frame) spans.set(buffer, { first: index, last: index });
    }
  });
  return frame.buffers.map((buffer) => {
    const span = spans.get(buffer) ?? { first: 0, last: 0 };
    if (buffer.lasting) return { buffer, first: Number.NEGATIVE_INFINITY, last: Number.POSITIVE_INFINITY };
    return { buffer, first: span.first, last: kept.has(buffer) ? Number.POSITIVE_INFINITY : span.last };
  });
}

/** The lowest place that is free for the whole life. */
function lowest(life: Life, placed: readonly Life[]): number {
  const taken = placed.filter((other) => meet(life, other)).sort((a, b) => a.buffer.offset - b.buffer.offset);
  let offset = 0;
  for (const { buffer } of taken) {
    if (offset + life.buffer.size <= buffer.offset) break;
    offset = Math.max(offset, aligned(buffer.offset + buffer.size));
  }
  return offset;
}

/** Gives the frame and all frames in it their places. The largest buffers choose first. */
export function allocate(frame: Frame, kept: ReadonlySet<Buffer>): void {
  for (const item of frame.items) {
    if (item.kind !== "scan") continue;
    const { body } = item as ScanItem;
    allocate(body, kept);
    body.space = frame.buffer(body.size);
  }
  const placed: Life[] = [];
  for (const life of lives(frame, kept).sort((a, b) => b.buffer.size - a.buffer.size)) {
    life.buffer.offset = lowest(life, placed);
    placed.push(life);
  }
  frame.size = placed.reduce((size, { buffer }) => Math.max(size, aligned(buffer.offset + buffer.size)), 0);
}

/** From the start of the arena, in elements. */
export function placeOf(buffer: Buffer): number {
  const { space } = buffer.frame;
  return buffer.offset + (space ? placeOf(space) : 0);
}
