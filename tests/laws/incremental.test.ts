// Compiling after an edit equals compiling from scratch, and an edit that changes no structure keeps the tape.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defineUnary } from "../../nodes/define/unary.ts";
import { registry } from "../../nodes/index.ts";
import { attempt, type Result } from "../../src/base/errors.ts";
import { compile } from "../../src/compiler/compile.ts";
import { readFeeds } from "../../src/compiler/feeds.ts";
import { formsOf } from "../../src/compiler/forms.ts";
import { createIncrementalCompiler } from "../../src/compiler/incremental.ts";
import type { Forms, Program } from "../../src/compiler/program.ts";
import { printTape } from "../../src/engine/print.ts";
import { type AttributeValue, type Document, type GraphScope, graphAt } from "../../src/graph/document.ts";
import { apply, type Edit } from "../../src/graph/edits.ts";
import { createRegistry } from "../../src/graph/node-type.ts";
import { portsOf } from "../../src/graph/ports.ts";
import { cellOf, sketch } from "../compiler/sketch.ts";
import { must, node } from "../graph/build.ts";
import { seed } from "./seed.ts";

const start = sketch(
  `
  x = sequence()
  y = sequence()
  k = constant(value=[0.5, 2])
  two = constant(value=2)
  net = cell(x < x, cell=rnn, units=2)
  scaled = multiply(a < net.h, b < k)
  soft = tanh(x < scaled)
  o = affine(x < soft, units=2)
  half = multiply(a < o, b < two)
  out = output(x < half, name=prediction)
  err = wrong-positions(prediction < half, target < y)
  loss = mean-squared-error(prediction < half, target < y)
  update = momentum(loss < loss, learningRate=0.1, clipNorm=1)
  `,
  {
    rnn: cellOf("x = sequence()\n z = delay(x < h)\n h = gate(x1 < z, x2 < x, units=units, activation=tanh)\n out = output(x < h)", {
      units: 3,
    }),
  },
);

const feeds = readFeeds({
  x: [
    [1, 2],
    [3, 4],
  ],
  y: [
    [1, 0],
    [0, 1],
  ],
});
const forms = (document: Document): Forms => formsOf(document, registry, feeds);

/** All of a program that anybody reads, in a form that can be compared. */
const readable = ({ forward, ...rest }: Program) => ({
  ...rest,
  optimizer: rest.optimizer && { ...rest.optimizer, type: rest.optimizer.type.id },
  tape: printTape(forward),
});

const outcome = (compiled: () => Program): Result<unknown> => attempt(() => readable(compiled()));

const pick = <T>(list: readonly T[], die: number): T | undefined => list[die % Math.max(1, list.length)];

const types = [
  "tanh",
  "sigmoid",
  "add",
  "multiply",
  "affine",
  "gate",
  "delay",
  "constant",
  "parameter",
  "last-step",
  "adam",
  "comment",
  "concat",
  "input",
];
const values: readonly (AttributeValue | undefined)[] = [
  undefined,
  1,
  2,
  3,
  0.25,
  -1,
  "units",
  "2 * units",
  "tanh",
  "relu",
  [1, 2],
  [3, 4],
  [
    [1, 2],
    [3, 4],
  ],
  "zeros",
  true,
  false,
  "sum",
];

