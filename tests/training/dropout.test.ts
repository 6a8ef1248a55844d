// Dropout: a mask that follows from seed, name and step, new at every step of a training, and none when evaluating.

import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { attempt } from "../../src/base/errors.ts";
import { compile } from "../../src/compiler/compile.ts";
import type { Feeds } from "../../src/compiler/feeds.ts";
import { formsOf } from "../../src/compiler/forms.ts";
import { createIncrementalCompiler } from "../../src/compiler/incremental.ts";
import { createUpdateCompiler } from "../../src/compiler/update.ts";
import { generators } from "../../src/data/index.ts";
import { prepare } from "../../src/engine/backend/reference/executor.ts";
import type { Document } from "../../src/graph/document.ts";
import { checkDocument } from "../../src/inspection/check-document.ts";
import { type EvaluateOptions, evaluate } from "../../src/inspection/evaluate.ts";
import { createInspector } from "../../src/inspection/inspector.ts";
import { loneNode } from "../../src/inspection/recurrence/lone-node.ts";
import { locate, openSubject } from "../../src/inspection/recurrence/subject.ts";
import { dataFeeds } from "../../src/training/data-feeds.ts";
import { createSession, type Session, type SessionOptions } from "../../src/training/session.ts";
import { sketch } from "../compiler/sketch.ts";
import { fault } from "../graph/build.ts";
import { documentOf, flat, type Nested } from "./drivers/equations.ts";

const evaluated = (document: Document, feeds: Feeds, options: Partial<EvaluateOptions> = {}) =>
  evaluate(document, registry, feeds, { precision: "f64", mode: "train", seed: 1, wrt: "all", ...options });

const numbersIn = (document: Document, feeds: Feeds, name: string, options: Partial<EvaluateOptions> = {}): number[] =>
  flat(evaluated(document, feeds, options).values[name] as Nested);

const ones = (...shape: number[]) => ({ shape, data: new Float64Array(shape.reduce((size, n) => size * n, 1)).fill(1) });

const share = (numbers: readonly number[]) => numbers.filter((x) => x === 0).length / numbers.length;

describe("one step", () => {
  const document = (rate: number) => documentOf(`x = input(50)\nd = dropout(x, ${rate})\nloss = sum(d .^ 2)`);
  const feeds: Feeds = new Map([["x", ones(40, 50)]]);

  test("leaves out components at the rate, and scales the others up", () => {
    for (const rate of [0.1, 0.5, 0.8]) {
      const numbers = numbersIn(document(rate), feeds, "d");
      expect(share(numbers)).toBeGreaterThan(rate - 0.04);
      expect(share(numbers)).toBeLessThan(rate + 0.04);
      for (const x of numbers.filter((each) => each !== 0)) expect(x).toBeCloseTo(1 / (1 - rate), 12);
    }
  });

  test("is x in the mean over seeds", () => {
    const seeds = Array.from({ length: 400 }, (_, index) => index + 1);
    const one: Feeds = new Map([["x", ones(50)]]);
    const sums = seeds.map((seed) => numbersIn(document(0.3), one, "d", { seed })).reduce((sum, x) => sum.map((y, i) => y + x[i]!));
    // a mean of 400 has a deviation of 0.033
    for (const sum of sums) expect(Math.abs(sum / seeds.length - 1)).toBeLessThan(0.13);
  });

  test("has the mask of its seed and of the node's name", () => {
    const at = (seed: number, text = document(0.5), name = "d") => numbersIn(text, feeds, name, { seed });
    expect(at(7)).toEqual(at(7));
    expect(at(7)).not.toEqual(at(8));
    const other = documentOf("x = input(50)\nother = dropout(x)\nloss = sum(other .^ 2)");
    expect(at(7, other, "other")).not.toEqual(at(7));
  });

  test("drops each example by itself, and in f32 the same ones", () => {
    const numbers = numbersIn(document(0.5), feeds, "d");
    expect(numbers.slice(0, 50)).not.toEqual(numbers.slice(50, 100));
    expect(numbersIn(document(0.5), feeds, "d", { precision: "f32" })).toEqual(numbers);
    expect(share(numbersIn(document(0), feeds, "d"))).toBe(0);
  });

  test("passes the gradient through the same mask", () => {
    const { values, gradients } = evaluated(document(0.5), feeds);
    const [d, gradient] = [flat(values.d as Nested), flat(gradients.x as Nested)];
    // 2 d / (1 - p)
    expect(gradient).toEqual(d.map((y) => 4 * y));
  });

  test("is nothing in mode infer, and has no noise there", () => {
    expect(numbersIn(document(0.5), feeds, "d", { mode: "infer" })).toEqual([...ones(40, 50).data]);
    const { slots } = compile(document(0.5), registry, formsOf(document(0.5), registry, feeds, "infer"));
    expect(slots.map(({ kind }) => kind)).not.toContain("noise");
  });

  test("shows its mask under no name, and takes none", () => {
    expect(Object.keys(evaluated(document(0.5), feeds).values)).toEqual(["x", "d", "loss"]);
    const fed: Feeds = new Map([...feeds, ["d.noise", ones(40, 50)]]);
    expect(fault(attempt(() => evaluated(document(0.5), fed)))).toMatchObject({ code: "unknown-name" });
  });

  test("has a rate of at least 0 and below 1", () => {
    for (const rate of [1, 1.5, -0.1]) {
      const message = fault(
        attempt(() => evaluated(sketch(`x = input()\n d = dropout(x < x, rate=${rate})`), new Map([["x", ones(2)]]))),
      ).message;
      expect(message).toBe(`dropout "d": attribute rate: got ${rate}, expected a number of at least 0 and below 1`);
    }
  });
});

