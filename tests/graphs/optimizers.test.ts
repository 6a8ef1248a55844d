// The update rules that come as graphs: the files hold together, look as they should, give the notes' numbers, and train, also rewired.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { attempt } from "../../src/base/errors.ts";
import { compile } from "../../src/compiler/compile.ts";
import type { Feed, Feeds } from "../../src/compiler/feeds.ts";
import { formsOf } from "../../src/compiler/forms.ts";
import { arrival, withDrawnOptimizer } from "../../src/editor/store/optimizer-graph.ts";
import { type Cell, type Document, edgeId } from "../../src/graph/document.ts";
import { apply } from "../../src/graph/edits.ts";
import { loadDocument } from "../../src/graph/load.ts";
import type { AttributeSpec, NodeType, ResolvedAttributes } from "../../src/graph/node-type.ts";
import { saveDocument } from "../../src/graph/save.ts";
import { validate } from "../../src/graph/validate.ts";
import { checkAt } from "../../src/inspection/check-document.ts";
import { evaluate } from "../../src/inspection/evaluate.ts";
import { createSession } from "../../src/training/session.ts";
import { cellOf, graphOf, sketch } from "../compiler/sketch.ts";
import { fault, must, node, wire } from "../graph/build.ts";
import { Layout, legs, meet, overlap, runsThrough, smaller } from "./layout.ts";

const folder = new URL("../../graphs/optimizers/", import.meta.url);
const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));
const read = (name: string) => readFileSync(new URL(`${name}.json`, folder), "utf8");
const load = (name: string): Document => must(loadDocument(read(name), registry)).document;

const tensor = (shape: readonly number[], data: readonly number[]): Feed => ({ shape, data: Float64Array.from(data) });

/** Steps lead: a rule's time is the training step. */
const columns = (numbers: readonly (readonly number[])[]): Feed => tensor([numbers.length, numbers[0]!.length], numbers.flat());

/** Weights and gradients of one parameter, `[steps][n]`; the step's number only where the rule asks for it. */
function feedsOf({ graph }: Document, w: number[][], g: number[][], eta: number): Feeds {
  const k = columns(w.map((_, index) => [index + 1]));
  const all: [string, Feed][] = [["w", columns(w)], ["g", columns(g)], ["eta", tensor([1], [eta])], ["k", k]]; // biome-ignore format: a table
  return new Map(all.filter(([name]) => graph.nodes[name]));
}

describe.each(names)("optimizers/%s", (name) => {
  const document = load(name);
  const feeds = feedsOf(document, [[0.5, -1], [0.4, -0.9], [0.2, -0.7]], [[0.3, -0.2], [0.1, 0.4], [-0.2, 0.6]], 0.1); // biome-ignore format: rows

  test("loads without a warning and is in the program's own layout", () => {
    expect(loadDocument(read(name), registry)).toMatchObject({ ok: true, value: { warnings: [] } });
    expect(validate(document, registry)).toEqual([]);
    expect(saveDocument(document)).toBe(read(name));
  });

  test("says what it is and where it is from, and compiles", () => {
    expect(document.title).toBe(name);
    expect(document.description).toContain("w");
    expect(document.source.length).toBeGreaterThan(10);
    expect(compile(document, registry, formsOf(document, registry, feeds)).warnings).toEqual([]);
  });

  test("has no parameters: what it keeps are states", () => {
    const checked = checkAt(document, registry, { feeds, seed: 1, positive: false });
    expect(checked.parameters).toEqual([]);
    expect(Number.isFinite(checked.value)).toBe(true);
  });
});

/** β₁ and k meet each other before both halves of Nadam's mean: with the gradient that is one wire too many for the plane. */
const CROSSINGS: Readonly<Record<string, readonly string[]>> = {
  nadam: ["k", "m_bar$14"],
  "nadam-epsilon-inside": ["k", "m_bar$14"],
};

