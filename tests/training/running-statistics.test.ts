// Batch norm's running statistics: state that training carries from step to step, and evaluation reads.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { compile } from "../../src/compiler/compile.ts";
import { nestedOf, readFeeds } from "../../src/compiler/feeds.ts";
import { formsOf } from "../../src/compiler/forms.ts";
import { generators } from "../../src/data/index.ts";
import type { Document } from "../../src/graph/document.ts";
import { evaluate } from "../../src/inspection/evaluate.ts";
import { createInspector } from "../../src/inspection/inspector.ts";
import { createSession, type Session, type SessionOptions } from "../../src/training/session.ts";
import { difference, differences } from "../cli/numbers.ts";
import { sketch } from "../compiler/sketch.ts";
import { documentOf } from "./drivers/equations.ts";

interface Fixture {
  readonly name: string;
  readonly equations: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly loss: readonly number[];
  readonly runningMean: readonly number[][];
  readonly runningVariance: readonly number[][];
  readonly infer: { readonly n: unknown; readonly loss: number };
}

const fixtures = JSON.parse(readFileSync(new URL("../fixtures/running-statistics.json", import.meta.url), "utf8")) as readonly Fixture[];

const begin = (document: Document, options: Partial<SessionOptions> = {}): Session =>
  createSession(document, registry, generators, { precision: "f64", feeds: new Map(), ...options });

const numbersOf = (session: Session): Record<string, unknown> =>
  Object.fromEntries([...session.parameters()].map(([name, tensor]) => [name, nestedOf(tensor)]));

describe.each(fixtures.map((fixture) => [fixture.name, fixture] as const))("as PyTorch trains and evaluates: %s", (_, fixture) => {
  const { equations, values, loss, runningMean, runningVariance, infer } = fixture;
  const document = documentOf(equations);
  const feeds = readFeeds(values);
  const session = begin(document, { feeds });

  test("ten steps by the statistics of the batch, which the running ones follow", () => {
    for (const [index, expected] of loss.entries()) {
      expect(difference(session.step().loss, expected, `loss ${index + 1}`)).toBeNull();
      const wanted = { "n.runningMean": runningMean[index], "n.runningVariance": runningVariance[index] };
      expect(differences(numbersOf(session), wanted)).toEqual([]);
    }
  });

  test("then a score, and an evaluation, by the running ones", () => {
    expect(difference(session.score("train")!.loss, infer.loss)).toBeNull();
    const trained = new Map([...feeds, ...session.parameters()]);
    const evaluation = evaluate(document, registry, trained, { precision: "f64", mode: "infer", seed: 1, wrt: [] });
    expect(difference(evaluation.values.n, infer.n)).toBeNull();
    expect(difference(evaluation.loss, infer.loss)).toBeNull();
  });
});

/** Two batch norms on words of unequal length, in batches. */
const words = (momentum = 0.1, rule = "adam(loss < loss, learningRate=0.05, batchSize=4, seed=4)") =>
  sketch(`
    d = reber(trainCount=8, testCount=3, seed=2)
    a = affine(x < d.x, units=3)
    n = batch-norm(x < a, momentum=${momentum})
    h = tanh(x < n)
    o = affine(x < h)
    q = batch-norm(x < o)
    p = sigmoid(x < q)
    loss = binary-cross-entropy(prediction < p, target < d.y, mask < d.mask)
    update = ${rule}
  `);

