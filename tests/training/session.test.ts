// A training session: the same bits for the same seed, every example once an epoch, and nothing changed where a step is refused.

import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { attempt } from "../../src/base/errors.ts";
import { type Feeds, readFeeds } from "../../src/compiler/feeds.ts";
import { generators } from "../../src/data/index.ts";
import type { Document } from "../../src/graph/document.ts";
import { evaluate } from "../../src/inspection/evaluate.ts";
import { dataFeeds } from "../../src/training/data-feeds.ts";
import { createSession, type Session, type SessionOptions } from "../../src/training/session.ts";
import { sketch } from "../compiler/sketch.ts";
import { fault } from "../graph/build.ts";
import { membersOf, powers } from "./powers.ts";

const begin = (document: Document, options: Partial<SessionOptions> = {}, list = generators): Session =>
  createSession(document, registry, list, { precision: "f64", feeds: new Map(), ...options });

const numbers = (session: Session): Record<string, number[]> =>
  Object.fromEntries([...session.parameters()].map(([name, { data }]) => [name, [...data]]));

const lossesOf = (session: Session, epochs: number): number[] => Array.from({ length: epochs }, () => session.step().loss);

/** A small recurrent model on words of unequal length. */
const reber = (update: string) =>
  sketch(`
    d = reber(trainCount=7, testCount=3, seed=2)
    z = delay(x < h)
    h = gate(x1 < z, x2 < d.x, units=3, activation=tanh)
    o = affine(x < h)
    p = sigmoid(x < o)
    wrong = wrong-positions(prediction < p, target < d.y, mask < d.mask)
    loss = binary-cross-entropy(prediction < p, target < d.y, mask < d.mask)
    update = ${update}
  `);

describe("the same document, seed and options give the same bits", () => {
  const document = reber("adam(loss < loss, learningRate=0.05, batchSize=3, clipNorm=1, seed=4)");

  test.each(["f64", "f32"] as const)("in %s", (precision) => {
    const [one, two] = [begin(document, { precision }), begin(document, { precision })];
    expect(lossesOf(one, 4)).toEqual(lossesOf(two, 4));
    expect(numbers(one)).toEqual(numbers(two));
  });

  test("and f32 goes where f64 goes, as far as its digits reach", () => {
    const [fine, coarse] = [begin(document), begin(document, { precision: "f32" })];
    for (const loss of lossesOf(coarse, 4)) expect(loss).toBeCloseTo(fine.step().loss, 4);
  });

  test("another seed begins elsewhere; the option stands above the attribute", () => {
    const given = begin(document, { seed: 4 });
    expect(numbers(given)).toEqual(numbers(begin(document)));
    expect(numbers(begin(document, { seed: 5 }))).not.toEqual(numbers(given));
  });

  test("whatever is asked on the way: parameters and scores change nothing", () => {
    const [asked, left] = [begin(document), begin(document)];
    asked.score("test");
    asked.score("train");
    asked.parameters();
    expect(lossesOf(asked, 2)).toEqual(lossesOf(left, 2));
  });

  test("what parameters() gives is a copy", () => {
    const session = begin(document);
    session.parameters().get("h.W")!.data.fill(7);
    expect(numbers(session)["h.W"]).not.toContain(7);
  });
});

describe("epochs", () => {
  const document = reber("gradient-descent(loss < loss, epochs=12)");

  test("are planned by the optimizer, or by the option", () => {
    expect(begin(document).epochs).toBe(12);
    expect(begin(document, { epochs: 3 }).epochs).toBe(3);
    expect(begin(reber("gradient-descent(loss < loss)")).epochs).toBe(100);
  });

  test("are counted as they are done", () => {
    const session = begin(document);
    expect(session.epoch).toBe(0);
    expect([session.step().epoch, session.step().epoch, session.epoch]).toEqual([1, 2, 2]);
  });
});

