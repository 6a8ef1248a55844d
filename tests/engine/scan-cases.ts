// Recurrences of every kind that a scan may be. The first output is a scalar loss; `inspected` names stacks whose own gradient
// at each step is asked for.

import type { TapeBuilder } from "../../src/engine/builder.ts";
import * as ops from "../../src/engine/ops.ts";
import type { Shape, Tape, Value } from "../../src/engine/tape.ts";
import { writeTape } from "./write-tape.ts";

export interface ScanCase {
  readonly what: string;
  readonly tape: Tape;
  readonly inspected: readonly Value[];
  /** Inputs by which differences measure the gradient; none where stopGradient hides a part of it. */
  readonly measured: readonly number[];
}

export interface ScanSpec {
  readonly constants?: readonly Shape[];
  readonly carries?: readonly Shape[];
  /** Shapes of one step. */
  readonly slices?: readonly Shape[];
  readonly length?: number;
  readonly reverse?: boolean;
}

type Body = (t: TapeBuilder, ...inputs: Value[]) => readonly Value[];

/** Emits a scan whose inputs are all inputs of the tape. */
export function emitScan(t: TapeBuilder, { constants = [], carries = [], slices = [], length = 4, reverse = false }: ScanSpec, body: Body) {
  const inputs = [...constants, ...carries, ...slices.map((shape) => [length, ...shape])].map((shape) => t.input(shape));
  return emitScanOf(t, inputs, { constants, carries, slices, length, reverse }, body);
}

/** As `emitScan`, over given values. */
export function emitScanOf(t: TapeBuilder, inputs: readonly Value[], spec: ScanSpec, body: Body): readonly Value[] {
  const { constants = [], carries = [], slices = [], length = 4, reverse = false } = spec;
  const written = writeTape([...constants, ...carries, ...slices], body);
  return t.emit("scan", inputs, { body: written, length, reverse, constants: constants.length, carries: carries.length });
}

/** A scalar in which every element of every value counts differently. */
export function lossOf(t: TapeBuilder, values: readonly Value[]): Value {
  const terms = values.map((value, index) => {
    const waves = ops.sin(t, ops.add(t, value, ops.scalar(t, 0.3 * (index + 1), value.shape)));
    return ops.sum(
      t,
      ops.multiply(t, waves, value),
      value.shape.map((_, axis) => axis),
    );
  });
  return terms.reduce((a, b) => ops.add(t, a, b));
}

/** A tape of one scan; `read` says which of its outputs the loss looks at (default all), `inspected` which stacks to inspect. */
function oneScan(what: string, spec: ScanSpec, body: Body, read?: readonly number[], inspected?: readonly number[]): ScanCase {
  let stacks: readonly Value[] = [];
  const tape = writeTape([], (t) => {
    const outputs = emitScan(t, spec, body);
    const carries = spec.carries?.length ?? 0;
    stacks = inspected ? inspected.map((index) => outputs[index]!) : outputs.slice(carries);
    const seen = read ? read.map((index) => outputs[index]!) : outputs;
    return [lossOf(t, seen), ...outputs];
  });
  const measured = what.includes("stopGradient") ? [] : tape.inputs.map((_, index) => index);
  return { what, tape, inspected: stacks, measured };
}

/** h' = tanh(W h + x). */
const recurrent: Body = (t, weights, h, x) => {
  const next = ops.tanh(t, ops.add(t, ops.contract(t, weights, h, "ij,j->i"), x));
  return [next, next];
};
const recurrentSpec: ScanSpec = { constants: [[2, 2]], carries: [[2]], slices: [[2]] };

/** c' = f c + i g, h' = o tanh c', gates from h and x. */
const gated: Body = (t, weights, c, h, x) => {
  const gates = ops.contract(t, weights, ops.concat(t, [h, x], 0), "ij,j->i");
  const gate = (index: number) => ops.sliceAxis(t, gates, 0, index * 2, index * 2 + 2);
  const forget = ops.sigmoid(t, gate(0));
  const input = ops.multiply(t, ops.sigmoid(t, gate(1)), ops.tanh(t, gate(2)));
  const nextC = ops.add(t, ops.multiply(t, forget, c), input);
  const nextH = ops.multiply(t, ops.sigmoid(t, gate(3)), ops.tanh(t, nextC));
  return [nextC, nextH, nextC, nextH, forget];
};

const twoScans = (): ScanCase => {
  let stacks: readonly Value[] = [];
  const tape = writeTape([[2, 2], [2], [2], [4, 2]], (t, weights, start, back, x) => {
    const forward = emitScanOf(t, [weights, start, x], recurrentSpec, recurrent);
    const backward = emitScanOf(t, [weights, back, forward[1]!], { ...recurrentSpec, reverse: true }, recurrent);
    stacks = [forward[1]!, backward[1]!];
    return [lossOf(t, [forward[1]!, backward[1]!, backward[0]!])];
  });
  return { what: "a backward scan over a forward one, sharing weights", tape, inspected: stacks, measured: [0, 1, 2, 3] };
};

