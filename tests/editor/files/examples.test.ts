// The menu lists every graph that comes with the page, by its title, without reading one.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { exampleGroups, FIRST_EXAMPLE, isExample } from "../../../src/editor/files/examples.ts";

const folders = ["examples", "cells", "optimizers"] as const;
const folder = (name: string): URL => new URL(`../../../graphs/${name}/`, import.meta.url);

const shipped = folders.flatMap((name) =>
  readdirSync(folder(name))
    .filter((file) => file.endsWith(".json"))
    .map((file) => ({ name: file.replace(/\.json$/, ""), path: new URL(file, folder(name)) })),
);

const listed = exampleGroups.flatMap(({ examples }) => examples.map(({ name }) => name));

test("each shipped graph stands in the menu once", () => {
  expect([...listed].sort()).toEqual(shipped.map(({ name }) => name).sort());
  expect(new Set(listed).size).toBe(listed.length);
  expect(listed.every(isExample)).toBe(true);
  expect(isExample("nothing")).toBe(false);
  expect(isExample(FIRST_EXAMPLE)).toBe(true);
});

test("the groups are those of the folders, with the notes' errors apart", () => {
  expect(exampleGroups.map(({ title }) => title)).toEqual(["Examples", "Notes' errors", "Cells", "Optimizers"]);
  const [examples, notes] = exampleGroups;
  expect(notes?.examples.length).toBeGreaterThan(0);
  for (const { name } of notes?.examples ?? []) expect(name).toMatch(/^note-/);
  for (const { name } of examples?.examples ?? []) expect(name).not.toMatch(/^note-/);
});

test.each(shipped)("$name is its title too, so that the menu needs no file to show it", ({ name, path }) => {
  expect(JSON.parse(readFileSync(path, "utf8")).title).toBe(name);
});
