// Remarks of a person: found in the text, and put back where they stood.

import { describe, expect, test } from "vitest";
import { remarksOf, withRemarks } from "../../../src/editor/equations/remarks.ts";

const written = "x = sequence(2)\nW = parameter(3, 2)\nh = tanh(W * x)\nh[0] = zeros(3)\n";
const remarked =
  "# two inputs\nx = sequence(2)\n\n# weights\nW = parameter(3, 2)  # small\nh = tanh(W * x)\nh[0] = zeros(3)  # at rest\n# to do\n";

describe("remarks", () => {
  test("come back where they were", () => {
    expect(withRemarks(written, remarksOf(remarked, written))).toBe(remarked);
  });

  test("follow their line when it is written otherwise or moves", () => {
    const moved = "W = parameter(4, 2)\nx = sequence(2)\nh = tanh(W * x)\nh[0] = zeros(4)\n";
    expect(withRemarks(moved, remarksOf(remarked, written))).toBe(
      "# weights\nW = parameter(4, 2)  # small\n# two inputs\nx = sequence(2)\nh = tanh(W * x)\nh[0] = zeros(4)  # at rest\n# to do\n",
    );
  });

  test("go to the next line where theirs is gone, and to the end where none is left", () => {
    expect(withRemarks("h = 3\n", remarksOf(remarked, written))).toBe("# two inputs\n\n# weights\nh = 3\n# to do\n");
    expect(withRemarks("", remarksOf("# only\nx = 1\n", "x = 1\n"))).toBe("# only\n");
  });

  test("that the page writes itself are not kept", () => {
    const own = "# s = sine(...)  (a node, not text: data sets have no notation)\nr_x = sequence(7)  # r.x, a node\n";
    const { blocks, beside } = remarksOf(`# mine\n${own}`, own);
    expect(blocks).toEqual([{ lines: ["# mine"], before: ["r_x"] }]);
    expect(beside.size).toBe(0);
  });

  test("know a sign in quotes, and leave a text without remarks as it is", () => {
    expect(remarksOf('W = parameter(3, "a#b")', "").beside.size).toBe(0);
    expect(withRemarks(written, remarksOf(written, written))).toBe(written);
  });
});
