// The engine's service as the page drives it, without a worker. No call throws: what is wrong is part of the answer.

import { describe, expect, test, vi } from "vitest";
import { registry } from "../../nodes/index.ts";
import type { ProblemData } from "../../src/base/errors.ts";
import type { EngineService, Inspection, TrainingReport } from "../../src/editor/worker/protocol.ts";
import { createService } from "../../src/editor/worker/service.ts";
import type { AttributeValue, Document } from "../../src/graph/document.ts";
import { apply, type Edit } from "../../src/graph/edits.ts";
import { sketch } from "../compiler/sketch.ts";
import { must } from "../graph/build.ts";

const model = (update = "adam(loss < loss, learningRate=0.05, epochs=6)") =>
  sketch(`
    d = toy-points(trainCount=12, testCount=6, kind=circles)
    h = affine(x < d.x, units=4)
    a = tanh(x < h)
    o = affine(x < a)
    p = sigmoid(x < o)
    wrong = wrong-positions(prediction < p, target < d.y)
    loss = binary-cross-entropy(prediction < p, target < d.y)
    update = ${update}
  `);

const edited = (document: Document, ...edits: Edit[]): Document =>
  edits.reduce((current, edit) => must(apply(current, edit, registry)).document, document);
const set = (node: string, attribute: string, value: AttributeValue): Edit => ({
  kind: "setAttribute",
  scope: null,
  node,
  attribute,
  value,
});

async function opened(document: Document): Promise<EngineService> {
  const service = createService(registry);
  await service.open(document);
  return service;
}

const isProblem = (answer: Inspection | ProblemData): answer is ProblemData => "code" in answer;

async function seen(service: EngineService, example = 0): Promise<Inspection> {
  const answer = await service.inspect(example);
  if (isProblem(answer)) throw new Error(answer.message);
  return answer;
}

const parameter = async (service: EngineService, name: string): Promise<number[]> => [
  ...(await seen(service)).values.find((value) => value.name === name)!.value,
];

/** All reports of a run; `each` may step in. */
async function train(service: EngineService, each: (report: TrainingReport) => void = () => undefined): Promise<TrainingReport[]> {
  const reports: TrainingReport[] = [];
  await service.train((report) => {
    reports.push(report);
    each(report);
  });
  return reports;
}

const last = (reports: readonly TrainingReport[]): TrainingReport => reports.at(-1)!;

test("a rehearsal changes nothing: neither numbers nor what an edit gives nor a training, also where nothing can be computed", async () => {
  const [document, next] = [model(), edited(model(), set("h", "units", 5))];
  const [plain, rehearsed] = [await opened(document), await opened(document)];
  for (const what of ["edit", "start", "edit"] as const) await rehearsed.rehearse(what);
  expect(await rehearsed.inspect(3)).toEqual(await plain.inspect(3));
  expect(await rehearsed.refresh(next, 3)).toEqual(await plain.refresh(next, 3));
  await rehearsed.step();
  await rehearsed.rehearse("start");
  await plain.step();
  expect(await rehearsed.kept()).toEqual(await plain.kept());
  const broken = await opened(edited(document, set("h", "units", "k")));
  for (const what of ["edit", "start"] as const) await broken.rehearse(what);
  expect(await broken.inspect(0)).toEqual(await (await opened(edited(document, set("h", "units", "k")))).inspect(0));
});

test("a rehearsed start prepares a module as a training does, and a rehearsed edit none", async () => {
  const modules = vi.spyOn(WebAssembly, "Module");
  const service = await opened(model());
  const made = async (act: () => Promise<unknown>) => {
    modules.mockClear();
    await act();
    return modules.mock.calls.map(([bytes]) => (bytes as Uint8Array).byteLength).filter((length) => length > 1000);
  };
  expect(await made(() => service.rehearse("edit"))).toEqual([]);
  const rehearsed = await made(() => service.rehearse("start"));
  expect(rehearsed).toHaveLength(1);
  expect(await made(() => service.step())).toContain(rehearsed[0]);
  modules.mockRestore();
});

