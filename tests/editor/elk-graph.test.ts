// Auto layout: the graph as ELK gets it, and what its answer means: layers from left to right, on the grid, around the old middle.

import Elk from "elkjs/lib/elk.bundled.js";
import { expect, test } from "vitest";
import type { PlacedPort } from "../../src/editor/canvas/port-layout.ts";
import { elkGraph, GRID, type LaidNode, positionsOf } from "../../src/editor/layout/elk-graph.ts";
import { draw } from "../graph/build.ts";

const port = (id: string, direction: "in" | "out"): PlacedPort => ({
  id,
  direction,
  spec: { id, summary: "" },
  side: direction === "in" ? "left" : "right",
  x: direction === "in" ? 0 : 40,
  y: 20,
});

const laid = (id: string, isDelay = false): LaidNode => ({
  id,
  position: { x: 100, y: 60 },
  width: 40,
  height: 40,
  ports: [port("x", "in"), port("b", "in"), port("value", "out")],
  isDelay,
});

const { graph } = draw("x:input s:add h:tanh z:delay", "x>s.x z>s.b s>h.x h>z.x");
const nodes = [laid("z", true), laid("h"), laid("s"), laid("x")];

test("what is computed goes from left to right, and the loop is cut at its delay", async () => {
  const positions = positionsOf(await new Elk().layout(elkGraph(nodes, Object.values(graph.edges))), nodes);
  const { x, s, h } = positions;
  expect(Object.keys(positions).sort()).toEqual(["h", "s", "x", "z"]);
  expect([x, s, h].map((place) => place?.x)).toEqual([x, s, h].map((place) => place?.x).sort((a = 0, b = 0) => a - b));
  for (const place of Object.values(positions)) expect([Math.abs(place.x % GRID), Math.abs(place.y % GRID)]).toEqual([0, 0]);
});

test("wires to nodes that stay where they are do not count", () => {
  const { edges } = elkGraph([laid("s"), laid("h")], Object.values(graph.edges));
  expect(edges?.map(({ sources, targets }) => [sources, targets])).toEqual([[["s:out:value"], ["h:in:x"]]]);
});

test("nothing laid out is nothing moved", () => {
  expect(positionsOf({ id: "graph" }, nodes)).toEqual({});
});
