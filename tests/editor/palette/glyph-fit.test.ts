// Glyphs of the palette: each fits its place and can still be read; no two operations look alike.

import { describe, expect, test } from "vitest";
import { nodeTypes } from "../../../nodes/index.ts";
import { fittedSize, widthOf } from "../../../src/editor/palette/glyph-fit.ts";

const shown = nodeTypes.filter(({ role }) => role !== "placeholder");
const round = shown.filter(({ category }) => category === "operations" || category === "activations");

describe("a glyph", () => {
  test.each(shown.map(({ id, glyph }) => [id, glyph]))("of %s is at least 8 px high where it is smallest", (_, glyph) => {
    expect(15 * fittedSize(glyph, "circle")).toBeGreaterThanOrEqual(8);
  });

  test("that is wide is drawn smaller, to the width of its circle", () => {
    expect(fittedSize("+", "circle")).toBe(1);
    expect(widthOf("\\operatorname{softmax}") * fittedSize("\\operatorname{softmax}", "circle")).toBeCloseTo(1.62, 6);
  });

  test("counts the letters of a word, the sign of a command, and indices by less", () => {
    expect(widthOf("\\max")).toBeCloseTo(widthOf("max"), 6);
    expect(widthOf("\\max_i")).toBeGreaterThan(widthOf("\\max"));
    expect(widthOf("x_{ij}")).toBeLessThan(widthOf("xij"));
  });
});

test("operations and activations have glyphs of their own", () => {
  const glyphs = round.map(({ glyph }) => glyph);
  expect(glyphs.filter((glyph, index) => glyphs.indexOf(glyph) !== index)).toEqual([]);
});
