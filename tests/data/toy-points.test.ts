// What holds of the toy points: without noise each kind lies on its figure, classes are balanced, splits differ.
import { describe, expect, it } from "vitest";
import type { Split } from "../../src/data/dataset.ts";
import { toyPoints } from "../../src/data/toy-points.ts";

interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

const points = ({ fields, count }: Split): LabelledPoint[] => {
  const [x, y] = [fields.x?.tensor.data ?? [], fields.y?.tensor.data ?? []];
  return Array.from({ length: count }, (_, i) => ({ x: x[2 * i] ?? NaN, y: x[2 * i + 1] ?? NaN, label: y[i] ?? NaN }));
};
const clean = (kind: string): LabelledPoint[] => points(toyPoints({ kind, noise: 0 }, 1).train);

describe("toy points", () => {
  it.each(["xor", "circles", "moons", "spiral"])("of kind %s have two features, balanced classes and their own test points", (kind) => {
    const { train, test } = toyPoints({ kind }, 1);
    expect([train.count, test.count]).toEqual([200, 100]);
    expect([train.fields.x?.tensor.shape, train.fields.y?.tensor.shape]).toEqual([
      [200, 2],
      [200, 1],
    ]);
    expect(points(train).reduce((sum, { label }) => sum + label, 0)).toBe(100);
    const known = new Set(points(train).map(({ x }) => x));
    expect(points(test).some(({ x }) => known.has(x))).toBe(false);
    expect(toyPoints({ kind }, 1)).toEqual({ train, test, symbols: { x: ["x1", "x2"] } });
    expect(toyPoints({ kind }, 2).train).not.toEqual(train);
  });

  it("of xor are 1 where the signs differ, and fill all four quadrants", () => {
    const quadrants = new Set(clean("xor").map(({ x, y, label }) => `${Math.sign(x)} ${Math.sign(y)} ${label}`));
    expect([...quadrants].sort()).toEqual(["-1 -1 0", "-1 1 1", "1 -1 1", "1 1 0"]);
  });

  it("of circles lie on rings of radius 1 and 1/2", () => {
    for (const { x, y, label } of clean("circles")) expect(Math.hypot(x, y)).toBeCloseTo(label === 1 ? 0.5 : 1, 12);
  });

  it("of moons lie on two half circles", () => {
    for (const { x, y, label } of clean("moons")) {
      const side = label === 1 ? -1 : 1;
      expect(Math.hypot(x + 0.5 * side, y + 0.25 * side)).toBeCloseTo(1, 12);
      expect(side * y + 0.25).toBeGreaterThanOrEqual(0);
    }
  });

  it("of a spiral lie on arms half a turn apart", () => {
    for (const { x, y, label } of clean("spiral")) {
      const radius = Math.hypot(x, y);
      const angle = 3 * Math.PI * radius + Math.PI * label;
      expect([x, y].map((value) => value.toFixed(9))).toEqual(
        [radius * Math.cos(angle), radius * Math.sin(angle)].map((v) => v.toFixed(9)),
      );
    }
  });

  it("move by the noise after the class is settled", () => {
    const moved = points(toyPoints({ kind: "xor", noise: 0.3 }, 1).train);
    expect(moved.some(({ x, y, label }) => (x * y < 0 ? 1 : 0) !== label)).toBe(true);
  });

  it.each([
    [{ kind: "stars" }, 'toy-points: kind is "stars", expected one of xor, circles, moons, spiral'],
    [{ trainCount: 0.5 }, "toy-points: trainCount is 0.5, expected a whole number from 1 to 100000"],
    [{ testCount: -1 }, "toy-points: testCount is -1, expected a whole number from 0 to 100000"],
    [{ noise: "much" }, 'toy-points: noise is "much", expected a number from 0 to 10'],
  ])("%j is one problem", (attributes, message) => {
    expect(() => toyPoints(attributes, 1)).toThrow(message);
  });
});
