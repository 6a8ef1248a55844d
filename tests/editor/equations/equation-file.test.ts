// Equation files as the page opens them.

import { expect, test } from "vitest";
import { readEquationFile } from "../../../src/editor/equations/equation-file.ts";

test("an equation file is a document with the file's name as its title", async () => {
  const read = await readEquationFile("x = sequence(2)\nh = tanh(x)\n", "small");
  expect(read).toMatchObject({ ok: true, value: { title: "small", graph: { nodes: { x: { type: "sequence" }, h: { type: "tanh" } } } } });
});

test.each([
  ["sigmod", "sigmoid"],
  ["swish", "silu"],
])("an unknown function %s: its line, and %s in its place", async (wrong, right) => {
  const read = await readEquationFile(`x = sequence(2)\nh = ${wrong}(x)\n`, "small");
  if (read.ok) throw new Error("it was read");
  expect(read.problem.message).toMatch(/^line 2: there is no function/);
  expect(read.problem.remedy).toBe(`did you mean ${right}?`);
});
