// The ground of an open cell, and the wires on the canvas, for the shipped cells.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { canvasNodes, canvasWires } from "../../../src/editor/canvas/flow-model.ts";
import { openCellOf } from "../../../src/editor/canvas/open-cell.ts";
import { WireLayer } from "../../../src/editor/canvas/wire-layer.ts";
import { loadDocument } from "../../../src/graph/load.ts";

function drawn(example: string, scope: string) {
  const result = loadDocument(readFileSync(new URL(`../../../graphs/examples/${example}.json`, import.meta.url), "utf8"), registry);
  if (!result.ok) throw new Error(result.problem.message);
  const { document } = result.value;
  const cell = document.cells[scope];
  if (!cell) throw new Error(`no cell ${scope}`);
  const nodes = canvasNodes(document, cell, scope, registry, new Set(), []);
  const layer = new WireLayer();
  const lay = (moved: typeof nodes) => layer.lay(moved, Object.values(cell.edges), new Set());
  const laid = lay(nodes);
  return { cell, nodes, laid, lay, wires: canvasWires(cell, laid, new Set(), []) };
}

describe("the ground of the LSTM", () => {
  const { nodes, wires } = drawn("lstm-embedded-reber", "lstm");
  const open = openCellOf(nodes, wires);

  test("holds the body; the delays, whose loops run round it, lie outside, and the input sits on its lower edge", () => {
    expect(open?.box).toMatchObject({ left: 48, bottom: 536 });
    expect(open?.box.top).toBeGreaterThan(48 + 17);
    expect(open?.box.right).toBeLessThan(832);
  });

  test("has a port where a wire of a loop enters or leaves", () => {
    const ports = open?.passages.map(({ side, source, delayed }) => `${side} ${source} ${delayed}`).sort();
    expect(ports).toEqual(["left C true", "left h true", "right C false", "right h false"]);
  });
});

test("loops inside of a cell stay inside, and its tags sit on the outline", () => {
  const { nodes, wires } = drawn("adam-cell-embedded-reber", "adamCell");
  const open = openCellOf(nodes, wires);
  expect(open?.box).toMatchObject({ left: 48, right: 870 });
  // h goes out where the output's port sits on the outline
  expect(open?.passages).toMatchObject([{ source: "h", side: "right", x: 870, delayed: false }]);
});

describe("wires", () => {
  test("that were laid by hand keep their corners", () => {
    const { cell, laid } = drawn("lstm-embedded-reber", "lstm");
    for (const [id, { route }] of Object.entries(cell.edges)) {
      for (const corner of route ?? []) expect(laid.ways.get(id)?.points).toContainEqual(corner);
    }
  });

  test("stay the same objects while nothing moves, and those far from what moves stay too", () => {
    const { nodes, laid, lay } = drawn("rnn-reber", "rnn");
    expect(lay([...nodes])).toBe(laid);
    const moved = nodes.map((node) =>
      node.id === "output$" ? { ...node, position: { x: node.position.x + 16, y: node.position.y } } : node,
    );
    const after = lay(moved);
    expect(after.ways.get("output$:x")).not.toBe(laid.ways.get("output$:x"));
    expect(after.ways.get("input$:x")).toBe(laid.ways.get("input$:x"));
  });
});
