// What a text becomes: names are node ids, what stands inside has ids with `$`.

import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { parseEquations } from "../../../src/compiler/equations/index.ts";
import { isId } from "../../../src/graph/schema.ts";
import { validate } from "../../../src/graph/validate.ts";
import { adamCell } from "./adam-cell.ts";
import { library, orFail, outline, read } from "./library.ts";

const graphOf = (text: string) => outline(read(text).graph);
/** The lines about one name and what belongs to it. */
const about = (name: string, text: string) => graphOf(text).filter((line) => line.startsWith(`${name}:`) || line.startsWith(`${name}$`));

describe("the contract's sample", () => {
  test("becomes this graph", () => {
    expect(graphOf(adamCell)).toMatchInlineSnapshot(`
      [
        "x: sequence(shape=[2])",
        "y: input(shape=[3])",
        "h0: input(shape=[3])",
        "W: parameter(shape=[3,2])",
        "U: parameter(shape=[3,3])",
        "mu: constant(value=0.9)",
        "S: constant(value=0.5)",
        "beta: constant(value=0.8)",
        "eps: constant(value=0.001)",
        "Wx: product(a=W, b=x)",
        "v$prev: delay(x=v)",
        "v$1: product(a=mu, b=v$prev)",
        "v$2: product(a=S, b=Wx)",
        "v: add(a=v$1, b=v$2)",
        "m$prev: delay(x=m, initial=m$start3)",
        "m$1: product(a=beta, b=m$prev)",
        "m$2: constant(value=1)",
        "m$3: subtract(a=m$2, b=beta)",
        "m$4: power(a=Wx, exponent=2)",
        "m$5: product(a=m$3, b=m$4)",
        "m: add(a=m$1, b=m$5)",
        "h$prev: delay(x=h, initial=h0)",
        "h$1: product(a=U, b=h$prev)",
        "h$2: sqrt(x=m)",
        "h$3: add(a=h$2, b=eps)",
        "h$4: divide(a=v, b=h$3)",
        "h$5: add(a=h$1, b=h$4)",
        "h: sigmoid(x=h$5)",
        "h$last: last-step(x=h)",
        "loss: half-sum-of-squares(prediction=h$last, target=y)",
        "update: adam(loss=loss, learningRate=0.01)",
        "m$start1: constant(value=0.01)",
        "m$start2: ones(shape=[3])",
        "m$start3: product(a=m$start1, b=m$start2)",
      ]
    `);
  });

  test("is a valid document with readable ids", () => {
    const document = read(adamCell);
    expect(validate(document, registry).filter((finding) => finding.severity === "error")).toEqual([]);
    expect(Object.keys(document.graph.nodes).filter((id) => !isId(id))).toEqual([]);
  });

  test("says the same in any order of its lines", () => {
    const lines = adamCell.split("\n").filter((line) => line !== "");
    const sorted = (text: string) => graphOf(text).sort();
    expect(sorted([...lines].reverse().join("\n"))).toEqual(sorted(adamCell));
  });

  test("says the same with the signs of papers", () => {
    const paper = adamCell.replaceAll(" * ", " · ").replaceAll("t-1", "t−1").replace("sigmoid", "σ").replaceAll("./", "./");
    expect(graphOf(paper)).toEqual(graphOf(adamCell));
  });
});

