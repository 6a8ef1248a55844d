// Loading and storing up to four numbers, next to each other or not.

import type { Code } from "../emit/code.ts";
import type { Access } from "./accesses.ts";
import { WIDTH } from "./function-writer.ts";

/** A constant distance from an access's present place, in elements along its inner axis. */
export interface At {
  readonly access: Access;
  readonly inner: number;
  readonly from: number;
}

/** Leaves the moving part on the stack and gives the offset that belongs to it. */
function push(code: Code, { access, inner, from }: At, lane = 0): number {
  const distance = (from + lane) * inner * WIDTH;
  code.get(access.course.local);
  if (access.fixed + distance >= 0) return access.fixed + distance;
  code.i32(distance).op("i32.add");
  return access.fixed;
}

/** Leaves four numbers on the stack; those from `lanes` on may be anything. */
export function load(code: Code, at: At, lanes: number): void {
  if (at.inner === 1) {
    code.memory("v128.load", push(code, at));
    return;
  }
  code.memory("v128.load32_splat", push(code, at));
  if (at.inner === 0) return;
  const vector = code.local("v128");
  code.set(vector);
  for (let lane = 1; lane < lanes; lane++) {
    const offset = push(code, at, lane);
    code.get(vector).laneMemory("v128.load32_lane", offset, lane).set(vector);
  }
  code.get(vector);
  code.release("v128", vector);
}

/** Stores the first `lanes` numbers of a local. */
export function store(code: Code, at: At, vector: number, lanes: number): void {
  if (at.inner === 1 && lanes === 4) {
    const offset = push(code, at);
    code.get(vector).memory("v128.store", offset);
    return;
  }
  let lane = 0;
  if (at.inner === 1 && lanes >= 2) {
    const offset = push(code, at);
    code.get(vector).laneMemory("v128.store64_lane", offset, 0);
    lane = 2;
  }
  for (; lane < lanes; lane++) {
    const offset = push(code, at, lane);
    code.get(vector).laneMemory("v128.store32_lane", offset, lane);
  }
}