describe.each(names.map((name) => ({ name, document: load(name) })))("layout of $name", ({ name, document }) => {
  const layout = new Layout(document, document.graph, null, registry);
  const { boxes, plates, ways } = layout;
  const nodes = Object.values(document.graph.nodes);

  test("nodes and corners are on the grid", () => {
    const points = [...nodes.map(({ position }) => position), ...Object.values(document.graph.edges).flatMap(({ route }) => route ?? [])];
    expect(points.filter(({ x, y }) => x % 16 !== 0 || y % 16 !== 0)).toEqual([]);
  });

  test("no node and no plate lies on another, and every operator says where its plate stands", () => {
    const things = [...boxes, ...plates];
    const pairs = things.flatMap((a, index) => things.slice(index + 1).map((b) => ({ a, b })));
    expect(pairs.filter(({ a, b }) => overlap(a, b, 3)).map(({ a, b }) => `${a.id} on ${b.id}`)).toEqual([]);
    const operators = nodes.filter((node) => layout.figure(node) === "operator");
    expect(operators.filter(({ look }) => look?.plate === undefined).map(({ id }) => id)).toEqual([]);
  });

  test("wires are right-angled, and run through no node and no plate", () => {
    const slanted = ways.filter((way) => legs(way).some(([a, b]) => Math.abs(a.x - b.x) > 1e-9 && Math.abs(a.y - b.y) > 1e-9));
    expect(slanted.map((way) => way.name)).toEqual([]);
    const hits = ways.flatMap((way) =>
      [...boxes, ...plates]
        .map((box) => (way.ends.includes(box.id) ? smaller(box, 3) : box))
        .filter((box) => legs(way).some((leg) => runsThrough(leg, box)))
        .map((box) => `${way.name} through ${box.id}`),
    );
    expect(hits).toEqual([]);
  });

  test("wires cross only where they must", () => {
    const pairs = ways.flatMap((a, index) => ways.slice(index + 1).map((b) => ({ a, b })));
    const crossings = pairs.filter(({ a, b }) => a.net !== b.net && meet(a, b));
    const between = new Set(crossings.flatMap(({ a, b }) => [a.ends[0], b.ends[0]]));
    expect([...between].toSorted()).toEqual(CROSSINGS[name] ?? []);
  });

  test("the weight leaves on the right", () => {
    const right = (id: string) => boxes.find((box) => box.id === id)!.right;
    expect(Math.max(...boxes.map((box) => box.right))).toBe(right("w_next_out$"));
  });
});

const rules: readonly NodeType[] = [...registry.values()].filter((type) => type.update);

/** What decides which graph a rule has: its choices and switches. */
const optionsOf = (spec: AttributeSpec): readonly (string | boolean)[] =>
  spec.kind === "choice" ? spec.options : spec.kind === "boolean" ? [false, true] : [];

/** A rule with every one of its options. */
const variants = rules.flatMap((type) => {
  const chosen = type.attributes.flatMap((spec) => optionsOf(spec).map((value) => ({ [spec.id]: value })));
  return (chosen.length > 0 ? chosen : [{}]).map((options) => ({ id: type.id, type, options }));
});

describe("node types", () => {
  test("every file is the graph of one, and no graph is missing", () => {
    const drawn = variants.map(({ type, options }) => {
      const defaults = Object.fromEntries(type.attributes.map((spec) => [spec.id, spec.default]));
      return type.update!({ ...defaults, ...options } as ResolvedAttributes).title;
    });
    expect([...new Set(drawn)].toSorted()).toEqual(names.toSorted());
    expect(rules.filter(({ driver }) => driver !== undefined)).toEqual([]);
  });
});

interface AdamSteps {
  readonly id: string;
  readonly inputs: { readonly g: readonly number[]; readonly eta: number };
  readonly expected: { readonly steps: readonly Record<"m" | "v" | "mhat" | "vhat" | "theta_minus_theta0", number>[] };
}

const worked = JSON.parse(readFileSync(new URL("../fixtures/worked-examples.json", import.meta.url), "utf8")) as { examples: AdamSteps[] };
const adamSteps = worked.examples.filter(({ id }) => id.startsWith("adam_two_steps"));

describe("a rule is a recurrent graph over the steps of training", () => {
  test.each(adamSteps.map((example) => ({ name: example.id, ...example })))("$name", ({ inputs: { g, eta }, expected: { steps } }) => {
    const after = steps.map((step) => step.theta_minus_theta0);
    const document = load("adam");
    const weights = [0, ...after.slice(0, -1)].map((w) => [w, w]);
    const gradients = g.map((value) => [value, value]);
    const options = { precision: "f64", mode: "train", seed: 1, wrt: [] } as const;
    const { values } = evaluate(document, registry, feedsOf(document, weights, gradients, eta), options);
    const pairs = { m: "m", v: "v", m_hat: "mhat", v_hat: "vhat", w_next: "theta_minus_theta0" } as const;
    for (const [name, theirs] of Object.entries(pairs)) {
      (values[name] as number[][]).forEach((column, step) => {
        for (const value of column) expect(Math.abs(value - steps[step]![theirs])).toBeLessThan(1e-12);
      });
    }
  });
});

/** Two numbers go down a slope of their own each; `rule` is the optimizer's line. */
const descent = (rule: string, cells: Readonly<Record<string, Cell>> = {}): Document =>
  sketch(
    `theta = parameter(shape=[2])
     slopes = constant(value=[0.3, 5])
     J = multiply(a < slopes, b < square)
     square = square(x < theta)
     loss = sum(x < J)
     update = ${rule}`,
    cells,
  );

/** The two numbers after 20 steps from [5, -3]. */
function trained(document: Document, precision: "f32" | "f64" = "f64"): number[] {
  const session = createSession(document, registry, {}, { precision, feeds: new Map([["theta", tensor([2], [5, -3])]]) });
  for (let step = 0; step < 20; step++) session.step();
  return [...session.parameters().get("theta")!.data];
}

function expectNear(got: readonly number[], wanted: readonly number[], reach: number): void {
  got.forEach((value, index) => {
    expect(Math.abs(value - wanted[index]!)).toBeLessThanOrEqual(reach * Math.abs(wanted[index]!));
  });
}

