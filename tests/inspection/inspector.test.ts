// What the page sees of one example is what eval computes for it alone, at the same weights, however the document came to be.

import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { attempt } from "../../src/base/errors.ts";
import type { Feeds } from "../../src/compiler/feeds.ts";
import { generators } from "../../src/data/index.ts";
import type { AttributeValue, Document } from "../../src/graph/document.ts";
import { apply, type Edit } from "../../src/graph/edits.ts";
import { evaluate } from "../../src/inspection/evaluate.ts";
import { createInspector, type View, type Weights } from "../../src/inspection/inspector.ts";
import { exampleFeeds, loadData } from "../../src/training/data-feeds.ts";
import { createSession } from "../../src/training/session.ts";
import { sketch } from "../compiler/sketch.ts";
import { fault, must } from "../graph/build.ts";

const document = sketch(`
  d = reber(trainCount=5, testCount=2, seed=2)
  z = delay(x < h)
  h = gate(x1 < z, x2 < d.x, units=3, activation=tanh)
  o = affine(x < h)
  p = sigmoid(x < o)
  half = constant(value=0.5)
  q = multiply(a < p, b < half)
  loss = binary-cross-entropy(prediction < q, target < d.y, mask < d.mask)
  update = adam(loss < loss, learningRate=0.1, seed=6)
`);

const flat = (nested: unknown): number[] => [nested].flat(Number.POSITIVE_INFINITY) as number[];
const none: Weights = new Map();
const opened = (of: Document) => {
  const inspector = createInspector(registry, generators);
  inspector.open(of);
  return inspector;
};

/** What `evaluate` gives for the example, cut to its real steps. */
function evaluated(of: Document, example: number, weights: Weights, seed: number) {
  const feeds: Feeds = new Map([...exampleFeeds(loadData(of, registry, generators), "train", example), ...weights]);
  return evaluate(of, registry, feeds, { precision: "f64", mode: "train", seed, wrt: "all" });
}

function expectNear(got: readonly number[], wanted: readonly number[], what: string): void {
  expect(got.length, what).toBe(wanted.length);
  expect(Math.max(0, ...got.map((x, i) => Math.abs(x - wanted[i]!))), what).toBeLessThan(1e-13);
}

function expectSame(view: View, { loss, values, gradients }: ReturnType<typeof evaluate>): void {
  expect(view.loss).toBeCloseTo(loss as number, 13);
  const named = view.values.filter(({ name }) => name in values);
  expect(named.map(({ name }) => name).sort()).toEqual(Object.keys(values).sort());
  for (const { name, value, gradient } of named) {
    expectNear([...value], flat(values[name]), name);
    // what a loss shows of its inside has no gradient
    if (name === "loss.perStep") expect([gradient, gradients[name]]).toEqual([null, undefined]);
    else expectNear([...gradient!], flat(gradients[name]), `gradient of ${name}`);
  }
}

describe("a view", () => {
  test.each([0, 1, 4])("of example %d is what eval gives for it alone", (example) => {
    expectSame(opened(document).view(example, none), evaluated(document, example, none, 6));
  });

  test("at trained weights too", () => {
    const session = createSession(document, registry, generators, { precision: "f64", feeds: new Map() });
    for (let epoch = 0; epoch < 3; epoch++) session.step();
    const weights = session.parameters();
    expectSame(opened(document).view(2, weights), evaluated(document, 2, weights, 6));
  });

  test("splits the loss into what each step adds", () => {
    const view = opened(document).view(1, none);
    const parts = view.values.find(({ name }) => name === "loss.perStep")!;
    expect(parts).toMatchObject({ path: "loss", port: "perStep", shape: [], time: true, batch: false });
    expect(parts.value.length).toBe(view.steps);
    expect(parts.value.reduce((sum, part) => sum + part)).toBeCloseTo(view.loss!, 12);
  });

  test("tells steps, examples and the word", () => {
    const { train } = [...loadData(document, registry, generators).values()][0]!;
    const view = opened(document).view(1, none);
    expect(view).toMatchObject({ steps: train.lengths![1], example: 1, examples: 5, label: train.labels![1], invented: [] });
    expect(view.label).toHaveLength(view.steps!);
    expect(view.values.find(({ name }) => name === "h")).toMatchObject({ time: true, batch: true, shape: [3], path: "h", port: "value" });
    expect(view.values.find(({ name }) => name === "h")!.value).toHaveLength(3 * view.steps!);
  });

  test.each([
    [-3, 0],
    [99, 4],
  ])("of example %d, which is not there, is that of example %d", (asked, shown) => {
    expect(opened(document).view(asked, none)).toEqual(opened(document).view(shown, none));
  });

  test("of one example does not hang on those that were looked at before", () => {
    const inspector = opened(document);
    const fresh = opened(document).view(3, none);
    for (const example of [0, 1, 2]) inspector.view(example, none);
    expect(inspector.view(3, none)).toEqual(fresh);
  });

  test("keeps its numbers when another is asked for", () => {
    const inspector = opened(document);
    const first = inspector.view(0, none);
    const copy = structuredClone(first);
    inspector.view(1, none);
    inspector.view(0, new Map([["o.b", { shape: [7], data: new Float64Array(7).fill(1) }]]));
    expect(first).toEqual(copy);
  });

  test("begins at the optimizer's seed, or at the one that is asked for", () => {
    const parameter = (view: View) => [...view.values.find(({ name }) => name === "h.W")!.value];
    expect(parameter(opened(document).view(0, none, 6))).toEqual(parameter(opened(document).view(0, none)));
    expect(parameter(opened(document).view(0, none, 7))).not.toEqual(parameter(opened(document).view(0, none)));
  });

  test("takes trained numbers only where name and shape are those of the document", () => {
    const misfit: Weights = new Map([
      ["h.W", { shape: [1], data: Float64Array.of(9) }],
      ["gone", { shape: [1], data: Float64Array.of(9) }],
    ]);
    expect(opened(document).view(0, misfit)).toEqual(opened(document).view(0, none));
  });
});

