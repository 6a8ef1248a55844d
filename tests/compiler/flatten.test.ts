// Cells opened: paths, wires through borders, attributes over scopes, second names.

import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { attempt } from "../../src/base/errors.ts";
import { type Flat, flatten } from "../../src/compiler/flatten.ts";
import type { Document } from "../../src/graph/document.ts";
import { fault } from "../graph/build.ts";
import { run } from "./run.ts";
import { cellOf, sketch } from "./sketch.ts";

const flat = (document: Document): Flat => flatten(document, registry);
const refusal = (document: Document) => fault(attempt(() => flat(document)));
const paths = (document: Document): string[] => [...flat(document).nodes.keys()];

/** Where each wired input of a node begins: `{ x: "net.h" }`, with the port where it is not the usual one. */
function sources(document: Document, path: string): Record<string, string> {
  const node = flat(document).nodes.get(path);
  const show = (from: { path: string; port: string }) => (from.port === "value" ? from.path : `${from.path}.${from.port}`);
  return Object.fromEntries([...(node?.inputs ?? [])].map(([port, from]) => [port, show(from)]));
}

const rnn = cellOf(
  `
  x = sequence()
  z = delay(x < h)
  h = gate(x1 < z, x2 < x, units=units, activation=tanh, W := W_h)
  out = output(x < h)
  `,
  { units: 3 },
);

const cells = {
  rnn,
  pair: cellOf(
    `
    x = sequence()
    below = cell(x < x, cell=rnn, units=2*size)
    above = cell(x < below.h, cell=rnn, units=size)
    top = output(x < above.h, name=top)
    middle = output(x < below.h, name=middle)
    `,
    { size: 1 },
  ),
};

describe("paths and wires", () => {
  const stack = sketch("x = sequence()\n net = cell(x < x, cell=pair, size=2)\n y = tanh(x < net.top)", cells);

  test("a node inside cells is called by the cells it lies in", () => {
    expect(paths(stack)).toEqual([
      "x",
      "net.x",
      "net.below.x",
      "net.below.z",
      "net.below.h",
      "net.above.x",
      "net.above.z",
      "net.above.h",
      "y",
    ]);
  });

  test("a wire is followed through borders, inward and outward, to the port where it begins", () => {
    expect(sources(stack, "net.x")).toEqual({ x: "x" });
    expect(sources(stack, "net.below.x")).toEqual({ x: "net.x" });
    expect(sources(stack, "net.above.x")).toEqual({ x: "net.below.h" });
    expect(sources(stack, "y")).toEqual({ x: "net.above.h" });
  });

  test("the same cell twice is two sets of nodes, with parameters of their own", () => {
    const twice = sketch("x = sequence()\n a = cell(x < x, cell=rnn)\n b = cell(x < a.h, cell=rnn, units=2)", cells);
    expect(paths(twice)).toEqual(["x", "a.x", "a.z", "a.h", "b.x", "b.z", "b.h"]);
    const ran = run(twice, { x: [[1], [2]] });
    expect(ran.program.slots.map(({ name, shape }) => `${name} ${shape}`)).toEqual([
      "x 1",
      "a.h[0] 3",
      "a.W_h 3,4",
      "a.h.b 3",
      "b.h[0] 2",
      "b.W_h 2,5",
      "b.h.b 2",
    ]);
  });

  test("a cell's output may be wired back into it through a delay outside", () => {
    const looped = sketch(
      "x = sequence()\n z = delay(x < c.y)\n c = cell(a < x, b < z, cell=mix)\n loss = half-sum-of-squares(prediction < c.y)",
      { mix: cellOf("a = input()\n b = input()\n y = add(a < a, b < b)\n out = output(x < y)") },
    );
    expect(run(looped, { x: [[1], [2], [3]] }).values("c.y")).toEqual([1, 3, 6]);
  });

  test("a wire through a cell that hands its input straight out begins outside", () => {
    const through = sketch("x = sequence()\n c = cell(in < x, cell=wire)\n y = tanh(x < c.in)", {
      wire: cellOf("in = input()\n out = output(x < in)"),
    });
    expect(sources(through, "y")).toEqual({ x: "c.in" });
    expect(sources(through, "c.in")).toEqual({ x: "x" });
  });

  test("variadic wires come in the order of their numbers, whatever the order they were drawn in", () => {
    const stacked = sketch("x = sequence()\n y = tanh(x < x)\n s = concat(x10 < x, x2 < y, x1 < x)");
    expect(Object.keys(sources(stacked, "s"))).toEqual(["x1", "x2", "x10"]);
  });
});

