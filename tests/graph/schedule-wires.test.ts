// A schedule goes to learning rates alone, and a learning rate comes from nothing that is computed.

import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { parseEquations } from "../../src/compiler/equations/index.ts";
import { validate } from "../../src/graph/validate.ts";

function problems(...lines: string[]): string[] {
  const text = ["w = parameter(2)", "loss = sum(w .^ 2)", ...lines].join("\n");
  const parsed = parseEquations(text, { registry, library: {} });
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return validate(parsed.value, registry).map(({ message }) => message);
}

describe("what is wired to a learning rate", () => {
  test.each([
    ["a schedule", ["update = adam(loss, learningRate=powerSchedule(0.1))"]],
    ["a number", ["eta = 0.1", "update = adam(loss, learningRate=eta)"]],
    ["schedules behind each other", ["update = adam(loss, learningRate=warmupSchedule(0.1, then=cosineSchedule(0.1)))"]],
  ])("%s", (_, lines) => {
    expect(problems(...lines)).toEqual([]);
  });

  test("nothing computed", () => {
    expect(problems("update = adam(loss, learningRate=loss)")).toEqual([
      'adam "update": input learningRate: got sum "loss", expected a schedule or a constant',
    ]);
  });

  test("no number behind a schedule", () => {
    expect(problems("a = 0.1", "update = adam(loss, learningRate=warmupSchedule(0.1, then=a))")).toEqual([
      expect.stringContaining("expected a schedule"),
    ]);
  });

  test("a schedule is no value", () => {
    expect(problems("r = powerSchedule(0.1)", "y = r + 1")).toEqual(['add "y": input a: got power schedule "r", expected a value']);
  });
});
