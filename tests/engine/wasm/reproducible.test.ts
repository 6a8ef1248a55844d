// A host with relaxed SIMD that is asked for the same bits as every other.

import { beforeAll, expect, test } from "vitest";
import { prepareFor } from "../../../src/engine/backend/prepare-for.ts";
import { prepareWasm } from "../../../src/engine/backend/wasm/executor.ts";
import { flushTiny } from "../../../src/engine/passes/flush-tiny.ts";
import { optimize } from "../../../src/engine/passes/for-speed.ts";
import { splitBatch } from "../../../src/engine/passes/split-batch.ts";
import { trainingStep } from "../passes/training-steps.ts";
import { becomeRelaxed, compiledModules, isRelaxed } from "./relaxed-host.ts";

beforeAll(becomeRelaxed);

const { tape, inputs, examples } = trainingStep("lstm-embedded-reber", 16);

test("the module has no relaxed instruction, and is that of a host without them", () => {
  const modules = compiledModules();
  const executable = prepareFor(tape, "f32", examples, { reproducible: true });
  expect([executable.backend, executable.relaxed]).toEqual(["wasm", false]);
  const strict = prepareWasm(splitBatch(flushTiny(optimize(tape)), examples.axes, {}, examples.padded), { relaxed: false });
  expect(modules.map(isRelaxed)).toEqual([false, false]);
  expect(executable.run(inputs)).toEqual(strict.run(inputs));
});

test("a fresh start gives the same bits", () => {
  const [one, two] = [1, 2].map(() => prepareFor(tape, "f32", examples, { reproducible: true }).run(inputs));
  expect(one).toEqual(two);
});

test("without being asked it is relaxed, and near", () => {
  const modules = compiledModules();
  const relaxed = prepareFor(tape, "f32", examples);
  expect([relaxed.backend, relaxed.relaxed, ...modules.map(isRelaxed)]).toEqual(["wasm", true, true]);
  const [loss] = relaxed.run(inputs);
  const [same] = prepareFor(tape, "f32", examples, { reproducible: true }).run(inputs);
  expect(loss![0]! / same![0]!).toBeCloseTo(1, 5);
});

test("f64 is never relaxed", () => {
  expect(prepareFor(tape, "f64", examples)).toMatchObject({ backend: "reference", relaxed: false });
});
