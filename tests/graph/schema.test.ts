// The published JSON Schema is the one the code has, and ids are safe as keys.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { publishedSchema } from "../../src/graph/published-schema.ts";
import { isId } from "../../src/graph/schema.ts";

test("docs/gradwire.schema.json is up to date (npx tsx scripts/write-schema.ts)", () => {
  const text = readFileSync(new URL("../../docs/gradwire.schema.json", import.meta.url), "utf8");
  expect(text).toBe(publishedSchema());
});

test("no id is a name that every object has", () => {
  for (const name of Object.getOwnPropertyNames(Object.prototype)) expect(isId(name), name).toBe(false);
});

test.each(["h", "größe", "Σ_1", "_x", "add$1", "constructors", "x".repeat(64)])("%s is an id", (id) => {
  expect(isId(id)).toBe(true);
});

test.each(["", "1h", "$a", "a b", "a.b", "a:b", "e\u0301", "x\n", "x".repeat(65), "prototype"])("%j is none", (id) => {
  expect(isId(id)).toBe(false);
});
