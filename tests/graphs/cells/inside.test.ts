// Cells that stand in cells: drawn as carefully, shared where they are the same, and the library's own where they have its name.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import type { Cell, Document } from "../../../src/graph/document.ts";
import { loadDocument } from "../../../src/graph/load.ts";
import { Layout, legs, meet, overlap, runsThrough, smaller } from "../layout.ts";

const folder = new URL("../../../graphs/cells/", import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.replace(/\.json$/, ""));

function load(name: string): Document {
  const result = loadDocument(readFileSync(new URL(`${name}.json`, folder), "utf8"), registry);
  if (!result.ok) throw new Error(`${name}: ${result.problem.message}`);
  return result.value.document;
}

const inner = names.flatMap((name) => Object.entries(load(name).cells).map(([id, cell]) => ({ name, id, cell })));

test("one name is one cell, so that documents with several of them go together", () => {
  const byId = new Map<string, Cell>();
  for (const { id, cell } of inner) {
    expect(byId.get(id) ?? cell).toEqual(cell);
    byId.set(id, cell);
  }
});

test("a cell of the library is carried unchanged", () => {
  for (const { id, cell } of inner.filter((one) => names.includes(one.id))) {
    const { graph, title, description, source, attributes } = load(id);
    expect(cell).toEqual({ ...graph, title, description, source, attributes });
  }
});

describe.each(inner.filter(({ id }) => !names.includes(id)))("$id in $name", ({ name, id, cell }) => {
  const { boxes, plates, ways } = new Layout(load(name), cell, id, registry);

  test("says what it is and where it is from", () => {
    expect(cell.title).toBe(id);
    expect(cell.description.length).toBeGreaterThan(100);
    expect(cell.source).toMatch(/note 00\d/);
  });

  test("nodes and plates are on the grid and apart", () => {
    expect(Object.values(cell.nodes).filter(({ position: { x, y } }) => x % 16 !== 0 || y % 16 !== 0)).toEqual([]);
    const things = [...boxes, ...plates];
    const pairs = things.flatMap((a, index) => things.slice(index + 1).map((b) => ({ a, b })));
    expect(pairs.filter(({ a, b }) => overlap(a, b, 3)).map(({ a, b }) => `${a.id} on ${b.id}`)).toEqual([]);
  });

  test("wires run beside nodes and plates, and do not cross", () => {
    const hits = ways.flatMap((way) =>
      [...boxes, ...plates]
        .map((box) => (way.ends.includes(box.id) ? smaller(box, 3) : box))
        .filter((box) => legs(way).some((leg) => runsThrough(leg, box)))
        .map((box) => `${way.name} through ${box.id}`),
    );
    const pairs = ways.flatMap((a, index) => ways.slice(index + 1).map((b) => ({ a, b })));
    const crossings = pairs.filter(({ a, b }) => a.net !== b.net && meet(a, b)).map(({ a, b }) => `${a.name} and ${b.name}`);
    expect([...hits, ...crossings]).toEqual([]);
  });
});
