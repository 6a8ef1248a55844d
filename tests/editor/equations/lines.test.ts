// Lines of the equations panel: names, places, marks, and what is said of nodes without words.

import { describe, expect, test } from "vitest";
import { lineAt, lineOfError, nameOf, shownText, spansOf, wrongPart } from "../../../src/editor/equations/lines.ts";

describe("a line", () => {
  test("defines a name, or the border of one", () => {
    expect(["h = tanh(x)", "  h[0] = h0", "b[T+1]=0", "σ_1 = 3"].map(nameOf)).toEqual(["h", "h", "b", "σ_1"]);
  });

  test("of a remark defines nothing", () => {
    expect(["# h = 3", "", "tanh(x)"].map(nameOf)).toEqual([null, null, null]);
  });

  test("is found by an offset", () => {
    expect([0, 1, 2, 5].map((offset) => lineAt("a\nb\nc\n", offset))).toEqual([0, 0, 1, 2]);
  });
});

describe("marks", () => {
  test("underline the word at the column", () => {
    expect(wrongPart("h = tanh(xyz)", 10)).toEqual([9, 12]);
    expect(wrongPart("h = a + )", 9)).toEqual([8, 9]);
  });

  test("underline the last sign where the line ends too early", () => {
    expect(wrongPart("h = a +", 8)).toEqual([6, 7]);
  });

  test("give back the whole line", () => {
    for (const line of ['x = sequence(2)  # "two"', 'W = parameter(3, "a#b")', "", "# only"]) {
      for (const column of [null, 1, 4, 40])
        expect(
          spansOf(line, column)
            .map(({ text }) => text)
            .join(""),
        ).toBe(line);
    }
  });

  test("know remarks from texts", () => {
    expect(spansOf('W = parameter(3, "a#b") # c').at(-1)).toEqual({ text: "# c", kind: "remark" });
  });
});

test("an error without a line is about the line of its node", () => {
  expect(lineOfError("x = 1\nh = x", { node: "cell.h" })).toBe(2);
  expect(lineOfError("x = 1", { node: "y" })).toBeNull();
  expect(lineOfError("x = 1", { line: 7 })).toBe(7);
});

test("nodes without words stand beside the equations", () => {
  const said = {
    text: "r_x = sequence(7)\nW = parameter(3, 7)\nh = tanh(W * r_x)\n",
    begins: new Map([["W", "normal(6)"]]),
    document: null as never,
    standIns: [{ name: "r_x", node: "r", port: "x" }],
    silent: [
      { node: "r", type: "reber", why: "data sets have no notation" },
      { node: "s", type: "sine", why: "data sets have no notation" },
    ],
  };
  expect(shownText(said)).toBe(
    "# s = sine(...)  (a node, not text: data sets have no notation)\nr_x = sequence(7)  # r.x, a node\nW = parameter(3, 7)  # begins as normal(6)\nh = tanh(W * r_x)\n",
  );
});
