// What single edits do, and how they are refused.

import { describe, expect, test } from "vitest";
import type { Document } from "../../src/graph/document.ts";
import { apply, type Edit } from "../../src/graph/edits.ts";
import { saveDocument } from "../../src/graph/save.ts";
import { cell, draw, fault, graph, must, node, wire } from "./build.ts";
import { registry } from "./sample-registry.ts";

const chain = draw("x:sequence h:tanh z:delay s:add", "x>s.x1 z>s.x2 s>h.x h>z.x");

const edited = (document: Document, edit: Edit): Document => must(apply(document, edit, registry)).document;
const refusal = (document: Document, edit: Edit): string => fault(apply(document, edit, registry)).message;
const connect = (text: string, scope: string | null = null): Edit => ({ kind: "connect", scope, ...wire(text) });
const wires = (document: Document): string[] =>
  Object.values(document.graph.edges).map(({ from, to }) => `${from.node}.${from.port}>${to.node}.${to.port}`);

describe("wires", () => {
  test("connect replaces the wire that ends there", () => {
    expect(wires(edited(chain, connect("x>h.x")))).toEqual(["x.value>s.x1", "z.value>s.x2", "x.value>h.x", "h.value>z.x"]);
  });

  test("a node goes with its wires", () => {
    expect(wires(edited(chain, { kind: "removeNode", scope: null, node: "s" }))).toEqual(["h.value>z.x"]);
  });

  test("wires follow a renamed node, which keeps its place", () => {
    const renamed = edited(chain, { kind: "renameNode", scope: null, node: "h", to: "hidden" });
    expect(Object.keys(renamed.graph.nodes)).toEqual(["x", "hidden", "z", "s"]);
    expect(wires(renamed)).toEqual(["x.value>s.x1", "z.value>s.x2", "s.value>hidden.x", "hidden.value>z.x"]);
  });

  test("fewer outputs take their wires along", () => {
    const document = draw("x:input s:split a:tanh b:tanh", "x>s.x s.y1>a.x s.y2>b.x");
    const edit: Edit = { kind: "setAttribute", scope: null, node: "s", attribute: "parts", value: 1 };
    expect(wires(edited(document, edit))).toEqual(["x.value>s.x", "s.y1>a.x"]);
  });

  test("a delay may be wired to itself", () => {
    expect(wires(edited(draw("z:delay"), connect("z>z.x")))).toEqual(["z.value>z.x"]);
  });
});

describe("refused with place and reason", () => {
  const cases: [string, Edit, string][] = [
    ["unknown output", connect("x.y>h.x"), 'sequence "x": has no output "y", expected value'],
    ["unknown input", connect("x>h.y"), 'tanh "h": has no input "y", expected x'],
    ["variadic port without number", connect("x>s.x"), 'add "s": has no input "x", expected x1, x2, ...'],
    ["unknown node", connect("x>q.x"), 'there is no node "q"'],
    ["self edge", connect("h>h.x"), "the cycle h → h has no delay"],
    ["cycle", connect("h>s.x2"), "the cycle h → s → h has no delay"],
    ["taken id", { kind: "addNode", scope: null, node: node("h", "tanh") }, 'node "h" is there already; choose another id'],
    ["taken id", { kind: "renameNode", scope: null, node: "h", to: "x" }, 'node "x" is there already; choose another id'],
    [
      "bad id",
      { kind: "addNode", scope: null, node: node("1h", "tanh") },
      'addNode.node.id: got "1h", expected a name of letters, digits and _ (at most 64, no digit first, no reserved word)',
    ],
    [
      "reserved id",
      { kind: "renameNode", scope: null, node: "h", to: "constructor" },
      'renameNode.to: got "constructor", expected a name of letters, digits and _ (at most 64, no digit first, no reserved word)',
    ],
    ["no such cell", { kind: "addNode", scope: "lstm", node: node("h", "tanh") }, 'there is no cell "lstm"'],
    [
      "no such cell",
      { kind: "removeCell", name: "toString" },
      'removeCell.name: got "toString", expected a name of letters, digits and _ (at most 64, no digit first, no reserved word)',
    ],
    [
      "unknown cell",
      { kind: "addNode", scope: null, node: node("l", "cell", { cell: "lstm" }) },
      'cell "l": attribute cell: got "lstm", expected a cell (the document has none)',
    ],
    [
      "NaN",
      { kind: "move", scope: null, positions: { h: { x: Number.NaN, y: 0 } } },
      "move.positions.h.x: got NaN, expected a finite number",
    ],
    [
      "wrong kind",
      { kind: "setAttribute", scope: null, node: "x", attribute: "optional", value: 3 },
      'sequence "x": attribute optional: got 3, expected true or false',
    ],
    [
      "unknown attribute",
      { kind: "setAttribute", scope: null, node: "h", attribute: "units", value: 3 },
      'tanh "h": has no attribute "units"',
    ],
    ["no wire", { kind: "disconnect", scope: null, to: { node: "x", port: "x" } }, 'no wire ends at "x", port x'],
  ];

  test.each(cases)("%s: %#", (_, edit, message) => {
    const text = saveDocument(chain);
    expect(refusal(chain, edit)).toBe(message);
    expect(saveDocument(chain)).toBe(text);
  });

  test("a problem of wiring says where", () => {
    expect(fault(apply(chain, connect("x>h.y"), registry))).toMatchObject({
      code: "unknown-port",
      where: { node: "h", port: "y" },
      got: "y",
    });
  });

  test("an edit that is none", () => {
    expect(refusal(chain, JSON.parse('{"kind":"explode"}'))).toMatch(/^edit: got "explode", expected one of addNode, /);
    expect(refusal(chain, JSON.parse('{"kind":"batch","edits":[null]}'))).toMatch(/^edit: got nothing/);
    expect(refusal(chain, JSON.parse('{"kind":"setDocumentInfo","info":{"__proto__":{"a":1}}}'))).toMatch(/info/);
  });

  test("a patch for another document", () => {
    const { inverse } = must(apply(chain, { kind: "setRole", scope: null, node: "h", role: "state" }, registry));
    expect(refusal(draw("x:input"), inverse)).toBe('patch: this document has no "graph.nodes.h", the patch is from another one');
  });

  test.each([
    [{ kind: "set", path: ["graph"], value: 5 }],
    [{ kind: "set", path: ["version"], value: 2 }],
    [{ kind: "insert", path: ["__proto__"], value: {}, before: null }],
    [{ kind: "insert", path: ["constructor", "prototype", "bad"], value: {}, before: null }],
    [{ kind: "insert", path: ["graph", "nodes", "q"], value: node("other", "tanh"), before: null }],
    [{ kind: "remove", path: ["graph", "nodes", "h"] }],
    [{ kind: "remove", path: [] }],
  ])("a patch that would break the document: %j", (change) => {
    fault(apply(chain, JSON.parse(JSON.stringify({ kind: "patch", changes: [change] })), registry));
  });
});

