// Making a cell of nodes and unpacking one: names, ports, settings; and the law that nothing else is computed than before.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { stream } from "../../src/base/random.ts";
import type { Feeds } from "../../src/compiler/feeds.ts";
import type { Document, GraphScope } from "../../src/graph/document.ts";
import { apply } from "../../src/graph/edits.ts";
import { makeCell } from "../../src/graph/make-cell.ts";
import { saveDocument } from "../../src/graph/save.ts";
import { unpackCell } from "../../src/graph/unpack-cell.ts";
import { rolls, summed } from "../compiler/random-sketch.ts";
import { run } from "../compiler/run.ts";
import { cellOf, sketch } from "../compiler/sketch.ts";
import { seed } from "../laws/seed.ts";
import { fault, must } from "./build.ts";

function make(document: Document, ids: readonly string[], scope: GraphScope = null, wanted?: string) {
  const made = must(makeCell(document, scope, ids, registry, wanted));
  return { ...must(apply(document, made.edit, registry)), ...made };
}

function unpack(document: Document, id: string, scope: GraphScope = null) {
  const unpacked = must(unpackCell(document, scope, id, registry));
  return { ...must(apply(document, unpacked.edit, registry)), ids: unpacked.nodes };
}

const recurrent = sketch(`
  x = sequence(shape=[2])
  s = gate(x1 < x, x2 < z, units=3, W := W_s)
  z = delay(x < h)
  h = tanh(x < s)
  y = output(x < h)
  loss = half-sum-of-squares(prediction < h)
`);

describe("making a cell", () => {
  test("wires that cross the border become ports, one for each source, under the letters of what they carry", () => {
    const { document, node, cell } = make(recurrent, ["s", "z", "h"]);
    expect([node, cell]).toEqual(["cell", "cell"]);
    expect(Object.keys(document.graph.nodes)).toEqual(["x", "y", "loss", "cell"]);
    expect(document.graph.edges["cell:x"]?.from).toEqual({ node: "x", port: "value" });
    expect(document.graph.edges["loss:prediction"]?.from).toEqual({ node: "cell", port: "h" });
    expect(Object.keys(document.cells.cell?.nodes ?? {})).toEqual(["x", "s", "z", "h", "output$"]);
    expect(document.cells.cell?.nodes.s?.parameters).toEqual({ W: { name: "W_s" } });
  });

  test("an output that was called after its wire keeps its name", () => {
    expect(make(recurrent, ["h"]).document.graph.nodes.y?.attributes).toEqual({ name: "h" });
  });

  test("what feeds and trains a graph stays outside; a selection of nothing else is refused", () => {
    const { document } = make(recurrent, Object.keys(recurrent.graph.nodes));
    expect(Object.keys(document.graph.nodes)).toEqual(["x", "y", "loss", "cell"]);
    expect(fault(makeCell(recurrent, null, ["x", "y", "loss"], registry))).toMatchObject({ code: "nothing-to-group" });
    expect(fault(makeCell(recurrent, null, [], registry)).got).toBe("no nodes");
  });

  test("nodes that nobody reads are handed out, or the cell could not be used", () => {
    const { document } = make(sketch("x = input(shape=[2])\n t = tanh(x < x)"), ["t"]);
    expect(Object.keys(document.cells.cell?.nodes ?? {})).toEqual(["x", "t", "output$"]);
  });

  test("a second cell, and ports of the same letter, get names of their own", () => {
    const once = make(sketch("x = input(shape=[2])\n a = tanh(x < x)\n b = sigmoid(x < a)\n c = add(a < a, b < b)"), ["a"]).document;
    const twice = make(once, ["b"]);
    expect([twice.node, twice.cell]).toEqual(["cell2", "cell2"]);
    expect(Object.keys(twice.document.cells.cell2?.nodes ?? {})).toEqual(["a", "b", "output$"]);
  });

  test("nodes whose ids nobody chose give ports x and y", () => {
    const drawn = sketch("t$ = constant(value=1)\n s$ = tanh(x < t$)\n u$ = sigmoid(x < s$)");
    const { document } = make(drawn, ["s$"]);
    expect(document.graph.edges["u$:x"]?.from).toEqual({ node: "cell", port: "y" });
    expect(document.graph.edges["cell:x"]?.from.node).toBe("t$");
  });

  test("inside a cell, settings that expressions read are handed in", () => {
    const outer = cellOf('x = sequence()\n h = gate(x1 < x, units="2 * units")\n o = output(x < h)', { units: 2, other: 1 });
    const document = sketch("x = sequence(shape=[2])\n net = cell(x < x, cell=net, units=3)", { net: outer });
    const made = make(document, ["h"], "net");
    expect(made.document.cells.net?.nodes.cell?.attributes).toEqual({ cell: "cell", units: "units" });
    expect(made.document.cells.cell?.attributes.map(({ id }) => id)).toEqual(["units"]);
    const steps = { x: [[[1, 2]]] };
    expect(run(made.document, steps).values("net")).toHaveLength(run(document, steps).values("net").length);
  });

  test("border nodes stand left and right, never on each other", () => {
    const { document } = make(recurrent, ["s", "z", "h"]);
    const { x, output$: output } = document.cells.cell?.nodes ?? {};
    expect(x?.position.x).toBeLessThan(0);
    expect(output?.position.x).toBeGreaterThan(0);
  });
});