const batched = (): ScanCase => {
  let stacks: readonly Value[] = [];
  const tape = writeTape([[3, 2], [3], [2, 3], [4, 2, 2], [4, 2]], (t, weights, bias, h, x, mask) => {
    // the input's product is made for all steps at once
    const projected = ops.contract(t, x, weights, "tbi,oi->tbo");
    const spec: ScanSpec = { constants: [[3]], carries: [[2, 3]], slices: [[2, 3], [2]] };
    const outputs = emitScanOf(t, [bias, h, projected, mask], spec, (s, b, before, step, real) => {
      const next = ops.tanh(s, ops.add(s, ops.add(s, step, before), ops.broadcastAxes(s, b, [2, 3], [1])));
      const kept = ops.select(s, ops.broadcastAxes(s, ops.stopGradient(s, real), [2, 3], [0]), next, before);
      return [kept, next];
    });
    stacks = [outputs[1]!];
    return [lossOf(t, outputs)];
  });
  return { what: "a batch, a broadcast bias and a select", tape, inspected: stacks, measured: [0, 1, 2, 3] };
};

export const scanCases: readonly ScanCase[] = [
  oneScan("a tanh recurrence", recurrentSpec, recurrent),
  oneScan("backward in time", { ...recurrentSpec, reverse: true }, recurrent),
  oneScan("one step", { ...recurrentSpec, length: 1 }, recurrent),
  oneScan("two carries with gates", { constants: [[8, 4]], carries: [[2], [2]], slices: [[2]] }, gated),
  oneScan("two carries with gates, backward in time", { constants: [[8, 4]], carries: [[2], [2]], slices: [[2]], reverse: true }, gated),
  oneScan("swapped carries", { carries: [[2], [2]], slices: [[2]], length: 5 }, (t, a, b, x) => [ops.tanh(t, ops.add(t, b, x)), a, b]),
  oneScan("a chain of delays", { carries: [[2], [2], [2]], slices: [[2]], length: 5 }, (_, a, b, c, x) => [x, a, b, c]),
  oneScan("no carry", { constants: [[2]], slices: [[2]] }, (t, w, x) => [ops.sin(t, ops.multiply(t, w, x))]),
  oneScan("outputs that are the body's inputs", recurrentSpec, (t, w, h, x) => [ops.tanh(t, ops.add(t, h, x)), h, x, w, h]),
  oneScan("one value under several outputs", recurrentSpec, (t, w, h, x) => {
    const [next] = recurrent(t, w, h, x) as [Value];
    return [next, next, next];
  }),
  oneScan("two carries of one value", { carries: [[2], [2]], slices: [[2]] }, (t, a, b, x) => {
    const next = ops.tanh(t, ops.add(t, ops.multiply(t, a, b), x));
    return [next, next, a];
  }),
  oneScan("a carry that forgets", { carries: [[2]], slices: [[2]] }, (t, h, x) => [ops.sin(t, x), ops.multiply(t, h, x)]),
  oneScan("a carry that becomes a constant", { carries: [[2]], slices: [[2]] }, (t, h, x) => [
    ops.scalar(t, 0.7, [2]),
    ops.multiply(t, h, x),
  ]),
  oneScan("literals in the derivative", { carries: [[2]], slices: [[2]] }, (t, h, x) => {
    const scaled = ops.multiply(t, h, ops.constant(t, [2], [0.5, -1.5]));
    return [ops.sin(t, ops.add(t, scaled, x)), ops.power(t, ops.exp(t, h), ops.scalar(t, 1.5, [2]))];
  }),
  oneScan("a counter beside a recurrence", { constants: [[]], carries: [[], []], slices: [[]], length: 5 }, (t, w, n, h, x) => {
    const count = ops.add(t, n, ops.scalar(t, 1));
    return [count, ops.tanh(t, ops.divide(t, ops.add(t, ops.multiply(t, w, h), x), count)), h];
  }),
  oneScan("only the last state is read", recurrentSpec, recurrent, [0]),
  oneScan("only the stack is read", recurrentSpec, recurrent, [1]),
  oneScan(
    "one of two carries is read",
    { carries: [[2], [2]], slices: [[2]] },
    (t, a, b, x) => {
      const next = ops.tanh(t, ops.add(t, a, x));
      return [next, ops.sin(t, ops.add(t, next, b)), b];
    },
    [0],
    [],
  ),
  oneScan("stopGradient on the cycle", recurrentSpec, (t, w, h, x) => {
    const [next] = recurrent(t, w, ops.stopGradient(t, h), x) as [Value];
    return [next, ops.multiply(t, next, h)];
  }),
  oneScan("index and reduction in the body", { constants: [[3, 2]], carries: [[2]], slices: [[2]] }, (t, table, h, x) => {
    const rows = ops.gather(t, table, ops.constant(t, [2], [2, 0]));
    const mixed = ops.sum(t, ops.multiply(t, rows, ops.broadcastAxes(t, h, [2, 2], [1])), [0]);
    const largest = ops.broadcast(t, ops.max(t, x, [0]), [2]);
    return [ops.tanh(t, ops.add(t, mixed, largest)), ops.concat(t, [h, x], 0)];
  }),
  twoScans(),
  batched(),
];
