// Text into a drawn graph, by example: gates, own parameters, data nodes, results of cells.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { mergeEquations } from "../../../src/compiler/equations/merge.ts";
import { indexLines } from "../../../src/compiler/equations/merge-lines.ts";
import { sayGraph } from "../../../src/compiler/equations/merge-say.ts";
import { apply } from "../../../src/graph/edits.ts";
import { seed } from "../../laws/seed.ts";
import { library, orFail, problemOf, read } from "../equations/library.ts";
import { equations } from "../equations/random-equations.ts";
import { sketch } from "../sketch.ts";
import { type Drawn, drawn, drawnFile, lookOf, merge, say } from "./drawn.ts";

const nodesOf = ({ document }: Pick<Drawn, "document">) => document.graph.nodes;
const replaced = (graph: Drawn, old: string, now: string) => {
  const text = say(graph);
  expect(text).toContain(old);
  return merge(graph, text.replaceAll(old, now));
};

describe("a gate of the LSTM", () => {
  const lstm = drawnFile("cells/lstm.json");

  test("stays a gate inside a line that does more with it", () => {
    const merged = replaced(lstm, "f = sigmoid(W_f * [h[t-1]; x] + b_f)", "f = 0.9 * sigmoid(W_f * [h[t-1]; x] + b_f)");
    const id = merged.kept.get("f")!;
    expect(id).toMatch(/^f\$/);
    expect(lookOf(nodesOf(merged)[id]!)).toEqual(lookOf(nodesOf(lstm).f!));
    expect(nodesOf(merged).f?.type).toBe("product");
    expect(Object.keys(nodesOf(merged))).toHaveLength(Object.keys(nodesOf(lstm)).length + 2);
  });

  test("takes another name and another beginning of its own parameter", () => {
    const renamed = replaced(lstm, "W_f", "W_forget");
    expect(nodesOf(renamed).f?.parameters?.W?.name).toBe("W_forget");
    const started = replaced(lstm, "W_f = parameter(20, 24)", 'W_f = parameter(20, 24, "he-normal")');
    expect(nodesOf(started).f?.parameters?.W).toEqual({ name: "W_f", initializer: "he-normal" });
  });

  test("reads something else where the text says so", () => {
    const merged = replaced(lstm, "i = sigmoid(W_i * [h[t-1]; x] + b_i)", "i = sigmoid(W_i * [C[t-1]; x] + b_i)");
    expect(nodesOf(merged).i).toEqual(nodesOf(lstm).i);
    const readBy = (id: string) =>
      Object.values(merged.document.graph.edges)
        .filter(({ to }) => to.node === id)
        .map(({ from }) => from.node);
    expect(readBy("i")).toEqual(["i$1"]);
    expect(readBy("i$1")).toEqual(["C_before$", "x"]);
    expect(readBy("f")).toEqual(["stack$"]);
  });

  test("becomes nodes of its own where it is something else, and the first of them stands in its place", () => {
    const merged = replaced(lstm, "f = sigmoid(W_f * [h[t-1]; x] + b_f)", "f = tanh(W_f * [h[t-1]; x] + b_f)");
    expect(nodesOf(merged).f).toMatchObject({ type: "tanh", position: nodesOf(lstm).f?.position, role: nodesOf(lstm).f?.role });
  });
});

describe("what text cannot say", () => {
  const example = drawnFile("examples/lstm-embedded-reber.json");

  test("is declared, stays a node, and keeps its wires", () => {
    expect(say(example)).toMatch(/^reber_x = sequence\(7\)$/m);
    const merged = replaced(example, "p = sigmoid(z)", "p = sigmoid(2 * z)");
    expect(nodesOf(merged).reber).toBe(nodesOf(example).reber);
    const read = (document: Drawn["document"]) => Object.values(document.graph.edges).filter(({ from }) => from.node === "reber");
    expect(read(merged.document)).toEqual(read(example.document));
  });

  test("cannot be changed by its declaration", () => {
    const { document, options } = example;
    const text = say(example).replace("reber_x = sequence(7)", "reber_x = sequence(8)");
    const problem = problemOf(mergeEquations(document, text, options));
    expect(problem.where?.line).toBe(text.split("\n").indexOf("reber_x = sequence(8)") + 1);
    expect(problem.message).toContain("reber");
  });

  test("stays when the text says nothing at all", () => {
    expect(Object.keys(nodesOf(merge(example, "")))).toEqual(["reber"]);
  });

  test("an unfinished node is one too, and its reader finds it", () => {
    const graph = drawn(sketch("x = sequence(shape=[2])\na = add(a < x)\ny = tanh(x < a)"));
    expect(say(graph)).toContain("y = tanh(a)");
    const merged = merge(graph, say(graph).replace("tanh(a)", "sin(a)"));
    expect(nodesOf(merged).a).toBe(nodesOf(graph).a);
    expect(merged.document.graph.edges["y:x"]?.from).toEqual({ node: "a", port: "value" });
  });
});

