// The graphs that come with the program: they load, hang together, look as they should, and train.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { compile } from "../../src/compiler/compile.ts";
import type { Feeds } from "../../src/compiler/feeds.ts";
import { formsOf } from "../../src/compiler/forms.ts";
import { generators } from "../../src/data/index.ts";
import type { Cell, Document, Graph, GraphScope } from "../../src/graph/document.ts";
import { loadDocument } from "../../src/graph/load.ts";
import { saveDocument } from "../../src/graph/save.ts";
import { validate } from "../../src/graph/validate.ts";
import { dataFeeds } from "../../src/training/data-feeds.ts";
import { createSession } from "../../src/training/session.ts";
import { Layout, legs, meet, overlap, runsThrough, smaller } from "./layout.ts";

type Kind = "cells" | "examples";

const folder = (kind: Kind) => new URL(`../../graphs/${kind}/`, import.meta.url);
const namesOf = (kind: Kind) =>
  readdirSync(folder(kind))
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.replace(/\.json$/, ""));
const read = (kind: Kind, name: string) => readFileSync(new URL(`${name}.json`, folder(kind)), "utf8");

function load(kind: Kind, name: string): Document {
  const result = loadDocument(read(kind, name), registry);
  if (!result.ok) throw new Error(`${kind}/${name}: ${result.problem.message}`);
  return result.value.document;
}

const cells = namesOf("cells");
const examples = namesOf("examples");
const all = [...cells.map((name): [Kind, string] => ["cells", name]), ...examples.map((name): [Kind, string] => ["examples", name])];

/** `adam-cell` as equations call it, and as it is called inside a document. */
const inDocument = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const asCell = ({ title, description, source, attributes, graph }: Document): Cell => ({
  title,
  description,
  source,
  attributes,
  ...graph,
});

/** 4 steps of 2 examples with 3 features. */
const someSequence: Feeds = new Map([["x", { shape: [4, 2, 3], data: Float64Array.from({ length: 24 }, (_, k) => Math.sin(k + 1)) }]]);

function program(kind: Kind, name: string) {
  const document = load(kind, name);
  const feeds = kind === "cells" ? someSequence : dataFeeds(document, registry, generators, "train");
  return compile(document, registry, formsOf(document, registry, feeds));
}

describe.each(all)("%s/%s", (kind, name) => {
  test("loads without a warning and is in the program's own layout", () => {
    const loaded = loadDocument(read(kind, name), registry);
    expect(loaded).toMatchObject({ ok: true, value: { warnings: [] } });
    expect(validate(load(kind, name), registry)).toEqual([]);
    expect(saveDocument(load(kind, name))).toBe(read(kind, name));
  });

  test("compiles, and says what it is and where it is from", () => {
    expect(program(kind, name).warnings).toEqual([]);
    const { title, description, source } = load(kind, name);
    expect(title).toBe(name);
    expect(description.length).toBeGreaterThan(100);
    expect(source).toMatch(/note 00\d/);
  });
});

describe.each(examples)("examples/%s", (name) => {
  const { cells: embedded } = load("examples", name);

  test("carries the cells of the library unchanged", () => {
    for (const [own, cell] of Object.entries(embedded)) {
      const [library] = cells.filter((candidate) => inDocument(candidate) === own);
      expect(cell).toEqual(asCell(load("cells", library!)));
    }
  });
});

describe("names", () => {
  const names = (kind: Kind, name: string) => {
    const { slots, values } = program(kind, name);
    return {
      parameters: Object.fromEntries(slots.flatMap((slot) => (slot.kind === "parameter" ? [[slot.name, slot.shape]] : []))),
      constants: Object.fromEntries(slots.flatMap((slot) => (slot.kind === "constant" ? [[slot.name, slot.data]] : []))),
      states: slots.filter((slot) => slot.kind === "state").map((slot) => slot.name),
      values: values.filter((value) => value.named).map((value) => value.name),
    };
  };

  test("rnn", () => {
    const { parameters, states, values } = names("cells", "rnn");
    expect(parameters).toEqual({ W_i: [4, 3], W_h: [4, 4], b_h: [4] });
    expect(states).toEqual(["h[0]"]);
    expect(values).toEqual(expect.arrayContaining(["x", "h", "W_i", "W_h", "b_h"]));
  });

  test("lstm", () => {
    const { parameters, states, values } = names("cells", "lstm");
    const [weight, bias] = [[20, 23], [20]];
    expect(parameters).toEqual({ W_f: weight, W_i: weight, W_C: weight, W_o: weight, b_f: bias, b_i: bias, b_C: bias, b_o: bias });
    expect(states.toSorted()).toEqual(["C[0]", "h[0]"]);
    expect(values).toEqual(expect.arrayContaining(["x", "f", "i", "C_tilde", "C", "o", "h"]));
  });

  test("adam-cell", () => {
    const { parameters, constants, states, values } = names("cells", "adam-cell");
    expect(parameters).toEqual({ W: [12, 3], U: [12, 12] });
    expect(constants).toEqual({ mu: [0.9], S: [0.5], beta: [0.8], epsilon: [0.001] });
    expect(states.toSorted()).toEqual(["h[0]", "m[0]", "v[0]"]);
    expect(values).toEqual(expect.arrayContaining(["x", "v", "m", "h"]));
  });

  test("inside an example they begin with the name of the cell, and its output is the cell's value", () => {
    const { parameters, states, values } = names("examples", "lstm-embedded-reber");
    expect(parameters).toMatchObject({ "lstm.W_f": [20, 27], "lstm.b_o": [20], W_y: [7, 20], b_y: [7] });
    expect(states.toSorted()).toEqual(["lstm.C[0]", "lstm.h[0]"]);
    expect(values).toEqual(expect.arrayContaining(["lstm", "lstm.C_tilde", "lstm.h", "z", "p", "loss", "wrong_strings"]));
  });
});

