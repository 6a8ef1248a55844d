// The inside of an opened optimizer as the page asks for it, without a worker: at any time, and never with a throw.

import { expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { withDrawnOptimizer } from "../../src/editor/store/optimizer-graph.ts";
import { openedOptimizer } from "../../src/editor/store/scope.ts";
import type { EngineService, InspectedRule, Inspection, RuleQuestion } from "../../src/editor/worker/protocol.ts";
import { createService } from "../../src/editor/worker/service.ts";
import type { Document } from "../../src/graph/document.ts";
import { apply } from "../../src/graph/edits.ts";
import { sketch } from "../compiler/sketch.ts";
import { must } from "../graph/build.ts";

/** With one example its gradient is that of training. */
const model = (update = "adam(loss < loss, learningRate=0.05)", examples = 1) =>
  sketch(`
    d = toy-points(trainCount=${examples}, testCount=4, kind=circles)
    h = affine(x < d.x, units=4)
    a = tanh(x < h)
    o = affine(x < a)
    p = sigmoid(x < o)
    loss = binary-cross-entropy(prediction < p, target < d.y)
    update = ${update}
  `);

const ask = (parameter: string | null = null): RuleQuestion => ({ optimizer: "update", parameter });

async function opened(document: Document): Promise<EngineService> {
  const service = createService(registry);
  await service.computeIn("f64");
  await service.open(document);
  return service;
}

async function seen(service: EngineService, rule: RuleQuestion | null = ask(), example = 0): Promise<Inspection> {
  const answer = await service.inspect(example, rule);
  if ("code" in answer) throw new Error(answer.message);
  return answer;
}

const numbers = ({ values }: Inspection, name: string): number[] | undefined => {
  const found = values.find((value) => value.name === name);
  return found && [...found.value];
};

function ruleOf({ rule }: Inspection): InspectedRule {
  if (!rule || "code" in rule) throw new Error(rule?.message ?? "no rule");
  return rule;
}

test("what is about to happen is what a step does, for every parameter; then the numbers are those of the step after", async () => {
  const service = await opened(model());
  const { parameters } = ruleOf(await seen(service));
  expect(parameters).toEqual(["h.W", "h.b", "o.W", "o.b"]);
  for (let step = 1; step <= 3; step++) {
    for (const name of parameters) expect(ruleOf(await seen(service, ask(name)))).toMatchObject({ step, parameter: name });
    const views = await Promise.all(parameters.map((name) => seen(service, ask(name))));
    await service.step();
    const after = await seen(service);
    for (const [index, name] of parameters.entries()) expect(numbers(views[index]!, "update.w_next"), name).toEqual(numbers(after, name));
  }
});

test("nothing of the rule is computed where nobody asks, and the model's values are the same with it", async () => {
  const service = await opened(model());
  const [plain, asked] = [await seen(service, null), await seen(service)];
  expect(plain.rule).toBeUndefined();
  expect(plain.values.some(({ name }) => name.startsWith("update."))).toBe(false);
  expect(asked.values.slice(0, plain.values.length)).toEqual(plain.values);
});

test("an edit of the rule's settings, and another example, give other numbers", async () => {
  const document = model(undefined, 5);
  const service = await opened(document);
  const first = await seen(service);
  expect(numbers(await seen(service, ask(), 1), "update.g")).not.toEqual(numbers(first, "update.g"));
  const edit = { kind: "setAttribute", scope: null, node: "update", attribute: "learningRate", value: 0.25 } as const;
  const { inspection } = await service.refresh(must(apply(document, edit, registry)).document, 0, ask());
  if ("code" in inspection) throw new Error(inspection.message);
  expect(numbers(first, "update.eta")).toEqual([0.05]);
  expect(numbers(inspection, "update.eta")).toEqual([0.25]);
  expect(numbers(inspection, "update.g")).toEqual(numbers(first, "update.g"));
});

/** The built-in optimizers whose update is a graph. */
const rules = [...registry.values()].filter(({ update }) => update).map(({ id }) => id);

test.each(rules)("%s goes on with its states where its graph is drawn: the steps are as if nobody had looked inside", async (rule) => {
  const document = model(`${rule}(loss < loss, learningRate=0.05)`);
  const drawn = withDrawnOptimizer(document, null, "update");
  expect(drawn).not.toBe(document);
  const [alone, lookedInto] = [await opened(document), await opened(document)];
  for (const service of [alone, lookedInto]) await service.step();
  await lookedInto.refresh(drawn, 0, ask());
  expect(ruleOf(await seen(lookedInto)).step).toBe(2);
  for (const service of [alone, lookedInto]) await service.step();
  expect(ruleOf(await seen(lookedInto)).step).toBe(3);
  const { parameters } = ruleOf(await seen(alone));
  for (const name of parameters) expect(numbers(await seen(lookedInto), name), name).toEqual(numbers(await seen(alone), name));
});

test("another rule begins anew, though its states have the same names and sizes", async () => {
  const service = await opened(model());
  await service.step();
  await service.refresh(withDrawnOptimizer(model("adamw(loss < loss, learningRate=0.05)"), null, "update"), 0);
  expect(ruleOf(await seen(service)).step).toBe(1);
});

test("new weights after a reset: the first step again", async () => {
  const service = await opened(model());
  const first = await seen(service);
  await service.step();
  expect(ruleOf(await seen(service)).step).toBe(2);
  await service.reset();
  expect(await seen(service)).toEqual(first);
});

test("why there are no numbers is part of the answer, and the model's are there", async () => {
  const service = await opened(model("bfgs(loss < loss)"));
  const found = await seen(service);
  expect(found.rule).toMatchObject({ code: "no-training-step" });
  expect(found.values.length).toBeGreaterThan(0);
});

test("a place inside the graph of an optimizer is told by the optimizer's path, deeper ones too", () => {
  const rule = {
    title: "",
    description: "",
    source: "",
    attributes: [],
    nodes: { part: { id: "part", type: "cell", position: { x: 0, y: 0 }, role: "", attributes: { cell: "part" } } },
    edges: {},
  };
  const base = model("optimizer(loss < loss)");
  const node = base.graph.nodes.update!;
  const document = {
    ...base,
    graph: { ...base.graph, nodes: { ...base.graph.nodes, update: { ...node, attributes: { cell: "rule" } } } },
    cells: { rule, part: { ...rule, nodes: {} } },
  };
  expect(openedOptimizer({ document, path: [] })).toBeNull();
  expect(openedOptimizer({ document, path: ["update"] })).toBe("update");
  expect(openedOptimizer({ document, path: ["update", "part"] })).toBe("update");
  expect(openedOptimizer({ document, path: ["h"] })).toBeNull();
});
