// Sizes are stated once and found elsewhere, along wires and against them; what contradicts itself says where, what, and the way out.

import { describe, expect, test } from "vitest";
import { attempt, type ProblemData } from "../../src/base/errors.ts";
import { fault } from "../graph/build.ts";
import { compiled, run } from "./run.ts";
import { cellOf, sketch } from "./sketch.ts";

const x = [
  [1, 2, 3],
  [4, 5, 6],
];
const y = [
  [1, 2],
  [3, 4],
];

/** Shapes by name, `2×3`; a number's is empty. */
const shapes = (text: string, values: object = {}): Record<string, string> =>
  Object.fromEntries(compiled(sketch(text), values).values.map((value) => [value.name, value.shape.join("×")]));

const problem = (text: string, values: object = {}): ProblemData => fault(attempt(() => compiled(sketch(text), values)));

describe("found", () => {
  test("along the wires: a layer's weight from its input and its units", () => {
    expect(shapes("x = sequence()\n h = affine(x < x, units=4)\n a = tanh(x < h)", { x })).toEqual({
      x: "3",
      h: "4",
      a: "4",
      "h.W": "4×3",
      "h.b": "4",
    });
  });

  test("against the wires: a layer without units before a loss gets its size from the target", () => {
    const text =
      "x = sequence()\n y = sequence()\n h = affine(x < x)\n a = tanh(x < h)\n l = mean-squared-error(prediction < a, target < y)";
    expect(shapes(text, { x, y })).toMatchObject({ h: "2", a: "2", "h.W": "2×3", "h.b": "2" });
  });

  test("around a cycle: a state's size from the units, and the weight from both", () => {
    expect(shapes("x = sequence()\n z = delay(x < h)\n h = gate(x1 < x, x2 < z, units=4)", { x })).toMatchObject({
      z: "4",
      h: "4",
      "h[0]": "4",
      "h.W": "4×7",
    });
  });

  test("around a cycle, from a weight that stands elsewhere", () => {
    const text = "x = sequence()\n z = delay(x < h)\n W = parameter(shape=[4, 7])\n h = gate(x1 < x, x2 < z, W < W)";
    expect(shapes(text, { x })).toMatchObject({ z: "4", h: "4", "h.b": "4" });
  });

  test("around a cycle of operations alone, from what drives it", () => {
    expect(shapes("x = sequence()\n z = delay(x < h)\n h = add(a < x, b < z)", { x })).toMatchObject({ z: "3", "h[0]": "3" });
  });

  test("through the border of a cell, in both directions", () => {
    const cells = { half: cellOf("x = input()\n h = affine(x < x)\n out = output(x < h)") };
    const document = sketch(
      "x = sequence()\n y = sequence()\n c = cell(x < x, cell=half)\n l = mean-squared-error(prediction < c.h, target < y)",
      cells,
    );
    expect(run(document, { x, y }).seen.get("c.h.W")?.shape).toEqual([2, 3]);
  });

  test("of a parameter, from the operation that it is wired to", () => {
    expect(shapes("x = sequence()\n b = parameter()\n s = add(a < x, b < b)", { x })).toMatchObject({ b: "3" });
    const product =
      "x = sequence()\n y = sequence()\n W = parameter()\n p = product(a < W, b < x)\n l = mean-squared-error(prediction < p, target < y)";
    expect(shapes(product, { x, y })).toMatchObject({ W: "2×3", p: "2" });
  });

  test("of a state from its initial value, a number where nothing else says more", () => {
    const text = "x = sequence()\n one = constant(value=1)\n z = delay(x < h, initial < one)\n h = tanh(x < z)";
    expect(shapes(text, { x })).toMatchObject({ z: "", h: "" });
  });

  test("of a trained beginning of a state, from the state", () => {
    const text = (h0: string) => `x = sequence()\n p = parameter()\n z = delay(x < h, initial < ${h0})\n h = gate(x1 < x, x2 < z, units=4)`;
    expect(shapes(text("p"), { x })).toMatchObject({ p: "4" });
    // what is said elsewhere goes before
    expect(shapes(text("p").replace("parameter()", "parameter(shape=[1])"), { x })).toMatchObject({ p: "1", z: "4" });
  });

  test("of a state from the numbers that are fed for it, where nothing else says it", () => {
    expect(shapes("x = sequence()\n z = delay(x < h)\n h = tanh(x < z)", { x, "h[0]": [1, 2] })).toMatchObject({ z: "2" });
  });
});

