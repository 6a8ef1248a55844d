// Every model of the evaluation fixtures is read, checked, printed and read again.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { validate } from "../../../src/graph/validate.ts";
import { meaning, print, read } from "./library.ts";

const fixtures = fileURLToPath(new URL("../../fixtures/", import.meta.url));

const found = ["eval", "train"].flatMap((folder) =>
  readdirSync(fixtures + folder)
    .filter((file) => file.endsWith(".json"))
    .flatMap((file): [string, string][] => {
      const { equations } = JSON.parse(readFileSync(`${fixtures}${folder}/${file}`, "utf8")) as { equations?: string };
      return equations === undefined ? [] : [[`${folder}/${file}`, equations]];
    }),
);

test("there are fixtures", () => {
  expect(found.length).toBeGreaterThan(100);
});

describe("the fixture", () => {
  test.each(found)("%s", (_, text) => {
    const document = read(text);
    expect(validate(document, registry).filter((finding) => finding.severity === "error")).toEqual([]);
    const printed = print(document);
    const again = read(printed);
    expect(meaning(again.graph)).toEqual(meaning(document.graph));
    expect(print(again)).toBe(printed);
  });
});

test("the sample of the documentation is read", () => {
  const page = readFileSync(fileURLToPath(new URL("../../../docs/equations.md", import.meta.url)), "utf8");
  expect(Object.keys(read(page.split("```")[1] ?? "").graph.nodes)).toContain("update");
});
