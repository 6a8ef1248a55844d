// The values inside an update rule: what training is about to do, number by number.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { attempt } from "../../../src/base/errors.ts";
import type { Feeds } from "../../../src/compiler/feeds.ts";
import type { Document } from "../../../src/graph/document.ts";
import { loadDocument } from "../../../src/graph/load.ts";
import { OpenedRule, type RuleView, type Standing } from "../../../src/inspection/update-rule/opened-rule.ts";
import { createSession, type Session } from "../../../src/training/session.ts";
import { sketch } from "../../compiler/sketch.ts";
import { fault } from "../../graph/build.ts";

const beginning: Standing = { weights: new Map(), memory: null };
const standingOf = (session: Session): Standing => ({ weights: session.parameters(), memory: session.memory() });

const feeds: Feeds = new Map([
  ["x", { shape: [1, 3], data: Float64Array.of(0.5, -1, 2) }],
  ["y", { shape: [1, 2], data: Float64Array.of(0.25, -0.75) }],
]);

/** Two layers on one example; the second has no bias, and `h.b` has two components as the output has. */
const model = (update: string): Document =>
  sketch(`
    x = input()
    y = input()
    h = affine(x < x, units=2)
    a = tanh(x < h)
    o = affine(x < a, units=2, bias=false)
    loss = half-sum-of-squares(prediction < o, target < y)
    ${update}
  `);

const begin = (document: Document): Session => createSession(document, registry, {}, { precision: "f64", feeds });
const opened = (document: Document, parameter: string | null = null): OpenedRule =>
  new OpenedRule(document, registry, feeds, "update", parameter);

function numbers({ values }: RuleView, name: string): number[] {
  const found = values.find((value) => value.name === name);
  if (!found) throw new Error(`no ${name} among ${values.map((value) => value.name).join(", ")}`);
  return [...found.value];
}

const weight = (session: Session, name: string): number[] => [...session.parameters().get(name)!.data];

/** The built-in optimizers whose update is a graph. */
const rules = [...registry.values()].filter(({ update }) => update).map(({ id }) => id);

describe("the weight after the step is the one that training comes to", () => {
  test("there are rules to be tried", () => expect(rules.length).toBeGreaterThan(7));

  test.each(rules)("%s, every parameter, three steps", (rule) => {
    const document = model(`update = ${rule}(loss < loss, learningRate=0.03, seed=5)`);
    const session = begin(document);
    for (let step = 1; step <= 3; step++) {
      const standing = step === 1 ? beginning : standingOf(session);
      const views = ["h.W", "h.b", "o.W"].map((name) => opened(document, name).view(standing));
      const before = session.parameters();
      session.step();
      for (const view of views) {
        expect(view.step).toBe(step);
        expect(view.ahead).toBe(rule === "nesterov");
        expect(numbers(view, "update.w")).toEqual([...before.get(view.parameter)!.data]);
        expect(numbers(view, "update.w_next")).toEqual(weight(session, view.parameter));
      }
    }
  });

  test.each([
    ["clip by norm on the wire", "c = clip-by-norm(loss < loss, limit=0.1)\n update = adam(loss < c, learningRate=0.1)", true],
    ["the optimizer's own clip", "update = momentum(loss < loss, learningRate=0.1, clipValue=0.01)", true],
    ["a schedule", "s = power-schedule(eta0=0.5, c1=1)\n update = gradient-descent(loss < loss, learningRate < s)", false],
  ])("with %s", (_, update, clipped) => {
    const document = model(update);
    const session = begin(document);
    for (let step = 1; step <= 3; step++) {
      const view = opened(document, "h.W").view(step === 1 ? beginning : standingOf(session));
      const report = session.step();
      expect(view.clipped).toBe(clipped);
      expect(numbers(view, "update.eta")).toEqual([report.learningRate]);
      expect(numbers(view, "update.w_next")).toEqual(weight(session, "h.W"));
    }
  });

  test("with dropout: the draw is that of the step", () => {
    const document = sketch(`
      x = input()
      y = input()
      h = affine(x < x, units=16)
      d = dropout(x < h, rate=0.5)
      o = affine(x < d, units=2)
      loss = half-sum-of-squares(prediction < o, target < y)
      update = adam(loss < loss, learningRate=0.1, seed=3)
    `);
    const session = begin(document);
    session.step();
    session.step();
    const view = opened(document, "h.W").view(standingOf(session));
    session.step();
    expect(numbers(view, "update.w_next")).toEqual(weight(session, "h.W"));
  });
});