/** An edit for this document from four dice; many are good, some are refused. */
function editOf(document: Document, [what = 0, first = 0, second = 0, third = 0]: readonly number[]): Edit {
  const scope: GraphScope = first % 4 === 0 ? "rnn" : null;
  const graph = graphAt(document, scope) ?? document.graph;
  const ids = Object.keys(graph.nodes);
  const id = pick(ids, first) ?? "nobody";
  const other = pick(ids, second) ?? "nobody";
  const attribute = pick(registry.get(graph.nodes[id]?.type ?? "")?.attributes ?? [], second)?.id ?? "units";
  const port = (of: string, side: "inputs" | "outputs", die: number) => {
    const found = graph.nodes[of];
    const spec = found && pick(portsOf(found, document, registry, scope)[side], die);
    return spec ? (spec.variadic ? `${spec.id}${1 + (die % 3)}` : spec.id) : "nowhere";
  };
  const wire = pick(Object.values(graph.edges), second)?.to ?? { node: id, port: "x" };
  const edits: readonly Edit[] = [
    { kind: "setAttribute", scope, node: id, attribute, value: pick(values, third) },
    { kind: "setAttribute", scope, node: id, attribute, value: pick(values, third) },
    {
      kind: "setAttribute",
      scope: null,
      node: "update",
      attribute: pick(["learningRate", "momentum", "clipNorm", "epochs", "seed"], second)!,
      value: pick([undefined, 0.5, 0.25, 1, 7], third),
    },
    {
      kind: "setAttribute",
      scope: null,
      node: pick(["k", "two"], second)!,
      attribute: "value",
      value: pick([3, 4, [1, 2], [5, 6], [[1, 2]]], third),
    },
    { kind: "setAttribute", scope: null, node: "net", attribute: "units", value: pick([undefined, 2, 4], third) },
    {
      kind: "setParameter",
      scope,
      node: id,
      parameter: pick(["W", "b"], second)!,
      setting: pick([undefined, { name: "W_x" }, { initializer: "zeros" }], third),
    },
    {
      kind: "connect",
      scope,
      from: { node: id, port: port(id, "outputs", third) },
      to: { node: other, port: port(other, "inputs", third) },
    },
    { kind: "connect", scope, from: { node: id, port: port(id, "outputs", third) }, to: wire },
    { kind: "disconnect", scope, to: wire },
    { kind: "addNode", scope, node: node(`n${second % 6}`, pick(types, third)!) },
    { kind: "removeNode", scope, node: id },
    { kind: "renameNode", scope, node: id, to: pick(["p", "q", "h", "loss", "$1"], third)! },
    { kind: "move", scope, positions: { [id]: { x: second, y: third } } },
    { kind: "setRole", scope, node: id, role: "gate" },
    { kind: "setCellInfo", name: "rnn", info: { attributes: [{ id: "units", default: 1 + (third % 4) }] } },
    { kind: "setDocumentInfo", info: { title: `title ${third}` } },
  ];
  return edits[what % edits.length]!;
}

/** The documents along a walk of edits; an edit that is refused changes nothing, every fifth is taken back. */
function walk(rolls: readonly (readonly number[])[]): Document[] {
  let document = start;
  const documents = [document];
  rolls.forEach((roll, index) => {
    const result = apply(document, editOf(document, roll), registry);
    if (!result.ok) return;
    documents.push(result.value.document);
    document = index % 5 === 4 ? document : result.value.document;
    documents.push(document);
  });
  return documents;
}

