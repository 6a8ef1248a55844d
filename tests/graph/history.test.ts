// History keeps entries as a person thinks of them: one drag, one entry.

import { describe, expect, test } from "vitest";
import { apply, type Edit } from "../../src/graph/edits.ts";
import { closeGroup, emptyHistory, type History, record, redo, undo } from "../../src/graph/history.ts";
import { limits } from "../../src/graph/limits.ts";
import { draw, fault, must } from "./build.ts";
import { registry } from "./sample-registry.ts";

const start = draw("a:input b:input");
const moveTo = (x: number): Edit => ({ kind: "move", scope: null, positions: { a: { x, y: 0 } } });

function dragged(steps: number, group: string | null): { document: typeof start; history: History } {
  let document = start;
  let history = emptyHistory;
  for (let x = 1; x <= steps; x++) {
    const applied = must(apply(document, moveTo(x), registry));
    history = record(history, moveTo(x), applied.inverse, group);
    document = applied.document;
  }
  return { document, history };
}

describe("a drag", () => {
  test("is one entry, however many frames it has, and stays small", () => {
    const { document, history } = dragged(300, "drag 1");
    expect(history.past).toHaveLength(1);
    expect(JSON.stringify(history).length).toBeLessThan(400);
    const back = must(undo(history, document, registry));
    expect(back.document).toEqual(start);
    expect(must(redo(back.history, back.document, registry)).document).toEqual(document);
  });

  test("ends with its group", () => {
    const { document, history } = dragged(2, "drag");
    const applied = must(apply(document, moveTo(9), registry));
    expect(record(history, moveTo(9), applied.inverse, "another").past).toHaveLength(2);
    expect(record(closeGroup(history), moveTo(9), applied.inverse, "drag").past).toHaveLength(2);
    expect(dragged(3, null).history.past).toHaveLength(3);
  });
});

test("a new edit ends what could be redone", () => {
  const { document, history } = dragged(2, null);
  const back = must(undo(history, document, registry));
  const applied = must(apply(back.document, moveTo(7), registry));
  expect(record(back.history, moveTo(7), applied.inverse).future).toEqual([]);
});

test("the oldest entries are forgotten beyond the limit", () => {
  expect(dragged(limits.historyEntries + 5, null).history.past).toHaveLength(limits.historyEntries);
});

test("with nothing to undo or redo, it says so", () => {
  expect(fault(undo(emptyHistory, start, registry)).message).toBe("there is nothing to undo");
  expect(fault(redo(emptyHistory, start, registry)).message).toBe("there is nothing to redo");
});