describe("Adam by hand", () => {
  // J = θ² from θ = 5: g = 10; written out with β₁ = 0.9, β₂ = 0.999, ε = 1e-8, η = 0.1
  const document = sketch(`
    theta = parameter(shape=[1])
    J = square(x < theta)
    loss = sum(x < J)
    update = adam(loss < loss, learningRate=0.1)
  `);
  const at = (theta: number) => new Map([["theta", { shape: [1], data: Float64Array.of(theta) }]]);
  const rule = () => new OpenedRule(document, registry, new Map(), "update", null);

  test("the first step: every node has its number", () => {
    const view = rule().view({ weights: at(5), memory: null });
    expect(view).toMatchObject({ optimizer: "update", parameter: "theta", parameters: ["theta"], step: 1, clipped: false, ahead: false });
    const expected = { w: 5, g: 10, eta: 0.1, k: 1, m: 1, v: 0.1, m_hat: 10, v_hat: 100, w_next: 5 - (0.1 * 10) / (10 + 1e-8) };
    for (const [name, value] of Object.entries(expected)) {
      const [number, ...others] = numbers(view, `update.${name}`);
      expect(others).toEqual([]);
      expect(number, name).toBeCloseTo(value, 12);
    }
    expect(numbers(view, "update.m$prev")).toEqual([0]);
  });

  test("the second: the states are what the first left", () => {
    const states = new Map([
      ["theta m", Float64Array.of(1)],
      ["theta v", Float64Array.of(0.1)],
    ]);
    const view = rule().view({ weights: at(4.9), memory: { optimizer: "adam", steps: 1, states } });
    const [m, v] = [0.9 + 0.1 * 9.8, 0.999 * 0.1 + 0.001 * 9.8 ** 2];
    const [mHat, vHat] = [m / (1 - 0.81), v / (1 - 0.999 ** 2)];
    expect(numbers(view, "update.m$prev")).toEqual([1]);
    expect(numbers(view, "update.m")[0]).toBeCloseTo(m, 12);
    expect(numbers(view, "update.v_hat")[0]).toBeCloseTo(vHat, 10);
    expect(numbers(view, "update.w_next")[0]).toBeCloseTo(4.9 - (0.1 * mHat) / (Math.sqrt(vHat) + 1e-8), 12);
    expect(view.step).toBe(2);
  });

  test("what another optimizer has gathered is nothing to it", () => {
    const memory = { optimizer: "momentum", steps: 7, states: new Map([["theta v", Float64Array.of(3)]]) };
    expect(rule().view({ weights: at(5), memory })).toEqual(rule().view({ weights: at(5), memory: null }));
  });
});

describe("what is seen", () => {
  const files = readdirSync(new URL("../../../graphs/optimizers/", import.meta.url)).map((file) => file.replace(/\.json$/, ""));

  test.each(files)("graphs/optimizers/%s: every node that gives something has finite numbers of a known shape", (name) => {
    const text = readFileSync(new URL(`../../../graphs/optimizers/${name}.json`, import.meta.url), "utf8");
    const loaded = loadDocument(text, registry);
    if (!loaded.ok) throw new Error(loaded.problem.message);
    const { graph, attributes, cells, title } = loaded.value.document;
    const drawn = model("update = optimizer(loss < loss, learningRate=0.1)");
    const node = drawn.graph.nodes.update!;
    const document = {
      ...drawn,
      graph: { ...drawn.graph, nodes: { ...drawn.graph.nodes, update: { ...node, attributes: { ...node.attributes, cell: "rule" } } } },
      cells: { ...cells, rule: { title, description: "", source: "", attributes, ...graph } },
    };
    const view = opened(document, "h.W").view(beginning);
    const seen = new Set(view.values.map((value) => value.path));
    const giving = Object.values(graph.nodes).filter(({ type }) => !["output", "comment", "cell"].includes(type));
    expect(giving.filter(({ id }) => !seen.has(`update.${id}`))).toEqual([]);
    for (const { value, shape, time, batch, gradient } of view.values) {
      expect(value.every(Number.isFinite)).toBe(true);
      expect(value.length).toBe(shape.reduce((size, n) => size * n, 1));
      expect([time, batch, gradient]).toEqual([false, false, null]);
    }
    expect(view.values.find((value) => value.name === "update.w")!.shape).toEqual([2, 3]);
  });

  test("an unknown parameter is the first; an optimizer that does not train, a driver, and no loss are problems", () => {
    expect(opened(model("update = adam(loss < loss)"), "gone").view(beginning).parameter).toBe("h.W");
    const other = attempt(() => new OpenedRule(model("update = adam(loss < loss)"), registry, feeds, "other", null));
    expect(fault(other)).toMatchObject({ code: "other-optimizer", got: "other", expected: "update" });
    expect(fault(attempt(() => opened(model("update = bfgs(loss < loss)")))).code).toBe("no-training-step");
    expect(fault(attempt(() => opened(model("")))).code).toBe("untrainable");
  });
});
