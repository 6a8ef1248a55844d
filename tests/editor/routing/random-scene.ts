// Random scenes with room for their wires: nodes in wide cells, ports on all sides, plates, wires to and fro, some of them loops.

import fc from "fast-check";
import type { Scene, SceneNode, SceneWire, WireEnd } from "../../../src/editor/routing/scene.ts";
import { box, end, wire } from "./sketch.ts";

const CELL = { width: 256, height: 208 };
const SIZES = [
  { width: 40, height: 40 },
  { width: 96, height: 64 },
  { width: 124, height: 88 },
] as const;

interface NodeDice {
  readonly size: number;
  readonly dx: number;
  readonly dy: number;
  readonly plate: boolean;
}

interface WireDice {
  readonly from: number;
  readonly to: number;
  readonly output: number;
  readonly input: number;
  readonly loop: boolean;
}

const nodeDice: fc.Arbitrary<NodeDice> = fc.record({
  size: fc.nat(SIZES.length - 1),
  dx: fc.nat(3),
  dy: fc.nat(3),
  plate: fc.boolean(),
});

const wireDice: fc.Arbitrary<WireDice> = fc.record({
  from: fc.nat(99),
  to: fc.nat(99),
  output: fc.nat(2),
  input: fc.nat(3),
  loop: fc.boolean(),
});

function node({ size, dx, dy, plate }: NodeDice, k: number, columns: number): SceneNode {
  const { width, height } = SIZES[size]!;
  const [x, y] = [(k % columns) * CELL.width + dx * 16, Math.floor(k / columns) * CELL.height + dy * 16];
  const made = box(`n${k}`, x, y, width, height);
  return plate ? { ...made, obstacles: [{ x: x + width / 2 + 12, y: y + height + 28, width: 48, height: 12 }] } : made;
}

/** Two outputs on the right where they have room, one below. */
function outputEnd(from: SceneNode, output: number): WireEnd {
  if (output === 2) return end(from, "bottom");
  return from.box.height < 60 ? end(from, "right") : end(from, "right", output, 2);
}

/** Three inputs on the left where they have room, one above. */
function inputEnd(to: SceneNode, input: number): WireEnd {
  if (input === 3) return end(to, "top");
  return to.box.height < 60 ? end(to, "left") : end(to, "left", input, 3);
}

const place = ({ node: id, side, point }: WireEnd) => `${id} ${side} ${point.x} ${point.y}`;

function sceneOf(nodes: readonly SceneNode[], dice: readonly WireDice[]): Scene {
  const taken = new Set<string>();
  const wires = dice.flatMap(({ from, to, output, input, loop }, k): SceneWire[] => {
    const [a, b] = [nodes[from % nodes.length]!, nodes[to % nodes.length]!];
    const target = inputEnd(b, input);
    if (a === b || taken.has(place(target))) return [];
    taken.add(place(target));
    return [wire(`w${k}`, outputEnd(a, output), target, { loop: loop && b.box.x < a.box.x })];
  });
  return { nodes, wires };
}

export const randomScene: fc.Arbitrary<Scene> = fc
  .record({
    columns: fc.integer({ min: 2, max: 4 }),
    nodes: fc.array(nodeDice, { minLength: 3, maxLength: 12 }),
    wires: fc.array(wireDice, { minLength: 1, maxLength: 14 }),
  })
  .map(({ columns, nodes, wires }) =>
    sceneOf(
      nodes.map((dice, k) => node(dice, k, columns)),
      wires,
    ),
  );

export interface Move {
  readonly node: number;
  readonly dx: number;
  readonly dy: number;
}

/** Moves by one grid step or two, which leave room between the cells. */
export const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({ node: fc.nat(99), dx: fc.integer({ min: -1, max: 1 }), dy: fc.integer({ min: -1, max: 1 }) }),
  { minLength: 1, maxLength: 4 },
);
