// Tapes for the laws of the passes on scans: every scan case with its gradients, and scans of more kinds.

import { grad } from "../../../src/engine/grad.ts";
import * as ops from "../../../src/engine/ops.ts";
import type { Tape } from "../../../src/engine/tape.ts";
import { emitScanOf, lossOf, type ScanSpec, scanCases } from "../scan-cases.ts";
import { writeTape } from "../write-tape.ts";

export interface SpeedCase {
  readonly what: string;
  readonly tape: Tape;
}

const gradient = (tape: Tape) => grad(tape, { of: 0, wrt: tape.inputs });

/** Constants in several places, slices of several shapes, products on all sides of the recurrence. */
const manySided = (reverse: boolean): Tape =>
  writeTape([[3, 3], [3, 2], [3], [4, 3], [4, 3], [5, 4, 2], [5, 4]], (t, w, v, b, h, c, x, mask) => {
    const spec: ScanSpec = {
      constants: [[3, 3], [3, 2], [3]],
      carries: [
        [4, 3],
        [4, 3],
      ],
      slices: [[4, 2], [4]],
      length: 5,
      reverse,
    };
    const outputs = emitScanOf(t, [w, v, b, h, c, x, mask], spec, (s, weights, inputs, bias, h1, c1, x1, m1) => {
      const spread = ops.broadcastAxes(s, ops.exp(s, ops.sin(s, bias)), [4, 3], [1]);
      const projected = ops.tanh(s, ops.contract(s, inputs, x1, "ik,Bk->Bi"));
      const real = ops.broadcastAxes(s, ops.sigmoid(s, m1), [4, 3], [0]);
      const squared = ops.contract(s, weights, weights, "ij,jk->ik");
      const inner = ops.add(s, ops.contract(s, squared, h1, "ij,Bj->Bi"), ops.multiply(s, projected, spread));
      const next = ops.tanh(s, ops.multiply(s, inner, real));
      const shown = ops.contract(s, inputs, ops.add(s, next, spread), "ik,Bi->Bk");
      const total = ops.add(s, c1, ops.add(s, ops.multiply(s, next, real), ops.broadcastAxes(s, ops.sum(s, x1, [1]), [4, 3], [0])));
      return [next, total, ops.multiply(s, shown, x1), projected, spread, bias, ops.reverse(s, x1, 1), ops.max(s, x1, [0])];
    });
    return [lossOf(t, outputs), ...outputs];
  });

/** Table look-ups by numbers that change from step to step, and by those that do not. */
const lookUps = (): Tape =>
  writeTape(
    [
      [4, 2],
      [3, 2],
      [5, 3, 2],
    ],
    (t, table, h, x) => {
      const rows = ops.constant(t, [5, 3], [0, 1, 3, 2, 2, 0, 1, 1, 1, 3, 0, 2, 0, 0, 3]);
      const pairs = ops.constant(t, [5, 2, 2], [0, 1, 2, 2, 1, 1, 0, 2, 2, 0, 0, 0, 1, 2, 1, 0, 2, 1, 0, 0]);
      const spec: ScanSpec = { constants: [[4, 2]], carries: [[3, 2]], slices: [[3, 2], [3], [2, 2]], length: 5 };
      const outputs = emitScanOf(t, [table, h, x, rows, pairs], spec, (s, all, h1, x1, row, pair) => {
        const chosen = ops.gather(s, all, row);
        const own = ops.gather(s, x1, pair);
        const fixed = ops.gather(s, x1, ops.constant(s, [3], [2, 0, 0]));
        const scattered = ops.scatterAdd(s, x1, row, 4);
        const next = ops.tanh(s, ops.add(s, ops.multiply(s, h1, chosen), fixed));
        return [next, own, scattered, ops.gather(s, all, ops.constant(s, [2], [3, 1]))];
      });
      return [lossOf(t, outputs), ...outputs];
    },
  );

/** Axes moved about in front of the recurrence and behind it. */
const rearranged = (): Tape =>
  writeTape([[2, 3], [3], [4, 2, 3]], (t, w, h, x) => {
    const spec: ScanSpec = { constants: [[2, 3]], carries: [[3]], slices: [[2, 3]], length: 4, reverse: true };
    const outputs = emitScanOf(t, [w, h, x], spec, (s, weights, h1, x1) => {
      const turned = ops.transpose(s, ops.multiply(s, weights, x1), [1, 0]);
      const joined = ops.concat(s, [turned, ops.transpose(s, weights, [1, 0])], 1);
      const padded = ops.pad(s, ops.slice(s, joined, [0, 1], [3, 4]), [0, 1], [0, 2]);
      const flat = ops.reshape(s, ops.reverse(s, padded, 1), [18]);
      const own = ops.sum(s, ops.reshape(s, flat, [3, 6]), [1]);
      const next = ops.sin(s, ops.add(s, h1, own));
      const wide = ops.pad(s, ops.reshape(s, next, [3, 1]), [1, 0], [0, 2]);
      return [next, flat, ops.contract(s, ops.slice(s, weights, [0, 0], [2, 3]), ops.slice(s, wide, [1, 0], [4, 3]), "ij,jx->ix"), turned];
    });
    return [lossOf(t, outputs), ...outputs];
  });

/** A scan in the body of a scan, with what is invariant of one and of both. */
const nested = (): Tape =>
  writeTape([[2, 2], [2], [3, 4, 2]], (t, w, h, x) => {
    const outer: ScanSpec = { constants: [[2, 2]], carries: [[2]], slices: [[4, 2]], length: 3 };
    const inner: ScanSpec = { constants: [[2, 2], [2]], carries: [[2], [2]], slices: [[2]], length: 4, reverse: true };
    const outputs = emitScanOf(t, [w, h, x], outer, (s, weights, h1, x1) => {
      const zero = ops.scalar(s, 0, [2]);
      const results = emitScanOf(s, [weights, h1, h1, zero, x1], inner, (r, w2, c2, h2, sum2, x2) => {
        const both = ops.contract(r, ops.sin(r, w2), ops.cos(r, c2), "ij,j->i");
        const own = ops.contract(r, ops.exp(r, ops.negate(r, w2)), x2, "ij,j->i");
        const next = ops.tanh(r, ops.add(r, ops.multiply(r, h2, both), own));
        return [next, ops.add(r, sum2, ops.contract(r, w2, next, "ij,j->i")), ops.add(r, next, both)];
      });
      const fixed = emitScanOf(s, [weights, zero, x1], { constants: [[2, 2]], carries: [[2]], slices: [[2]] }, (r, w2, h2, x2) => [
        ops.tanh(r, ops.add(r, ops.contract(r, w2, h2, "ij,j->i"), x2)),
      ]);
      return [ops.tanh(s, ops.add(s, results[0]!, fixed[0]!)), results[1]!, results[2]!];
    });
    return [lossOf(t, outputs), ...outputs];
  });

const own: readonly SpeedCase[] = [
  { what: "a scan with everything", tape: manySided(false) },
  { what: "a reversed scan with everything", tape: manySided(true) },
  { what: "look-ups", tape: lookUps() },
  { what: "rearranged axes", tape: rearranged() },
];

export const speedCases: readonly SpeedCase[] = [
  ...[...scanCases, ...own].flatMap(({ what, tape }) => [
    { what, tape },
    { what: `${what}: its gradient`, tape: gradient(tape) },
  ]),
  { what: "a scan in a scan", tape: nested() },
];
