// A wire in pieces: the trunk knows all wires that run through it.

import { expect, test } from "vitest";
import { layWires, type Placed } from "../../../src/editor/canvas/geometry.ts";
import { casingPath, piecesOf, stretch } from "../../../src/editor/canvas/pieces.ts";
import type { Direction, PlacedPort } from "../../../src/editor/canvas/port-layout.ts";
import type { Side } from "../../../src/editor/canvas/wire-path.ts";
import type { Edge } from "../../../src/graph/document.ts";

const port = (id: string, direction: Direction, side: Side): PlacedPort => ({
  id,
  direction,
  side,
  x: side === "right" ? 40 : side === "left" ? 0 : 20,
  y: side === "top" ? 0 : 20,
  spec: { id, summary: "" },
});

const node = (id: string, x: number, y: number, ...ports: PlacedPort[]): Placed => ({
  id,
  position: { x, y },
  width: 40,
  height: 40,
  data: { ports },
});

/** A bus to the right, with a branch up to b, and on to c. */
const nodes = [
  node("a", 0, 100, port("value", "out", "right")),
  node("b", 100, 0, port("x", "in", "left")),
  node("c", 300, 100, port("x", "in", "left")),
];
const edges: Edge[] = [
  {
    from: { node: "a", port: "value" },
    to: { node: "b", port: "x" },
    route: [
      { x: 50, y: 100 },
      { x: 50, y: 0 },
    ],
  },
  { from: { node: "a", port: "value" }, to: { node: "c", port: "x" } },
];

const ways = [...layWires(nodes, edges, new Map())];
const pieces = (id: string) => {
  const way = ways.find(([other]) => other === id)?.[1];
  if (!way) throw new Error(`no way ${id}`);
  return piecesOf(id, way, ways);
};

test("the first wire draws the trunk for both, then its own branch", () => {
  expect(pieces("b:x").map(({ wires }) => wires)).toEqual([["b:x", "c:x"], ["b:x"]]);
  expect(pieces("b:x")[0]?.points).toEqual([
    { x: 20, y: 100 },
    { x: 50, y: 100 },
  ]);
});

test("the later wire begins where it leaves the trunk", () => {
  expect(pieces("c:x").map(({ wires }) => wires)).toEqual([["c:x"]]);
  expect(pieces("c:x")[0]?.points[0]).toEqual({ x: 50, y: 100 });
});

test("a stretch keeps the corners that lie in it", () => {
  const points = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 10 },
  ];
  expect(stretch(points, 5, 15)).toEqual([
    { x: 5, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 5 },
  ]);
  expect(stretch(points, 0, 20)).toEqual(points);
});

test("a casing covers the crossing and does not reach over the end", () => {
  const points = [
    { x: 0, y: 0 },
    { x: 0, y: 100 },
  ];
  expect(casingPath(points, [{ x: 0, y: 50 }])).toBe("M0 42L0 58");
  expect(casingPath(points, [{ x: 0, y: 3 }])).toBe("M0 0L0 11");
  expect(casingPath(points, [{ x: 7, y: 50 }])).toBe("");
});
