// scan: the body's program is prepared once and run for each step; carries live in two sets of buffers that take turns.

import type { ScanParams } from "../../tape.ts";
import { sizeOf } from "../../tape.ts";
import { allocate } from "../executable.ts";
import type { Cell, Host } from "./cell.ts";

/** One step's part of a stack. */
const stepOf = (stack: Cell, step: number, size: number) => stack.data.subarray(step * size, (step + 1) * size);

export function scanKernel(
  params: ScanParams,
  inputs: readonly Cell[],
  outputs: readonly Cell[],
  { precision, prepare }: Host,
): () => void {
  const { body, length, reverse, constants, carries } = params;
  const program = prepare(body);
  const sizes = body.outputs.map((value) => sizeOf(value.shape));
  const carried = sizes.slice(0, carries).map((size) => [allocate(precision, size), allocate(precision, size)] as const);
  const place = (index: number) => program.inputs[index]!;

  const begin = () => {
    for (let i = 0; i < constants; i++) place(i).data = inputs[i]!.data;
    for (const [i, [first]] of carried.entries()) first.set(inputs[constants + i]!.data);
  };
  const runStep = (count: number) => {
    const step = reverse ? length - 1 - count : count;
    const [now, next] = count % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
    for (let i = 0; i < carries; i++) place(constants + i).data = carried[i]![now];
    for (let i = constants + carries; i < inputs.length; i++) place(i).data = stepOf(inputs[i]!, step, sizeOf(place(i).shape));
    program.run();
    for (let i = 0; i < carries; i++) carried[i]![next].set(program.outputs[i]!.data);
    for (let i = carries; i < outputs.length; i++) stepOf(outputs[i]!, step, sizes[i]!).set(program.outputs[i]!.data);
  };
  return () => {
    begin();
    for (let count = 0; count < length; count++) runStep(count);
    carried.forEach((pair, i) => {
      outputs[i]!.data.set(pair[length % 2]!);
    });
  };
}
