// What does not hang together in a document, each with its words.

import { describe, expect, test } from "vitest";
import type { Document } from "../../src/graph/document.ts";
import { validate } from "../../src/graph/validate.ts";
import { cell, draw, graph } from "./build.ts";
import { registry } from "./sample-registry.ts";

const messages = (document: Document, severity: "error" | "warning") =>
  validate(document, registry)
    .filter((finding) => finding.severity === severity)
    .map((finding) => finding.message);
const errors = (document: Document) => messages(document, "error");
const warnings = (document: Document) => messages(document, "warning");

describe("warnings", () => {
  test("inputs without a wire, but not optional ones and not own parameters", () => {
    expect(warnings(draw("d:dense a:add", "d>a.x2"))).toEqual([
      'dense "d": input x is not wired',
      'add "a": input x: got 1 wire, expected at least 2',
    ]);
  });

  test("unknown types and a second optimizer", () => {
    expect(warnings(draw("u:unknown-one"))).toEqual(['unknown-one "u": no node type "unknown-one" is known here']);
    expect(warnings(draw("x:input g:gradient-descent h:gradient-descent", "x>g.loss x>h.loss"))).toEqual([
      'gradient-descent "h": the graph has an optimizer already, this one is not used',
    ]);
  });
});

describe("errors", () => {
  test("wires between what is not there", () => {
    expect(errors(draw("x:input", "x>h.x q>x.y"))).toEqual([
      'a wire ends at "h", but there is no such node',
      'a wire starts at "q", but there is no such node',
    ]);
    expect(errors(draw("x:input c:comment", "x>c.text"))).toEqual(['comment "c": has no input "text", expected none']);
  });

  test("attributes, with the cell's own on its instances", () => {
    const cells = { net: cell(graph("k:constant", "", { k: { value: "units" } }), [{ id: "units", default: 1 }]) };
    expect(errors(draw("c:cell", "", { c: { cell: "net", units: "3 * 2" } }, cells))).toEqual([]);
    expect(errors(draw("c:cell", "", { c: { cell: "net", units: true } }, cells))).toEqual([
      'cell "c": attribute units: got true, expected a number',
    ]);
    expect(errors(draw("c:cell", "", { c: { cell: "net", size: 3 } }, cells))).toEqual(['cell "c": has no attribute "size"']);
    expect(errors(draw("d:dense", "", { d: { units: 2.5 } }))).toEqual([
      'dense "d": attribute units: got 2.5, expected a whole number from 1 to 4096',
    ]);
  });

  test("names of parameters", () => {
    const document = draw("d:dense e:dense x:input", "x>d.x x>e.x");
    const named = (d: string, e: string, port = "W"): Document => {
      const nodes = Object.values(document.graph.nodes).map((node) => {
        const name = { d, e }[node.id];
        return name === undefined ? node : { ...node, parameters: { [port]: { name } } };
      });
      return { ...document, graph: { ...document.graph, nodes: Object.fromEntries(nodes.map((node) => [node.id, node])) } };
    };
    expect(errors(named("W", "V"))).toEqual([]);
    expect(errors(named("W", "W"))).toEqual(['dense "e": parameter W is called "W", as something else in the same graph']);
    expect(errors(named("x", "V"))).toEqual(['dense "d": parameter W is called "x", as something else in the same graph']);
    expect(errors(named("W", "V", "x"))).toEqual(['dense "d": has no parameter "x"', 'dense "e": has no parameter "x"']);
  });

  test("names of outputs", () => {
    const two = graph("x:input o:output p:output", "x>o.x x>p.x");
    expect(errors(draw("", "", {}, { net: cell(two) }))).toEqual(['output "net.p": "x" is another output\'s name']);
    expect(errors(draw("x:input o:output", "x>o.x", { o: { name: "a b" } }))).toEqual(['output "o": "a b" is no name for a port']);
  });

  test("cells that contain themselves, straight or through others", () => {
    const inner = (name: string) => cell(graph("i:cell", "", { i: { cell: name } }));
    expect(errors(draw("", "", {}, { a: inner("a") }))).toEqual(['cell "a" contains itself: a → a']);
    expect(errors(draw("", "", {}, { a: inner("b"), b: inner("c"), c: inner("a") }))[0]).toMatch(
      /^cell "(.)" contains itself: \1 → . → . → \1$/,
    );
  });

  test("cells that unfold to more nodes than there is room for", () => {
    const twice = (name: string) => cell(graph("i:cell j:cell", "", { i: { cell: name }, j: { cell: name } }));
    const cells = Object.fromEntries(
      Array.from({ length: 60 }, (_, level) => [`c${level}`, level === 59 ? cell(graph("x:input")) : twice(`c${level + 1}`)]),
    );
    expect(errors(draw("t:cell", "", { t: { cell: "c0" } }, cells))).toEqual([
      `the cells unfold to ${2 ** 60 - 1 + 2 ** 59} nodes, expected at most 100000`,
    ]);
  });

  test("a cell's attributes, each once", () => {
    const twice = [
      { id: "n", default: 1 },
      { id: "n", default: 2 },
    ];
    expect(errors(draw("", "", {}, { net: cell(graph(""), twice) }))[0]).toBe('cell "net": attribute "n" is listed twice');
  });
});

describe("cycles", () => {
  test("need a delay, and are named along their wires", () => {
    expect(errors(draw("h:tanh a:add x:input", "x>a.x1 h>a.x2 a>h.x"))).toEqual(["the cycle h → a → h has no delay"]);
    expect(errors(draw("h:tanh a:add x:input z:delay", "x>a.x1 h>z.x z>a.x2 a>h.x"))).toEqual([]);
    expect(errors(draw("", "", {}, { net: cell(graph("h:tanh", "h>h.x")) }))).toEqual(['cell "net": the cycle h → h has no delay']);
  });

  test("through instances: only the ports that reach each other within the step", () => {
    const content = graph("a:input b:input s:tanh z:delay o:output p:output", "a>s.x b>z.x s>o.x z>p.x", {
      o: { name: "now" },
      p: { name: "then" },
    });
    const around = (wires: string) => draw("c:cell t:tanh", wires, { c: { cell: "net" } }, { net: cell(content) });
    expect(errors(around("c.now>t.x t>c.a"))).toEqual(["the cycle c → t → c has no delay"]);
    expect(errors(around("c.now>t.x t>c.b"))).toEqual([]);
    expect(errors(around("c.then>t.x t>c.a"))).toEqual([]);
    expect(errors(around("c.then>t.x t>c.b"))).toEqual([]);
  });

  test("through instances in instances", () => {
    const inner = cell(graph("a:input s:tanh o:output", "a>s.x s>o.x"));
    const outer = cell(graph("p:input i:cell q:output", "p>i.a i.s>q.x", { i: { cell: "inner" } }));
    const document = draw("c:cell", "c.i>c.p", { c: { cell: "outer" } }, { inner, outer });
    expect(errors(document)).toEqual(["the cycle c → c has no delay"]);
  });

  test("of great length", () => {
    const ids = Array.from({ length: 15_000 }, (_, index) => `n${index}`);
    const nodes = ids.map((id) => `${id}:tanh`).join(" ");
    const chain = ids
      .slice(1)
      .map((id, index) => `n${index}>${id}.x`)
      .join(" ");
    expect(errors(draw(nodes, chain))).toEqual([]);
    expect(errors(draw(nodes, `${chain} n14999>n0.x`))).toHaveLength(1);
  });
});