describe("running statistics", () => {
  test("are kept beside the parameters, and are none", () => {
    const session = begin(words());
    expect(Object.keys(numbersOf(session)).filter((name) => name.startsWith("n."))).toEqual([
      "n.gamma",
      "n.beta",
      "n.runningMean",
      "n.runningVariance",
    ]);
    expect(numbersOf(session)).toMatchObject({ "n.runningMean": [0, 0, 0], "n.runningVariance": [1, 1, 1] });
    expect([...session.memory().states.keys()].some((key) => key.includes("running"))).toBe(false);
    expect(createInspector(registry, generators).open(words()).parameterCount).toBe(7 * 3 + 3 + 6 + 3 * 7 + 7 + 14);
  });

  test("move once a batch; with a momentum of 1 they are the last one's", () => {
    const [session, last] = [begin(words()), begin(words(1))];
    session.step();
    last.step();
    expect(numbersOf(session)["n.runningMean"]).not.toEqual(numbersOf(last)["n.runningMean"]);
    expect(numbersOf(session)["n.runningVariance"]).not.toEqual([1, 1, 1]);
  });

  test("go on where another session stopped, to the same bits", () => {
    const [whole, first] = [begin(words()), begin(words())];
    for (let epoch = 0; epoch < 4; epoch++) whole.step();
    first.step();
    first.step();
    const second = begin(words(), { warm: first.parameters(), memory: first.memory(), done: first.epoch });
    second.step();
    second.step();
    expect(numbersOf(second)).toEqual(numbersOf(whole));
    expect(second.score("test")).toEqual(whole.score("test"));
  });

  test("go the same way in f32, on the fast executor", () => {
    // adam would blow up the rounding of a bias that batch norm takes away again
    const document = words(0.1, "gradient-descent(loss < loss, learningRate=0.5, batchSize=4)");
    const [fine, coarse] = [begin(document), begin(document, { precision: "f32" })];
    for (let epoch = 0; epoch < 4; epoch++) expect(coarse.step().loss).toBeCloseTo(fine.step().loss, 4);
    for (const [name, { data }] of fine.parameters()) {
      const other = coarse.parameters().get(name)!.data;
      for (const [index, x] of data.entries()) expect(other[index]).toBeCloseTo(x, 3);
    }
    expect(coarse.score("test")!.loss).toBeCloseTo(fine.score("test")!.loss, 4);
  });

  test("are seen by name, and with the numbers of the training", () => {
    const session = begin(words());
    session.step();
    const inspector = createInspector(registry, generators);
    inspector.open(words());
    const seen = inspector.view(0, session.parameters()).values.find(({ name }) => name === "n.runningVariance")!;
    expect(seen).toMatchObject({ path: "n", port: "runningVariance", shape: [3], time: false, batch: false });
    expect(seen.value).toEqual(session.parameters().get("n.runningVariance")!.data);
  });

  test("are undone with an epoch that fails", () => {
    const document = documentOf(`
x = input(1)
w = parameter(1)
g = parameter(1)
s = parameter(1)
n = batchNorm(x, g, s)
loss = sum(n) + sum(exp(w))
update = gradientDescent(loss, learningRate=1)`);
    const session = begin(document, { feeds: readFeeds({ x: [[1], [3]], w: [800], g: [1], s: [0] }) });
    expect(() => session.step()).toThrow("the loss becomes Infinity");
    expect(numbersOf(session)).toMatchObject({ "n.runningMean": [0], "n.runningVariance": [1] });
  });

  test("that are no finite numbers are refused, and named", () => {
    const document = documentOf(`
x = input(1)
y = input(1)
w = parameter(1)
g = parameter(1)
s = parameter(1)
n = batchNorm(x, g, s)
loss = sum(w .* w)
update = gradientDescent(loss, learningRate=0.1)`);
    const session = begin(document, { feeds: readFeeds({ x: [[1e200], [-1e200]], y: [[0], [0]], w: [1], g: [1], s: [0] }) });
    expect(() => session.step()).toThrow('training, epoch 1: running value "n.runningVariance" becomes a number that is not finite');
    expect(numbersOf(session)).toMatchObject({ w: [1], "n.runningMean": [0], "n.runningVariance": [1] });
  });
});

describe("a program", () => {
  const forms = (mode: "train" | "infer", text = words()) => {
    const feeds = readFeeds({ x: [[[1], [2]]] });
    return compile(text, registry, formsOf(text, registry, feeds, mode));
  };
  const alone = sketch("x = sequence()\n n = batch-norm(x < x)\n loss = sum(x < n)");

  test("says what running values are after a step in mode train alone", () => {
    const { running, slots, values, forward } = forms("train", alone);
    expect(running.map(({ slot }) => slots[slot]!.name)).toEqual(["n.runningMean", "n.runningVariance"]);
    expect(running.map(({ output }) => output)).toEqual([values.length, values.length + 1]);
    expect(forward.outputs).toHaveLength(values.length + 2);
    expect(forms("infer", alone).running).toEqual([]);
  });

  test("has none on a cycle, where batch norm takes the statistics of each step in either mode", () => {
    const cycle = sketch("x = sequence()\n z = delay(x < h)\n n = batch-norm(x < z)\n h = add(a < n, b < x)\n loss = sum(x < h)");
    for (const mode of ["train", "infer"] as const) {
      expect(forms(mode, cycle).slots.filter(({ kind }) => kind === "running")).toEqual([]);
    }
  });
});