describe("on a cycle", () => {
  const document = documentOf(`
x = sequence(2)
W = parameter(6, 2)
U = parameter(6, 6)
h = tanh(W * x + U * d[t-1])
d = dropout(h, 0.4)
y = input(6)
loss = halfSumOfSquares(d[T], y)`);
  const feeds = (batch: number | null): Feeds => {
    const lead = batch === null ? [] : [batch];
    return new Map([
      ["x", ones(9, ...lead, 2)],
      ["y", ones(...lead, 6)],
    ]);
  };

  test.each([null, 5])("each step has a mask of its own, of %s examples", (batch) => {
    const [d, h] = [numbersIn(document, feeds(batch), "d"), numbersIn(document, feeds(batch), "h")];
    const masks = d.map((x, index) => (x === 0 ? 0 : h[index]! / x));
    for (const scale of masks.filter((x) => x !== 0)) expect(scale).toBeCloseTo(0.6, 12);
    const size = 6 * (batch ?? 1);
    const steps = Array.from({ length: 9 }, (_, t) => masks.slice(t * size, (t + 1) * size).map((x) => x !== 0));
    expect(new Set(steps.map(String)).size).toBeGreaterThan(5);
    if (batch !== null) expect(new Set(steps.map((step) => String(step.slice(0, 6)))).size).toBeGreaterThan(1);
  });

  test("has one noise, with all axes that it needs", () => {
    const noises = ({ slots }: ReturnType<typeof compile>) => slots.filter(({ kind }) => kind === "noise");
    const compiled = (batch: number | null) => compile(document, registry, formsOf(document, registry, feeds(batch)));
    expect(noises(compiled(null))).toMatchObject([{ name: "d.noise", time: true, batch: false, shape: [6] }]);
    expect(noises(compiled(5))).toMatchObject([{ name: "d.noise", time: true, batch: true, shape: [6] }]);
  });

  test("finds the examples behind a delay that begins without them", () => {
    // the first draft of the cycle has no examples yet: they come in over a value that reads the delay
    const late = documentOf(`
x = input(2)
s = sequence(1)
d = dropout(c[t-1] + s)
c = d + x
loss = sum(d[T] .^ 2)`);
    const fed: Feeds = new Map([
      ["x", ones(3, 2)],
      ["s", ones(4, 1)],
    ]);
    const { slots, forward } = compile(late, registry, formsOf(late, registry, fed));
    expect(forward.inputs).toHaveLength(slots.length);
    const index = slots.findIndex(({ kind }) => kind === "noise");
    expect(slots[index]).toMatchObject({ time: true, batch: true });
    expect(forward.inputs[index]!.shape).toEqual([4, 3, 2]);
    expect(numbersIn(late, fed, "d")).toHaveLength(4 * 3 * 2);
  });

  test("is lowered alone under the same mask, for the Jacobians of its cycle", () => {
    const subject = openSubject(document, registry, feeds(null), new Map());
    const { builder, value, numbers } = loneNode(subject, subject.nodes.get("d")!, "value", { from: 0, count: subject.steps });
    const [alone] = prepare(builder.finish([value]), "f64").run(numbers);
    expect([...alone!]).toEqual([...locate(subject, "d", "value").numbers]);
  });

  test("has a gradient that agrees with differences, as the mask holds still", () => {
    const { parameters } = checkDocument(document, registry, (attempt) => ({ feeds: feeds(3), seed: 1 + attempt, positive: false }));
    expect(parameters.map(({ name, verdict }) => [name, verdict])).toEqual([
      ["W", "ok"],
      ["U", "ok"],
    ]);
  });
});

const begin = (document: Document, options: Partial<SessionOptions> = {}): Session =>
  createSession(document, registry, generators, { precision: "f64", feeds: new Map(), ...options });

