// What the writers of functions share: addresses of locations, and the loop variables as parameters.

import type { Code } from "../emit/code.ts";
import { placeOf } from "../plan/allocate.ts";
import type { Count } from "../plan/limits.ts";
import { type Location, lowestStep } from "../plan/storage.ts";

/** Bytes of an f32. */
export const WIDTH = 4;

/** Where the arena begins, in bytes. */
export interface Layout {
  readonly arena: number;
}

/** The part of an address that is known now, in bytes. */
export const fixedAddress = (layout: Layout, { buffer, offset }: Location): number => layout.arena + WIDTH * (placeOf(buffer) + offset);

/**
 * The part of an address that depends on the loop variables, made not negative; `fixed` is what is left of the other part.
 * Null where there is none.
 */
export function movingAddress(
  layout: Layout,
  location: Location,
): { readonly key: string; readonly fixed: number; readonly shift: number } {
  const shift = -lowestStep(location) * WIDTH;
  return { key: JSON.stringify([location.steps, shift]), fixed: fixedAddress(layout, location) - shift, shift };
}

/** Leaves shift + Σ variable · stride on the stack. */
export function pushMoving(code: Code, { steps }: Location, shift: number): void {
  code.i32(shift);
  for (const { variable, stride } of steps)
    code
      .get(variable)
      .i32(stride * WIDTH)
      .op("i32.mul", "i32.add");
}

/** Runs `body` once for each turn of a loop: as often as it is long, or as its limit says. */
export function loop(code: Code, length: number, limit: Count | null, body: () => void): void {
  if (!limit) {
    code.times(length, body);
    return;
  }
  const left = code.local("i32");
  code.get(limit.variable).i32(limit.fewer).op("i32.sub").set(left);
  code.countDown(left, body);
  code.release("i32", left);
}

/** Leaves the whole address on the stack. */
export function pushAddress(code: Code, layout: Layout, location: Location): void {
  const { fixed, shift } = movingAddress(layout, location);
  pushMoving(code, location, fixed + shift);
}
