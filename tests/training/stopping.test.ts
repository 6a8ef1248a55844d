// When training ends before its last epoch, and what is held out to decide it.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { registry } from "../../nodes/index.ts";
import { parseEquations } from "../../src/compiler/equations/index.ts";
import type { Feeds } from "../../src/compiler/feeds.ts";
import { generators } from "../../src/data/index.ts";
import { loadDocument } from "../../src/graph/load.ts";
import { createSession, type Session } from "../../src/training/session.ts";
import { type EpochOutcome, Stopping, stoppingRules } from "../../src/training/stopping.ts";

const outcome = (epoch: number, rest: Partial<EpochOutcome> = {}): EpochOutcome => ({
  epoch,
  loss: 1,
  gradientNorm: 1,
  weightChange: 1,
  validationLoss: null,
  ...rest,
});

describe("stopping", () => {
  it("goes on while no rule is set", () => {
    expect(new Stopping(stoppingRules({})).after(outcome(1, { loss: 0, gradientNorm: 0, weightChange: 0 }))).toBeNull();
  });

  it.each([
    ["stopLoss", "loss", "the loss 0.01 is at most 0.02"],
    ["stopGradientNorm", "gradientNorm", "the gradient's norm 0.01 is at most 0.02"],
    ["stopWeightChange", "weightChange", "the change of the parameters 0.01 is at most 0.02"],
  ])("%s ends it and says why", (attribute, field, reason) => {
    const stopping = new Stopping(stoppingRules({ [attribute]: 0.02 }));
    expect(stopping.after(outcome(1))).toBeNull();
    expect(stopping.after(outcome(2, { [field]: 0.01 }))).toBe(reason);
  });

  it("patience counts epochs without a better validation loss", () => {
    const stopping = new Stopping(stoppingRules({ patience: 2 }));
    const reasons = [3, 2, 2.5, 1.5, 1.5, 1.6].map((validationLoss, index) => stopping.after(outcome(index + 1, { validationLoss })));
    expect(reasons).toEqual([null, null, null, null, null, "no better validation loss than 1.5 for 2 epochs"]);
  });
});

function session(update: string) {
  const parsed = parseEquations(["w = parameter(2)", "loss = sum(w .^ 2)", `update = ${update}`].join("\n"), { registry, library: {} });
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const feeds: Feeds = new Map([["w", { shape: [2], data: new Float64Array([3, 4]) }]]);
  return createSession(parsed.value, registry, generators, { precision: "f64", feeds, epochs: 100 });
}

function run(each: Session): Session {
  while (each.epoch < each.epochs && each.stopped === null) each.step();
  return each;
}

describe("a session with rules", () => {
  // w halves with each step, so the loss is 25 / 4^k after k steps, the gradient 10 / 2^k and the change 5 / 2^k
  it.each([
    ["stopLoss=0.1", 5, "the loss 0.09766 is at most 0.1"],
    ["stopGradientNorm=1", 5, "the gradient's norm 0.625 is at most 1"],
    ["stopWeightChange=0.7", 3, "the change of the parameters 0.625 is at most 0.7"],
  ])("%s", (rule, epoch, reason) => {
    const ended = run(session(`gradientDescent(loss, learningRate=0.25, ${rule})`));
    expect([ended.epoch, ended.stopped]).toEqual([epoch, reason]);
  });

  it("drivers have them too", () => {
    const ended = run(session("newton(loss, stopGradientNorm=0.001)"));
    expect([ended.epoch, ended.stopped]).toEqual([2, "the gradient's norm 0 is at most 0.001"]);
  });

  it("refuses to wait for a validation loss that nobody computes", () => {
    expect(() => session("gradientDescent(loss, patience=3)")).toThrow(/optimizer "update": patience waits .* nothing is held out/);
  });
});

describe("examples that are held out", () => {
  const load = (attributes: Record<string, number>) => {
    const result = loadDocument(readFileSync(new URL("../../graphs/examples/mlp-reber.json", import.meta.url), "utf8"), registry);
    if (!result.ok) throw new Error(result.problem.message);
    const { document } = result.value;
    const [id, node] = Object.entries(document.graph.nodes).find(([, { type }]) => registry.get(type)?.role === "optimizer")!;
    const nodes = { ...document.graph.nodes, [id]: { ...node, attributes: { ...node.attributes, ...attributes } } };
    return createSession({ ...document, graph: { ...document.graph, nodes } }, registry, generators, {
      precision: "f32",
      feeds: new Map(),
      epochs: 3,
    });
  };

  it("are not learnt from, and have a loss of their own at every epoch", () => {
    const held = load({ validationShare: 0.2 });
    const report = held.step();
    expect(report.validationLoss).toBeCloseTo(held.score("validation")!.loss, 12);
    expect(held.score("train")!.loss).not.toBeCloseTo(held.score("validation")!.loss, 6);
    expect(load({}).score("validation")).toBeNull();
  });

  it("cannot be taken from what is fed", () => {
    expect(() => session("gradientDescent(loss, validationShare=0.2)")).toThrow(/the model has no data node to take it from/);
  });

  it("must leave some on both sides", () => {
    expect(() => load({ validationShare: 0.0001 })).toThrow(/a share of 0.0001 of \d+ examples leaves none/);
  });
});
