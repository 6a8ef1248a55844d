// Ports of nodes: of their type, of their cell, or as their wires say.

import { describe, expect, test } from "vitest";
import type { Document } from "../../src/graph/document.ts";
import { portsOf } from "../../src/graph/ports.ts";
import { cell, draw, graph } from "./build.ts";
import { registry } from "./sample-registry.ts";

function ids(document: Document, id: string) {
  const node = document.graph.nodes[id];
  if (!node) throw new Error(`no node ${id}`);
  const { inputs, outputs, open } = portsOf(node, document, registry);
  return { inputs: inputs.map((port) => (port.optional ? `${port.id}?` : port.id)), outputs: outputs.map((port) => port.id), open };
}

describe("portsOf", () => {
  test("a type's own", () => {
    expect(ids(draw("d:dense"), "d")).toEqual({ inputs: ["x", "W", "b?"], outputs: ["value"], open: false });
  });

  test("ports that hang on an attribute, also on an expression", () => {
    expect(ids(draw("s:split", "", { s: { parts: 3 } }), "s").outputs).toEqual(["y1", "y2", "y3"]);
    expect(ids(draw("s:split", "", { s: { parts: "2 * 2" } }), "s").outputs).toEqual(["y1", "y2", "y3", "y4"]);
    expect(ids(draw("s:split", "", { s: { parts: "2 * nobody" } }), "s").outputs).toEqual(["y1", "y2"]);
  });

  test("an instance has its cell's inputs and outputs, in the order of the cell's nodes", () => {
    const content = graph("b:sequence h:tanh a:input o:output p:output q:output", "b>h.x h>o.x a>p.x", {
      a: { optional: true },
      p: { name: "state" },
    });
    const document = draw("c:cell", "", { c: { cell: "net" } }, { net: cell(content) });
    expect(ids(document, "c")).toEqual({ inputs: ["b", "a?"], outputs: ["h", "state"], open: false });
  });

  test("a placeholder has the ports that its wires use", () => {
    const document = draw("x:input u:unknown-one t:tanh", "x>u.left x>u.right u.out>t.x");
    expect(ids(document, "u")).toEqual({ inputs: ["left?", "right?"], outputs: ["out"], open: true });
  });
});
