// A file of each version that was ever released must load for ever; the newest is also written back letter by letter.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { VERSION } from "../../src/graph/document.ts";
import { loadDocument } from "../../src/graph/load.ts";
import { saveDocument } from "../../src/graph/save.ts";
import { must } from "./build.ts";
import { registry } from "./sample-registry.ts";

const golden = (version: number): string => readFileSync(new URL(`golden/version-${version}.json`, import.meta.url), "utf8");

test("version 1: every construct of the format, loaded and saved to the same text", () => {
  const { document, warnings } = must(loadDocument(golden(1), registry));
  expect(saveDocument(document)).toBe(golden(1));
  expect(warnings.map((warning) => warning.code)).toEqual(["unknown-type", "missing-input"]);
  expect(document.graph.nodes.lstm?.attributes).toEqual({ cell: "lstm", units: "2 * n" });
  expect(document.graph.nodes.W?.attributes.value).toEqual([
    [-0, 1.5e-7],
    ["n + 1", -2],
  ]);
  expect(Object.keys(document.cells.lstm?.nodes ?? {})).toEqual(["x", "c0", "f", "z", "sum", "out"]);
});

test("there is one for each version", () => {
  for (let version = 1; version <= VERSION; version++) must(loadDocument(golden(version), registry));
});