describe("a result with a name of its own", () => {
  const layers = drawnFile("cells/lstm-two-layers.json");
  const outputs = ({ document }: Pick<Drawn, "document">) => Object.values(nodesOf({ document })).filter(({ type }) => type === "output");
  const readBy = ({ document }: Pick<Drawn, "document">, id: string) =>
    Object.values(document.graph.edges).flatMap(({ from, to }) => (to.node === id ? [from.node] : []));

  test("is not doubled by a line that reads it: the name becomes a node", () => {
    const merged = merge(layers, `${say(layers)}extra = tanh(h) + 2\n`);
    expect(outputs(merged)).toEqual(outputs(layers));
    expect(readBy(merged, "output$")).toEqual(["h"]);
    expect(readBy(merged, "h")).toEqual(["layer2"]);
    expect(nodesOf(merged).layer2).toBe(nodesOf(layers).layer2);
  });

  test("follows its line: renamed, computed from something else, gone", () => {
    const renamed = replaced(layers, "h1 = layer1", "lower = layer1");
    expect(outputs(renamed).map(({ attributes }) => attributes.name)).toEqual(["h", "lower"]);
    const wrapped = replaced(layers, "h = layer2", "h = 2 * layer2");
    expect(readBy(wrapped, "output$")).toEqual(["h"]);
    expect(nodesOf(wrapped).h?.type).toBe("product");
    expect(outputs(replaced(layers, "h1 = layer1\n", ""))).toHaveLength(1);
  });
});

test("a node that nobody has named keeps its readers where a line reads the name that printing gave it", () => {
  const graph = drawn(sketch("x = sequence(shape=[2])\n n$ = tanh(x < x)\n g = gate(x1 < n$, units=2)\n o$ = output(x < n$)"));
  expect(say(graph)).toContain("g = sigmoid(g_W * tanh(x) + g_b)");
  const merged = replaced(graph, "g = sigmoid(g_W * tanh(x) + g_b)", "part = tanh(x)\ng = sigmoid(g_W * part + g_b)\nextra = sin(part)");
  const edges = Object.values(merged.document.graph.edges).map(({ from, to }) => `${from.node} > ${to.node}:${to.port}`);
  expect(edges.sort()).toEqual(["part > extra:x", "part > g:x1", "part > o$:x", "x > part:x"]);
  expect(nodesOf(merged).g?.type).toBe("gate");
});

describe("the cell of a document", () => {
  const example = drawnFile("examples/lstm-embedded-reber.json");
  const options = { ...example.options, scope: "lstm", axesOf: () => ({ shape: [2, 2], time: true }) };
  const text = orFail(sayGraph(example.document, options)).text;
  const inner = (document: Drawn["document"]) => document.cells.lstm!;

  test("keeps handing out what has the name", () => {
    const merged = orFail(mergeEquations(example.document, text.replace("h = o .* tanh(C)", "h = 2 * (o .* tanh(C))"), options));
    const applied = orFail(apply(example.document, merged.edit!, registry)).document;
    const output = Object.values(inner(applied).nodes).find(({ type }) => type === "output")!;
    expect(
      inner(applied).edges[`${output.id}:x`]?.from.node ??
        Object.values(inner(applied).edges).find(({ to }) => to.node === output.id)?.from.node,
    ).toBe("h");
    expect(applied.graph.edges).toEqual(example.document.graph.edges);
  });

  test("takes the wires of its instances along when a port is renamed", () => {
    const merged = orFail(mergeEquations(example.document, text.replace(/\bh\b/g, "hidden").replace(/\bx\b/g, "letter"), options));
    const applied = orFail(apply(example.document, merged.edit!, registry)).document;
    const ports = Object.values(applied.graph.edges).flatMap(({ from, to }) => [from, to]);
    expect(ports.filter(({ node }) => node === "lstm").map(({ port }) => port)).toEqual(expect.arrayContaining(["hidden", "letter"]));
  });
});

test("an empty graph is laid out without overlap", () => {
  const sizeOf = () => ({ width: 180, height: 194 });
  const text =
    "x = sequence(2)\ny = input(2)\nW = parameter(2, 2)\na = W * x\nloss = halfSumOfSquares(a[T], y)\nupdate = adam(loss, learningRate=0.1)";
  const { document } = orFail(mergeEquations(sketch(""), text, { registry, library, sizeOf }));
  const places = Object.values(document.graph.nodes).map(({ position }) => position);
  for (const [k, a] of places.entries())
    for (const b of places.slice(k + 1)) expect(Math.abs(a.x - b.x) >= 180 || Math.abs(a.y - b.y) >= 194).toBe(true);
});

test("nodes know their lines, and lines their nodes", () => {
  const { document, options } = drawnFile("cells/lstm.json");
  const index = indexLines(document, orFail(sayGraph(document, options)), options);
  expect(index.linesOf.get("f")).toEqual(["f"]);
  expect(index.linesOf.get("keep$")).toEqual(["C"]);
  expect(index.linesOf.get("C_before$")).toEqual(["C"]);
  expect(index.nodeOf.get("W_f")).toBe("f");
});

test(`one random text into the graph of another (seed ${seed})`, () => {
  fc.assert(
    fc.property(equations, equations, (first, second) => {
      const document = read(first);
      const merged = orFail(mergeEquations(document, second, { registry, library }));
      const lines = (text: string) => text.split("\n").sort();
      expect(lines(orFail(sayGraph(merged.document, { registry })).text)).toEqual(lines(orFail(sayGraph(read(second), { registry })).text));
      if (!merged.edit) return;
      const applied = orFail(apply(document, merged.edit, registry));
      expect(applied.document).toEqual(merged.document);
      expect(orFail(apply(applied.document, applied.inverse, registry)).document).toEqual(document);
    }),
    { seed, numRuns: 25 },
  );
}, 60_000);
