// Dead code: equations whose results nobody reads go, and so do the stacks, carries and inputs of a scan that only they read.

import type { Equation, EquationOf, Tape, Value } from "../tape.ts";

const keepAt = <T>(list: readonly T[], kept: readonly boolean[]): T[] => list.filter((_, index) => kept[index]);

/** Which outputs of the body are needed: the read ones, and carries that these depend on through the steps. */
function neededOutputs(scan: EquationOf<"scan">, live: ReadonlySet<Value>): boolean[] {
  const { body, constants, carries } = scan.params;
  const needed = scan.outputs.map((output) => live.has(output));
  for (;;) {
    const reached = reachable(body, keepAt(body.outputs, needed));
    const woken = needed.flatMap((is, index) => (!is && index < carries && reached.has(body.inputs[constants + index]!) ? [index] : []));
    if (woken.length === 0) return needed;
    for (const index of woken) needed[index] = true;
  }
}

function reachable(tape: Tape, outputs: readonly Value[]): Set<Value> {
  const live = new Set(outputs);
  for (const equation of [...tape.equations].reverse()) {
    if (equation.outputs.some((output) => live.has(output))) for (const input of equation.inputs) live.add(input);
  }
  return live;
}

function pruneScan(scan: EquationOf<"scan">, live: ReadonlySet<Value>): EquationOf<"scan"> {
  const { body, constants, carries } = scan.params;
  const outputs = neededOutputs(scan, live);
  const inner = eliminateDeadCode({ ...body, outputs: keepAt(body.outputs, outputs) });
  const read = new Set([...inner.outputs, ...inner.equations.flatMap((equation) => equation.inputs)]);
  const inputs = body.inputs.map((input, index) => {
    const carry = index - constants;
    return carry >= 0 && carry < carries ? outputs[carry]! : read.has(input);
  });
  const count = (from: number, to: number, kept: readonly boolean[]) => kept.slice(from, to).filter(Boolean).length;
  return {
    primitive: "scan",
    inputs: keepAt(scan.inputs, inputs),
    params: {
      ...scan.params,
      body: { ...inner, inputs: keepAt(body.inputs, inputs) },
      constants: count(0, constants, inputs),
      carries: count(0, carries, outputs),
    },
    outputs: keepAt(scan.outputs, outputs),
  };
}

/** Keeps the tape's inputs and outputs. */
export function eliminateDeadCode(tape: Tape): Tape {
  const live = new Set(tape.outputs);
  const kept: Equation[] = [];
  for (const equation of [...tape.equations].reverse()) {
    if (!equation.outputs.some((output) => live.has(output))) continue;
    const lean = equation.primitive === "scan" ? pruneScan(equation, live) : equation;
    for (const input of lean.inputs) live.add(input);
    kept.push(lean);
  }
  return { ...tape, equations: kept.reverse() };
}