describe("open", () => {
  test("answers with axes of ports, the number of trained numbers, and that it can be trained", async () => {
    const analysis = await createService(registry).open(model());
    expect(analysis).toMatchObject({ problems: [], untrainable: null, parameterCount: 4 * 2 + 4 + 4 + 1 });
    expect(analysis.ports["h:value"]).toEqual({ shape: [4], time: false, batch: true });
  });

  test("of a document with errors tells them and still shows the rest", async () => {
    const analysis = await createService(registry).open(sketch("c = constant(value=[1, 2])\n t = tanh(x < c)\n s = add(a < c)"));
    expect(analysis.problems).toMatchObject([{ code: "missing-input", where: { node: "s", port: "b" } }]);
    expect(analysis.ports["t:value"]).toMatchObject({ shape: [2] });
    expect(analysis.untrainable).toBe("There is no loss. Wire an output and a target into a loss.");
    expect(analysis.lossWaits).toBeNull();
  });

  test("with a loss that is not wired says what to wire, and with a fault before it what that is", async () => {
    const service = createService(registry);
    const bare = await service.open(sketch("x = constant(value=[1, 2])\n loss = mean-squared-error()\n update = adam(loss < loss)"));
    expect(bare.untrainable).toBe("Wire p and y of “loss”.");
    expect(bare.lossWaits).toBe(bare.untrainable);
    const cut = await service.open(edited(model(), { kind: "disconnect", scope: null, to: { node: "a", port: "x" } }));
    expect(cut.untrainable).toMatch(/^“loss” is not computed: .*"a"/);
    const wrong = edited(model(), set("o", "units", 2));
    const messages = (await service.open(wrong)).problems.map(({ where }) => where?.node);
    expect(messages).toEqual(["wrong", "loss"]);
    expect((await service.open(wrong)).untrainable).toMatch(/^“loss” is not computed: .*"loss"/);
    expect((await service.open(model())).lossWaits).toBeNull();
  });

  test("of a document that nothing can be computed of tells why", async () => {
    const service = createService(registry);
    const analysis = await service.open(sketch("c = cell(cell=nowhere)"));
    expect(analysis.problems).toMatchObject([{ code: "unknown-cell", where: { node: "c" } }]);
    expect(await service.inspect(0)).toEqual(analysis.problems[0]);
    expect(await service.open(model())).toMatchObject({ problems: [] });
    expect((await seen(service)).loss).toBeGreaterThan(0);
  });
});

describe("inspect", () => {
  test("shows one example, its values and gradients, at the present parameters", async () => {
    const service = await opened(model());
    const before = await seen(service, 3);
    expect(before).toMatchObject({ example: 3, examples: 12, steps: null, invented: [] });
    expect(before.values.find(({ name }) => name === "a")).toMatchObject({ shape: [4], batch: true });
    await service.step();
    const after = await seen(service, 3);
    const numbers = (inspection: Inspection, of: string) => inspection.values.find(({ name }) => name === of)!.value;
    expect(numbers(after, "d.x")).toEqual(numbers(before, "d.x"));
    expect(numbers(after, "h.W")).not.toEqual(numbers(before, "h.W"));
  });

  test("names the inputs that it has invented numbers for", async () => {
    const service = await opened(sketch("x = sequence(shape=[2])\n y = tanh(x < x)"));
    expect(await seen(service)).toMatchObject({ invented: ["x"], steps: 8, loss: null });
  });
});

