// Update rules, step by step, with the numbers that the notes print and those of an independent computation.

import { describe, expect, it } from "vitest";
import { registry } from "../../nodes/index.ts";
import { optimizerGraph } from "../../nodes/optimizers/graphs.ts";
import { createUpdateCompiler, withSettings } from "../../src/compiler/update.ts";
import { prepare } from "../../src/engine/backend/reference/executor.ts";
import type { AttributeValue } from "../../src/graph/document.ts";
import { nodeType, resolved } from "./harness.ts";

/** Weights after each step, and the last states, where the gradient at step i (from 1) and weight w is `gradient(w, i)`. */
function train(
  id: string,
  attributes: Record<string, AttributeValue>,
  start: number,
  gradient: (w: number, i: number) => number,
  steps: number,
) {
  const type = nodeType(id);
  const all = resolved(type, attributes);
  const update = createUpdateCompiler(withSettings(type.update!(all), all), registry, id)([2]);
  const both = (number: number) => new Float64Array([number, number]);
  let weight = both(start);
  const inputs = (slope: number, states: readonly Float64Array[], i: number) =>
    update.inputs.map((input) => {
      if (input.kind === "constant") return Float64Array.from(input.data);
      if (input.kind === "state") return states[update.states.findIndex((state) => state.id === input.id)]!;
      const numbers = {
        weight,
        gradient: both(slope),
        learningRate: new Float64Array([Number(all.learningRate)]),
        step: new Float64Array([i]),
      };
      return numbers[input.kind];
    });
  const none = update.states.map(({ shape }) => new Float64Array(shape.length === 0 ? 1 : 2));
  const copies = (outputs: readonly ArrayLike<number>[]) => outputs.map((output) => Float64Array.from(output));
  let states = copies(prepare(update.start, "f64").run(inputs(0, none, 0)));
  const step = prepare(update.step, "f64");
  const path: number[] = [];
  for (let i = 1; i <= steps; i++) {
    const [next, ...kept] = copies(step.run(inputs(gradient(weight[0]!, i), states, i)));
    weight = next!;
    states = kept;
    path.push(weight[0]!);
  }
  return { path, states: states.map((state) => state[0]!) };
}

const square = (w: number) => 2 * w;

function expectPath(got: readonly number[], expected: readonly number[]): void {
  expect(got.length).toBe(expected.length);
  for (const [index, number] of got.entries()) expect(number).toBeCloseTo(expected[index]!, 12);
}

describe("on J = θ²", () => {
  it("gradient descent goes 4 → 3.2 with learning rate 0.1 (000)", () => {
    expectPath(train("gradient-descent", { learningRate: 0.1 }, 4, square, 2).path, [3.2, 2.56]);
  });

  it.each(["velocity", "step", "heavy-ball"])("momentum in the form %s goes 5 → 4 → 2.3 and overshoots (000)", (form) => {
    const { path } = train("momentum", { learningRate: 0.1, momentum: 0.9, form }, 5, square, 6);
    expectPath(path, [4, 2.3, 0.31, -1.543, -2.9021, -3.5448699999999995]);
  });

  it("momentum under a constant gradient comes to ten times the step of gradient descent (000)", () => {
    const { path } = train("momentum", { learningRate: 0.1, momentum: 0.9 }, 0, () => 1, 400);
    expect(path[398]! - path[399]!).toBeCloseTo(1, 12);
  });
});

describe("adam", () => {
  const gradients = [0.2, 0.1];
  const run = (attributes: Record<string, AttributeValue>) =>
    train("adam", { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, ...attributes }, 0, (_, i) => gradients[i - 1]!, 2);

  it("has the moments and steps of the note's two iterations, with the gradient that it declares (000)", () => {
    const { path, states } = run({});
    expectPath(path, [-0.0009999999500000026, -0.0019321795298463417]);
    expectPath(states, [0.027999999999999997, 4.996000000000006e-5]);
  });

  it("divides by the root of v̂ + ε where ε stands inside the root", () => {
    const second = 0.028 / 0.19 / Math.sqrt(4.996e-5 / (1 - 0.999 ** 2) + 1e-3);
    const first = 0.2 / Math.sqrt(0.04 + 1e-3);
    expectPath(run({ epsilon: 1e-3, epsilonInsideRoot: true }).path, [-0.001 * first, -0.001 * (first + second)]);
  });
});

describe("a graph with a wire missing", () => {
  const { graph, ...about } = optimizerGraph("momentum");
  const without = (end: string) => ({
    ...about,
    graph: { ...graph, edges: Object.fromEntries(Object.entries(graph.edges).filter(([id]) => id !== end)) },
  });

  it("is refused where the weight after the step needs it", () => {
    expect(() => createUpdateCompiler(without("w_next:b"), registry, "update")).toThrow(
      'optimizer "update": subtract "w_next": got no wire at input b, expected one',
    );
  });

  it("serves where nothing needs it", () => {
    const nodes = { ...graph.nodes, loose: { id: "loose", type: "add", position: { x: 0, y: 0 }, attributes: {} } };
    const update = createUpdateCompiler({ ...about, graph: { ...graph, nodes } }, registry, "update");
    expect(update([3]).states).toEqual([{ id: "v", shape: [3] }]);
  });
});

it("a batch of 0 is explained where it is set: the whole training split", () => {
  const batch = nodeType("adam").attributes.find(({ id }) => id === "batchSize");
  expect(batch).toMatchObject({ default: 0, summary: expect.stringMatching(/\b0 takes the whole training split/) });
});