describe("mini-batches", () => {
  /** The gradient by w is the sum of the batch's examples, so w moves by exactly that. */
  const summing = (batchSize: number, count = 10) =>
    sketch(`
      d = toy-points(trainCount=${count}, testCount=0)
      w = parameter(shape=[2], initializer=zeros)
      s = multiply(a < d.x, b < w)
      loss = sum(x < s)
      update = gradient-descent(loss < loss, learningRate=1, batchSize=${batchSize}, seed=3)
    `);
  const start = (batchSize: number, options: Partial<SessionOptions> = {}) => begin(summing(batchSize), options, { "toy-points": powers });

  /** Examples of the last batch: the report's gradient is that of the last one, [Σ 2^i, how many]. */
  const lastBatch = (session: Session): number[] => {
    const before = numbers(session).w![1]!;
    const { gradientNorm } = session.step();
    expect(before - numbers(session).w![1]!).toBe(10);
    return membersOf(Math.round(Math.sqrt(gradientNorm ** 2 - 4)));
  };

  test("take every example once an epoch", () => {
    const session = start(4);
    for (let epoch = 1; epoch <= 3; epoch++) {
      session.step();
      expect(numbers(session).w).toEqual([-epoch * (2 ** 10 - 1), -epoch * 10]);
    }
  });

  test("end with a smaller one, shuffled anew each epoch, by the seed", () => {
    const [session, same, other] = [start(4), start(4), start(4, { seed: 8 })];
    const [first, second, third] = [lastBatch(session), lastBatch(session), lastBatch(session)];
    for (const batch of [first, second, third]) expect(batch).toHaveLength(2);
    expect(new Set([first, second, third].map(String)).size).toBeGreaterThan(1);
    expect([lastBatch(same), lastBatch(same), lastBatch(same)]).toEqual([first, second, third]);
    expect([lastBatch(other), lastBatch(other), lastBatch(other)]).not.toEqual([first, second, third]);
  });

  test.each([0, 10, 11])("of size %d are all examples at once", (size) => {
    expect(start(size).step().gradientNorm).toBeCloseTo(Math.hypot(2 ** 10 - 1, 10), 9);
  });

  test("of one are as many steps as examples", () => {
    const session = begin(
      sketch(`
        d = toy-points(trainCount=5, testCount=0)
        w = parameter(shape=[2], initializer=zeros)
        q = sum(x < w)
        s = sum(x < d.x)
        loss = add(a < q, b < s)
        update = gradient-descent(loss < loss, learningRate=1, batchSize=1)
      `),
      {},
      { "toy-points": powers },
    );
    session.step();
    expect(numbers(session).w).toEqual([-5, -5]);
  });
});

describe("metrics over mini-batches", () => {
  const document = (batchSize: number) =>
    sketch(`
      d = toy-points(trainCount=10, testCount=4, noise=0.5, kind=circles)
      n = one-minus(x < d.y)
      t = concat(x1 < d.y, x2 < n)
      o = affine(x < d.x)
      share = accuracy(prediction < o, target < t)
      wrong = wrong-positions(prediction < o, target < t)
      strings = wrong-sequences(prediction < o, target < t)
      loss = softmax-cross-entropy(prediction < o, target < t)
      update = gradient-descent(loss < loss, learningRate=0, batchSize=${batchSize})
    `);
  const [whole, batched] = [begin(document(0)).step(), begin(document(4)).step()];

  test("counts add up, a share is averaged over the examples, and so is the loss", () => {
    expect(batched.metrics.wrong).toBe(whole.metrics.wrong);
    expect(batched.metrics.strings).toBe(whole.metrics.strings);
    expect(batched.metrics.share).toBeCloseTo(whole.metrics.share!, 12);
    expect(batched.loss).toBeCloseTo(whole.loss, 12);
  });

  test("the share is none that any order of batches could give by chance", () => {
    expect(whole.metrics.share! * 10).toBeCloseTo(Math.round(whole.metrics.share! * 10), 12);
    expect(whole.metrics.share).toBeLessThan(1);
    expect(whole.metrics.share).toBeGreaterThan(0);
  });
});