describe("tryConnect", () => {
  const base = sketch(`
    d = toy-points(trainCount=3)
    three = constant(value=[1, 2, 3])
    two = constant(value=[1, 2])
    s = add(a < d.x)
    a = tanh(x < s)
    z = delay(x < a)
  `);
  const wire = (from: string, to: string) => {
    const [node = "", port = "value"] = from.split(".");
    const [target = "", input = "x"] = to.split(".");
    return [
      { node, port },
      { node: target, port: input },
    ] as const;
  };
  const attempted = async (from: string, to: string, document = base) => {
    const service = await opened(document);
    return service.tryConnect(document, null, ...wire(from, to));
  };

  test("takes a wire of the right shape", async () => {
    expect(await attempted("two", "s.b")).toBe(null);
  });

  test("refuses a wrong shape and says at which port", async () => {
    expect(await attempted("three", "s.b")).toMatchObject({
      code: "shape-mismatch",
      message: 'add "s": input a has 2 features, input b has 3',
      where: { node: "s", port: "a" },
    });
  });

  test("refuses a cycle without a delay", async () => {
    expect(await attempted("a", "s.b")).toMatchObject({ code: "cycle-without-delay", got: "s → a → s" });
  });

  test("takes a cycle through a delay, where there are steps", async () => {
    const recurrent = sketch("x = sequence(shape=[2])\n s = add(a < x)\n a = tanh(x < s)\n z = delay(x < a)");
    expect(await attempted("z", "s.b", recurrent)).toBe(null);
  });

  test("a wire that leaves something unfinished elsewhere is no bad wire", async () => {
    expect(await attempted("two", "h.x", sketch("two = constant(value=[1, 2])\n h = affine()\n t = tanh(x < h)"))).toBe(null);
  });

  test("refuses ends that are not there, with a reason", async () => {
    expect(await attempted("nobody", "s.b")).toMatchObject({ code: "no-such-node" });
    expect(await attempted("two", "s.nowhere")).toMatchObject({ code: "unknown-port" });
  });

  test("a fault that was there before is not the wire's", async () => {
    const faulty = edited(base, { kind: "connect", scope: null, from: { node: "three", port: "value" }, to: { node: "s", port: "b" } });
    expect(await attempted("two", "z.initial", faulty)).toBe(null);
  });

  test("changes nothing: not the document, not what is open, not what is trained", async () => {
    const service = await opened(model());
    await service.step();
    const before = await seen(service);
    const text = JSON.stringify(base);
    await service.tryConnect(base, null, ...wire("three", "s.b"));
    await service.tryConnect(base, null, ...wire("two", "s.b"));
    expect(JSON.stringify(base)).toBe(text);
    expect(await seen(service)).toEqual(before);
    expect((await service.step()).epoch).toBe(2);
  });
});