describe("a statement", () => {
  test.each([
    ["a number alone is a constant", "k = 0.5", ["k: constant(value=0.5)"]],
    ["also a negative one", "k = -2", ["k: constant(value=-2)"]],
    ["zero has no sign", "k = -0", ["k: constant(value=0)"]],
    ["numbers are written in the usual ways", "k = [1e3; .5; 2.; 1.5E-3]", ["k: constant(value=[1000,0.5,2,0.0015])"]],
    ["a column", "k = [0.3; -0.7]", ["k: constant(value=[0.3,-0.7])"]],
    ["a row", "k = [2, -1]", ["k: constant(value=[[2,-1]])"]],
    ["a matrix", "k = [1, 2; 3, 4]", ["k: constant(value=[[1,2],[3,4]])"]],
    ["a column of one", "k = [5]", ["k: constant(value=[5])"]],
    ["a negated matrix", "k = -[1; 2]", ["k: constant(value=[-1,-2])"]],
    ["a parameter", "W = parameter(3, 2)", ["W: parameter(shape=[3,2])"]],
    ["an initializer", 'W = parameter(3, 2, "he-normal")', ['W: parameter(shape=[3,2], initializer="he-normal")']],
    ["a kernel", "K = parameter(16, 1, 3, 3)", ["K: parameter(shape=[16,1,3,3])"]],
    ["an open shape", "x = input()", ["x: input()"]],
    ["a default is not stored", 'W = parameter(3, "auto")', ["W: parameter(shape=[3])"]],
    ["zeros", "Z = zeros(3, 2)", ["Z: zeros(shape=[3,2])"]],
  ])("%s", (_, text, expected) => {
    expect(graphOf(text)).toEqual(expected);
  });

  const given = "a = input(2)\nb = input(2)\n";
  test.each([
    ["another name is a node", "o = a", ["o: identity(x=a)"]],
    ["elementwise product", "o = a .* b", ["o: multiply(a=a, b=b)"]],
    ["matrix product", "o = a * b", ["o: product(a=a, b=b)"]],
    ["both divisions", "o = a / b ./ a", ["o$1: divide(a=a, b=b)", "o: divide(a=o$1, b=a)"]],
    ["a literal exponent is an attribute", "o = a .^ 2", ["o: power(a=a, exponent=2)"]],
    ["also a negative one, and with ^", "o = a ^ -0.5", ["o: power(a=a, exponent=-0.5)"]],
    ["any other exponent is wired", "o = a .^ b", ["o: power(a=a, b=b)"]],
    ["a sign binds less than a power", "o = -a .^ 2", ["o$1: power(a=a, exponent=2)", "o: negate(x=o$1)"]],
    ["a plus sign says nothing", "o = +a + +b", ["o: add(a=a, b=b)"]],
    ["powers are read from the right", "o = a ^ b ^ 2", ["o$1: power(a=b, exponent=2)", "o: power(a=a, b=o$1)"]],
    ["transpose", "o = a' * b", ["o$1: transpose(x=a)", "o: product(a=o$1, b=b)"]],
    ["columns on top of each other", "o = [a; b; 1]", ["o$1: constant(value=1)", "o: concat(x1=a, x2=b, x3=o$1)"]],
    ["the same as a call", "o = concat(a, b)", ["o: concat(x1=a, x2=b)"]],
    ["inline numbers are constants", "o = 1 - a", ["o$1: constant(value=1)", "o: subtract(a=o$1, b=a)"]],
    [
      "inner nodes are numbered as they are computed",
      "o = tanh(a + b) .* exp(a)",
      ["o$1: add(a=a, b=b)", "o$2: tanh(x=o$1)", "o$3: exp(x=a)", "o: multiply(a=o$2, b=o$3)"],
    ],
    ["settings behind the operands", "o = slice(a, 1, 2)", ["o: slice(x=a, to=2)"]],
    ["settings by name", "o = slice(a, to=2)", ["o: slice(x=a, to=2)"]],
    ["a shape is spread", "o = reshape(a, 2, 1)", ["o: reshape(x=a, shape=[2,1])"]],
    ["max of two", "o = max(a, b)", ["o: maximum(a=a, b=b)"]],
    ["max over everything", "o = max(a)", ["o: max(x=a)"]],
    ["max over an axis", 'o = max(a, "time")', ['o: max(x=a, over="time")']],
    ["an optional operand may be missing", "o = halfSumOfSquares(a)", ["o: half-sum-of-squares(prediction=a)"]],
    [
      "a setting with a text",
      'o = meanSquaredError(a, b, reduction="sum")',
      ['o: mean-squared-error(prediction=a, target=b, reduction="sum")'],
    ],
    ["the present step is the name itself", "o = a[t]", ["o: identity(x=a)"]],
  ])("%s", (_, text, expected) => {
    expect(about("o", given + text)).toEqual(expected);
  });
});

