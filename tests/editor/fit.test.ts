// The view that a graph opens in: as large as life where it fits, in the middle, clear of what floats below.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { figureOf } from "../../src/editor/canvas/drawing.ts";
import { drawnBox } from "../../src/editor/canvas/drawn-box.ts";
import { fittingView } from "../../src/editor/canvas/fit.ts";
import { canvasNodes, canvasWires } from "../../src/editor/canvas/flow-model.ts";
import { loadDocument } from "../../src/graph/load.ts";

const box = (left: number, top: number, width: number, height: number) => ({ left, top, right: left + width, bottom: top + height });

test("a graph that fits is shown as large as life, in the middle", () => {
  expect(fittingView(box(100, 50, 400, 300), 900, 664)).toEqual({ zoom: 1, x: 150, y: 108 });
  expect(fittingView(box(0, 0, 884, 300), 896, 664)).toMatchObject({ zoom: 1, x: 6 });
});

test("a larger one is made smaller, with air at its sides", () => {
  const { zoom, x } = fittingView(box(0, 0, 1000, 300), 832, 664);
  expect([zoom, x]).toEqual([0.8, 16]);
  expect(fittingView(box(0, 0, 100, 1200), 832, 664)).toMatchObject({ zoom: 0.5, y: 8 });
});

test("the convolutional net opens near enough for its pictures on a screen of 1440 × 900", () => {
  const loaded = loadDocument(readFileSync(new URL("../../graphs/examples/cnn-shapes.json", import.meta.url), "utf8"), registry);
  if (!loaded.ok) throw new Error(loaded.problem.message);
  const { document } = loaded.value;
  const nodes = canvasNodes(document, document.graph, null, registry, new Set(), []);
  const drawn = drawnBox(nodes, canvasWires(document.graph, { ways: new Map(), crossings: [] }, new Set(), []), false);
  expect(drawn && fittingView(drawn, 896, 655).zoom).toBeGreaterThan(0.85);
});

test("a layer without bias and function is drawn as a matrix", () => {
  const figure = (type: string, attributes = {}) => figureOf(registry.get(type), attributes);
  expect(figure("affine")).toBe("gate");
  expect(figure("affine", { bias: false })).toBe("square");
  expect(figure("gate", { bias: false })).toBe("gate");
});