describe("inputs of a cell", () => {
  const biased = cellOf("x = input()\n extra = input(optional=true)\n y = add(a < x, b < extra)\n out = output(x < y)");

  test("an optional one without a wire is zero", () => {
    const ran = run(sketch("x = sequence()\n c = cell(x < x, cell=biased)", { biased }), { x: [[1, 2]] });
    expect(ran.values("c.extra")).toEqual([0, 0]);
    expect(ran.values("c.y")).toEqual([1, 2]);
  });

  test("one that must be wired is missed at the cell, under the port's name", () => {
    const missing = sketch("x = sequence()\n c = cell(extra < x, cell=biased)", { biased });
    expect(fault(attempt(() => run(missing, { x: [[1, 2]] })))).toEqual({
      code: "missing-input",
      message: 'cell "c": input x has no wire',
      where: { node: "c", port: "x" },
      got: "nothing",
      expected: "a wire",
      remedy: "wire something into x",
    });
  });
});

describe("attributes", () => {
  test("expressions inside a cell are over the instance's attributes, expressions at the instance over where it stands", () => {
    const net = flat(sketch("x = sequence()\n net = cell(x < x, cell=pair, size=2 + 1)", cells));
    expect(net.nodes.get("net.below.h")?.attributes.units).toBe(6);
    expect(net.nodes.get("net.above.h")?.attributes.units).toBe(3);
  });

  test("what an instance does not set is the cell's default", () => {
    expect(flat(sketch("x = sequence()\n net = cell(x < x, cell=pair)", cells)).nodes.get("net.below.h")?.attributes.units).toBe(2);
  });

  test("at the top level they are over the document's own defaults", () => {
    const document = { ...sketch("x = sequence()\n h = affine(x < x, units=4*units)"), attributes: [{ id: "units", default: 5 }] };
    expect(flat(document).nodes.get("h")?.attributes.units).toBe(20);
  });

  test("a bad expression is told at the path of the node, which is left out; all else is there", () => {
    const bad = cellOf("x = sequence()\n h = affine(x < x, units=nonsense)\n out = output(x < h)");
    const { missing, nodes } = flat(sketch("x = sequence()\n y = tanh(x < x)\n c = cell(x < x, cell=bad)", { bad }));
    expect(missing).toMatchObject([
      {
        message: 'affine "c.h": attribute units: "nonsense": unknown name "nonsense"',
        where: { node: "c.h", attribute: "units" },
      },
    ]);
    expect([...nodes.keys()]).toEqual(["x", "y", "c.x"]);
  });

  test("a bad setting of an instance is told once, and leaves out the cell", () => {
    const document = sketch("x = sequence()\n net = cell(x < x, cell=pair, size=nonsense)\n y = tanh(x < net)\n z = tanh(x < net)", cells);
    const { missing, nodes } = flat(document);
    expect(missing).toMatchObject([{ where: { node: "net", attribute: "size" } }]);
    expect([...nodes.keys()]).toEqual(["x", "y", "z"]);
  });
});