describe("fed states", () => {
  const matrix = sketch("x = sequence(shape=[2, 2])\n z = delay(x < m)\n m = add(a < z, b < x)");
  const steps = [
    [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ],
  ];

  test("a matrix with as many rows as there are examples is one for all", () => {
    const ran = run(matrix, {
      x: steps,
      "m[0]": [
        [10, 20],
        [30, 40],
      ],
    });
    expect(ran.values("m")).toEqual([11, 22, 33, 44, 15, 26, 37, 48]);
  });

  test("with one axis more it is one for each", () => {
    const ran = run(matrix, {
      x: steps,
      "m[0]": [
        [
          [10, 0],
          [0, 0],
        ],
        [
          [0, 0],
          [0, 40],
        ],
      ],
    });
    expect(ran.values("m")).toEqual([11, 2, 3, 4, 5, 6, 7, 48]);
  });

  test("of a wrong size it is the numbers that are wrong, not the graph", () => {
    const document = sketch("x = sequence()\n z = delay(x < h)\n h = add(a < z, b < x)");
    expect(fault(attempt(() => run(document, { x, "h[0]": [1, 2] })))).toEqual({
      code: "bad-values",
      message: 'values "h[0]": [2], the state has [3]',
      where: { node: "z" },
      got: "[2]",
      expected: "[3]",
    });
  });
});

describe("contradictions", () => {
  const mismatch = (node: string, port: string, message: string, got: string, expected: string, remedy?: string): ProblemData => ({
    code: "shape-mismatch",
    message,
    where: { node, ...(port ? { port } : {}) },
    got,
    expected,
    ...(remedy ? { remedy } : {}),
  });

  test.each<[string, string, object, ProblemData]>([
    [
      "operands of an addition",
      "x = sequence()\n c = constant(value=[1, 2])\n s = add(a < x, b < c)",
      { x },
      mismatch("s", "a", 'add "s": input a has 3 features, input b has 2', "3 features", "2 features"),
    ],
    [
      "prediction and target",
      "x = sequence()\n y = sequence()\n l = mean-squared-error(prediction < x, target < y)",
      { x, y },
      mismatch("l", "prediction", 'mean squared error "l": input p has 3 features, target y has 2', "3 features", "2 features"),
    ],
    [
      "a matrix and a column",
      "x = sequence()\n W = parameter(shape=[3, 5])\n p = product(a < W, b < x)",
      { x },
      mismatch("p", "b", 'product "p": input x has 3 features, W expects 5', "3", "5"),
    ],
    [
      "a layer and a shared weight",
      "x = sequence()\n W = parameter(shape=[3, 5])\n h = affine(x < x, W < W)",
      { x },
      mismatch("h", "x", 'affine "h": input x has 3 features, W expects 5', "3", "5"),
    ],
    [
      "a gate's stacked inputs and a shared weight",
      "x = sequence()\n W = parameter(shape=[3, 5])\n g = gate(x1 < x, x2 < x, W < W)",
      { x },
      mismatch("g", "x1", 'gate "g": inputs x1, x2 have 6 features together, W expects 5', "6", "5"),
    ],
    [
      "units and what the result is wired to",
      "x = sequence()\n y = sequence()\n h = affine(x < x, units=5)\n l = mean-squared-error(prediction < h, target < y)",
      { x, y },
      mismatch("l", "prediction", 'mean squared error "l": input p has 5 features, target y has 2', "5 features", "2 features"),
    ],
    [
      "a state and its initial value",
      "x = sequence()\n c = constant(value=[1, 2])\n z = delay(x < x, initial < c)",
      { x },
      mismatch("z", "initial", 'delay "z": input initial has 2 features, input x has 3', "2 features", "3 features"),
    ],
    [
      "a matrix where a column is wanted",
      "c = constant(value=[[1, 2], [3, 4]])\n h = affine(x < c, units=2)",
      {},
      mismatch("h", "x", 'affine "h": input x has shape [2, 2], expected a column', "shape [2, 2]", "a column", "put flatten before it"),
    ],
    [
      "an optimizer of more than a number",
      "x = sequence()\n gd = gradient-descent(loss < x)",
      { x },
      mismatch(
        "gd",
        "loss",
        'gradient descent "gd": input loss has 3 features, expected a number',
        "3 features",
        "a number",
        "sum or average it first",
      ),
    ],
  ])("between %s", (_, text, values, expected) => {
    expect(problem(text, values)).toEqual(expected);
  });

  test("more numbers than a value may have are told with their sizes, and the way out fits the node", () => {
    const most = "at most 2^27 = 134,217,728 numbers";
    expect(problem("x = sequence()\n z = delay(x < h)\n h = gate(x1 < x, x2 < z, units=20000)", { x })).toEqual(
      mismatch(
        "h",
        "W",
        `gate "h": input W has shape 20000 × 20003 (400,060,000 numbers), expected ${most}`,
        "shape 20000 × 20003 (400,060,000 numbers)",
        most,
        "choose fewer units, 20000 now, or give it fewer features",
      ),
    );
    expect(problem("a = constant(value=[1])\n K = parameter(shape=[30000])\n o = outer(a < K, b < K)")).toMatchObject({
      where: { node: "o" },
      remedy: "choose fewer units or smaller shapes in the nodes before it",
    });
  });

  test("are told by the path of a node inside a cell", () => {
    const cells = { half: cellOf("x = input()\n c = constant(value=[1, 2])\n s = add(a < x, b < c)\n out = output(x < s)") };
    const document = sketch("x = sequence()\n c = cell(x < x, cell=half)", cells);
    expect(fault(attempt(() => compiled(document, { x })))).toMatchObject({ where: { node: "c.s", port: "a" } });
  });

  test("around a cycle are told at the node whose value is of two sizes", () => {
    const text =
      "x = sequence()\n c = constant(value=[1, 2])\n z = delay(x < h, initial < c)\n k = identity(x < z)\n h = affine(x < k, units=4)";
    expect(problem(text, { x })).toMatchObject({
      message: 'delay "z": what it gives has 4 features by one wire, 2 features by another',
      where: { node: "z" },
    });
  });
});

