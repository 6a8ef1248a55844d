// Graphs as people draw them, in equations: nodes are written out, brackets are few, and nothing is lost in silence.

import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { printEquations } from "../../../src/compiler/equations/index.ts";
import { type Document, emptyDocument } from "../../../src/graph/document.ts";
import { graphOf } from "../sketch.ts";
import { library, print, problemOf, read } from "./library.ts";

const drawn = (text: string): Document => ({ ...emptyDocument, graph: graphOf(text) });

/** Shapes of a cell of two features and three units. */
const shapeOf = (_: string, port: string): readonly number[] => (port === "b" ? [3] : [3, 5]);
const textOf = (text: string) => print(drawn(text), { shapeOf }).trimEnd().split("\n");
/** The statements of `o` and of names that were given to others. */
const last = (text: string) => textOf(text).filter((line) => !/ = (input|sequence)\(/.test(line));

const given = "a = input(shape=[2])\nb = input(shape=[2])\nx = sequence(shape=[2])\n";

describe("one node", () => {
  test.each([
    ["one-minus", "n$ = one-minus(x < a)\no = multiply(a < n$, b < b)", ["o = (1 - a) .* b"]],
    ["square", "n$ = add(a < a, b < b)\no = square(x < n$)", ["o = (a + b) .^ 2"]],
    ["power", "o = power(a < a, exponent=-0.5)", ["o = a .^ -0.5"]],
    ["power of a power", "n$ = power(a < a, exponent=3)\no = power(a < n$, b < b)", ["o = (a .^ 3) .^ b"]],
    ["clip", "o = clip(x < a, min=-2, max=2)", ["o = min(max(a, -2), 2)"]],
    ["mean over the steps", "o = mean-steps(x < x)", ['o = mean(x, "time")']],
    ["affine", "o = affine(x < a, units=3)", ["o_W = parameter(3, 5)", "o_b = parameter(3)", "o = o_W * a + o_b"]],
    ["affine without bias", "o = affine(x < a, bias=false, W := U)", ["U = parameter(3, 5)", "o = U * a"]],
    [
      "affine with a shared weight",
      "W = parameter(shape=[2, 2])\no = affine(x < a, bias=false, W < W)",
      ["W = parameter(2, 2)", "o = W * a"],
    ],
    [
      "a gate",
      "h$ = delay(x < o)\no = gate(x1 < h$, x2 < x, W := W_f, b := b_f)",
      ["W_f = parameter(3, 5)", "b_f = parameter(3)", "o = sigmoid(W_f * [o[t-1]; x] + b_f)"],
    ],
    [
      "a gate whose bias begins at 3",
      "o = gate(x1 < x, activation=tanh, biasInitial=3)",
      ["o_W = parameter(3, 5)", 'o_b = parameter(3, "constant", value=3)', "o = tanh(o_W * x + o_b)"],
    ],
    ["prelu with its own slope", "o = prelu(x < a)", ['o_a = parameter(3, 5, "constant", value=0.25)', "o = prelu(a, o_a)"]],
    ["an expression", 'o = expression(v < a, m < b, text="v / (sqrt(m) + 0.1) * 2")', ["o = a ./ (sqrt(b) + 0.1) .* 2"]],
    ["reductions", "o = sum(x < a, over=features)", ['o = sum(a, "features")']],
    ["settings at their defaults", "o = leaky-relu(x < a, slope=0.01)", ["o = leakyRelu(a)"]],
    [
      "settings that differ",
      "o = mean-squared-error(prediction < a, target < b, reduction=sum)",
      ['o = meanSquaredError(a, b, reduction="sum")'],
    ],
    ["inputs behind one that is missing", "o = half-sum-of-squares(prediction < a, mask < b)", ["o = halfSumOfSquares(a, mask=b)"]],
    ["a parameter", "o = parameter(shape=[3, 2], initializer=constant, value=0.5)", ['o = parameter(3, 2, "constant", value=0.5)']],
    ["an optional input", "o = input(optional=true)", []],
    ["a stack of one", "o = concat(x1 < a)", ["o = concat(a)"]],
    ["a stack of numbers", "m$ = constant(value=1)\nn$ = constant(value=2)\no = concat(x1 < m$, x2 < n$)", ["o = concat(1, 2)"]],
    ["a matrix of one number", "o = constant(value=[[5]])", ["o = reshape([5], 1, 1)"]],
    ["an image", "o = constant(value=[[[1, 2], [3, 4]]])", ["o = reshape([1; 2; 3; 4], 1, 2, 2)"]],
    [
      "a split",
      "s = split(x < a, sizes=[1, 3])\no = add(a < s.part2, b < b)",
      ["s_1 = slice(a, 1, 1)", "s_2 = slice(a, 2, 4)", "o = s_2 + b"],
    ],
    ["a result under its own name", "n = add(a < a, b < b)\nr = output(x < n)", ["n = a + b"]],
    ["a result under another name", "n = add(a < a, b < b)\nr = output(x < n, name=sum)", ["n = a + b", "sum = n"]],
  ])("%s", (_, text, expected) => {
    expect(last(given + text)).toEqual(expected);
  });

  test("comments stand before the equations", () => {
    expect(textOf('note = comment(text="gates\\nfirst")\nk = constant(value=1)')).toEqual(["# gates", "# first", "k = 1"]);
  });
});

describe("brackets", () => {
  test.each([
    "a + b - a",
    "a - (b - a)",
    "a + (b + a)",
    "a .* (b .* a)",
    "a .* b ./ a",
    "a ./ (b .* a)",
    "(a + b) .* a",
    "-a .* b",
    "-(a .* b)",
    "-(a + b)",
    "-a .^ 2",
    "(-a) .^ 2",
    "-2 * a",
    "(-2) .^ a",
    "a - -b",
    "a - -2",
    "a .^ b .^ a",
    "(a .^ b) .^ a",
    "a .^ -b",
    "a' * b",
    "(a + b)' * b",
    "(-a)'",
    "(a .^ 2)'",
    "a'' * b",
    "[a; b]' * a",
    "a .^ 2 .* b",
    "2 .^ a",
    "a .^ (b .* a)",
    "1 - (1 - a)",
    "--a",
  ])("%s", (text) => {
    expect(textOf2(text)).toBe(text);
  });

  const textOf2 = (text: string) => {
    const line = print(read(`a = input(2)\nb = input(2)\no = ${text}`))
      .trimEnd()
      .split("\n")
      .at(-1);
    return line?.replace("o = ", "");
  };

  test("that say nothing are left out", () => {
    expect(textOf2("((a)) * (b * (a)) + (-(b)) .^ (2)")).toBe("a * (b * a) + (-b) .^ 2");
  });
});

describe("what nobody has named", () => {
  test("is written where it is read once", () => {
    expect(last(`${given}n$ = add(a < a, b < b)\no = tanh(x < n$)`)).toEqual(["o = tanh(a + b)"]);
  });

  test("gets a name where it is read twice", () => {
    expect(last(`${given}n$1 = add(a < a, b < b)\no = multiply(a < n$1, b < n$1)`)).toEqual(["n_1 = a + b", "o = n_1 .* n_1"]);
  });

  test("gets a name that is free", () => {
    expect(last(`${given}n_1 = tanh(x < a)\nn$1 = add(a < n_1, b < b)\no = multiply(a < n$1, b < n$1)`)).toEqual([
      "n_1 = tanh(a)",
      "n_2 = n_1 + b",
      "o = n_2 .* n_2",
    ]);
  });

  test("gets a name where nobody reads it, and where it has to be known", () => {
    expect(last(`${given}n$ = add(a < a, b < b)`)).toEqual(["n = a + b"]);
    expect(last("$ = parameter(shape=[2])\no = tanh(x < $)")).toEqual(["parameter = parameter(2)", "o = tanh(parameter)"]);
  });

  test("may be a constant, a delay or the last step, read as often as it is", () => {
    const text = `${given}k$ = constant(value=2)\nd$ = delay(x < x)\ne$ = last-step(x < x)\nm = add(a < k$, b < d$)\nn = add(a < k$, b < d$)\no = add(a < e$, b < e$)`;
    expect(last(text)).toEqual(["m = 2 + x[t-1]", "n = 2 + x[t-1]", "o = x[T] + x[T]"]);
  });

  test("may be a stack of names: papers write it out in every gate", () => {
    const text = `${given}s$ = concat(x1 < a, x2 < b)\nm = tanh(x < s$)\nn = exp(x < s$)`;
    expect(last(text)).toEqual(["m = tanh([a; b])", "n = exp([a; b])"]);
  });

  test("is cut into lines that can be read again", () => {
    const chain = Array.from({ length: 5000 }, (_, i) => `n$${i + 1} = tanh(x < ${i === 0 ? "a" : `n$${i}`})`).join("\n");
    const printed = print(drawn(`${given}${chain}\no = tanh(x < n$5000)`));
    expect(print(read(printed))).toBe(printed);
    expect(printed.match(/tanh/g)).toHaveLength(5001);
  });
});

describe("delays", () => {
  test("of several steps are one bracket", () => {
    expect(last(`${given}d$ = delay(x < x)\ne$ = delay(x < d$)\nf = delay-next(x < x)\no = add(a < e$, b < f)`)).toEqual([
      "f = x[t+1]",
      "o = x[t-2] + f",
    ]);
  });

  test("begin with what is said of the name they read", () => {
    const text = `${given}d$ = delay(x < o, initial < i$)\ni$ = add(a < a, b < b)\no = tanh(x < d$)\nloss = sum(x < o)\nu = adam(loss < loss)`;
    expect(last(text)).toEqual(["o = tanh(o[t-1])", "o[0] = a + b", "loss = sum(o)", "u = adam(loss)"]);
  });

  test("that begin differently read the name and a copy of it", () => {
    const text = `${given}d$ = delay(x < x, initial < a)\ne$ = delay(x < x, initial < b)\nf = delay(x < x)\no = add(a < d$, b < e$)`;
    expect(last(text)).toEqual(["x_3 = x", "f = x_3[t-1]", "x_2 = x", "o = x[t-1] + x_2[t-1]", "x[0] = a", "x_2[0] = b"]);
  });

  test("of a chain that begins somewhere inside get names", () => {
    expect(last(`${given}d$ = delay(x < x)\ne$ = delay(x < d$, initial < a)\no = tanh(x < e$)`)).toEqual([
      "d = x[t-1]",
      "o = tanh(d[t-1])",
      "d[0] = a",
    ]);
  });

  test("of what has no name give it one", () => {
    expect(last(`${given}n$ = add(a < x, b < b)\nd$ = delay(x < n$)\no = tanh(x < d$)`)).toEqual(["n = x + b", "o = tanh(n[t-1])"]);
    expect(last(`${given}d$ = delay(x < x)\no = last-step(x < d$)`)).toEqual(["d = x[t-1]", "o = d[T]"]);
  });
});

describe("a cell", () => {
  test("prints as its paper does", () => {
    const document = library.lstm ?? emptyDocument;
    expect(print(document, { shapeOf: (_, port) => (port === "b" ? [20] : [20, 27]) })).toMatchInlineSnapshot(`
      "x = sequence()
      W_f = parameter(20, 27)
      b_f = parameter(20, "constant", value=1)
      W_i = parameter(20, 27)
      b_i = parameter(20)
      W_C = parameter(20, 27)
      b_C = parameter(20)
      W_o = parameter(20, 27)
      b_o = parameter(20)
      f = sigmoid(W_f * [h[t-1]; x] + b_f)
      i = sigmoid(W_i * [h[t-1]; x] + b_i)
      C_tilde = tanh(W_C * [h[t-1]; x] + b_C)
      o = sigmoid(W_o * [h[t-1]; x] + b_o)
      C = f .* C[t-1] + i .* C_tilde
      h = o .* tanh(C)
      "
    `);
  });

  test("prints inside the document that uses it", () => {
    const document = read("x = sequence(2)\nc = rnn(x, 3)");
    expect(print(document, { scope: "rnn", shapeOf })).toContain("h[t-1]");
    expect(print(document)).toBe("x = sequence(2)\nc = rnn(x, 3)\n");
  });

  test("is called with what is set", () => {
    const text = "x = sequence(2)\nc = adamCell(x, 20, mu=0.5, epsilon=1e-7)\nd = adamCell(c, beta=0.25)\n";
    expect(print(read(text))).toBe(text);
  });

  test("that the document does not have is told", () => {
    expect(problemOf(printEquations(emptyDocument, { registry, scope: "gone" })).message).toMatch(/no cell "gone"/);
  });
});

describe("what has no words", () => {
  const refused = (text: string, options = {}) => problemOf(printEquations(drawn(given + text), { registry, ...options }));

  test.each([
    ["an unknown node type", "o = future-node(x < a)", /future-node "o"/, { node: "o" }],
    ["a data set", "o = reber()", /reber "o": data sets/, { node: "o" }],
    ["an input without a wire", "o = add(a < a)", /add "o": its input b has no wire/, { node: "o", port: "b" }],
    ["a parameter of unknown shape", "o = affine(x < a)", /affine "o": the shape of its parameter W/, { node: "o", port: "W" }],
    ["a split into unknown sizes", "o = split(x < a)", /split "o": the sizes/, { node: "o", port: "part1" }],
    ["the name t", "t = add(a < a, b < b)", /add "t": its name/, { node: "t" }],
    ["a name of mathjs's grammar", "in = add(a < a, b < b)", /add "in": its name/, { node: "in" }],
    ["the shape of a number", "o = parameter(shape=[])", /parameter "o": its shape is that of a number/, { node: "o" }],
    ["a cell that is not there", "o = cell(cell=gone)", /cell "o": the document has no cell named "gone"/, { node: "o" }],
  ])("%s", (_, text, message, where) => {
    const problem = refused(text);
    expect(problem.message).toMatch(message);
    expect(problem.where).toEqual(where);
    expect(problem.remedy).toBeTruthy();
  });

  test("a cycle that cannot be written", () => {
    expect(refused("m$ = tanh(x < n$)\nn$ = tanh(x < m$)").code).toBe("cycle-without-delay");
  });

  test("another output of a cell", () => {
    const cell = {
      ...graphOf("x = sequence()\nh = tanh(x < x)\np = output(x < x)\nq = output(x < h)"),
      title: "",
      description: "",
      source: "",
      attributes: [],
    };
    const graph = graphOf("x = sequence(shape=[2])\nc = cell(cell=two, x < x)\no = tanh(x < c.h)");
    expect(problemOf(printEquations({ ...emptyDocument, graph, cells: { two: cell } }, { registry }))).toMatchObject({
      where: { node: "c", port: "h" },
    });
  });
});