describe("inside a cell", () => {
  const inner = graph("a:input b:input s:add o:output", "a>s.x1 b>s.x2 s>o.x");
  const document = draw("x:input y:input c:cell t:tanh", "x>c.a y>c.b c.s>t.x", { c: { cell: "net" } }, { net: cell(inner) });

  test("a renamed input takes the instances' wires along", () => {
    const renamed = edited(document, { kind: "renameNode", scope: "net", node: "b", to: "bias" });
    expect(wires(renamed)).toEqual(["x.value>c.a", "y.value>c.bias", "c.s>t.x"]);
  });

  test("so does an output that gets a name, or a renamed node behind an unnamed output", () => {
    const named = edited(document, { kind: "setAttribute", scope: "net", node: "o", attribute: "name", value: "sum" });
    expect(wires(named)).toContain("c.sum>t.x");
    const renamed = edited(document, { kind: "renameNode", scope: "net", node: "s", to: "total" });
    expect(wires(renamed)).toContain("c.total>t.x");
  });

  test("an output wired elsewhere keeps its wires outside", () => {
    expect(wires(edited(document, connect("a>o.x", "net")))).toContain("c.a>t.x");
  });

  test("a removed input or output takes the wires with it, and undo brings them back", () => {
    const edit: Edit = {
      kind: "batch",
      edits: [
        { kind: "removeNode", scope: "net", node: "o" },
        { kind: "removeNode", scope: "net", node: "a" },
      ],
    };
    const { document: cut, inverse } = must(apply(document, edit, registry));
    expect(wires(cut)).toEqual(["y.value>c.b"]);
    expect(saveDocument(edited(cut, inverse))).toBe(saveDocument(document));
  });

  test("an unnamed output of an outer cell goes when the port behind it goes", () => {
    const outer = cell(graph("p:input q:input i:cell r:output", "p>i.a q>i.b i.s>r.x", { i: { cell: "net" } }));
    const nested = draw("x:input y:input c:cell t:tanh", "x>c.p y>c.q c.i>t.x", { c: { cell: "outer" } }, { net: cell(inner), outer });
    expect(wires(edited(nested, { kind: "removeNode", scope: "net", node: "o" }))).toEqual(["x.value>c.p", "y.value>c.q"]);
  });

  test("a cell in use cannot be removed, nor contain itself", () => {
    expect(refusal(document, { kind: "removeCell", name: "net" })).toBe(
      'cell "c": attribute cell: got "net", expected a cell (the document has none)',
    );
    const edit: Edit = { kind: "addNode", scope: "net", node: node("again", "cell", { cell: "net" }) };
    expect(refusal(document, edit)).toBe('cell "net" contains itself: net → net');
  });

  test("a cycle through an instance counts only where the cell passes the value on within the step", () => {
    expect(refusal(document, connect("c.s>c.a"))).toBe("the cycle c → c has no delay");
    const held = cell(graph("a:input b:input z:delay s:tanh o:output", "a>z.x b>s.x z>o.x", { o: { name: "s" } }));
    const state = draw("x:input c:cell", "x>c.b", { c: { cell: "net" } }, { net: held });
    expect(wires(edited(state, connect("c.s>c.a")))).toEqual(["x.value>c.b", "c.s>c.a"]);
  });
});

describe("documents that have an error already", () => {
  const broken: Document = draw("h:tanh d:dense", "h>h.x", { d: { units: -1 } });

  test("can be edited elsewhere, and mended", () => {
    expect(edited(broken, { kind: "addNode", scope: null, node: node("x", "input") }).graph.nodes.x).toBeDefined();
    expect(
      edited(broken, { kind: "setAttribute", scope: null, node: "d", attribute: "units", value: 3 }).graph.nodes.d?.attributes,
    ).toEqual({ units: 3 });
  });
});
