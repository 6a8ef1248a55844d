// Text into a drawn graph: what the text does not change stays as it was drawn, and afterwards the graph says the text.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { parseEquations } from "../../../src/compiler/equations/index.ts";
import { type Merged, mergeEquations } from "../../../src/compiler/equations/merge.ts";
import { sayGraph } from "../../../src/compiler/equations/merge-say.ts";
import type { GraphNode } from "../../../src/graph/document.ts";
import { apply } from "../../../src/graph/edits.ts";
import { seed } from "../../laws/seed.ts";
import { library, orFail } from "../equations/library.ts";
import { cells, type Drawn, drawn, drawnFile, examples, lookOf, merge, onwards, say } from "./drawn.ts";
import { type Change, changed, type Dice, type Kind, kinds } from "./random-changes.ts";
import { drawings } from "./random-drawings.ts";

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

/** What a person gave it by hand; its own parameters may have got the names that the text calls them by. */
function handmade(node: GraphNode) {
  const { parameters, ...look } = lookOf(node);
  return look;
}

/** Declarations in the place of what text cannot say, where the changed text no longer reads it: they ask for an input. */
function hasLostStandIn(before: Drawn, after: Drawn): boolean {
  const names = (graph: Drawn) => orFail(sayGraph(graph.document, graph.options)).standIns.map(({ name }) => name);
  const left = new Set(names(after));
  return names(before).some((name) => !left.has(name));
}

/** A new wire may close a cycle through what text cannot say; that is refused where the edit is made. */
function isRefusedCycle(graph: Drawn, { edit }: Merged): boolean {
  const applied = edit && apply(graph.document, edit, registry);
  return applied !== null && !applied.ok && applied.problem.code === "cycle-without-delay";
}

function expectUntouchedKept(graph: Drawn, merged: Merged, change: Change): void {
  for (const node of Object.values(graph.document.graph.nodes)) {
    const id = merged.kept.get(node.id);
    const now = id === undefined ? undefined : merged.document.graph.nodes[id];
    if (now) expect(handmade(now), node.id).toEqual(handmade(node));
    if (!change.touched.has(node.id.split("$")[0]!) && !node.id.includes("$")) expect(now, `${node.id} in\n${change.text}`).toBeDefined();
  }
}

function expectUndone(graph: Drawn, { edit, document }: Merged): void {
  if (!edit) return;
  const applied = orFail(apply(graph.document, edit, registry));
  expect(applied.document).toEqual(document);
  expect(Object.keys(applied.document.graph.nodes)).toEqual(Object.keys(document.graph.nodes));
  expect(orFail(apply(applied.document, applied.inverse, registry)).document).toEqual(graph.document);
}

/** False where the change makes no text that can be read. */
function holds(graph: Drawn, kind: Kind, rolls: Dice, keepsNodes: boolean): boolean {
  const change = changed(say(graph), kind, rolls);
  const next = change && parseEquations(change.text, { registry, library });
  if (!change || !next?.ok) return false;
  const merged = merge(graph, change.text);
  if (isRefusedCycle(graph, merged)) return true;
  if (keepsNodes) expectUntouchedKept(graph, merged, change);
  expectUndone(graph, merged);
  const again = onwards(graph, merged);
  if (hasLostStandIn(graph, again)) return true;
  // the graph says the text, and saying it twice is saying it once
  expect(lines(say(again))).toEqual(lines(orFail(sayGraph(next.value, { registry })).text));
  expect(orFail(mergeEquations(again.document, change.text, again.options)).edit).toBeNull();
  return true;
}

describe(`random changes of the text (seed ${seed})`, () => {
  const cases = files.flatMap((file) => kinds.map((kind) => ({ file, kind })));
  // a part of a split that gets a name cannot stay one, and takes the layers of its graph along
  const split = (file: string, kind: Kind) => kind === "extract" && /adam-lstm|momentum-lstm|note-002-adam/.test(file);

  test.each(cases)(
    "$kind in $file",
    ({ file, kind }) => {
      const graph = drawnFile(file);
      fc.assert(
        fc.property(dice, (rolls) => void holds(graph, kind, rolls, !split(file, kind))),
        { seed, numRuns: 3 },
      );
    },
    60_000,
  );

  test("of random drawings", () => {
    let read = 0;
    fc.assert(
      fc.property(drawings, fc.constantFrom(...kinds), dice, (document, kind, rolls) => {
        read += holds(drawn(document), kind, rolls, false) ? 1 : 0;
      }),
      { seed, numRuns: 100 },
    );
    expect(read).toBeGreaterThan(10);
  }, 120_000);
});