describe("scores", () => {
  test("are loss and metrics at the present parameters, on either split, as eval computes them", () => {
    const document = reber("adam(loss < loss, learningRate=0.05)");
    const session = begin(document);
    for (let epoch = 0; epoch < 3; epoch++) session.step();
    for (const split of ["train", "test"] as const) {
      const feeds: Feeds = new Map([...dataFeeds(document, registry, generators, split), ...session.parameters()]);
      const { loss, values } = evaluate(document, registry, feeds, { precision: "f64", mode: "infer", seed: 1, wrt: [] });
      expect(session.score(split)).toEqual({ loss, metrics: { wrong: values.wrong } });
    }
  });

  test("follow the parameters", () => {
    const session = begin(reber("adam(loss < loss, learningRate=0.05)"));
    const before = session.score("test")!.loss;
    const report = session.step();
    expect(session.score("test")!.loss).not.toBe(before);
    expect(session.score("train")!.loss).toBeLessThan(report.loss);
  });

  test("there are none on test data that are not there", () => {
    const fed = "x = input()\n h = affine(x < x, units=1)\n loss = half-sum-of-squares(prediction < h)\n update = adam(loss < loss)";
    expect(begin(sketch(fed), { feeds: readFeeds({ x: [[1, 2]] }) }).score("test")).toBe(null);
    const untested =
      "d = toy-points(testCount=0)\n h = affine(x < d.x)\n loss = mean-squared-error(prediction < h, target < d.y)\n update = adam(loss < loss)";
    const session = begin(sketch(untested));
    expect(session.score("test")).toBe(null);
    expect(session.score("train")!.loss).toBeGreaterThan(0);
  });
});

describe("where it begins", () => {
  const document = reber("gradient-descent(loss < loss)");

  test("at trained numbers that still have name and shape; the others as drawn", () => {
    const cold = begin(document);
    const kept = { shape: [3], data: Float64Array.of(1, 2, 3) };
    const misfit = { shape: [2], data: Float64Array.of(1, 2) };
    const warm = begin(document, {
      warm: new Map([
        ["h.b", kept],
        ["o.b", misfit],
        ["gone", kept],
      ]),
    });
    expect(numbers(warm)).toEqual({ ...numbers(cold), "h.b": [1, 2, 3] });
  });

  test("goes on where another session of the same examples stopped", () => {
    const first = begin(document);
    lossesOf(first, 3);
    const second = begin(document, { warm: first.parameters() });
    expect(second.epoch).toBe(0);
    expect(lossesOf(second, 1)).toEqual(lossesOf(first, 1));
  });

  test("at values that are fed, which stand above trained ones", () => {
    const feeds = readFeeds({ "h.b": [4, 5, 6] });
    const warm = new Map([["h.b", { shape: [3], data: Float64Array.of(1, 2, 3) }]]);
    expect(numbers(begin(document, { feeds, warm }))["h.b"]).toEqual([4, 5, 6]);
  });
});

