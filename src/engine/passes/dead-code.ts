// Dead code: equations whose results nobody reads go, and so do the stacks, carries and inputs of a scan that only they read.

import type { Equation, EquationOf, Tape, Value } from "../tape.ts";

const keepAt = <T>(list: readonly T[], kept: readonly boolean[]): T[] => list.filter((_, index) => kept[index]);

/** Which outputs of the body are needed: the read ones, and carries that these depend on through the steps. */
function neededOutputs(scan: EquationOf<"scan">, live: ReadonlySet<Value>): boolean[] {
  const { body, constants, carries } = scan.params;
  const needed = scan.outputs.map((output) => live.has(output));
  while (needed.includes(false)) {
    const reached = reachable(body, keepAt(body.outputs, needed));
    const woken = needed.flatMap((is, index) => (!is && index < carries && reached.has(body.inputs[constants + index]!) ? [index] : []));
    if (woken.length === 0) return needed;
    for (const index of woken) needed[index] = true;
  }
  return needed;
}

function reachable(tape: Tape, outputs: readonly Value[]): Set<Value> {
  const live = new Set(outputs);
  for (let index = tape.equations.length - 1; index >= 0; index--) {
    const { inputs, outputs: results } = tape.equations[index]!;
    if (results.some((output) => live.has(output))) for (const input of inputs) live.add(input);
  }
  return live;
}

/** Which inputs of a body its equations or its outputs read. */
function readInputs({ inputs }: Tape, { equations, outputs }: Tape): boolean[] {
  const read = new Set(outputs);
  for (const equation of equations) for (const input of equation.inputs) read.add(input);
  return inputs.map((input) => read.has(input));
}

function pruneScan(scan: EquationOf<"scan">, live: ReadonlySet<Value>): EquationOf<"scan"> {
  const { body, constants, carries, padding } = scan.params;
  const outputs = neededOutputs(scan, live);
  const all = outputs.every(Boolean);
  const inner = eliminateDeadCode(all ? body : { ...body, outputs: keepAt(body.outputs, outputs) });
  const read = readInputs(body, inner);
  for (let carry = 0; carry < carries; carry++) read[constants + carry] = outputs[carry]!;
  // real steps are counted even where the body makes no use of the mask
  if (padding) read[body.inputs.indexOf(padding.mask)] = true;
  if (inner === body && all && read.every(Boolean)) return scan;
  const count = (from: number, to: number, kept: readonly boolean[]) => kept.slice(from, to).filter(Boolean).length;
  const lean = { ...inner, inputs: keepAt(body.inputs, read) };
  known.add(lean);
  return {
    primitive: "scan",
    inputs: keepAt(scan.inputs, read),
    params: { ...scan.params, body: lean, constants: count(0, constants, read), carries: count(0, carries, outputs) },
    outputs: keepAt(scan.outputs, outputs),
  };
}

/** Tapes that nothing is dead in: most passes end by asking, and the next one begins by asking. */
const known = new WeakSet<Tape>();

/** Keeps the tape's inputs and outputs; gives the tape itself where nothing is dead. */
export function eliminateDeadCode(tape: Tape): Tape {
  if (known.has(tape)) return tape;
  const live = new Set(tape.outputs);
  const kept: Equation[] = [];
  let same = true;
  for (let index = tape.equations.length - 1; index >= 0; index--) {
    const equation = tape.equations[index]!;
    const isLive = equation.outputs.some((output) => live.has(output));
    const lean = isLive && equation.primitive === "scan" ? pruneScan(equation, live) : equation;
    same &&= isLive && lean === equation;
    if (!isLive) continue;
    for (const input of lean.inputs) live.add(input);
    kept.push(lean);
  }
  const result = same ? tape : { ...tape, equations: kept.reverse() };
  known.add(result);
  return result;
}