describe("unpacking a cell", () => {
  const net = cellOf(
    `x = sequence()
     a = gate(x1 < x, units="2 * units", W := W_a)
     c = constant(value=["units", 1])
     o = output(x < a, name=y)`,
    { units: 2 },
  );

  test("settings are written into the nodes, and numbers are worked out", () => {
    const document = sketch("x = sequence(shape=[2])\n a = tanh(x < x)\n n = cell(x < a, cell=net, units=3)\n t = tanh(x < n.y)", { net });
    const { document: after, ids } = unpack(document, "n");
    expect(ids).toEqual(["a2", "c"]);
    expect(after.graph.nodes.a2?.attributes).toEqual({ units: 6 });
    expect(after.graph.nodes.c?.attributes).toEqual({ value: [3, 1] });
    expect(after.graph.nodes.a2?.parameters).toEqual({ W: { name: "W_a" } });
    expect(after.graph.edges["t:x"]?.from.node).toBe("a2");
    expect(after.cells).toEqual({});
  });

  test("expressions over the settings of the cell around it stay expressions", () => {
    const outer = cellOf('x = sequence()\n n = cell(x < x, cell=net, units="k + 1")\n o = output(x < n.y)', { k: 1 });
    const { document } = unpack(sketch("u = cell(cell=outer)", { net, outer }), "n", "outer");
    expect(document.cells.outer?.nodes.a?.attributes).toEqual({ units: "2 * (k + 1)" });
    expect(document.cells.outer?.nodes.o?.attributes).toEqual({ name: "n" });
  });

  test("a definition with other instances stays, and names that are taken make way", () => {
    const document = sketch("x = sequence(shape=[2])\n n = cell(x < x, cell=net)\n m = cell(x < n.y, cell=net)", { net });
    const once = unpack(document, "n").document;
    expect(Object.keys(once.cells)).toEqual(["net"]);
    const { document: after, ids } = unpack(once, "m");
    expect(ids).toEqual(["a2", "c2"]);
    expect(after.graph.nodes.a2?.parameters).toEqual({ W: { name: "W_a2" } });
    expect(after.graph.edges["a2:x1"]?.from.node).toBe("a");
  });

  test("an input without a wire stays an input; a wire straight through is followed, loops too", () => {
    const through = cellOf("x = input()\n z = delay(x < x)\n o = output(x < z, name=o)\n p = output(x < x, name=p)");
    const document = sketch("n = cell(x < n.p, cell=through)\n t = tanh(x < n.o)\n m = cell(cell=through)", { through });
    expect(unpack(document, "m").ids).toEqual(["x", "z"]);
    const looped = unpack(document, "n");
    expect(looped.ids).toEqual(["z"]);
    expect(Object.keys(looped.document.graph.edges)).toEqual(["t:x"]);
  });

  test("only cells can be unpacked", () => {
    expect(fault(unpackCell(recurrent, null, "s", registry)).message).toBe('"s" is no cell');
  });
});

