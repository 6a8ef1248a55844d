// What one node does to a gradient that comes back through it: its local Jacobian ∂out_t/∂in_t at every step, all else held still.

import { type RandomStream, stream } from "../../base/random.ts";
import type { FlatEndpoint, FlatNode } from "../../compiler/flatten.ts";
import { sizeOf } from "../../engine/tape.ts";
import { Probe } from "./probe.ts";
import { locate, type Subject } from "./subject.ts";

export interface LocalFactor {
  readonly node: FlatNode;
  /** Where the value arrives at the node, and where it comes from. */
  readonly port: string;
  readonly from: FlatEndpoint;
  /** The node's output port. */
  readonly output: string;
  /** m and n of ∂out/∂in. */
  readonly rows: number;
  readonly columns: number;
  /** `[T]`: root mean square of the singular values, what a gradient of no particular direction is multiplied by; of random directions where
   *  the Jacobian is too large to be gone through row by row. */
  readonly gain: Float64Array;
  /** `[T][n]`: the diagonal, where nothing is off it; else null. */
  readonly diagonal: Float64Array | null;
  /** The result is the operand, component by component, times something that does not depend on it, plus something. */
  readonly scales: boolean;
  /** `[m][n]` at the step in the middle, where it is not diagonal; null also where it is too large. */
  readonly sample: Float64Array | null;
  /** Takes gradients back through the node, at all steps. */
  readonly probe: Probe;
}

/** Multiplications that a Jacobian row by row may take; beyond them random directions stand for the rows. */
const MOST_WORK = 2 ** 28;
/** Their mean square is right within about a fifth, at each step by itself. */
const DIRECTIONS = 32;

const middleOf = (steps: number): number => Math.floor(steps / 2);

const direction = (random: RandomStream, rows: number, of: (random: RandomStream) => number): Float64Array =>
  Float64Array.from({ length: rows }, () => of(random));

const sign = (random: RandomStream): number => (random.uniform() < 0.5 ? -1 : 1);
/** Never near 0. */
const apart = (random: RandomStream): number => sign(random) * (1 + random.uniform());

/** `[T][n]`, or null: only of a diagonal matrix do two products with any two vectors give the same ratio, component by component. */
function diagonalOf(probe: Probe, columns: number, random: RandomStream): Float64Array | null {
  if (probe.rows !== columns) return null;
  const ratios = () => {
    const seed = direction(random, columns, apart);
    return probe.along(seed).map((x, k) => x / seed[k % columns]!);
  };
  const [one, other] = [ratios(), ratios()];
  return one.every((x, k) => Math.abs(x - other[k]!) <= 1e-12 * Math.abs(x)) ? one : null;
}

/** Adds the squares of `[T][n]` to a sum for each step. */
function addSquares(sums: Float64Array, slopes: Float64Array, columns: number): void {
  for (let k = 0; k < slopes.length; k++) sums[Math.floor(k / columns)]! += slopes[k]! ** 2;
}

interface Summary {
  readonly gain: Float64Array;
  readonly sample: Float64Array | null;
}

const gainOf = (squares: Float64Array, rows: number, columns: number): Float64Array =>
  squares.map((sum) => Math.sqrt(sum / Math.min(rows, columns)));

function* rowByRow(probe: Probe, steps: number, columns: number): Generator<void, Summary> {
  const { rows } = probe;
  const squares = new Float64Array(steps);
  const sample = new Float64Array(rows * columns);
  const middle = middleOf(steps) * columns;
  for (let row = 0; row < rows; row++) {
    yield;
    const slopes = probe.row(row);
    addSquares(squares, slopes, columns);
    sample.set(slopes.subarray(middle, middle + columns), row * columns);
  }
  return { gain: gainOf(squares, rows, columns), sample };
}

/** ‖L‖² as the mean of |Lᵀs|² over random signs s (Hutchinson, 1989). */
function* byDirections(probe: Probe, steps: number, columns: number, random: RandomStream): Generator<void, Float64Array> {
  const squares = new Float64Array(steps);
  for (let k = 0; k < DIRECTIONS; k++) {
    yield;
    addSquares(squares, probe.along(direction(random, probe.rows, sign)), columns);
  }
  const mean = squares.map((sum) => sum / DIRECTIONS);
  return gainOf(mean, probe.rows, columns);
}

/**
 * One for each wire between two nodes of a cycle: delays have none, they pass on what they get.
 * @param members of the cycle; a product with the Jacobian is computed between one `yield` and the next
 */
export function* localFactors(subject: Subject, members: readonly FlatNode[]): Generator<void, readonly LocalFactor[]> {
  const paths = new Set(members.map(({ path }) => path));
  const found: LocalFactor[] = [];
  for (const node of members) {
    if (node.type.role === "delay") continue;
    for (const [port, from] of node.inputs) {
      if (!paths.has(from.path)) continue;
      for (const { id } of node.outputs) found.push(yield* localFactor(subject, node, port, from, id));
    }
  }
  return found;
}

function* localFactor(subject: Subject, node: FlatNode, port: string, from: FlatEndpoint, output: string): Generator<void, LocalFactor> {
  const { steps } = subject;
  const rows = sizeOf(locate(subject, node.path, output).named.shape);
  const columns = sizeOf(locate(subject, from.path, from.port).named.shape);
  const probeAt = (first: number, count: number) => new Probe(subject, node, port, output, rows, { from: first, count });
  const probe = probeAt(0, steps);
  const random = stream(1, `${node.path} ${port} ${output}`);
  const known = { node, port, from, output, rows, columns, probe };
  yield;
  const diagonal = diagonalOf(probe, columns, random);
  if (diagonal) {
    const squares = new Float64Array(steps);
    addSquares(squares, diagonal, columns);
    return { ...known, gain: gainOf(squares, rows, columns), diagonal, scales: probe.isLinear(), sample: null };
  }
  const work = rows * rows * columns;
  if (work * steps <= MOST_WORK) return { ...known, ...(yield* rowByRow(probe, steps, columns)), diagonal, scales: false };
  const gain = yield* byDirections(probe, steps, columns, random);
  const sample = work <= MOST_WORK ? (yield* rowByRow(probeAt(middleOf(steps), 1), 1, columns)).sample : null;
  return { ...known, gain, sample, diagonal, scales: false };
}
