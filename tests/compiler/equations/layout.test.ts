// Positions of graphs that came from text: on the grid, apart from each other, from left to right, the same every time.

import { describe, expect, test } from "vitest";
import { nodeAt } from "../../../src/graph/document.ts";
import { read } from "./library.ts";

const cell = `x = sequence(2)
W = parameter(3, 2)
U = parameter(3, 3)
v = 0.9 * v[t-1] + W * x
h = sigmoid(U * h[t-1] + v)
loss = sum(h[T])
update = adam(loss)`;
const chain = Array.from({ length: 300 }, (_, i) => `a${i} = ${i === 0 ? "input(2)" : `tanh(a${i - 1} + a${i >> 1})`}`).join("\n");

describe.each([
  ["a cell", cell],
  ["a long chain, too big for dagre", chain],
])("%s", (_, text) => {
  const { nodes, edges } = read(text).graph;
  const positions = Object.values(nodes).map((node) => node.position);

  test("stands on a grid of 16 pixels", () => {
    expect(positions.filter(({ x, y }) => x % 16 !== 0 || y % 16 !== 0)).toEqual([]);
  });

  test("has no two nodes on top of each other", () => {
    const overlaps = positions.filter((a, i) => positions.some((b, j) => i < j && Math.abs(a.x - b.x) < 112 && Math.abs(a.y - b.y) < 64));
    expect(overlaps).toEqual([]);
  });

  test("goes from left to right, but for wires into delays", () => {
    const wrong = Object.values(edges).filter(({ from, to }) => {
      const [source, target] = [nodeAt({ nodes, edges }, from.node), nodeAt({ nodes, edges }, to.node)];
      return source && target && target.type !== "delay" && source.position.x >= target.position.x;
    });
    expect(wrong.map(({ from, to }) => `${from.node} -> ${to.node}`)).toEqual([]);
  });

  test("is the same every time", () => {
    expect(read(text).graph).toEqual({ nodes, edges });
  });
});