describe("time", () => {
  test("delays of one name are shared and chained", () => {
    expect(about("x", "x = sequence(2)\nz = x[t-1] + x[t-3] + x[t-1]")).toEqual([
      "x: sequence(shape=[2])",
      "x$prev: delay(x=x)",
      "x$prev2: delay(x=x$prev)",
      "x$prev3: delay(x=x$prev2)",
    ]);
  });

  test("the first delay of a chain begins with what is said, the others with zero", () => {
    const text = "x = sequence(2)\nx0 = input(2)\nx[0] = x0\nz = x[t-2]\nw = z[t+1]\nz[T+1] = 0.1 * ones(2)";
    expect(graphOf(text)).toEqual([
      "x: sequence(shape=[2])",
      "x0: input(shape=[2])",
      "x$prev: delay(x=x, initial=x0)",
      "z: delay(x=x$prev)",
      "w: delay-next(x=z, initial=z$end3)",
      "z$end1: constant(value=0.1)",
      "z$end2: ones(shape=[2])",
      "z$end3: product(a=z$end1, b=z$end2)",
    ]);
  });

  test("a statement that is a delay is the delay", () => {
    const text = "h = sequence(2)\nh0 = input(2)\nhp = h[t-1]\no = h[t-1] + hp\nh[0] = h0";
    expect(graphOf(text)).toEqual([
      "h: sequence(shape=[2])",
      "h0: input(shape=[2])",
      "hp: delay(x=h, initial=h0)",
      "h$prev: delay(x=h, initial=h0)",
      "o: add(a=h$prev, b=hp)",
    ]);
  });

  test("first and last steps are shared, or named", () => {
    expect(graphOf("h = sequence(2)\na = h[T] + h[1]\nb = h[T] - a\nlast = h[T]")).toEqual([
      "h: sequence(shape=[2])",
      "h$last: last-step(x=h)",
      "h$first: first-step(x=h)",
      "a: add(a=h$last, b=h$first)",
      "b: subtract(a=h$last, b=a)",
      "last: last-step(x=h)",
    ]);
  });

  test("what is said about a border is kept where nobody reads it", () => {
    expect(graphOf("h = sequence(2)\nh[0] = 0")).toEqual([
      "h: sequence(shape=[2])",
      "h$start1: constant(value=0)",
      "h$prev: delay(x=h, initial=h$start1)",
    ]);
  });
});

describe("names", () => {
  test("win over everything that mathjs has", () => {
    const text =
      "i = parameter(2)\ne = input(2)\nphi = i .* e\nbeta = pi + LN2\npi = 3\nLN2 = 1\ngamma = E * phi\nE = 2\nend = Infinity_1\nInfinity_1 = 4\ncm = km\nkm = 1";
    expect(Object.keys(read(text).graph.nodes)).toEqual([
      "i",
      "e",
      "phi",
      "beta",
      "pi",
      "LN2",
      "gamma",
      "E",
      "end",
      "Infinity_1",
      "cm",
      "km",
    ]);
  });

  test("may be those of functions: what stands before ( is called", () => {
    const text = "step = 0.5\nsigmoid = input(2)\no = sigmoid(step * sigmoid) + step(sigmoid)";
    expect(about("o", text)).toEqual([
      "o$1: product(a=step, b=sigmoid)",
      "o$2: sigmoid(x=o$1)",
      "o$3: step(x=sigmoid)",
      "o: add(a=o$2, b=o$3)",
    ]);
  });

  test("may be Greek, and functions have Greek names too", () => {
    const text = "μ = 0.9\nφ_1 = input(2)\nα = σ(μ · φ_1) ⊙ tgh(−φ_1)";
    expect(about("α", text)).toEqual([
      "α$1: product(a=μ, b=φ_1)",
      "α$2: sigmoid(x=α$1)",
      "α$3: negate(x=φ_1)",
      "α$4: tanh(x=α$3)",
      "α: multiply(a=α$2, b=α$4)",
    ]);
  });
});

describe("cells", () => {
  test("are called by their file's name in camel case, and their definitions come along", () => {
    const document = read("x = sequence(2)\nc = adamCell(x, 20, mu=0.5)\no = tanh(c)");
    expect(outline(document.graph)).toEqual(["x: sequence(shape=[2])", 'c: cell(x=x, cell="adamCell", units=20, mu=0.5)', "o: tanh(x=c)"]);
    expect(Object.keys(document.cells)).toEqual(["adamCell"]);
    expect(document.cells.adamCell?.nodes).toEqual(library["adam-cell"]?.graph.nodes);
  });

  test("mean their main output, also one step before", () => {
    const { graph } = read("x = sequence(2)\nc = lstm(x, 3)\no = c[t-1] + lstm(c, 3)");
    expect(
      Object.values(graph.edges)
        .filter(({ from }) => graph.nodes[from.node]?.type === "cell")
        .map(({ from }) => from),
    ).toEqual([
      { node: "c", port: "h" },
      { node: "c", port: "h" },
      { node: "o$1", port: "h" },
    ]);
  });

  test("may lie on a cycle where a delay lies inside or outside of them", () => {
    expect(read("x = sequence(3)\nc = rnn(x + d[t-1], 3)\nd = tanh(c)").graph.nodes).toHaveProperty("d$prev");
  });
});

test("an empty text is an empty document with its title", () => {
  const document = orFail(parseEquations("\n# nothing\n", { registry, library, title: "nothing" }));
  expect(document.title).toBe("nothing");
  expect(document.graph).toEqual({ nodes: {}, edges: {} });
});

test("lines may end in any way, and a byte order mark may stand before them", () => {
  expect(graphOf("\uFEFFa = 1\r\nb = a\rc = b\u00A0+ a\t# c")).toEqual(["a: constant(value=1)", "b: identity(x=a)", "c: add(a=b, b=a)"]);
});