describe("what is refused", () => {
  const square = (update: string) => sketch(`w = parameter(shape=[1])\n e = exp(x < w)\n loss = sum(x < e)\n update = ${update}`);

  test("a loss that is not finite, with the parameters as they were", () => {
    const session = begin(square("gradient-descent(loss < loss)"), { feeds: readFeeds({ w: [800] }) });
    for (let times = 0; times < 2; times++) {
      expect(fault(attempt(() => session.step()))).toEqual({
        code: "not-finite",
        message: "training, epoch 1: the loss becomes Infinity",
        where: { node: "update" },
        got: "Infinity",
        expected: "finite numbers",
        remedy: "lower the learning rate, or clip the gradient by norm; the parameters are as they were before",
      });
      expect(numbers(session)).toEqual({ w: [800] });
      expect(session.epoch).toBe(0);
    }
  });

  test("a step that makes a parameter infinite", () => {
    const session = begin(square("gradient-descent(loss < loss, learningRate=1e308)"), { feeds: readFeeds({ w: [5] }) });
    expect(fault(attempt(() => session.step())).message).toBe('training, epoch 1: parameter "w" becomes a number that is not finite');
    expect(numbers(session)).toEqual({ w: [5] });
  });

  test("an epoch whose later batch fails is undone as a whole, optimizer and all", () => {
    // 1e200 squared is infinite: the example that holds it stands in one batch of the epoch
    const spiked: typeof powers = (attributes, seed) => {
      const set = powers(attributes, seed);
      const x = set.train.fields.x!.tensor.data;
      x[8] = 1e200;
      return set;
    };
    const document = sketch(`
      d = toy-points(trainCount=10, testCount=0)
      w = parameter(shape=[2], initializer=ones)
      p = multiply(a < d.x, b < w)
      loss = half-sum-of-squares(prediction < p)
      update = momentum(loss < loss, learningRate=1e-9, batchSize=1)
    `);
    const session = begin(document, {}, { "toy-points": spiked });
    const before = numbers(session);
    expect(() => session.step()).toThrow(/training, epoch 1: .* becomes/);
    expect(numbers(session)).toEqual(before);
    expect(session.epoch).toBe(0);
    expect(() => session.step()).toThrow(/training, epoch 1: .* becomes/);
    expect(numbers(session)).toEqual(before);
  });

  test.each([
    ["x = parameter(shape=[1])", "nothing to train yet: there is no loss"],
    ["x = parameter(shape=[1])\n loss = sum(x < x)", "nothing to train yet: there is no optimizer"],
    ["x = constant(value=[1])\n loss = sum(x < x)\n update = adam(loss < loss)", "nothing to train yet: the model has no parameters"],
    [
      "x = parameter(shape=[1])\n loss = sum(x < x)\n a = adam(loss < loss)\n b = momentum(loss < loss)",
      'optimizers "a" and "b": a model has one',
    ],
  ])("%j", (text, message) => {
    expect(fault(attempt(() => begin(sketch(text)))).message).toBe(message);
  });

  test("values under names that nothing takes", () => {
    expect(fault(attempt(() => begin(reber("adam(loss < loss)"), { feeds: readFeeds({ W: [1] }) })))).toMatchObject({
      code: "unknown-name",
      message: 'values "W": the model has no input, parameter, constant or initial state of this name',
      remedy: "did you mean h.W or o.W",
    });
  });

  test("data sets of different sizes in one model", () => {
    const two =
      "a = toy-points(trainCount=4)\n b = toy-points(trainCount=5)\n s = add(a < a.x, b < b.x)\n w = parameter(shape=[2])\n p = multiply(a < s, b < w)\n loss = sum(x < p)\n update = adam(loss < loss)";
    expect(fault(attempt(() => begin(sketch(two)))).message).toBe('values "b.x": 5 examples, "a.x" has 4');
  });
});

describe("a training that goes on elsewhere", () => {
  const update = (rate: number) => `adam(loss < loss, learningRate=${rate}, batchSize=3, seed=4)`;
  const resumed = (document: Document, from: Session) =>
    begin(document, { warm: from.parameters(), memory: from.memory(), done: from.epoch });

  test("gives the same bits as one that never stopped", () => {
    const [whole, first] = [begin(reber(update(0.05))), begin(reber(update(0.05)))];
    lossesOf(whole, 2);
    lossesOf(first, 2);
    const second = resumed(reber(update(0.05)), first);
    expect(second.epoch).toBe(2);
    expect(lossesOf(second, 2)).toEqual(lossesOf(whole, 2));
    expect(numbers(second)).toEqual(numbers(whole));
  });

  test("keeps what the optimizer has gathered when its learning rate is another", () => {
    const first = begin(reber(update(0.05)));
    lossesOf(first, 2);
    expect(resumed(reber(update(0.01)), first).memory()).toEqual(first.memory());
  });

  test("begins its gathering anew with another optimizer, or another number of weights", () => {
    const first = begin(reber(update(0.05)));
    lossesOf(first, 2);
    expect(resumed(reber("momentum(loss < loss)"), first).memory().steps).toBe(0);
    const wider = { ...reber(update(0.05)) };
    const h = wider.graph.nodes.h!;
    const changed = {
      ...wider,
      graph: { ...wider.graph, nodes: { ...wider.graph.nodes, h: { ...h, attributes: { ...h.attributes, units: 4 } } } },
    };
    const { steps, states } = resumed(changed, first).memory();
    expect(steps).toBe(0);
    expect([...states.values()].every((state) => state.every((x) => x === 0))).toBe(true);
  });
});