describe("training", () => {
  test("runs to the end, and tells loss, metrics and the score on test data", async () => {
    const service = await opened(model());
    const reports = await train(service);
    expect(last(reports)).toMatchObject({ state: "done", epoch: 6, epochs: 6, learningRate: 0.05, problem: null });
    expect(last(reports).test).toMatchObject({ metrics: { wrong: expect.any(Number) } });
    expect(last(reports).loss).toBeLessThan(1);
    expect(reports.every(({ state }) => state === "running" || state === "done")).toBe(true);
    expect(reports.flatMap(({ passed }) => passed.epochs)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(reports.flatMap(({ passed }) => passed.losses).at(-1)).toBe(last(reports).loss);
    const epochs = reports.map(({ epoch }) => epoch);
    expect(epochs).toEqual([...epochs].sort((a, b) => a - b));
  });

  test("pauses when it is asked to, and goes on from there", async () => {
    const service = await opened(model("adam(loss < loss, learningRate=0.01, epochs=100000)"));
    const paused = last(
      await train(service, ({ state, epoch }) => {
        if (state === "running" && epoch > 0) void service.pause();
      }),
    );
    expect(paused.state).toBe("paused");
    expect(paused.epoch).toBeLessThan(100000);
    expect((await service.step()).epoch).toBe(paused.epoch + 1);
  });

  test("rests for a moment when a hand moves, hears a pause meanwhile, and goes on by itself", async () => {
    const service = await opened(model("adam(loss < loss, learningRate=0.05, epochs=1000000)"));
    const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
    const epoch = async () => (await service.kept())!.epoch;
    const end = train(service);
    await wait(50);
    await service.giveWay();
    const before = await epoch();
    await wait(60);
    expect(await epoch()).toBe(before);
    await expect.poll(epoch, { timeout: 5000 }).toBeGreaterThan(before);
    await service.giveWay();
    await service.pause();
    expect((await end).at(-1)!.state).toBe("paused");
  });

  test("steps an epoch at a time, and tells when it has come to the end", async () => {
    const service = await opened(model("gradient-descent(loss < loss, learningRate=0.1, epochs=2)"));
    const [first, second] = [await service.step(), await service.step()];
    expect(first).toMatchObject({ state: "paused", epoch: 1 });
    expect(second).toMatchObject({ state: "done", epoch: 2 });
    expect(second.loss).toBeLessThan(first.loss!);
  });

  test("two ways of the same number of epochs end at the same bits", async () => {
    const [stepped, ran] = [await opened(model()), await opened(model())];
    for (let epoch = 0; epoch < 6; epoch++) await stepped.step();
    await train(ran);
    expect(await seen(stepped)).toEqual(await seen(ran));
  });

  test("at rest the losses are those of the present weights, as the picture shows", async () => {
    const service = await opened(
      sketch("w = parameter(shape=[1], initializer=constant, value=2)\n loss = sum(x < w)\n update = gradient-descent(loss < loss)"),
    );
    const report = await service.step();
    expect(report.loss).toBe(2);
    expect(report.train?.loss).toBeLessThan(2);
    expect((await seen(service)).loss).toBeCloseTo(report.train?.loss ?? Number.NaN, 6);
  });

  test("reset begins again with the numbers that it began with", async () => {
    const service = await opened(model());
    const cold = await parameter(service, "h.W");
    await train(service);
    expect(await parameter(service, "h.W")).not.toEqual(cold);
    expect(await service.reset()).toMatchObject({ state: "idle", epoch: 0, loss: null });
    expect(await parameter(service, "h.W")).toEqual(cold);
    expect(await service.step()).toMatchObject({ epoch: 1 });
  });

  /** Runs, edits once an epoch is done, and pauses some reports later. */
  async function editedOnTheWay(from: Document, to: Document): Promise<TrainingReport[]> {
    const service = await opened(from);
    let other: Promise<unknown> | null = null;
    let after = 0;
    const edit = async () => {
      await service.open(to);
      after = 1;
    };
    const reports = await train(service, ({ epoch }) => {
      if (epoch > 0) other ??= edit();
      if (after > 0) after += 1;
      if (after === 4) void service.pause();
    });
    await other;
    return reports;
  }

  const endless = (rate: number) => model(`adam(loss < loss, learningRate=${rate}, epochs=1000000)`);

  test("an edit of the learning rate on the way: it goes on with the new one, and no epoch is missed", async () => {
    const reports = await editedOnTheWay(endless(0.01), endless(0.02));
    expect(last(reports)).toMatchObject({ state: "paused", learningRate: 0.02, note: null });
    expect(reports.slice(0, -1).every(({ state }) => state === "running")).toBe(true);
    const epochs = reports.flatMap(({ passed }) => passed.epochs);
    expect(epochs).toEqual(epochs.map((_, k) => k + 1));
    expect(epochs.at(-1)).toBe(last(reports).epoch);
  });

  test("an edit that changes what is trained pauses, and says so", async () => {
    const reports = await editedOnTheWay(endless(0.01), edited(endless(0.01), set("h", "units", 3)));
    expect(last(reports)).toMatchObject({ state: "paused", note: "Paused by the edit: the parameters are others now." });
  });

  test("an edit after which nothing can be trained pauses, and says why", async () => {
    const cut = edited(endless(0.01), { kind: "disconnect", scope: null, to: { node: "loss", port: "target" } });
    const reports = await editedOnTheWay(endless(0.01), cut);
    expect(last(reports)).toMatchObject({ state: "paused", problem: null });
    expect(last(reports).note).toMatch(/^Paused by the edit\. /);
  });

  test("a reset on the way ends the run without a word", async () => {
    const service = await opened(endless(0.01));
    let reset: Promise<TrainingReport> | null = null;
    const reports = await train(service, ({ epoch }) => {
      if (epoch > 0) reset ??= service.reset();
    });
    expect(await reset).toMatchObject({ state: "idle", epoch: 0 });
    expect(last(reports).state).toBe("running");
    expect(await service.step()).toMatchObject({ epoch: 1 });
  });

  test("what is kept goes on elsewhere as if it had not stopped", async () => {
    const document = model("adam(loss < loss, learningRate=0.05, batchSize=5, epochs=100)");
    const [whole, first, second] = [await opened(document), await opened(document), await opened(document)];
    expect(await first.kept()).toBeNull();
    for (let epoch = 0; epoch < 4; epoch++) await whole.step();
    for (let epoch = 0; epoch < 2; epoch++) await first.step();
    await second.resume(structuredClone((await first.kept())!));
    expect(await parameter(second, "h.W")).toEqual(await parameter(first, "h.W"));
    for (let epoch = 0; epoch < 2; epoch++) await second.step();
    expect(await seen(second)).toEqual(await seen(whole));
  });

  test("what cannot be trained says so in its report", async () => {
    const service = await opened(sketch("c = constant(value=[1, 2])\n t = tanh(x < c)"));
    expect(await service.step()).toMatchObject({ state: "failed", problem: { code: "untrainable" } });
    expect(last(await train(service))).toMatchObject({ state: "failed", problem: { code: "untrainable" } });
  });

  test("a loss that is not finite ends a run, with the parameters as they were", async () => {
    const service = await opened(
      sketch(
        "w = parameter(shape=[1], initializer=constant, value=80)\n e = exp(x < w)\n loss = sum(x < e)\n update = gradient-descent(loss < loss, learningRate=1e30)",
      ),
    );
    expect(last(await train(service))).toMatchObject({ state: "failed", epoch: 0, problem: { code: "not-finite" } });
    expect(await parameter(service, "w")).toEqual([80]);
  });
});

describe("weights across edits", () => {
  test("stay where a parameter keeps name and shape", async () => {
    const service = await opened(model());
    await train(service);
    const [h, o] = [await parameter(service, "h.W"), await parameter(service, "o.W")];
    await service.open(
      edited(model(), set("update", "learningRate", 0.5), { kind: "move", scope: null, positions: { h: { x: 5, y: 5 } } }),
    );
    expect(await parameter(service, "h.W")).toEqual(h);
    expect(await parameter(service, "o.W")).toEqual(o);
  });

  test("begin anew where the shape is another", async () => {
    const service = await opened(model());
    await train(service);
    const bias = await parameter(service, "o.b");
    await service.open(edited(model(), set("h", "units", 3)));
    expect(await parameter(service, "h.W")).toHaveLength(6);
    expect(await parameter(service, "o.b")).toEqual(bias);
    expect(await service.step()).toMatchObject({ problem: null });
  });

  test("outlast a document that cannot be computed for a while", async () => {
    const service = await opened(model());
    await train(service);
    const weights = await parameter(service, "h.W");
    await service.open(edited(model(), { kind: "disconnect", scope: null, to: { node: "a", port: "x" } }));
    await service.open(model());
    expect(await parameter(service, "h.W")).toEqual(weights);
  });
});

describe("nothing throws", () => {
  const strange: readonly Document[] = [
    sketch(""),
    sketch("d = reber(minLength=9, maxLength=6)"),
    sketch("c = cell(cell=nowhere)"),
    sketch("a = tanh(x < b)\n b = tanh(x < a)"),
    sketch("x = odd-type()\n y = tanh(x < x)"),
    sketch("x = affine(units=nonsense)"),
    sketch("x = sequence()\n z = delay(x < h, initial < x)\n h = add(a < z, b < x)"),
    sketch("p = parameter(shape=[2], initializer=constant, value=1)\n loss = tanh(x < p)\n update = adam(loss < loss)"),
    sketch(
      "d = toy-points(trainCount=2, testCount=0)\n h = affine(x < d.x)\n loss = mean-squared-error(prediction < h, target < d.y)\n update = adam(loss < loss)",
    ),
  ];

  test.each(strange.map((document, index) => [index, document] as const))("document %d", async (_, document) => {
    const service = createService(registry);
    expect(await service.inspect(0)).toBeDefined();
    expect((await service.open(document)).problems).toBeDefined();
    expect(await service.inspect(-1)).toBeDefined();
    expect(await service.tryConnect(document, null, { node: "a", port: "value" }, { node: "b", port: "x" })).toBeDefined();
    expect(await service.tryConnect(document, "nowhere", { node: "a", port: "value" }, { node: "b", port: "x" })).not.toBe(null);
    expect((await service.step()).state).toBeDefined();
    await service.pause();
    expect((await service.reset()).state).toBe("idle");
  });

  test("before anything is open either", async () => {
    const service = createService(registry);
    expect(await service.step()).toMatchObject({ state: "failed" });
    expect(await service.inspect(0)).toBeDefined();
    await service.pause();
    expect(await service.reset()).toMatchObject({ state: "idle" });
  });
});
