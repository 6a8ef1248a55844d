// The units on the card of a cell: worked out where the instance stands, whatever expression it was given.

import { expect, test } from "vitest";
import { cellNumber, openNumber } from "../../../src/editor/store/written-number.ts";
import type { Document } from "../../../src/graph/document.ts";
import { cellOf, sketch } from "../../compiler/sketch.ts";

const inner = cellOf("x = sequence()\n h = gate(x1 < x, units=units)\n o$ = output(x < h)", { units: 20 });
const outer = cellOf('x = sequence()\n a = cell(cell=inner, x < x, units="units * 2")\n b = cell(cell=inner, x < x)', { units: 5 });
const document: Document = sketch("x = sequence()\n c = cell(cell=outer, x < x, units=7)\n d = cell(cell=outer, x < x)", { inner, outer });

const units = (path: readonly string[], id: string): number | undefined => {
  const graph = path.length === 0 ? document.graph : document.cells.outer!;
  return cellNumber({ document, path }, graph.nodes[id]!, "units");
};

test("are a number, by the instance, by the cell, and by the instance around it", () => {
  expect(units([], "c")).toBe(7);
  expect(units([], "d")).toBe(5);
  expect(units(["c"], "a")).toBe(14);
  expect(units(["d"], "a")).toBe(10);
  expect(units(["c"], "b")).toBe(20);
  expect(units([], "x")).toBeUndefined();
});

test("of the open graph are those of the instance that was opened", () => {
  expect(openNumber({ document, path: ["c", "a"] }, "units")).toBe(14);
  expect(openNumber({ document, path: ["d"] }, "units")).toBe(5);
  expect(openNumber({ document, path: [] }, "units")).toBeUndefined();
});
