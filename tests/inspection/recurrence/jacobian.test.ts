// ∂h_T/∂h_i and ∂h_T/∂x_i at all steps are those that PyTorch finds (tests/reference/recurrence.py), to 1e-10.

import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { readFeeds } from "../../../src/compiler/feeds.ts";
import { atStep, jacobians } from "../../../src/inspection/recurrence/jacobian.ts";
import { defaultState, recurrentStates, sequencesInto } from "../../../src/inspection/recurrence/states.ts";
import { locate, openSubject, type Subject } from "../../../src/inspection/recurrence/subject.ts";
import { documentOf, farthest, finished, fixture, flat, subjectOf } from "./fixture.ts";

const stateOf = (subject: Subject, name: string) => recurrentStates(subject).find((state) => state.name === name)!;

const jacobianOf = (subject: Subject, of: string, by: string) => {
  const value = [...subject.values.values()].find(({ named }) => named.name === by)!;
  return finished(jacobians(subject, stateOf(subject, of), [value]))[0]!;
};

describe.each(Object.entries(fixture.cells))("%s", (_, { equations, values, jacobians: expected }) => {
  test.each(Object.entries(expected))("%s", async (pair, numbers) => {
    const [of, by] = pair.split(" by ");
    const found = jacobianOf(await subjectOf(equations, values), of!, by!);
    expect([found.steps, found.rows, found.columns]).toEqual([numbers.length, numbers[0]!.length, numbers[0]![0]!.length]);
    expect(farthest(found.numbers, flat(numbers))).toBeLessThan(1e-10);
  });

  test("has the states of the recurrence, each of which x leads to", async () => {
    const subject = await subjectOf(equations, values);
    const names = new Set(Object.keys(expected).map((pair) => pair.split(" by ")[0]!));
    expect(
      recurrentStates(subject)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...names].sort());
    for (const state of recurrentStates(subject)) expect(sequencesInto(subject, state).map(({ named }) => named.name)).toEqual(["x"]);
    expect(defaultState(recurrentStates(subject))!.name).toMatch(/h$/);
  });
});

describe("a linear recurrence", () => {
  const { equations, values } = fixture.cells["linear-rnn"]!;
  const weights = values.W_h as number[][];

  test("brings a gradient back as powers of the transposed matrix", async () => {
    const found = jacobianOf(await subjectOf(equations, values), "h", "h");
    let delta = [0.3, -1, 2];
    const last = delta;
    for (let t = found.steps - 1; t >= 0; t--) {
      const through = atStep(found, t);
      const got = delta.map((_, j) => last.reduce((sum, x, i) => sum + x * through[i * 3 + j]!, 0));
      expect(farthest(got, delta)).toBeLessThan(1e-12);
      delta = delta.map((_, j) => delta.reduce((sum, x, i) => sum + x * weights[i]![j]!, 0));
    }
  });
});

describe("what runs backward in time", () => {
  const equations = "x = sequence(2)\nW = parameter(2, 2)\nb = tanh(W * b[t+1] + x)\n";
  const W = [
    [0.4, -0.7],
    [0.9, 0.2],
  ];

  test("ends at the first step", async () => {
    const subject = await subjectOf(equations, { W, x: Array.from({ length: 5 }, (_, t) => [Math.sin(t), Math.cos(t)]) });
    const [state] = recurrentStates(subject);
    const found = jacobianOf(subject, "b", "b");
    expect(state!.direction).toBe("backward");
    expect([...atStep(found, 0)]).toEqual([1, 0, 0, 1]);
    const { numbers } = locate(subject, "b", "value");
    const expected = [0, 1].flatMap((i) => [0, 1].map((j) => (1 - numbers[i]! ** 2) * W[i]![j]!));
    expect(farthest(atStep(found, 1), expected)).toBeLessThan(1e-14);
  });
});

describe("refused", () => {
  const { equations } = fixture.cells.rnn!;

  test("several examples at once", async () => {
    const x = [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ];
    const document = await documentOf(equations);
    expect(() => openSubject(document, registry, readFeeds({ x }), new Map())).toThrow("for one example alone, got 2");
  });

  test("more numbers than fit", async () => {
    const subject = await subjectOf("x = sequence(200)\nv = 0.9 * v[t-1] + x\n", {
      x: Array.from({ length: 500 }, () => new Array(200).fill(1)),
    });
    const [state] = recurrentStates(subject);
    const run = () => finished(jacobians(subject, state!, [locate(subject, "v", "value")]));
    expect(run).toThrow('the Jacobians of "v" over 500 steps have 20,000,000 numbers, expected at most 16,777,216');
  });

  test("more work than anyone waits for", async () => {
    const subject = await subjectOf("x = sequence(1)\nc = rnn(x, 500)\n", { x: Array.from({ length: 100 }, () => [1]) });
    const [state] = recurrentStates(subject);
    const run = () => finished(jacobians(subject, state!, [locate(subject, "c.h", "value")]));
    expect(run).toThrow('the Jacobians of "c.h", 500 units over 100 steps, would take minutes');
  });
});
