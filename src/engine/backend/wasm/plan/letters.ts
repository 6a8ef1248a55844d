// A contraction as loops over letters: which letters are rows, columns, inner ones, and which neighbours make one long axis.

import { letterSizes } from "../../../shape-rules.ts";
import type { ContractParams } from "../../../tape.ts";
import type { Count, Limit } from "./limits.ts";
import { rowMajor, type Shape } from "./storage.ts";

/** One or several letters that can be walked as one axis. Strides in elements; 0 where an operand has no such letter. */
export interface Axis {
  readonly size: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** Of what the result is added to. */
  readonly d: number;
  /** Walked only so far. */
  readonly limit: Count | null;
}

/** Each group from the outermost axis to the innermost; axes of size 1 are left out. */
export interface Axes {
  /** In both operands and the result. */
  readonly batch: readonly Axis[];
  /** In the left operand and the result. */
  readonly rows: readonly Axis[];
  /** In the right operand and the result. */
  readonly columns: readonly Axis[];
  /** In both operands and not in the result. */
  readonly inner: readonly Axis[];
}

/** Joins neighbours that are one axis for all operands. */
function joined(axes: readonly Axis[]): Axis[] {
  const result: Axis[] = [];
  for (const axis of axes) {
    const outer = result.at(-1);
    const fits = outer && !outer.limit && !axis.limit && (["a", "b", "c", "d"] as const).every((of) => outer[of] === axis[of] * axis.size);
    if (fits) result[result.length - 1] = { ...axis, size: outer.size * axis.size };
    else result.push(axis);
  }
  return result;
}

export interface OperandOf {
  readonly shape: Shape;
  readonly strides: readonly number[];
  readonly limit?: Limit | null;
}

/** Strides along the axes of the result. */
export interface ResultStrides {
  /** Of the result; row-major if not given. */
  readonly c?: readonly number[];
  /** Of what it is added to. */
  readonly d?: readonly number[];
}

export function axesOf(params: ContractParams, a: OperandOf, b: OperandOf, of: ResultStrides = {}): Axes {
  const { left, right, out } = params;
  const sizes = letterSizes(params, a.shape, b.shape);
  const shape = [...out].map((letter) => sizes.get(letter)!);
  const c = of.c ?? rowMajor(shape);
  const stride = (letters: string, strides: readonly number[], letter: string) => {
    const at = letters.indexOf(letter);
    return at < 0 ? 0 : strides[at]!;
  };
  const limit = (letters: string, operand: OperandOf, letter: string) =>
    operand.limit && letters[operand.limit.axis] === letter ? operand.limit.count : null;
  const axis = (letter: string): Axis => ({
    size: sizes.get(letter)!,
    a: stride(left, a.strides, letter),
    b: stride(right, b.strides, letter),
    c: stride(out, c, letter),
    d: of.d ? stride(out, of.d, letter) : 0,
    limit: limit(left, a, letter) ?? limit(right, b, letter),
  });
  const group = (letters: string, wanted: (letter: string) => boolean) =>
    joined(
      [...letters]
        .filter(wanted)
        .map(axis)
        .filter(({ size }) => size !== 1),
    );
  return {
    batch: group(out, (letter) => left.includes(letter) && right.includes(letter)),
    rows: group(out, (letter) => !right.includes(letter)),
    columns: group(out, (letter) => !left.includes(letter)),
    inner: group(left, (letter) => !out.includes(letter)),
  };
}

/** The same contraction with its operands exchanged. */
export function exchanged({ batch, rows, columns, inner }: Axes): Axes {
  const turn = (axes: readonly Axis[]) => axes.map((axis) => ({ ...axis, a: axis.b, b: axis.a }));
  return { batch: turn(batch), rows: turn(columns), columns: turn(rows), inner: turn(inner) };
}