describe("an optimizer that has become a definition of the document", () => {
  const withOptions = (options: object) =>
    Object.entries(options).map(([id, value]) => `, ${id}=${typeof value === "string" ? JSON.stringify(value) : value}`);

  test.each(variants)("$id $options trains as before, with the settings that nobody has written", ({ id, options }) => {
    const built = descent(`${id}(loss < loss${withOptions(options).join("")})`);
    const drawn = withDrawnOptimizer(built, null, "update");
    expect(drawn.graph.nodes.update!.type).toBe("optimizer");
    expect(validate(drawn, registry)).toEqual([]);
    expect(trained(drawn)).toEqual(trained(built));
  });

  test("keeps the settings that somebody has written, and is drawn once", () => {
    const built = descent('momentum(loss < loss, learningRate=0.01, momentum=0.5, clipNorm=2, form="step")');
    const drawn = withDrawnOptimizer(built, null, "update");
    expect(drawn.graph.nodes.update!.attributes).toEqual({ cell: "momentumStepCopy", learningRate: 0.01, momentum: 0.5, clipNorm: 2 });
    expect(trained(drawn)).toEqual(trained(built));
    expect(withDrawnOptimizer(drawn, null, "update")).toBe(drawn);
    expect(withDrawnOptimizer(built, null, "loss")).toBe(built);
  });
});

test("a new optimizer has the simplest graph from the beginning, and trains", () => {
  const empty = descent("comment()");
  const { update: _, ...others } = empty.graph.nodes;
  const model = { ...empty, graph: { ...empty.graph, nodes: others } };
  const added = must(apply(model, arrival(model, null, node("update", "optimizer")), registry)).document;
  const wired = must(apply(added, { kind: "connect", scope: null, ...wire("loss>update.loss") }, registry)).document;
  expect(trained(wired)).toEqual(trained(descent("gradient-descent(loss < loss)")));
});

/** A product before the sum of squares makes AdaGrad forget: s ← ρ s + g², which is RMSProp's s / (1 - ρ). */
function forgetful(cell: Cell): Cell {
  const { nodes, edges } = graphOf("rho = constant(value=0.9)\n kept = multiply(a < rho)");
  const wires = [wire("s$prev>kept.b"), wire("kept>s.a")];
  const added = Object.fromEntries(wires.map((edge) => [edgeId(edge.to), edge]));
  return { ...cell, nodes: { ...cell.nodes, ...nodes }, edges: { ...cell.edges, ...edges, ...added } };
}

describe("AdaGrad rewired to RMSProp by one product", () => {
  const scale = Math.sqrt(1 - 0.9);
  const adagrad = withDrawnOptimizer(
    descent(`adagrad(loss < loss, learningRate=${0.05 / scale}, epsilon=${1e-8 / scale}, epsilonInsideRoot=false)`),
    null,
    "update",
  );
  const rewired: Document = { ...adagrad, cells: { adagradCopy: forgetful(adagrad.cells.adagradCopy!) } };

  test("is the built-in rule in f64", () => {
    const wanted = trained(descent("rmsprop(loss < loss, learningRate=0.05, decay=0.9, epsilon=1e-8, epsilonInsideRoot=false)"));
    expectNear(trained(rewired), wanted, 1e-12);
    expect(trained(adagrad)).not.toEqual(wanted);
  });

  test("is the same in f32, by the other executor", () => {
    expectNear(trained(rewired, "f32"), trained(rewired), 1e-5);
  });
});

const descending = "w = sequence()\n g = sequence()\n eta = input()\n step = multiply(a < eta, b < g)\n";

describe("a mistake in the graph is one problem, at the optimizer", () => {
  const mistakes: readonly (readonly [string, string, string])[] = [
    ["no w_next", `${descending}next = subtract(a < w, b < step)\n out = output(x < next)`, "gives no w_next"],
    ["ahead reads g", `${descending}w_next = subtract(a < w, b < step)\n ahead = add(a < w, b < step)`, "ahead reads the gradient"],
    ["a parameter", `${descending}p = parameter(shape=[2])\n s = add(a < step, b < p)\n w_next = subtract(a < w, b < s)`, '"p"'],
    ["a layer", `${descending}s = affine(x < step, units=2)\n w_next = subtract(a < w, b < s)`, '"s"'],
    ["an unknown input", `${descending}t = sequence()\n s = multiply(a < t, b < step)\n w_next = subtract(a < w, b < s)`, 'input "t"'],
    ["z⁺¹", `${descending}later = delay-next(x < step)\n w_next = subtract(a < w, b < later)`, '"later"'],
  ];

  test.each(mistakes)("%s", (_, text, words) => {
    const document = descent('optimizer(loss < loss, cell="mine")', { mine: cellOf(text) });
    expect(validate(document, registry)).toEqual([]);
    const problem = fault(attempt(() => trained(document)));
    expect(problem).toMatchObject({ code: "bad-optimizer", where: { node: "update" } });
    expect(problem.message).toContain(words);
    expect(problem.message).toContain('optimizer "update"');
    expect(problem.remedy).toBeTruthy();
  });
});
