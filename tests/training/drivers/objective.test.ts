// Derivatives of whole programs: gradient, Hessian and Jacobian against central differences, recurrent nets and masks included.

import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { bind } from "../../../src/compiler/bind.ts";
import { compile } from "../../../src/compiler/compile.ts";
import { type Feeds, readFeeds } from "../../../src/compiler/feeds.ts";
import { formsOf } from "../../../src/compiler/forms.ts";
import { joined, parameterSpans } from "../../../src/training/drivers/parameter-vector.ts";
import { ProgramObjective } from "../../../src/training/drivers/program-objective.ts";
import { initialNumbers } from "../../../src/training/initializers.ts";
import { documentOf } from "./equations.ts";

function objectiveOf(equations: string, feeds: Feeds) {
  const document = documentOf(equations);
  const program = compile(document, registry, formsOf(document, registry, feeds));
  const numbers = bind(program, feeds, (name, shape) => initialNumbers(name, shape, "normal", 3));
  const w = joined(parameterSpans(program).map(({ slot }) => numbers[slot]!));
  return { objective: new ProgramObjective(program, numbers), w };
}

/** Rows: outputs of `f`; columns: components of w. */
function differences(f: (w: Float64Array) => Float64Array, w: Float64Array): number[][] {
  const step = 1e-5;
  const columns = [...w].map((_, i) => {
    const moved = (by: number) => f(w.map((x, j) => (i === j ? x + by : x)));
    const [above, below] = [moved(step), moved(-step)];
    return [...above].map((x, row) => (x - below[row]!) / (2 * step));
  });
  return columns[0]!.map((_, row) => columns.map((column) => column[row]!));
}

function expectClose(got: Float64Array, expected: number[][]): void {
  expect(got.length).toBe(expected.flat().length);
  expected.flat().forEach((x, index) => {
    expect(Math.abs(got[index]! - x) / (1 + Math.abs(x)), `entry ${index}`).toBeLessThan(2e-8);
  });
}

const sequences = {
  x: {
    data: [
      [[0.3], [-1.2]],
      [[0.8], [0.4]],
      [[-0.5], [9]],
      [[1.1], [9]],
    ],
    lengths: [4, 2],
  },
  y: {
    data: [
      [[0.1], [0.9]],
      [[0.7], [-0.2]],
      [[0.4], [7]],
      [[-0.6], [7]],
    ],
    lengths: [4, 2],
  },
};

const models: Readonly<Record<string, { equations: string; values: unknown }>> = {
  "a net": {
    equations: `x = input(2)\ny = input(1)\nW = parameter(3, 2)\nb = parameter(3)\nV = parameter(1, 3)\no = V * tanh(W * x + b)\n`,
    values: {
      x: [
        [0.2, -0.4],
        [1.1, 0.3],
        [-0.7, 0.9],
        [0.5, 0.5],
      ],
      y: [[1], [0], [-1], [0.5]],
    },
  },
  "a recurrent net with sequences of unequal length": {
    equations: `x = sequence(1)\ny = sequence(1)\nW = parameter(2, 1)\nU = parameter(2, 2)\nV = parameter(1, 2)\nh = tanh(W * x + U * h[t-1])\no = V * h\n`,
    values: sequences,
  },
};

describe.each(Object.entries(models))("%s", (_, { equations, values }) => {
  const feeds = readFeeds(values);
  const fit = objectiveOf(`${equations}e = o - y\nupdate = levenbergMarquardt(e)\n`, feeds);
  const classified = objectiveOf(`${equations}loss = binaryCrossEntropyWithLogits(o, 0.5 + 0.1 * y)\nupdate = newton(loss)\n`, feeds);

  test.each([
    ["least squares", fit],
    ["cross-entropy", classified],
  ])("gradient and Hessian of %s", (_name, { objective, w }) => {
    const value = (at: Float64Array) => Float64Array.of(objective.value(at));
    expectClose(objective.valueAndGradient(w).gradient, differences(value, w));
    const hessian = objective.hessian(w);
    expectClose(
      hessian,
      differences((at) => objective.valueAndGradient(at).gradient, w),
    );
    const n = objective.size;
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) expect(hessian[i * n + j]).toBeCloseTo(hessian[j * n + i]!, 12);
  });

  test("in the weight that the residuals are linear in, the Hessian is JᵀJ", () => {
    const { objective, w } = fit;
    const n = objective.size;
    const jacobian = objective.jacobian(w);
    const bent = objective.hessian(w);
    // the last one, of V
    const last = n - 1;
    const square = Array.from({ length: jacobian.length / n }, (_none, row) => jacobian[row * n + last]! ** 2).reduce((a, b) => a + b);
    expect(square).toBeCloseTo(bent[last * n + last]!, 12);
  });
});

describe("the Jacobian", () => {
  const linear = (outputs: number, examples: number) => {
    const x = Array.from({ length: examples }, (_, example) => [Math.cos(example), Math.sin(2 * example)]);
    const equations = `x = input(2)\nW = parameter(${outputs}, 2)\no = sigmoid(W * x)\nupdate = levenbergMarquardt(o)\n`;
    return { ...objectiveOf(equations, readFeeds({ x })), x };
  };

  // of more parameters than residuals it is made of rows, else of columns
  test.each([
    ["rows", 3, 1],
    ["columns", 3, 5],
  ])("made of %s: σ'(W x) xᵀ for each example", (_, outputs, examples) => {
    const { objective, w, x } = linear(outputs, examples);
    const n = 2 * outputs;
    const expected = x.flatMap((inputs) =>
      Array.from({ length: outputs }, (_none, row) => {
        const s = 1 / (1 + Math.exp(-(w[2 * row]! * inputs[0]! + w[2 * row + 1]! * inputs[1]!)));
        return Array.from({ length: n }, (_column, j) => (Math.floor(j / 2) === row ? s * (1 - s) * inputs[j % 2]! : 0));
      }),
    );
    const jacobian = objective.jacobian(w);
    expect(jacobian.length).toBe(outputs * examples * n);
    expected.flat().forEach((value, index) => {
      expect(jacobian[index]).toBeCloseTo(value, 14);
    });
  });
});

test("numbers that an objective gives stay as they are while it goes on", () => {
  const { objective, w } = objectiveOf("w = parameter(2)\nloss = sum(w .^ 3)\nupdate = bfgs(loss)\n", new Map());
  const first = objective.valueAndGradient(w);
  const kept = [...first.gradient];
  objective.valueAndGradient(w.map((x) => x + 1));
  expect([...first.gradient]).toEqual(kept);
});
