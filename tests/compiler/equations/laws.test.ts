// Text and graph say the same: printing is stable, and what is printed reads as the graph that it was printed from.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { parseEquations, printEquations, texOf } from "../../../src/compiler/equations/index.ts";
import { isId } from "../../../src/graph/schema.ts";
import { seed } from "../../laws/seed.ts";
import { library, meaning, print, read } from "./library.ts";
import { equations } from "./random-equations.ts";

describe(`random equations (seed ${seed})`, () => {
  test("parse of print is the graph, print of parse is the text", () => {
    fc.assert(
      fc.property(equations, (text) => {
        const document = read(text);
        const printed = print(document);
        const again = read(printed);
        expect(meaning(again.graph)).toEqual(meaning(document.graph));
        expect(print(again)).toBe(printed);
      }),
      { seed, numRuns: 150 },
    );
  }, 120_000);

  test("every wire joins nodes that are there, and every id may stand in a file", () => {
    fc.assert(
      fc.property(equations, (text) => {
        const { nodes, edges } = read(text).graph;
        const ends = Object.values(edges).flatMap(({ from, to }) => [from.node, to.node]);
        expect(ends.filter((id) => !Object.hasOwn(nodes, id))).toEqual([]);
        expect(Object.keys(nodes).filter((id) => !isId(id))).toEqual([]);
      }),
      { seed, numRuns: 60 },
    );
  }, 120_000);

  test("every printed line has TeX", () => {
    fc.assert(
      fc.property(equations, (text) => {
        for (const line of print(read(text)).trimEnd().split("\n")) expect(texOf(line)).toMatchObject({ ok: true });
      }),
      { seed, numRuns: 100 },
    );
  }, 120_000);
});

describe(`damaged equations (seed ${seed})`, () => {
  /** A text with one character taken out, doubled or replaced. */
  const damaged = fc
    .tuple(
      equations,
      fc.nat(),
      fc.constantFrom("", "(", ")", "[", "]", "'", "=", ",", ";", "*", ".", "t", "2", " x ", '"', "\u200B", "̃", "🙂"),
    )
    .map(([text, die, put]) => {
      const at = die % text.length;
      return text.slice(0, at) + put + text.slice(at + 1);
    });

  test("are read or refused with a place inside the text, never anything else", () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const result = parseEquations(text, { registry, library });
        if (result.ok) return;
        const { line, column } = result.problem.where ?? {};
        const lines = text.split("\n");
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(column).toBeGreaterThanOrEqual(1);
        expect(column).toBeLessThanOrEqual(lines[line! - 1]!.length + 1);
        expect(result.problem.message).not.toMatch(/undefined|\(char \d+\)|SyntaxError|mathjs/);
      }),
      { seed, numRuns: 500 },
    );
  }, 120_000);

  test("are printed again where they are read", () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const result = parseEquations(text, { registry, library });
        if (!result.ok) return;
        const printed = printEquations(result.value, { registry });
        expect(printed).toMatchObject({ ok: true });
        if (printed.ok) expect(meaning(read(printed.value).graph)).toEqual(meaning(result.value.graph));
      }),
      { seed, numRuns: 100 },
    );
  }, 120_000);
});
