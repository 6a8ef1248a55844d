// docs/bench.md: what its writer puts into a cell, and that the file is written like that.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Cell, type Engine, markdown } from "../bench/markdown.mjs";

const engines: readonly Engine[] = [
  { id: "node", title: "Gradwire, Node", group: "gradwire", missing: null },
  { id: "chromium", title: "Gradwire, Chromium", group: "gradwire", missing: null },
  { id: "torch", title: "PyTorch, eager", group: "pytorch", missing: null },
];

/** Lines of the table of one workload. */
function linesOf(cells: Readonly<Record<string, Cell>>): string[] {
  const table = [{ workload: { key: "W6", name: "tiny-scalar", title: "numbers" }, cells: new Map(Object.entries(cells)) }];
  return markdown([], table, engines, ["a machine"], new Map()).split("\n");
}

test("a minimum stands in brackets, and where the clock could tell none there are no brackets", () => {
  const lines = linesOf({
    node: { median: 0.0002, min: 0.0001 },
    chromium: { median: 0.0004, min: 0 },
    torch: { median: 0.04, min: 0.03 },
  });
  expect(lines).toContain("| W6 `tiny-scalar` | 0.20 µs (0.10 µs) | 0.40 µs | 0.040 (0.030) |");
  expect(lines).toContain("| W6 | PyTorch, eager | 200× (300×) | 100× | – | – | – |");
});

test("the file has no empty brackets", () => {
  const file = readFileSync(new URL("../../docs/bench.md", import.meta.url), "utf8");
  expect(file).toContain("a\nminimum that the clock could not tell is left out.");
  expect(file).not.toMatch(/\(–/);
});