describe("edits between views", () => {
  const set = (node: string, attribute: string, value: AttributeValue): Edit => ({
    kind: "setAttribute",
    scope: null,
    node,
    attribute,
    value,
  });
  const edits: readonly Edit[] = [
    set("half", "value", 0.25),
    set("update", "learningRate", 0.5),
    { kind: "move", scope: null, positions: { o: { x: 4, y: 4 } } },
    set("h", "units", 5),
    set("h", "activation", "relu"),
    { kind: "connect", scope: null, from: { node: "p", port: "value" }, to: { node: "loss", port: "prediction" } },
    { kind: "renameNode", scope: null, node: "h", to: "hidden" },
    set("d", "seed", 3),
    { kind: "removeNode", scope: null, node: "q" },
    set("update", "seed", 9),
  ];

  test("after each of them the view is that of a fresh inspector", () => {
    const inspector = opened(document);
    let current = document;
    for (const edit of edits) {
      current = must(apply(current, edit, registry)).document;
      const fresh = createInspector(registry, generators);
      expect(inspector.open(current)).toEqual(fresh.open(current));
      expect(inspector.view(1, none)).toEqual(fresh.view(1, none));
    }
  });

  test("a constant and a learning rate cost no compilation, a size does", () => {
    let lowered = 0;
    const counting = new Map(registry);
    const sigmoid = registry.get("sigmoid")!;
    counting.set("sigmoid", {
      ...sigmoid,
      lower: (lowering, context) => {
        lowered += 1;
        return sigmoid.lower!(lowering, context);
      },
    });
    const inspector = createInspector(counting, generators);
    const look = (...list: Edit[]): number => {
      const edited = list.reduce((current, edit) => must(apply(current, edit, counting)).document, document);
      const before = lowered;
      inspector.open(edited);
      inspector.view(0, none);
      return lowered - before;
    };
    expect(look()).toBe(1);
    expect(look(set("half", "value", 0.25))).toBe(0);
    expect(look(set("update", "learningRate", 0.5))).toBe(0);
    expect(look(set("h", "units", 4))).toBe(1);
  });
});

describe("what open finds", () => {
  test("axes of every port, the number of trained numbers, and that nothing is missing", () => {
    const findings = createInspector(registry, generators).open(document);
    expect(findings).toMatchObject({ problems: [], untrainable: null, parameterCount: 3 * 10 + 3 + 7 * 3 + 7 });
    expect(findings.ports).toMatchObject({
      "d:x": { shape: [7], time: true, batch: true },
      "h:value": { shape: [3], time: true, batch: true },
      "half:value": { shape: [], time: false, batch: false },
      "h:W": { shape: [3, 10], time: false, batch: false },
      "loss:loss": { shape: [], time: false, batch: false },
    });
  });

  test.each([
    ["x = parameter(shape=[1])", "nothing to train yet: there is no loss"],
    ["x = parameter(shape=[1])\n loss = sum(x < x)", "nothing to train yet: there is no optimizer"],
    ["x = constant(value=[1])\n loss = sum(x < x)\n update = adam(loss < loss)", "nothing to train yet: the model has no parameters"],
  ])("what is missing before %j can be trained", (text, message) => {
    expect(createInspector(registry, generators).open(sketch(text)).untrainable?.message).toBe(message);
  });
});