describe("second names", () => {
  const aliases = (document: Document) => flat(document).aliases.map(({ name, of }) => `${name} = ${of.path}`);

  test("a cell is called by its first output, and each output by its name", () => {
    expect(aliases(sketch("x = sequence()\n net = cell(x < x, cell=pair)", cells))).toEqual([
      "net.below = net.below.h",
      "net.above = net.above.h",
      "net = net.above.h",
      "net.top = net.above.h",
      "net.middle = net.below.h",
    ]);
  });

  test("an output of the open graph is a second name; without a name it is called as what it shows, and adds nothing", () => {
    expect(aliases(sketch("x = sequence()\n y = tanh(x < x)\n o = output(x < y, name=result)\n p = output(x < y)"))).toEqual([
      "result = y",
    ]);
  });

  test("a second name shows the same numbers and the same gradient", () => {
    const ran = run(
      sketch("x = sequence()\n net = cell(x < x, cell=rnn, units=2)\n loss = half-sum-of-squares(prediction < net.h)", cells),
      { x: [[1], [2]] },
    );
    expect(ran.values("net")).toEqual(ran.values("net.h"));
    expect(ran.gradient("net")).toEqual(ran.gradient("net.h"));
  });

  test("what reads an output node reads what is wired into it", () => {
    const document = sketch(
      "x = sequence()\n y = tanh(x < x)\n o = output(x < y, name=result)\n z = tanh(x < o)\n again = output(x < o, name=again)",
    );
    expect(sources(document, "z")).toEqual({ x: "y" });
    expect(aliases(document)).toEqual(["result = y", "again = y"]);
  });

  test("two output nodes that hand on each other hand on nothing", () => {
    const document = sketch("a = output(x < b, name=a)\n b = output(x < a, name=b)\n y = tanh(x < a)");
    expect(sources(document, "y")).toEqual({});
  });
});

describe("what is refused", () => {
  test("a cell that the document does not have", () => {
    expect(refusal(sketch("c = cell(cell=gru)", cells))).toEqual({
      code: "unknown-cell",
      message: 'cell "c": the document has no cell named "gru"',
      where: { node: "c", attribute: "cell" },
      got: "gru",
      remedy: "choose one of: rnn, pair",
    });
  });

  test("the names of an object's own methods are no cells", () => {
    expect(refusal(sketch("c = cell(cell=constructor)"))).toMatchObject({ code: "unknown-cell", remedy: "choose one of: (none)" });
  });

  test("a cell that contains itself, straight or through another", () => {
    const self = { loop: cellOf("x = sequence()\n again = cell(x < x, cell=loop)\n out = output(x < again.out, name=out)") };
    expect(refusal(sketch("x = sequence()\n c = cell(x < x, cell=loop)", self))).toEqual({
      code: "recursive-cell",
      message: 'cell "c.again.again": its cells nest deeper than 64 levels, or contain themselves',
      where: { node: "c" },
      remedy: "a cell cannot contain itself",
    });
    const two = {
      a: cellOf("x = sequence()\n b = cell(x < x, cell=b)"),
      b: cellOf("x = sequence()\n a = cell(x < x, cell=a)\n other = cell(x < x, cell=a)"),
    };
    expect(refusal(sketch("x = sequence()\n c = cell(x < x, cell=a)", two))).toMatchObject({ code: "recursive-cell" });
  });

  test("cells that expand to more nodes than there is room for", () => {
    const doubling = Object.fromEntries(
      Array.from({ length: 20 }, (_, level) => {
        const inner = level === 0 ? "y = tanh(x < x)" : `a = cell(x < x, cell=c${level - 1})\n b = cell(x < x, cell=c${level - 1})`;
        return [`c${level}`, cellOf(`x = sequence()\n ${inner}`)];
      }),
    );
    expect(refusal(sketch("x = sequence()\n c = cell(x < x, cell=c19)", doubling))).toMatchObject({
      code: "too-many-nodes",
      expected: "at most 100000",
    });
  });

  test("a node type that nobody knows is left out, and so is what reads it", () => {
    const document = sketch("x = sequence()\n odd = new-thing(x < x)\n y = tanh(x < odd)\n z = tanh(x < x)");
    expect(fault(attempt(() => run(document, { x: [[1]] })))).toEqual({
      code: "unknown-node-type",
      message: 'node "odd": its type "new-thing" is not known to this version',
      where: { node: "odd" },
      got: "new-thing",
      remedy: "remove the node, or open the file with a version that knows it",
    });
    const partial = run(document, { x: [[1]] }, { partial: true });
    expect([...partial.seen.keys()]).toEqual(["x", "z"]);
    expect(partial.program.warnings.map(({ code }) => code)).toEqual(["unknown-node-type"]);
  });

  test("comments and unwired outputs are no part of the computation", () => {
    const document = sketch("x = sequence()\n note = comment()\n o = output(name=o)");
    expect(paths(document)).toEqual(["x"]);
    expect(flat(document).aliases).toEqual([]);
  });
});
