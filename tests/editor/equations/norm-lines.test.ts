// The norms beside a symbol: which symbols are drawn with it, and where their names stand.

import { describe, expect, test } from "vitest";
import { labelsFor } from "../../../src/editor/equations/line-labels.ts";
import { relatedTo } from "../../../src/editor/equations/related.ts";

const text = "x = sequence(2)\nv = mu * v[t-1] + x\nm = beta * m[t-1] + x .^ 2\nh = sigmoid(U * h[t-1] + v ./ sqrt(m))\n";
const names = ["x", "v", "m", "h"];
const index = {
  linesOf: new Map(names.map((name) => [name, [name]])),
  nodeOf: new Map(names.map((name) => [name, name === "h" ? "output" : name])),
};

describe("symbols beside one", () => {
  test("are those that depend on its line, then those that are remembered", () => {
    expect(relatedTo("m", text, index).map(({ name }) => name)).toEqual(["m", "h", "v"]);
    expect(relatedTo("x", text, index).map(({ name }) => name)).toEqual(["x", "v", "m", "h"]);
  });

  test("are nodes, which may be called otherwise", () => {
    expect(relatedTo("m", text, index)[1]).toEqual({ name: "h", node: "output" });
  });

  test("are none where the node has no line", () => {
    expect(relatedTo("other", "a = 1\n", { linesOf: new Map(), nodeOf: new Map() })).toEqual([{ name: "other", node: "other" }]);
  });
});

describe("names at lines", () => {
  const room = { top: 0, bottom: 70, left: 36, right: 360 };
  const flat = (y: number) => Array.from({ length: 10 }, (_, k) => ({ x: 40 + 35 * k, y }));

  test("stand above the upper line and below the lower", () => {
    const [upper, lower] = labelsFor([flat(30), flat(44)], room);
    expect(upper?.y).toBeLessThan(30);
    expect(lower?.y).toBeGreaterThan(44);
  });

  test("do not stand on each other, nor outside", () => {
    const labels = labelsFor([flat(30), flat(31), flat(32)], room);
    for (const a of labels) {
      expect(a.x).toBeGreaterThan(room.left);
      expect(a.x).toBeLessThan(room.right);
      for (const b of labels) if (a !== b) expect(Math.abs(a.x - b.x) > 40 || Math.abs(a.y - b.y) > 9).toBe(true);
    }
  });

  test("are left out where a line has no points", () => {
    expect(labelsFor([[null, null]], room)).toEqual([]);
  });
});