const rolls = fc.array(fc.array(fc.nat(9999), { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 25, size: "max" });

describe(`random edits (seed ${seed})`, () => {
  test.each([false, true])("the program equals that from scratch, or the same problem is found (partial: %s)", (partial) => {
    const outcomes = { programs: 0, problems: 0 };
    fc.assert(
      fc.property(rolls, (dice) => {
        const compiler = createIncrementalCompiler(registry, { partial }, 1 + (dice.length % 3));
        for (const document of walk(dice)) {
          const shape = attempt(() => forms(document));
          if (!shape.ok) continue;
          const incremental = outcome(() => compiler.compile(document, shape.value));
          outcomes[incremental.ok ? "programs" : "problems"] += 1;
          expect(incremental).toEqual(outcome(() => compile(document, registry, shape.value, { partial })));
        }
      }),
      { seed, numRuns: 40 },
    );
    expect(outcomes.programs).toBeGreaterThan(200);
  });
});

describe("an edit that changes no structure keeps the very same tape", () => {
  const after = (...edits: Edit[]): Document => edits.reduce((document, edit) => must(apply(document, edit, registry)).document, start);
  const set = (id: string, attribute: string, value: AttributeValue): Edit => ({
    kind: "setAttribute",
    scope: null,
    node: id,
    attribute,
    value,
  });

  function compiledTwice(edit: Edit): { first: Program; second: Program; document: Document } {
    const compiler = createIncrementalCompiler(registry);
    const document = after(edit);
    return { first: compiler.compile(start, forms(start)), second: compiler.compile(document, forms(document)), document };
  }

  test.each<[string, Edit]>([
    ["a constant's number", set("two", "value", 3)],
    ["a constant's column", set("k", "value", [7, 8])],
    ["a learning rate", set("update", "learningRate", 0.001)],
    ["a clipping limit that was there before", set("update", "clipNorm", 5)],
    [
      "an initializer on a node's own parameter",
      { kind: "setParameter", scope: null, node: "o", parameter: "W", setting: { initializer: "zeros" } },
    ],
    ["a position", { kind: "move", scope: null, positions: { o: { x: 9, y: 9 } } }],
    [
      "a role and a title",
      {
        kind: "batch",
        edits: [
          { kind: "setRole", scope: null, node: "o", role: "r" },
          { kind: "setDocumentInfo", info: { title: "T" } },
        ],
      },
    ],
    ["nothing at all", { kind: "batch", edits: [] }],
  ])("%s", (_, edit) => {
    const { first, second, document } = compiledTwice(edit);
    expect(second.forward).toBe(first.forward);
    expect(readable(second)).toEqual(readable(compile(document, registry, forms(document))));
  });

  test.each<[string, Edit]>([
    ["a size", { kind: "batch", edits: [set("net", "units", 4), set("k", "value", 2)] }],
    ["a constant's shape", set("k", "value", 3)],
    ["an attribute that the rule reads", set("loss", "reduction", "sum")],
    ["a clipping limit that was not there", set("update", "clipValue", 1)],
    ["a wire", { kind: "connect", scope: null, from: { node: "net", port: "h" }, to: { node: "o", port: "x" } }],
    ["a name", { kind: "renameNode", scope: null, node: "o", to: "q" }],
    ["a parameter's letter", { kind: "setParameter", scope: null, node: "o", parameter: "W", setting: { name: "W_o" } }],
  ])("and one that does makes a new one: %s", (_, edit) => {
    const { first, second } = compiledTwice(edit);
    expect(second.forward).not.toBe(first.forward);
  });

  test("other steps or examples make a new one, and the same again the same", () => {
    const compiler = createIncrementalCompiler(registry);
    const first = compiler.compile(start, forms(start));
    const longer = compiler.compile(start, { ...forms(start), steps: 5 });
    expect(longer.forward).not.toBe(first.forward);
    expect(compiler.compile(start, { ...forms(start), steps: 5 }).forward).toBe(longer.forward);
  });

  test("as many programs as asked for are kept, the last used ones", () => {
    const compiler = createIncrementalCompiler(registry, {}, 2);
    const tape = (steps: number) => compiler.compile(start, { ...forms(start), steps }).forward;
    const [three, four] = [tape(3), tape(4)];
    expect([tape(3), tape(4)]).toEqual([three, four]);
    expect(tape(3)).toBe(three);
    tape(5);
    expect(tape(3)).toBe(three);
    expect(tape(4)).not.toBe(four);
  });

  test("the new numbers are in the slots", () => {
    const { second } = compiledTwice({ kind: "batch", edits: [set("two", "value", 3), set("update", "momentum", 0.5)] });
    const data = (name: string) => second.slots.find((slot) => slot.name === name)?.data;
    expect([data("two"), data("k")]).toEqual([[3], [0.5, 2]]);
    expect(second.optimizer?.attributes).toMatchObject({ momentum: 0.5, learningRate: 0.1 });
  });

  test("so are those of a setting that an operation is fed at run time", () => {
    const scale = defineUnary({
      ...registry.get("tanh")!,
      id: "scale",
      attributes: [{ id: "factor", title: "Factor", summary: "What x is multiplied by.", kind: "number", default: 1, runtime: true }],
      slope: "c",
      apply: (_, x) => x,
    });
    const types = createRegistry([
      ...registry.values(),
      { ...scale, lower: (lowering, context) => lowering.binary("multiply", context.need("x"), context.setting("factor")) },
    ]);
    const scaled = (factor: number) =>
      sketch(`x = sequence()\n z = delay(x < h)\n s = scale(x < z, factor=${factor})\n h = add(a < s, b < x)`);
    const compiler = createIncrementalCompiler(types);
    const [first, second] = [2, 3].map((factor) =>
      compiler.compile(scaled(factor), { ...forms(start), inputs: { x: { shape: [2], batch: false } } }),
    );
    expect(second!.forward).toBe(first!.forward);
    expect([first!, second!].map(({ slots }) => slots.find(({ kind }) => kind === "setting"))).toMatchObject([
      { name: "s.factor", data: [2] },
      { name: "s.factor", data: [3] },
    ]);
  });
});

describe("after a problem", () => {
  const broken = must(apply(start, { kind: "disconnect", scope: null, to: { node: "half", port: "b" } }, registry)).document;

  test("the next good document compiles, and the tape from before it is still there", () => {
    const compiler = createIncrementalCompiler(registry);
    const { forward } = compiler.compile(start, forms(start));
    expect(() => compiler.compile(broken, forms(broken))).toThrow('"half": input b has no wire');
    expect(compiler.compile(start, forms(start)).forward).toBe(forward);
  });

  test("the same problem is found again, not remembered as a program", () => {
    const compiler = createIncrementalCompiler(registry);
    for (let times = 0; times < 2; times++) expect(() => compiler.compile(broken, forms(broken))).toThrow("no wire");
  });
});
