// A scan as a function: a loop over the steps that calls the functions of its body.

import { Code } from "../emit/code.ts";
import type { ValueType } from "../emit/opcodes.ts";
import type { ScanItem } from "../plan/items.ts";

/** One step of a scan whose steps need nothing of each other: its number is the parameter. */
export function writeStep(calls: readonly number[]): Code {
  const code = new Code(["i32"]);
  for (const call of calls) code.get(0).i32(0).call(call);
  return code;
}

/** @param calls functions of the body, which take this function's parameters, the step and the turn */
export function writeScan({ length, reverse }: ScanItem, parameters: readonly ValueType[], calls: readonly number[]): Code {
  const code = new Code(parameters);
  const [step, turn] = [code.local("i32"), code.local("i32")];
  const push = () => {
    for (const index of parameters.keys()) code.get(index);
    code.get(step).get(turn);
  };
  code.i32(reverse ? length - 1 : 0).set(step);
  code.i32(0).set(turn);
  code.repeat(() => {
    for (const call of calls) {
      push();
      code.call(call);
    }
    code.get(turn).i32(1).op("i32.xor").set(turn);
    code.advance(step, reverse ? -1 : 1).get(step);
    code.i32(reverse ? -1 : length).op("i32.ne");
  });
  return code;
}