describe("what nothing determines", () => {
  const noSize = (node: string, label: string, remedy = "state a size on this node") => ({
    code: "unknown-shape",
    message: `${label} "${node}": the size of value does not follow from anything that is wired to it`,
    where: { node, port: "value" },
    got: "no size",
    expected: "a size, here or on a node it is wired with",
    remedy,
  });

  test("is told at the layer that has no units, not at what reads it", () => {
    const text = "x = sequence()\n h = affine(x < x)\n a = tanh(x < h)\n b = tanh(x < a)";
    expect(problem(text, { x })).toEqual(noSize("h", "affine"));
  });

  test("between two layers it is the first that has no units", () => {
    const text =
      "x = sequence()\n y = sequence()\n h = affine(x < x)\n a = tanh(x < h)\n o = affine(x < a)\n l = mean-squared-error(prediction < o, target < y)";
    expect(problem(text, { x, y })).toEqual(noSize("h", "affine"));
  });

  test("is told at a parameter that is wired to nothing", () => {
    expect(problem("W = parameter()")).toEqual(noSize("W", "parameter"));
  });

  test("on a cycle asks for the size of an initial value", () => {
    const remedy = "give its initial value a size, for example h[0] = zeros(3)";
    expect(problem("x = sequence()\n z = delay(x < h)\n h = tanh(x < z)", { x })).toEqual(noSize("z", "delay", remedy));
  });
});

describe("the loss", () => {
  const axes = (text: string, values: object) => problem(text, values);

  test("is one number; what it has too much is said", () => {
    expect(axes("x = sequence()\n loss = tanh(x < x)", { x: [x, x] })).toEqual({
      code: "loss-not-scalar",
      message: 'loss "loss": it has a value per step, a value per example, 3 features; only one number can be differentiated',
      where: { node: "loss", port: "value" },
      got: "a value per step, a value per example, 3 features",
      expected: "one number",
      remedy: "take its sum or its mean",
    });
  });

  test("is what is wired into the optimizer, before what is called loss, before the only loss node", () => {
    const lossOf = (text: string) => {
      const { values, lossIndex } = compiled(sketch(`x = sequence()\n p = parameter(shape=[3])\n ${text}`), { x });
      return lossIndex === null ? null : values[lossIndex]!.name;
    };
    expect(lossOf("mse = half-sum-of-squares(prediction < p)")).toBe("mse");
    expect(lossOf("mse = half-sum-of-squares(prediction < p)\n loss = add(a < mse, b < mse)")).toBe("loss");
    expect(lossOf("mse = half-sum-of-squares(prediction < p)\n loss = add(a < mse, b < mse)\n gd = gradient-descent(loss < mse)")).toBe(
      "mse",
    );
    expect(lossOf("a = half-sum-of-squares(prediction < p)\n b = half-sum-of-squares(prediction < x)")).toBe(null);
    expect(lossOf("s = sum(x < p)\n o = output(x < s, name=loss)")).toBe("loss");
  });
});
