// Curves of a training: what a report adds to them, and where their axes end.

import { describe, expect, test } from "vitest";
import { emptyCurve } from "../../../src/editor/store/state.ts";
import { decadesAround, epochRange, epochTicks, powerText } from "../../../src/editor/training/chart-axes.ts";
import { extended, upTo } from "../../../src/editor/training/curve.ts";
import type { TrainingReport } from "../../../src/editor/worker/protocol.ts";
import { idleReport } from "../../../src/editor/worker/trainer.ts";

/** Of epochs that follow each other, each with its loss and norm. */
const report = (first: number, ...passed: readonly (readonly [number, number])[]): TrainingReport => ({
  ...idleReport,
  epoch: first + passed.length - 1,
  passed: { epochs: passed.map((_, k) => first + k), losses: passed.map(([loss]) => loss), norms: passed.map(([, norm]) => norm) },
});

describe("a report", () => {
  test("adds a point for each epoch that has passed", () => {
    const curve = extended(extended(emptyCurve, report(1, [3, 7])), report(2, [2, 5], [1, 4]));
    expect(curve).toEqual({ epochs: [1, 2, 3], losses: [3, 2, 1], norms: [7, 5, 4] });
  });

  test("without an epoch adds nothing", () => {
    const curve = extended(emptyCurve, report(1, [3, 7]));
    expect(extended(curve, report(1))).toBe(curve);
  });

  test("leaves a hole where a number is not finite, and begins anew after a reset", () => {
    const broken = extended(emptyCurve, report(4, [Number.NaN, Number.POSITIVE_INFINITY]));
    expect(broken).toEqual({ epochs: [4], losses: [null], norms: [null] });
    expect(extended(broken, report(1, [9, 8]))).toEqual({ epochs: [1], losses: [9], norms: [8] });
  });
});

test("a curve is kept as far as an epoch, its last points where they are many", () => {
  const curve = extended(emptyCurve, report(1, [4, 1], [3, 1], [2, 1], [1, 1]));
  expect(upTo(curve, 3, 9).losses).toEqual([4, 3, 2]);
  expect(upTo(curve, 3, 2)).toEqual({ epochs: [2, 3], losses: [3, 2], norms: [1, 1] });
  expect(upTo(curve, 8, 9)).toEqual(curve);
});

describe("axes", () => {
  test("end at whole decades, one at least", () => {
    expect(decadesAround(2, 80)).toEqual([1, 100]);
    expect(decadesAround(10, 10)).toEqual([10, 100]);
  });

  test("write powers and nothing between them", () => {
    expect([0.01, 1, 3, 100].map(powerText)).toEqual(["10⁻²", "10⁰", "", "10²"]);
  });

  test("begin at epoch 0 unless the curve begins late", () => {
    expect(epochRange(1, 60)).toEqual([0, 60]);
    expect(epochRange(40, 60)).toEqual([40, 60]);
    expect(epochTicks(0, 60)).toEqual([0, 30, 60]);
    expect(epochTicks(0, 1)).toEqual([0, 1]);
  });
});
