// Loops through delays leave the body on one side and come back on the other, in lanes of their own outside of it.

import type { Position } from "../../graph/document.ts";
import { isUpright } from "./heading.ts";
import { grown, joined, outside, overlap, type Rect } from "./legs.ts";
import { GRID, LANE, LOOP_APART, LOOP_BESIDE, LOOP_FROM_BODY } from "./measures.ts";
import type { SceneWire } from "./scene.ts";
import type { Ends, Sheet } from "./sheet.ts";

/** A lane outside of a body, before it is known how many loops lie further in. */
interface Course {
  readonly wire: SceneWire;
  readonly ends: Ends;
  readonly body: Rect;
  readonly kind: "around" | "out" | "in";
  /** The lane lies above the body. */
  readonly above: boolean;
}

const leftOf = (a: Position, b: Position) => Math.min(a.x, b.x);
const rightOf = (a: Position, b: Position) => Math.max(a.x, b.x);

/** The nodes between the ends, and what hangs together with them upwards and downwards. */
function spannedBody(sheet: Sheet, { from, to }: Ends): Rect {
  const between = { left: leftOf(from.port, to.port), right: rightOf(from.port, to.port) };
  const near = sheet.things.map(({ bounds }) => bounds).filter((rect) => rect.left < between.right && rect.right > between.left);
  let body: Rect = { ...between, top: Math.min(from.port.y, to.port.y), bottom: Math.max(from.port.y, to.port.y) };
  for (let before = null as Rect | null; before !== body; ) {
    before = body;
    for (const rect of near) {
      const reach = grown(body, LOOP_FROM_BODY);
      if (overlap(reach, rect) && (rect.top < body.top || rect.bottom > body.bottom)) body = { ...joined(body, rect), ...between };
    }
  }
  return body;
}

const isIn = (frame: Rect, point: Position): boolean => outside(frame, point) <= 0;

/** Against the direction in which it leaves, and entering as it left. */
function goesBack({ from, to }: Ends): boolean {
  if (isUpright(from.out) || from.out !== to.in) return false;
  return from.out === 0 ? to.point.x < from.point.x : to.point.x > from.point.x;
}

function courseOf(sheet: Sheet, wire: SceneWire): Course | null {
  const ends = sheet.endsOf(wire);
  const { from, to } = ends;
  const frame = sheet.frames.find((one) => isIn(one, from.port) !== isIn(one, to.port));
  if (frame && from.out === to.out && !isUpright(from.out)) {
    const kind = isIn(frame, from.port) ? "out" : "in";
    return { wire, ends, body: frame, kind, above: (kind === "out" ? to : from).port.y < (frame.top + frame.bottom) / 2 };
  }
  if (!goesBack(ends)) return null;
  const body = spannedBody(sheet, ends);
  return { wire, ends, body, kind: "around", above: (from.port.y + to.port.y) / 2 < (body.top + body.bottom) / 2 };
}

const span = ({ ends: { from, to } }: Course): number => Math.abs(from.port.x - to.port.x) + Math.abs(from.port.y - to.port.y) / 1024;

const overlapping = (a: Course, b: Course): boolean =>
  leftOf(a.ends.from.port, a.ends.to.port) < rightOf(b.ends.from.port, b.ends.to.port) &&
  leftOf(b.ends.from.port, b.ends.to.port) < rightOf(a.ends.from.port, a.ends.to.port);

/** Courses that want the same lane. */
const compete = (a: Course, b: Course): boolean =>
  a.kind === b.kind &&
  a.above === b.above &&
  (a.kind === "around" ? overlapping(a, b) : a.body === b.body && a.ends.from.port.y !== b.ends.from.port.y);

const round = (value: number, up: boolean): number => (up ? Math.ceil(value / LANE) : Math.floor(value / LANE)) * LANE;

function aroundCorners({ ends: { from, to }, body, above }: Course, level: number): Position[] {
  const away = LOOP_FROM_BODY + level * LOOP_APART;
  const y = above ? body.top - away : body.bottom + away;
  const right = from.out === 0;
  const out = round(from.point.x + (right ? LANE : -LANE), right);
  const back = round(to.point.x + (right ? -LANE : LANE), !right);
  return [
    { x: out, y: from.port.y },
    { x: out, y },
    { x: back, y },
    { x: back, y: to.port.y },
  ];
}

function besideFrame({ ends: { from, to }, body }: Course, level: number): Position[] {
  const right = from.out === 0;
  const away = LOOP_BESIDE + level * LOOP_APART;
  const x = round(right ? body.right + away : body.left - away, right);
  return [
    { x, y: from.port.y },
    { x, y: to.port.y },
  ];
}

/** Inner loops take inner lanes: the shorter first, each outside of those that it spans. */
export function loopCorners(sheet: Sheet, wires: readonly SceneWire[]): Map<string, Position[]> {
  const courses = wires.flatMap((wire) => courseOf(sheet, wire) ?? []).sort((a, b) => span(a) - span(b));
  const levels: { course: Course; level: number }[] = [];
  for (const course of courses) {
    const inner = levels.filter((one) => compete(one.course, course));
    levels.push({ course, level: inner.reduce((most, one) => Math.max(most, one.level + 1), 0) });
  }
  return new Map(
    levels.map(({ course, level }) => [
      course.wire.id,
      course.kind === "around" ? aroundCorners(course, level) : besideFrame(course, level),
    ]),
  );
}

/** A point in the middle of the lane: where the corners cannot be kept, the way goes over it all the same. */
export const laneMiddle = (corners: readonly Position[]): Position => {
  const [a, b] = [corners[(corners.length >> 1) - 1]!, corners[corners.length >> 1]!];
  return { x: Math.round((a.x + b.x) / 2 / GRID) * GRID, y: a.y === b.y ? a.y : Math.round((a.y + b.y) / 2 / GRID) * GRID };
};
