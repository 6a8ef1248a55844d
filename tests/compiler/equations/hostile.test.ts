// Texts that mean harm: refused quickly, with a place, and without a stack that overflows.

import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { parseEquations } from "../../../src/compiler/equations/index.ts";
import { library, problemOf } from "./library.ts";

const refused = (text: string) => problemOf(parseEquations(text, { registry, library }));
const deep = 100_000;

describe("refused, with a place", () => {
  test.each([
    ["a megabyte of brackets", "(".repeat(1 << 20), 1, 1],
    ["a hundred thousand open brackets", `y = ${"(".repeat(deep)}`, 1, 69],
    ["a hundred thousand closed brackets", `y = ${")".repeat(deep)}`, 1, 5],
    ["nested brackets", `y = ${"(".repeat(deep)}1${")".repeat(deep)}`, 1, 69],
    ["nested matrices", `y = ${"[".repeat(deep)}1${"]".repeat(deep)}`, 1, 69],
    ["nested calls", `x = 1\ny = ${"tanh(".repeat(deep)}x${")".repeat(deep)}`, 2, 329],
    ["signs", `y = ${"-".repeat(deep)}1`, 1, deep + 6],
    ["powers", `x = 1\ny = ${Array(deep).fill("x").join("^")}`, 2, 2 * deep + 4],
    ["sums", `x = 1\ny = ${Array(deep).fill("x").join("+")}`, 2, 2 * deep + 4],
    ["transposes", `x = 1\ny = x${"'".repeat(deep)}`, 2, deep + 6],
    ["a long name", `${"a".repeat(deep)} = 1`, 1, 1],
    ["a long unknown name", `y = ${"a".repeat(deep)}`, 1, 5],
    ["a long shift", "x = sequence(2)\ny = x[t-999999999]", 2, 9],
    ["a long chain of delays", Array.from({ length: 30 }, (_, i) => `x${i} = sequence(2)\ny${i} = x${i}[t-1000]`).join("\n"), 40, 7],
    ["many statements", Array.from({ length: 30_000 }, (_, i) => `a${i} = 1`).join("\n"), 20_001, 10],
    ["a huge shape", "W = parameter(100000, 100000)", 1, 15],
    ["too many axes", `W = parameter(${Array(20).fill(1).join(", ")})`, 1, 15],
    ["a joined emoji", "y = 👩‍👩‍👧", 1, 5],
    ["a direction mark", "y\u202E = 1", 1, 2],
    ["a zero byte", "y = 1\u0000", 1, 6],
    ["half a surrogate pair", "y = \uD835", 1, 5],
    ["a hidden letter", "y = 1\u3164", 1, 6],
  ])("%s", (_, text, line, column) => {
    const start = performance.now();
    const problem = refused(text);
    expect({ ...problem.where }).toEqual({ line, column });
    expect(problem.message.length).toBeLessThan(200);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe("harmless", () => {
  test("a comment may hold anything", () => {
    expect(parseEquations("x = 1 # \u200B \u202E ((( \uD835 __proto__", { registry, library }).ok).toBe(true);
  });

  test("names of a library are looked up as its own only", () => {
    for (const name of ["toString", "constructor", "hasOwnProperty", "valueOf"]) {
      expect(refused(`x = 1\ny = ${name}(x)`)).toMatchObject({ code: "unknown-function", where: { line: 2, column: 5 } });
    }
  });

  test("keywords are looked up as the function's own only", () => {
    expect(refused("x = 1\ny = slice(x, constructor=1)")).toMatchObject({ code: "unknown-keyword" });
    expect(refused("x = 1\ny = slice(x, __proto__=1)")).toMatchObject({ code: "unknown-keyword" });
  });

  test("as many nodes as a document may have are laid out in time", () => {
    const text = Array.from({ length: 15_000 }, (_, i) => `a${i} = ${i === 0 ? "1" : `a${i - 1}`}`).join("\n");
    expect(parseEquations(text, { registry, library }).ok).toBe(true);
  });

  test("a big matrix of numbers is a constant", () => {
    const rows = Array.from({ length: 200 }, (_, row) => Array.from({ length: 200 }, (_, column) => (row - column) / 8).join(", ")).join(
      "; ",
    );
    const result = parseEquations(`K = [${rows}]`, { registry, library });
    expect(result.ok && Object.keys(result.value.graph.nodes)).toEqual(["K"]);
  });
});