describe("a document with errors", () => {
  const half = sketch(`
    d = toy-points(trainCount=3)
    sound = tanh(x < d.x)
    broken = add(a < sound)
    after = tanh(x < broken)
    c = constant(value=[1, 2, 3])
    clash = multiply(a < d.x, b < c)
  `);

  test("still shows what can be computed", () => {
    const inspector = createInspector(registry, generators);
    const { problems, ports } = inspector.open(half);
    expect(problems.map(({ where }) => where?.node)).toEqual(["broken", "clash"]);
    expect(Object.keys(ports)).toEqual(["d:x", "d:y", "sound:value", "c:value"]);
    const view = inspector.view(0, none);
    expect(view.values.map(({ name }) => name)).toEqual(["d.x", "d.y", "sound", "c"]);
    expect(view.loss).toBe(null);
    expect(view.values.every(({ gradient }) => gradient === null)).toBe(true);
  });

  test("a loss that is more than one number has no gradient, but everything has its value", () => {
    const inspector = createInspector(registry, generators);
    const { problems } = inspector.open(sketch("d = toy-points(trainCount=3)\n loss = tanh(x < d.x)"));
    expect(problems.map(({ code }) => code)).toEqual(["loss-not-scalar"]);
    expect(inspector.view(0, none).values.map(({ name, gradient }) => [name, gradient])).toEqual([
      ["d.x", null],
      ["d.y", null],
      ["loss", null],
    ]);
  });

  test("an empty document has nothing to show", () => {
    const inspector = createInspector(registry, generators);
    expect(inspector.open(sketch(""))).toMatchObject({ problems: [], ports: {}, parameterCount: 0 });
    expect(inspector.view(0, none)).toMatchObject({ steps: null, examples: 1, loss: null, values: [], label: null });
  });

  test("whose data cannot be made is told so once, at the data node, and shows the rest", () => {
    const inspector = createInspector(registry, generators);
    const { problems } = inspector.open(
      sketch("d = reber(minLength=9, maxLength=6)\n t = tanh(x < d.x)\n c = constant(value=[1, 2])\n sound = tanh(x < c)"),
    );
    expect(problems.map(({ where }) => where?.node)).toEqual(["d"]);
    expect(problems[0]!.code).not.toBe("not-fed");
    expect(inspector.view(0, none).values.map(({ name }) => name)).toEqual(["c", "sound"]);
  });

  test("of which nothing can be made is not shown as the one before it", () => {
    const inspector = opened(document);
    expect(() => inspector.open(sketch("c = cell(cell=nowhere)"))).toThrow('cell "c": the document has no cell named "nowhere"');
    expect(fault(attempt(() => inspector.view(0, none))).code).toBe("nothing-open");
    inspector.open(document);
    expect(inspector.view(0, none)).toEqual(opened(document).view(0, none));
  });

  test("with data sets of different sizes shows the examples that all of them have", () => {
    const two = sketch("a = toy-points(trainCount=5)\n b = toy-points(trainCount=3)\n s = add(a < a.x, b < b.x)");
    expect(opened(two).view(4, none)).toMatchObject({ example: 2, examples: 3 });
  });
});

describe("invented numbers", () => {
  const unfed = sketch(`
    x = sequence()
    u = input(shape=[2])
    h = affine(x < x, units=2)
    s = add(a < h, b < u)
    loss = half-sum-of-squares(prediction < s)
  `);

  test("stand where nothing is fed, and are named", () => {
    const view = opened(unfed).view(0, none);
    expect(view.invented).toEqual(["x", "u"]);
    expect(view.steps).toBe(8);
    expect(view.values.find(({ name }) => name === "x")).toMatchObject({ shape: [4], time: true, batch: false });
    expect(view.values.find(({ name }) => name === "u")).toMatchObject({ shape: [2], time: false });
    expect(view.loss).toBeGreaterThan(0);
  });

  test("are the same each time, and for each input its own", () => {
    const [one, two] = [opened(unfed).view(0, none), opened(unfed).view(0, none)];
    expect(one).toEqual(two);
    const [x, u] = ["x", "u"].map((id) => [...one.values.find(({ name }) => name === id)!.value]);
    expect(x!.slice(0, 2)).not.toEqual(u);
    expect(x!.every((number) => Math.abs(number) < 6)).toBe(true);
  });

  test("are of the size that the graph gives", () => {
    const sized = sketch("x = sequence()\n W = parameter(shape=[3, 6])\n h = product(a < W, b < x)");
    expect(
      opened(sized)
        .view(0, none)
        .values.find(({ name }) => name === "x"),
    ).toMatchObject({ shape: [6] });
  });

  test("have as many steps as the data beside them", () => {
    const mixed = sketch("d = reber(trainCount=2, testCount=0)\n x = sequence(shape=[7])\n s = add(a < d.x, b < x)");
    const view = opened(mixed).view(0, none);
    expect(view.invented).toEqual(["x"]);
    expect(view.values.find(({ name }) => name === "x")!.value).toHaveLength(7 * view.steps!);
  });

  test("let a graph without data be a delay of something", () => {
    const inspector = createInspector(registry, generators);
    expect(inspector.open(sketch("x = sequence(shape=[2])\n z = delay(x < h)\n h = add(a < z, b < x)")).problems).toEqual([]);
    expect(inspector.view(0, none).values.map(({ name }) => name)).toEqual(["x", "z", "h", "h[0]"]);
  });
});
