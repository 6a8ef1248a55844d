// A scan as a function: a loop over the steps that calls the functions of its body.

import { Code } from "../emit/code.ts";
import type { ValueType } from "../emit/opcodes.ts";
import type { CountedMask, ScanItem } from "../plan/items.ts";
import { type Layout, pushAddress, WIDTH } from "./function-writer.ts";

/** One step of a scan whose steps need nothing of each other: its number is the parameter. */
export function writeStep(calls: readonly number[]): Code {
  const code = new Code(["i32"]);
  for (const call of calls) code.get(0).i32(0).call(call);
  return code;
}

/**
 * @param calls functions of the body, which take this function's parameters, the step and the turn, and where it counts real steps their number
 */
export function writeScan(item: ScanItem, parameters: readonly ValueType[], layout: Layout, calls: readonly number[]): Code {
  const code = new Code(parameters);
  const locals = [code.local("i32"), code.local("i32"), ...(item.counted ? [code.local("i32")] : [])];
  const [step, turn, real] = locals as [number, number, number?];
  const count = code.local("i32");
  begin(code, item, count);
  // where the last of them leaves its carries does not depend on their number
  if (item.limit) code.get(count).i32(1).op("i32.and").set(turn);
  else code.i32(0).set(turn);
  if (item.reverse) code.get(count).i32(1).op("i32.sub").set(step);
  else code.i32(0).set(step);
  code.countDown(count, () => {
    if (real !== undefined) writeCount(code, item.counted!, layout, real);
    for (const call of calls) {
      for (const index of parameters.keys()) code.get(index);
      for (const local of locals) code.get(local);
      code.call(call);
    }
    code.get(turn).i32(1).op("i32.xor").set(turn);
    code.advance(step, item.reverse ? -1 : 1);
  });
  return code;
}

/** How many steps there are to run. */
function begin(code: Code, { length, limit }: ScanItem, count: number): void {
  if (limit) code.get(limit.variable).i32(limit.fewer).op("i32.sub").set(count);
  else code.i32(length).set(count);
}

/** Into `real`: one more than the last step at which an example has a number other than 0; at least 1. */
function writeCount(code: Code, { location, shape }: CountedMask, layout: Layout, real: number): void {
  const [steps, examples] = shape as readonly [number, number];
  const [alongSteps, alongExamples] = location.strides as readonly [number, number];
  const [row, place, left, found] = [code.local("i32"), code.local("i32"), code.local("i32"), code.local("i32")];
  pushAddress(code, layout, location);
  code
    .i32((steps - 1) * alongSteps * WIDTH)
    .op("i32.add")
    .set(row);
  code.i32(steps).set(real);
  code.repeat(() => {
    code.get(row).set(place);
    code.i32(0).set(found);
    code.i32(examples).set(left);
    code.repeat(() => {
      // 0 has no bit but its sign
      code.get(place).memory("i32.load", 0).i32(1).op("i32.shl").get(found).op("i32.or").set(found);
      code.advance(place, alongExamples * WIDTH);
      code.get(left).i32(1).op("i32.sub").tee(left);
    });
    code.advance(row, -alongSteps * WIDTH);
    // one less, and on, where nothing was found and there is another step
    code.get(real).get(found).op("i32.eqz").get(real).i32(1).op("i32.gt_s", "i32.and").tee(left).op("i32.sub").set(real);
    code.get(left);
  });
  code.release("i32", row, place, left, found);
}