/** One line of a random recurrent graph; everything is a column of two. Delays read later lines, so that cycles arise. */
function line(id: number, count: number, [kind = 0, first = 0, second = 0]: readonly number[]): string {
  const at = (list: readonly string[], die: number) => list[die % list.length] as string;
  const before = ["x", "u", "c", "p", ...Array.from({ length: id }, (_, k) => `n${k}`)];
  const any = [...before, ...Array.from({ length: count - id }, (_, k) => `n${id + k}`)];
  const [a, b] = [at(before, first), at(before, second)];
  const operations = [
    `add(a < ${a}, b < ${b})`,
    `multiply(a < ${a}, b < ${b})`,
    `tanh(x < ${a})`,
    `gate(x1 < ${a}, x2 < ${b}, W < V, bias=false, activation=tanh)`,
    `product(a < W, b < ${a})`,
    `delay(x < ${at(any, second)})`,
    `delay(x < ${at(any, first)}, initial < u)`,
  ];
  return `n${id} = ${at(operations, kind)}`;
}

const randomDocument = (dice: readonly (readonly number[])[]): Document => summed(dice.map((roll, id) => line(id, dice.length, roll)));

const SHAPES = { x: [3, 2, 2], u: [2, 2], p: [2], W: [2, 2], V: [2, 4] } as const;

/** Numbers for what is fed and trained, under the names that these have in the document at hand. */
function feeds(nameOf: (id: string) => string): Feeds {
  return new Map(
    Object.entries(SHAPES).map(([id, shape]) => {
      const random = stream(seed, `cells, ${id}`);
      const data = Float64Array.from({ length: shape.reduce<number>((a, b) => a * b, 1) }, () => random.normal());
      return [nameOf(id), { shape, data }];
    }),
  );
}

const close = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, k) => Math.abs(value - (b[k] as number)) <= 1e-9 * Math.max(1, Math.abs(value)));

/** Every value and gradient of `before` is there in `after` under its new name. */
function expectSame(before: Document, after: Document, nameOf: (id: string) => string): void {
  const [old, now] = [
    run(
      before,
      feeds((id) => id),
    ),
    run(after, feeds(nameOf)),
  ];
  // Initial states, `h[0]`, are called after what is delayed, wherever that is.
  for (const id of [...old.seen.keys()].filter((name) => !name.includes("["))) {
    const [was, is] = [old.seen.get(id), now.seen.get(nameOf(id))];
    if (!was || !is) throw new Error(`${id} is not there as ${nameOf(id)}, among ${[...now.seen.keys()].join(", ")}`);
    if (!close(was.numbers, is.numbers) || !close(was.gradient, is.gradient)) throw new Error(`${id} has other numbers`);
  }
}

describe("laws", () => {
  test(`any nodes can go into a cell and come out again: values and gradients stay, undo is exact (seed ${seed})`, () => {
    fc.assert(
      fc.property(rolls(3, 8), fc.infiniteStream(fc.boolean()), (dice, coins) => {
        const document = randomDocument(dice);
        const computing = Object.keys(document.graph.nodes).filter((id) => !["x", "u", "loss"].includes(id));
        const ids = new Set(computing.filter(() => coins.next().value));
        fc.pre(ids.size > 0 && ids.size < computing.length);
        const made = make(document, [...ids]);
        expectSame(document, made.document, (id) => (ids.has(id) ? `cell.${id}` : id));
        expect(saveDocument(must(apply(made.document, made.inverse, registry)).document)).toBe(saveDocument(document));
        const out = unpack(made.document, "cell");
        expectSame(document, out.document, (id) => id);
        expect(Object.keys(out.document.graph.edges).sort()).toEqual(Object.keys(document.graph.edges).sort());
        expect(saveDocument(must(apply(out.document, out.inverse, registry)).document)).toBe(saveDocument(made.document));
      }),
      { seed, numRuns: 30 },
    );
  });
});
