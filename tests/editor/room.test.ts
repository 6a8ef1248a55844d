// Room for what comes out of a cell: others move away from it, all of a side together, and only where something is in the way.

import { describe, expect, test } from "vitest";
import { CARD_WIDTH, hangCard } from "../../src/editor/canvas/hang-card.ts";
import { makeRoom, type Standing, shifts } from "../../src/editor/cells/room.ts";
import { draw } from "../graph/build.ts";

const standing = (id: string, x: number, y: number): Standing => ({ id, position: { x, y }, width: 40, height: 40 });
const cell = { x: 0, y: 0 };

describe("room", () => {
  test("each side moves as a whole, in steps of the grid", () => {
    const comers = [standing("a", -200, 0), standing("b", 200, 0)];
    const moved = shifts(
      [standing("right", 150, 0), standing("far", 400, 0), standing("left", -150, 0), standing("below", 0, 60)],
      comers,
      cell,
    );
    expect(moved.get("right")).toEqual(moved.get("far"));
    expect(moved.get("right")?.x).toBeGreaterThanOrEqual(200 + 20 + 96 - 130);
    expect(moved.get("left")?.x).toBeLessThan(0);
    expect(moved.get("below")?.y).toBeGreaterThan(0);
    for (const { x, y } of moved.values()) expect([Math.abs(x % 16), Math.abs(y % 16)]).toEqual([0, 0]);
  });

  test("nothing moves where nothing is in the way", () => {
    expect(shifts([standing("far", 900, 0)], [standing("a", 0, 0)], cell).size).toBe(0);
    expect(shifts([standing("near", 100, 0)], [], cell).size).toBe(0);
  });

  test("hand-laid ways go along between nodes that move together; others are let go", () => {
    const { graph } = draw("a:input b:tanh c:tanh", "a>b.x b>c.x");
    const route = [{ x: 5, y: 5 }];
    const routed = { ...graph, edges: Object.fromEntries(Object.entries(graph.edges).map(([id, edge]) => [id, { ...edge, route }])) };
    const by = { x: 16, y: 0 };
    const edits = makeRoom(
      routed,
      null,
      new Map([
        ["b", by],
        ["c", by],
      ]),
    );
    expect(edits).toMatchObject([
      { kind: "move", positions: { b: by, c: by } },
      { kind: "setRoute", to: { node: "b" }, route: undefined },
      { kind: "setRoute", to: { node: "c" }, route: [{ x: 21, y: 5 }] },
    ]);
  });
});

describe("the card of a refused wire", () => {
  const room = { width: 900, height: 600 };
  const camera = { x: 0, y: 0, zoom: 1 };

  test("hangs below, above where there is no room, and stays on the canvas", () => {
    expect(hangCard({ x: 400, y: 100 }, 200, camera, room)).toMatchObject({ place: { y: 156 }, hook: 156 });
    expect(hangCard({ x: 400, y: 500 }, 200, camera, room)).toMatchObject({ place: { y: 244 }, hook: 444 });
    expect(hangCard({ x: 890, y: 100 }, 200, camera, room).place.x).toBe(900 - 296 - 8);
    expect(hangCard({ x: 400, y: 250 }, 520, camera, room).place.y).toBe(600 - 520 - 48);
  });

  test("leans away from the node that the wire was meant for", () => {
    const loss = { left: 434, right: 600, top: 40, bottom: 330 };
    const { place } = hangCard({ x: 400, y: 100 }, 200, camera, room, [loss]);
    expect(place.x + CARD_WIDTH).toBeLessThan(loss.left);
    expect(place.y).toBe(156);
  });

  test("keeps its distance on the screen at every zoom", () => {
    const { place } = hangCard({ x: 100, y: 100 }, 100, { x: 50, y: 20, zoom: 2 }, room);
    expect(place.y * 2 + 20).toBe(220 + 56);
  });
});
