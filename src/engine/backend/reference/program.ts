// A tape with storage: every value has a cell, every equation a prepared kernel. Nothing is allocated while it runs.

import type { PrimitiveName } from "../../tape.ts";
import { sizeOf, type Tape, type Value } from "../../tape.ts";
import { allocate, type Precision } from "../executable.ts";
import type { Cell, Host, Program } from "./cell.ts";
import { type Kernel, kernels } from "./kernels.ts";

const aliased: ReadonlySet<PrimitiveName> = new Set(["identity", "stopGradient", "reshape"]);

export function prepareProgram(tape: Tape, precision: Precision): Program {
  const host: Host = { precision, prepare: (inner) => prepareProgram(inner, precision) };
  const cells = new Map<Value, Cell>();
  const define = (value: Value, own: boolean): Cell => {
    const cell: Cell = { shape: value.shape, data: allocate(precision, own ? sizeOf(value.shape) : 0) };
    cells.set(value, cell);
    return cell;
  };
  const inputs = tape.inputs.map((input) => define(input, false));
  const steps = tape.equations.map((equation) => {
    const operands = equation.inputs.map((value) => cells.get(value)!);
    const results = equation.outputs.map((value) => define(value, !aliased.has(equation.primitive)));
    return (kernels[equation.primitive] as Kernel<PrimitiveName>)(equation.params as never, operands, results, host);
  });
  return {
    inputs,
    outputs: tape.outputs.map((value) => cells.get(value)!),
    run: () => {
      for (const step of steps) step();
    },
  };
}