const numbersOf = (session: Session) => Object.fromEntries([...session.parameters()].map(([name, { data }]) => [name, [...data]]));
const lossesOf = (session: Session, epochs: number): number[] => Array.from({ length: epochs }, () => session.step().loss);

/** Words of unequal length; dropout on the cycle and behind it. */
const words = (rate = 0.3) =>
  sketch(`
    d = reber(trainCount=8, testCount=3, seed=2)
    z = delay(x < r)
    h = gate(x1 < z, x2 < d.x, units=5, activation=tanh)
    r = dropout(x < h, rate=${rate})
    o = affine(x < r)
    k = dropout(x < o, rate=${rate})
    p = sigmoid(x < k)
    loss = binary-cross-entropy(prediction < p, target < d.y, mask < d.mask)
    update = adam(loss < loss, learningRate=0.05, batchSize=4, seed=4)
  `);

describe("a training", () => {
  /** The loss is the number of components that stay: the learning rate is 0, so that only the mask changes it. */
  const counting = documentOf(`
x = input(30)
w = parameter(1)
d = dropout(x)
loss = sum(d) + 0 * sum(w)
update = gradientDescent(loss, learningRate=0)`);

  test("draws a new mask at each step, the first of them that of eval", () => {
    const feeds: Feeds = new Map([["x", ones(20, 30)]]);
    const losses = lossesOf(begin(counting, { feeds, seed: 3 }), 6);
    expect(new Set(losses).size).toBeGreaterThan(4);
    expect(losses[0]).toBe(evaluated(counting, feeds, { seed: 3 }).loss);
    expect(lossesOf(begin(counting, { feeds, seed: 3 }), 6)).toEqual(losses);
    expect(lossesOf(begin(counting, { feeds, seed: 4 }), 6)).not.toEqual(losses);
  });

  test("scores without", () => {
    const session = begin(counting, { feeds: new Map([["x", ones(20, 30)]]) });
    expect(session.score("train")!.loss).toBe(600);
  });

  test.each(["f64", "f32"] as const)("gives the same bits again, and goes on as if it had not stopped, in %s", (precision) => {
    const [whole, first] = [begin(words(), { precision }), begin(words(), { precision })];
    const losses = lossesOf(whole, 4);
    expect(lossesOf(first, 2)).toEqual(losses.slice(0, 2));
    const options = { precision, warm: first.parameters(), memory: first.memory(), done: first.epoch };
    const second = begin(words(), options);
    expect(lossesOf(second, 2)).toEqual(losses.slice(2));
    expect(numbersOf(second)).toEqual(numbersOf(whole));
  });

  test("goes the same way on the fast executor, whatever is scored on the way", () => {
    const [fine, coarse] = [begin(words()), begin(words(), { precision: "f32" })];
    for (let epoch = 0; epoch < 4; epoch++) {
      expect(coarse.step().loss).toBeCloseTo(fine.step().loss, 4);
      coarse.score("test");
    }
  });

  test("with a rate of 0 is one without", () => {
    const without = words(0);
    const identity = (id: string) => ({ ...without.graph.nodes[id]!, type: "leaky-relu", attributes: { slope: 1 } });
    const same = { ...without, graph: { ...without.graph, nodes: { ...without.graph.nodes, r: identity("r"), k: identity("k") } } };
    expect(lossesOf(begin(without), 3)).toEqual(lossesOf(begin(same), 3));
  });
});

describe("the page", () => {
  test("keeps the tape when the rate changes", () => {
    const compiler = createIncrementalCompiler(registry);
    const forms = formsOf(words(), registry, dataFeeds(words(), registry, generators, "train"));
    const [first, second] = [0.3, 0.6].map((rate) => compiler.compile(words(rate), forms));
    expect(second!.forward).toBe(first!.forward);
    expect(second!.slots.find(({ name }) => name === "r.rate")!.data).toEqual([0.6]);
  });

  test("shows one example under its mask, the same each time", () => {
    const inspector = createInspector(registry, generators);
    inspector.open(words());
    const seen = () => inspector.view(0, new Map()).values.find(({ name }) => name === "r")!;
    expect(share([...seen().value])).toBeGreaterThan(0);
    expect(seen()).toEqual(seen());
  });
});

describe("an optimizer's graph", () => {
  test("takes no dropout: its states are delays, and its numbers the document's", () => {
    const graph = documentOf(`
w = sequence(2)
g = sequence(2)
eta = input()
w_next = w - eta * dropout(g)`);
    expect(fault(attempt(() => createUpdateCompiler(graph, registry, "update")([2])))).toMatchObject({
      code: "bad-optimizer",
      where: { node: "update" },
      got: "dropout",
    });
  });
});