interface Scene {
  readonly name: string;
  readonly graph: Graph;
  readonly layout: Layout;
}

function scene(kind: Kind, name: string): Scene {
  const document = load(kind, name);
  const scope: GraphScope = null;
  return { name, graph: document.graph, layout: new Layout(document, document.graph, scope, registry) };
}

describe.each(all.map(([kind, name]) => scene(kind, name)))("layout of $name", ({ name, graph, layout }) => {
  const { boxes, plates, ways } = layout;
  const nodes = Object.values(graph.nodes);
  /** A data card's ports stand beside its strips, so the card is where its first wire is straight. */
  const besideData = new Set(
    nodes.filter((node) => layout.figure(node) === "data").flatMap(({ position }) => [position.y, position.y + 31]),
  );

  test("nodes and corners are on the grid", () => {
    // the LSTM stands at the whole coordinates that the look of it is fixed at
    const grid = name === "lstm" ? 1 : 16;
    const points = [...nodes.map((node) => node.position), ...Object.values(graph.edges).flatMap((edge) => edge.route ?? [])];
    expect(points.filter(({ x, y }) => x % grid !== 0 || (y % grid !== 0 && !besideData.has(y)))).toEqual([]);
  });

  test("no node and no plate lies on another", () => {
    const things = [...boxes, ...plates];
    const pairs = things.flatMap((a, index) => things.slice(index + 1).map((b) => ({ a, b })));
    expect(pairs.filter(({ a, b }) => overlap(a, b, 3)).map(({ a, b }) => `${a.id} on ${b.id}`)).toEqual([]);
  });

  test("every operator says where its plate stands", () => {
    const operators = nodes.filter((node) => ["operator", "square"].includes(layout.figure(node)));
    expect(operators.filter((node) => node.look?.plate === undefined).map((node) => node.id)).toEqual([]);
  });

  test("wires are right-angled", () => {
    const slanted = ways.filter((way) => legs(way).some(([a, b]) => Math.abs(a.x - b.x) > 1e-9 && Math.abs(a.y - b.y) > 1e-9));
    expect(slanted.map((way) => way.name)).toEqual([]);
  });

  test("no wire runs through a node or a plate", () => {
    const hits = ways.flatMap((way) =>
      [...boxes, ...plates]
        .map((box) => (way.ends.includes(box.id) ? smaller(box, 3) : box))
        .filter((box) => legs(way).some((leg) => runsThrough(leg, box)))
        .map((box) => `${way.name} through ${box.id}`),
    );
    expect(hits).toEqual([]);
  });

  test("no wires cross", () => {
    const pairs = ways.flatMap((a, index) => ways.slice(index + 1).map((b) => ({ a, b })));
    const crossings = pairs.filter(({ a, b }) => a.net !== b.net && meet(a, b));
    expect(crossings.map(({ a, b }) => `${a.name} and ${b.name}`)).toEqual([]);
  });
});

describe("training", () => {
  const session = (name: string, precision: "f32" | "f64", document = load("examples", name)) =>
    createSession(document, registry, generators, { precision, feeds: new Map() });

  /** The same document on fewer examples. */
  function fewer(name: string, data: string, attributes: Document["graph"]["nodes"][string]["attributes"]): Document {
    const document = load("examples", name);
    const node = document.graph.nodes[data]!;
    const nodes = { ...document.graph.nodes, [data]: { ...node, attributes: { ...node.attributes, ...attributes } } };
    return { ...document, graph: { ...document.graph, nodes } };
  }

  test.each([
    ["rnn-reber", 10, "reber", { trainCount: 20, testCount: 5 }, 0.7],
    ["lstm-embedded-reber", 10, "reber", { trainCount: 20, testCount: 5 }, 0.8],
    ["adam-cell-embedded-reber", 10, "reber", { trainCount: 20, testCount: 5 }, 0.8],
    ["mlp-sine", 100, "sine", {}, 0.3],
  ])("%s: %d epochs bring the loss down", (name, epochs, data, attributes, share) => {
    const run = session(name, "f32", fewer(name, data, attributes));
    const first = run.step().loss;
    let last = first;
    for (let epoch = 1; epoch < epochs; epoch++) last = run.step().loss;
    expect(last).toBeLessThan(share * first);
  });

  test("momentum-theta-squared: 5, 4, 2.3, 0.31, as the note prints it, and then past the minimum", () => {
    const run = session("momentum-theta-squared", "f64");
    const path = [4, 2.3, 0.31, -1.543].map((expected) => {
      run.step();
      return { expected, got: run.parameters().get("theta")!.data[0]! };
    });
    for (const { expected, got } of path) expect(Math.abs(got - expected)).toBeLessThan(1e-12);
  });
});
