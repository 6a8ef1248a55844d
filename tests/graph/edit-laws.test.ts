// Laws of edits under random edits: undo of do is identity, redo too, batches are atomic, and every edit is plain JSON.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apply, compose, type Edit } from "../../src/graph/edits.ts";
import { emptyHistory, record, redo, undo } from "../../src/graph/history.ts";
import { saveDocument } from "../../src/graph/save.ts";
import { validate } from "../../src/graph/validate.ts";
import { seed } from "../laws/seed.ts";
import { must } from "./build.ts";
import { diceRolls, walk } from "./random-document.ts";
import { registry } from "./sample-registry.ts";

const roundTrip = (edit: Edit): Edit => JSON.parse(JSON.stringify(edit));

describe(`random edits (seed ${seed})`, () => {
  test("the inverse of an edit leads exactly back, order of nodes and wires too", () => {
    fc.assert(
      fc.property(diceRolls, (rolls) => {
        let { document, taken } = walk(rolls);
        for (const { before, inverse } of [...taken].reverse()) {
          document = must(apply(document, inverse, registry)).document;
          expect(document).toEqual(before);
          expect(saveDocument(document)).toBe(saveDocument(before));
        }
      }),
      { seed, numRuns: 40 },
    );
  });

  test("the inverse of an inverse is the edit again", () => {
    fc.assert(
      fc.property(diceRolls, (rolls) => {
        for (const { before, edit, inverse } of walk(rolls).taken) {
          const after = must(apply(before, edit, registry)).document;
          const back = must(apply(after, inverse, registry));
          expect(saveDocument(must(apply(back.document, back.inverse, registry)).document)).toBe(saveDocument(after));
        }
      }),
      { seed, numRuns: 40 },
    );
  });

  test("edits and inverses survive JSON", () => {
    fc.assert(
      fc.property(diceRolls, (rolls) => {
        for (const { before, edit, inverse } of walk(rolls).taken) {
          const after = must(apply(before, roundTrip(edit), registry)).document;
          expect(saveDocument(must(apply(after, roundTrip(inverse), registry)).document)).toBe(saveDocument(before));
        }
      }),
      { seed, numRuns: 40 },
    );
  });

  test("all edits composed into one do the same, and so do all inverses composed", () => {
    fc.assert(
      fc.property(diceRolls, (rolls) => {
        const { document, taken } = walk(rolls);
        const [first] = taken;
        if (!first) return;
        const all = taken.map(({ edit }) => edit).reduce(compose);
        const back = taken.map(({ inverse }) => inverse).reduce((later, earlier) => compose(earlier, later));
        expect(saveDocument(must(apply(first.before, all, registry)).document)).toBe(saveDocument(document));
        expect(saveDocument(must(apply(document, back, registry)).document)).toBe(saveDocument(first.before));
      }),
      { seed, numRuns: 50 },
    );
  });

  test("a document made by edits has no errors, and an edit never changes its argument", () => {
    fc.assert(
      fc.property(diceRolls, (rolls) => {
        const { document, taken } = walk(rolls);
        expect(validate(document, registry).filter((finding) => finding.severity === "error")).toEqual([]);
        for (const { before, edit } of taken) {
          const text = saveDocument(before);
          apply(before, edit, registry);
          expect(saveDocument(before)).toBe(text);
        }
      }),
      { seed, numRuns: 20 },
    );
  });

  test("a batch that ends in a failure does nothing", () => {
    fc.assert(
      fc.property(diceRolls, (rolls) => {
        const impossible: Edit = { kind: "removeNode", scope: null, node: "nobody_has_this_id" };
        const { taken } = walk(rolls);
        for (const { before, edit } of taken) {
          const result = apply(before, { kind: "batch", edits: [edit, impossible] }, registry);
          expect(result.ok || result.problem.code).toBe("no-such-node");
        }
      }),
      { seed, numRuns: 20 },
    );
  });

  test("undo of everything gives the first document, redo of everything the last", () => {
    const groups = fc.array(fc.constantFrom(null, null, "drag", "typing"), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(diceRolls, groups, (rolls, names) => {
        const { document: last, taken } = walk(rolls);
        const [first] = taken;
        if (!first) return;
        let history = taken.reduce((past, { edit, inverse }, index) => record(past, edit, inverse, names[index] ?? null), emptyHistory);
        let document = last;
        while (history.past.length > 0) ({ document, history } = must(undo(history, document, registry)));
        expect(saveDocument(document)).toBe(saveDocument(first.before));
        while (history.future.length > 0) ({ document, history } = must(redo(history, document, registry)));
        expect(saveDocument(document)).toBe(saveDocument(last));
      }),
      { seed, numRuns: 40 },
    );
  });
});
