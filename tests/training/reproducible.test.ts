// Trainings that are to be the same on every host: steps, scores and sentences without relaxed SIMD, and the bits of a host that has none.

import { beforeAll, expect, test, vi } from "vitest";
import { registry } from "../../nodes/index.ts";
import { generators } from "../../src/data/index.ts";
import { createSession, type Session, type SessionOptions } from "../../src/training/session.ts";
import { sketch } from "../compiler/sketch.ts";
import { becomeRelaxed, compiledModules, isRelaxed } from "../engine/wasm/relaxed-host.ts";
import { netOf, textsOf, written } from "../inspection/generation/texts.ts";

beforeAll(becomeRelaxed);

const document = sketch(`
  d = reber(trainCount=20, testCount=5, seed=2)
  z = delay(x < h)
  h = gate(x1 < z, x2 < d.x, units=6, activation=tanh)
  o = affine(x < h)
  p = sigmoid(x < o)
  loss = binary-cross-entropy(prediction < p, target < d.y, mask < d.mask)
  update = adam(loss < loss, learningRate=0.05, batchSize=8)
`);

const begin = (options: Partial<SessionOptions>): Session =>
  createSession(document, registry, generators, { precision: "f32", feeds: new Map(), ...options });

/** What a training gives: losses of its epochs, its weights, its score. */
function course(session: Session) {
  const losses = [1, 2, 3].map(() => session.step().loss);
  const weights = [...session.parameters()].map(([name, { data }]) => [name, [...data]]);
  return { losses, weights, scores: [session.score("train"), session.score("test")] };
}

test("neither a step nor a score has a relaxed instruction; without being asked both have", () => {
  const modules = compiledModules();
  course(begin({ reproducible: true }));
  expect(modules.length).toBeGreaterThan(2);
  expect(modules.some(isRelaxed)).toBe(false);
  modules.length = 0;
  course(begin({}));
  expect(modules.length).toBeGreaterThan(2);
  expect(modules.every(isRelaxed)).toBe(true);
});

test("the bits are those of a host without relaxed SIMD", async () => {
  const here = course(begin({ reproducible: true }));
  const { validate } = WebAssembly;
  vi.spyOn(WebAssembly, "validate").mockImplementation((bytes) => !isRelaxed(bytes as Uint8Array) && validate(bytes));
  vi.resetModules();
  // what the host can do is found out once, so these modules are read anew
  const other = await import("../../src/training/session.ts");
  const nodes = await import("../../nodes/index.ts");
  const modules = compiledModules();
  const there = course(other.createSession(document, nodes.registry, generators, { precision: "f32", feeds: new Map() }));
  expect([modules.length > 0, modules.some(isRelaxed)]).toEqual([true, false]);
  expect(here).toEqual(there);
});

test("sentences are written without it too", () => {
  const modules = compiledModules();
  const [one, two] = [1, 2].map(() => textsOf(written(netOf(), { precision: "f32", reproducible: true })));
  expect(one).toEqual(two);
  expect([modules.length > 0, modules.some(isRelaxed)]).toEqual([true, false]);
});
