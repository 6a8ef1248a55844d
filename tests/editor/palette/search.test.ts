// What the palette and the list at the pointer find, and what they put first.

import { expect, test } from "vitest";
import { entries } from "../../../src/editor/palette/entries.ts";
import { search } from "../../../src/editor/palette/groups.ts";

const found = (query: string): string[] => search(entries([]), query).map(({ key }) => key);

test("a title or an id comes first, then what begins with the query", () => {
  expect(found("sigmoid")[0]).toBe("sigmoid");
  expect(found("add")[0]).toBe("add");
  expect(found("wrong").slice(0, 2).sort()).toEqual(["wrong-positions", "wrong-sequences"]);
});

test("a search word as a whole is better than one within a sentence", () => {
  const linear = found("linear");
  expect(linear.slice(0, 2).sort()).toEqual(["affine", "product"]);
  expect(linear).toContain("relu");
});

test("a capital letter is a symbol: W is a parameter, and what is applied with it", () => {
  const [first, ...others] = found("W");
  expect(first).toBe("parameter");
  expect(others.slice(0, 2).sort()).toEqual(["affine", "product"]);
});

test("a formula is found as people type it", () => {
  expect(found("W*x")).toEqual(["product", "affine"]);
  expect(found("W * x + b")).toEqual(["affine"]);
  expect(found("Wx+b")).toEqual(["affine"]);
});

test("several words are all to be met, and nonsense is not found", () => {
  expect(found("fully connected")).toContain("affine");
  expect(found("qqq")).toEqual([]);
});
