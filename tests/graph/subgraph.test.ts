// Copy and paste: nodes, the wires among them and their cells, under ids that are free.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Document } from "../../src/graph/document.ts";
import { apply } from "../../src/graph/edits.ts";
import { freshId } from "../../src/graph/fresh-id.ts";
import { saveDocument } from "../../src/graph/save.ts";
import { copyNodes, pasteNodes } from "../../src/graph/subgraph.ts";
import { seed } from "../laws/seed.ts";
import { cell, draw, fault, graph, must } from "./build.ts";
import { documents } from "./random-document.ts";
import { registry } from "./sample-registry.ts";

function paste(text: string, document: Document, scope: string | null = null) {
  const pasted = must(pasteNodes(text, document, scope, registry));
  return { ...must(apply(document, pasted.edit, registry)), ids: pasted.nodes };
}

const lstm = cell(graph("x:input inner:cell o:output", "x>inner.a inner.a>o.x", { inner: { cell: "gate" }, o: { name: "h" } }));
const gate = cell(graph("a:input o:output", "a>o.x"));
const document = draw(
  "x:sequence t:tanh l:cell y:output",
  "x>t.x t>l.x l.h>y.x",
  { l: { cell: "lstm" }, y: { name: "result" } },
  { lstm, gate },
);

describe("copy and paste", () => {
  test("beside the original: fresh ids, inner wires, cells shared, one step of undo", () => {
    const { document: after, ids, inverse } = paste(copyNodes(document, null, ["t", "l", "y"], registry), document);
    expect(ids).toEqual(["t2", "l2", "y2"]);
    expect(Object.keys(after.graph.edges)).toEqual(["t:x", "l:x", "y:x", "l2:x", "y2:x"]);
    expect(after.graph.nodes.y2?.attributes).toEqual({ name: "result2" });
    expect(after.graph.nodes.l2?.position).toEqual({ x: 24, y: 24 });
    expect(Object.keys(after.cells)).toEqual(["lstm", "gate"]);
    expect(must(apply(after, inverse, registry)).document).toEqual(document);
  });

  test("into another document: definitions come along, inner ones too", () => {
    const { document: after } = paste(copyNodes(document, null, ["l"], registry), draw("l:input"));
    expect(after.cells).toEqual({ gate, lstm });
    expect(after.graph.nodes.l2?.attributes).toEqual({ cell: "lstm" });
  });

  test("where another cell has the name, the one that comes gets a new one, inside its cells too", () => {
    const other = draw("", "", {}, { gate: cell(graph("b:input o:output", "b>o.x")) });
    const { document: after } = paste(copyNodes(document, null, ["l"], registry), other);
    expect(Object.keys(after.cells)).toEqual(["gate", "gate2", "lstm"]);
    expect(after.cells.lstm?.nodes.inner?.attributes).toEqual({ cell: "gate2" });
  });

  test("names of parameters stay unique", () => {
    const named = draw("d:dense x:input", "x>d.x");
    const d = named.graph.nodes.d;
    if (!d) throw new Error("no d");
    const withName = {
      ...named,
      graph: { ...named.graph, nodes: { ...named.graph.nodes, d: { ...d, parameters: { W: { name: "W_f" } } } } },
    };
    const { document: after } = paste(copyNodes(withName, null, ["d"], registry), withName);
    expect(after.graph.nodes.d2?.parameters).toEqual({ W: { name: "W_f2" } });
  });

  test("into a cell; into itself is refused", () => {
    const text = copyNodes(document, null, ["l"], registry);
    expect(fault(apply(document, must(pasteNodes(text, document, "gate", registry)).edit, registry)).message).toMatch(/contains itself/);
    expect(fault(pasteNodes(text, document, "nowhere", registry)).message).toBe('there is no cell "nowhere"');
    const { document: after } = paste(copyNodes(document, null, ["t"], registry), document, "gate");
    expect(Object.keys(after.cells.gate?.nodes ?? {})).toEqual(["a", "o", "t"]);
  });

  test("text that is no graph is refused as a file would be", () => {
    expect(fault(pasteNodes("hello", document, null, registry)).code).toBe("bad-json");
    expect(fault(pasteNodes('{"a": 1}', document, null, registry)).code).toBe("not-gradwire");
  });

  test(`any nodes of any document can be pasted into it, and taken back (seed ${seed})`, () => {
    fc.assert(
      fc.property(documents, fc.infiniteStream(fc.boolean()), (random, coins) => {
        const ids = Object.keys(random.graph.nodes).filter(() => coins.next().value);
        const { document: after, inverse } = paste(copyNodes(random, null, ids, registry), random);
        expect(Object.keys(after.graph.nodes)).toHaveLength(Object.keys(random.graph.nodes).length + ids.length);
        expect(saveDocument(must(apply(after, inverse, registry)).document)).toBe(saveDocument(random));
      }),
      { seed, numRuns: 40 },
    );
  });
});

test.each<[string, readonly string[], string]>([
  ["tanh", [], "tanh"],
  ["tanh", ["tanh", "tanh2"], "tanh3"],
  ["tanh2", ["tanh2"], "tanh3"],
  ["log-sigmoid", [], "logSigmoid"],
  ["constructor", [], "constructor2"],
  ["3 blind mice!", [], "blindmice"],
  ["", [], "node"],
  ["add$1", ["add$1"], "add$2"],
  ["x".repeat(80), ["x".repeat(64)], `${"x".repeat(63)}2`],
])("freshId(%j) beside %j is %j", (wanted, taken, id) => {
  expect(freshId(wanted, (candidate) => taken.includes(candidate))).toBe(id);
});
