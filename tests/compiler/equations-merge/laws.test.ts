// Text into a drawn graph: what the text does not change stays as it was drawn, and afterwards the graph says the text.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { parseEquations } from "../../../src/compiler/equations/index.ts";
import { mergeEquations } from "../../../src/compiler/equations/merge.ts";
import { sayGraph } from "../../../src/compiler/equations/merge-say.ts";
import { apply } from "../../../src/graph/edits.ts";
import { seed } from "../../laws/seed.ts";
import { library, orFail } from "../equations/library.ts";
import { cells, drawnFile, examples, lookOf, merge, onwards, say } from "./drawn.ts";
import { changed, type Dice, kinds } from "./random-changes.ts";

const files = [...cells, ...examples];
const lines = (text: string) =>
  text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .sort();

describe("the text that a graph prints", () => {
  test.each(files)("changes nothing in %s", (file) => {
    const graph = drawnFile(file);
    const merged = merge(graph, say(graph));
    expect(merged.edit).toBeNull();
    expect(merged.document).toBe(graph.document);
  });

  test.each(files)("in any order, with remarks and other signs, changes nothing in %s", (file) => {
    const graph = drawnFile(file);
    const text = say(graph)
      .trimEnd()
      .split("\n")
      .reverse()
      .map((line) => `${line.replaceAll(".*", "⊙")}   # remark`)
      .join("\n\n");
    expect(merge(graph, text).edit).toBeNull();
  });
});

const dice: fc.Arbitrary<Dice> = fc.array(fc.nat(10_000), { minLength: 6, maxLength: 6 });

describe(`random changes of the text (seed ${seed})`, () => {
  const cases = files.flatMap((file) => kinds.map((kind) => ({ file, kind })));

  test.each(cases)(
    "$kind in $file",
    ({ file, kind }) => {
      const graph = drawnFile(file);
      fc.assert(
        fc.property(dice, (rolls) => {
          const change = changed(say(graph), kind, rolls);
          if (!change || !parseEquations(change.text, { registry, library }).ok) return;
          const merged = merge(graph, change.text);
          // what the line does not speak of is as it was
          for (const node of Object.values(graph.document.graph.nodes)) {
            const id = merged.kept.get(node.id);
            const now = id === undefined ? undefined : merged.document.graph.nodes[id];
            if (now) expect(lookOf(now), node.id).toEqual(lookOf(node));
            if (!change.touched.has(node.id.split("$")[0]!) && !node.id.includes("$"))
              expect(now, `${node.id} in\n${change.text}`).toBeDefined();
          }
          // the graph says the text
          const wanted = orFail(sayGraph(orFail(parseEquations(change.text, { registry, library })), { registry })).text;
          expect(lines(say(onwards(graph, merged)))).toEqual(lines(wanted));
          // undo
          if (merged.edit) {
            const applied = orFail(apply(graph.document, merged.edit, registry));
            expect(applied.document).toEqual(merged.document);
            expect(Object.keys(applied.document.graph.nodes)).toEqual(Object.keys(merged.document.graph.nodes));
            expect(orFail(apply(applied.document, applied.inverse, registry)).document).toEqual(graph.document);
          }
          // twice is once
          const again = onwards(graph, merged);
          expect(orFail(mergeEquations(again.document, change.text, again.options)).edit).toBeNull();
        }),
        { seed, numRuns: 3 },
      );
    },
    60_000,
  );
});
