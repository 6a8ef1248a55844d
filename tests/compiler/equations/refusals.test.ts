// What is refused: every line here has its error, with the place under the caret and the way out.

import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { parseEquations } from "../../../src/compiler/equations/index.ts";
import { library, problemOf } from "./library.ts";

const known = ["x = sequence(2)", "W = parameter(3, 2)", "h = tanh(W * x)", "K = parameter(2, 1, 1, 1)", "b = parameter(2)"];

/** The line, a caret under the place, what the message says, and what the way out says. */
type Case = readonly [line: string, caret: string, message: RegExp, remedy?: RegExp];

const signs: readonly Case[] = [
  ["y = W x", "      ^", /sign is missing between `W` and `x`/, /W \* x/],
  ["y = 2 x", "      ^", /sign is missing/, /2 \* x/],
  ["y = 2x", "     ^", /sign is missing/, /2 \* x/],
  ["y = h[2t]", "       ^", /sign is missing/],
  ["y = 2 (x + 1)", "      ^", /sign is missing/],
  ["y = (x)(x)", "       ^", /sign is missing/],
  ["y = W (x + 1)", "    ^", /`W` is a value and no function/, /W \* \(/],
  ["y = x 2", "      ^", /sign is missing/],
  ["y = x' W", "       ^", /sign is missing/],
  ["y = 5 cm", "      ^", /sign is missing/, /5 \* cm/],
  ["y = x in cm", "      ^", /`in` is no operator.*units/],
  ["y = x to cm", "      ^", /`to` is no operator/],
  ["y = x mod 2", "      ^", /`mod` is no operator/],
  ["y = not x", "    ^", /`not` cannot be a name/],
  ["y = x!", "     ^", /factorials/],
  ["y = x % 2", "      ^", /`%`/, /x \/ 100/],
  ["y = x.a", "     ^", /with a dot/],
  ["y = x ? 1 : 0", "      ^", /conditionals/],
  ["y = x[1:2]", "       ^", /ranges/, /slice/],
  ["y = x > 0", "      ^", /comparisons/, /step/],
  ["y = x == x", "      ^", /comparisons/],
  ["y = x & x", "      ^", /logical/],
  ["y = {a: 1}", "    ^", /curly/],
  ["y = x ** 2", "       ^", /value is missing between `\*` and `\*`/],
  ["y = x + ", "      ^", /value is missing after `\+`/],
  ["y = * x", "    ^", /value is missing between `=` and `\*`/],
  ["y = (x + 1", "    ^", /`\(` is not closed/],
  ["y = x + 1)", "         ^", /`\)` closes nothing/],
  ["y = [x; x)", "         ^", /`\)` closes a `\[`/],
  ["y = (x, x)", "      ^", /belong to none/, /\[a; b\]/],
  ["y = sigmoid(x; x)", "             ^", /between rows/],
  ["y = [1, 2; 3]", "            ^", /1 entries, the first has 2/],
  ["y = []", "     ^", /value is missing/],
  ["y = [x]", "    ^", /at least two/],
  ["y = [x, x]", "        ^", /beside each other/, /\[a; b\]/],
  ["y = [[1, 2]; [3, 4]]", "    ^", /brackets inside brackets/],
  ["y = 'sum'", "    ^", /double quotes/],
  ['y = sum(x, "time)', "           ^", /not closed/],
  ['y = sum(x, "ti\\me")', "              ^", /backslashes/],
  ["y = 1e400", "    ^", /too big/],
  ["y = x × x", "      ^", /either product/],
  ["y = x – x", "      ^", /dash/],
  ["y = x²", "     ^", /superscript/, /\.\^ 2/],
  ["y = xᵀ", "     ^", /superscript/],
  ["y = x₁", "     ^", /subscript/, /W_f/],
  ["h\u0303 = x", " ^", /combining accent/, /h_tilde/],
  ["y = x\u200B + 1", "     ^", /invisible character \(U\+200B\)/],
  ["y\u2060 = x", " ^", /invisible character \(U\+2060\)/],
  ["y = µ", "    ^", /micro sign/],
  ["y = \u2126", "    ^", /only looks like `Ω`/],
  ["y = ж", "    ^", /cannot stand in a name/],
  ["y = $a", "    ^", /`\$`/],
  ["y = a$1", "     ^", /`\$`/],
];

const statements: readonly Case[] = [
  ["y = x; z = x", "     ^", /one statement/],
  ["y = x, z = x", "     ^", /one statement/],
  ["y = z = x", "      ^", /defines one name/],
  ["tanh(x)", "^", /defines nothing/],
  ["= x", "^", /name is missing/],
  ["y =", "  ^", /value is missing after `=`/],
  ["f(a) = a", "^", /functions cannot be defined/, /cell/],
  ["2 = x", "^", /only a name can stand/],
  ["a + b = x", "  ^", /only a name can stand/],
  ["[a; b] = x", "^", /only a name can stand/],
  ["y = sigmoid(x = 1)", "            ^", /no setting `x`/],
  ["y = (z = 1)", "       ^", /`=` cannot stand here/],
  ["h[t] = x", "^", /for all steps at once/, /h = \.\.\./],
  ["h[t-1] = x", "^", /for all steps at once/, /h\[0\]/],
  ["h[T] = x", "^", /for all steps at once/],
  ["h[1] = x", "^", /for all steps at once/],
  ["t = 1", "^", /`t` is reserved/],
  ["T = 1", "^", /`T` is reserved/],
  ["y = t * 2", "    ^", /`t` is reserved/],
  ["y = T + 1", "    ^", /`T` is reserved/],
  ["true = 1", "^", /only a name can stand/],
  ["NaN = 1", "^", /`NaN` cannot be a name/],
  ["in = 1", "^", /`in` cannot be a name/],
  ["x = 1", "^", /x is already defined in line 1/],
  ["__proto__ = 1", "^", /`__proto__` cannot be a name/],
  ["constructor = parameter(2)", "^", /`constructor` cannot be a name/],
  ["toString = x", "^", /`toString` cannot be a name/],
  ["y = toString", "    ^", /`toString` is not defined/],
  ["y = constructor(x)", "    ^", /no function `constructor`/],
  ["y = __proto__", "    ^", /not defined/],
  [`${"a".repeat(70)} = 1`, "^", /70 characters/],
  ["q[0] = 1", "^", /`q` is not defined/],
];

const steps: readonly Case[] = [
  ["y = h[0]", "    ^", /can be said, not read/, /h0 = /],
  ["y = h[T+1]", "    ^", /can be said, not read/],
  ["y = h[2]", "      ^", /no step of h/, /slice/],
  ["y = h[t-1.5]", "        ^", /whole number/],
  ["y = h[t-0]", "        ^", /whole number/],
  ["y = h[t-5000]", "        ^", /whole number from 1 to 1000/],
  ["y = h[t-k]", "      ^", /no step of h/],
  ["y = h[T-1]", "      ^", /no step of h/],
  ["y = h[1, 2]", "       ^", /one step/],
  ["y = (h)[t-1]", "       ^", /only a name/],
  ["y = tanh(h)[t-1]", "           ^", /only a name/],
  ["y = h[t-1][t-1]", "          ^", /only a name/],
  ["y = h'[t-1]", "      ^", /only a name/],
];

const calls: readonly Case[] = [
  ["y = sigmiod(x)", "    ^", /no function `sigmiod`/, /did you mean sigmoid\?/],
  ["y = frobnicate(x)", "    ^", /no function `frobnicate`/],
  ["y = sigmoid", "    ^", /is a function and no value/, /sigmoid\(x\)/],
  ["y = Wz", "    ^", /`Wz` is not defined/, /did you mean W\?/],
  ["y = zzzz", "    ^", /`zzzz` is not defined/, /define it: zzzz = /],
  ["y = pi * x", "    ^", /`pi` is not defined/, /3\.14/],
  ["y = sigmoid()", "    ^", /x is missing/],
  ["y = sigmoid(x, x)", "               ^", /one argument too many/],
  ["y = max(x, x, x)", "    ^", /max with 3 operands/],
  ['y = sigmoid("x")', "            ^", /got "x" as x/],
  ['y = 1 + "x"', "        ^", /cannot be computed with/],
  ["y = true", "    ^", /cannot be computed with/],
  ['y = leakyRelu(x, "small")', "                 ^", /leakyRelu: got "small" as slope, expected a number/],
  ["y = leakyRelu(x, h)", "                 ^", /slope is a setting/],
  ["y = slice(x, 0, 1)", "             ^", /slice: got 0 as from, expected a whole number of at least 1/],
  ["y = slice(x, 1.5, 2)", "             ^", /whole number/],
  ['y = sum(x, "rows")', "           ^", /got "rows" as over.*"time"/],
  ["y = reshape(x, 0)", "               ^", /shape/],
  ["y = reshape(x, h)", "               ^", /sizes/],
  ['y = meanSquaredError(x, x, "sum")', "                           ^", /too many/, /reduction="sum"/],
  ['y = meanSquaredError(x, x, reductio="sum")', "                           ^", /no setting `reductio`/, /did you mean reduction\?/],
  ['y = meanSquaredError(x, x, reduction="sum", reduction="mean")', "                                            ^", /given twice/],
  ["y = slice(to=2, x)", "                ^", /stands before/],
  ['y = adam(h, learningRate="fast")', "                         ^", /got "fast" as learningRate, expected a number/],
  ["y = 1 + parameter(2)", "        ^", /needs a name/, /name = parameter/],
  ["y = tanh(input(2))", "         ^", /needs a name/],
  ["y = parameter(2, 0)", "                 ^", /shape/],
  [
    "y = parameter(20000, 20000)",
    "              ^",
    /20000 × 20000 \(400,000,000 numbers\) as shape, expected at most 2\^27/,
    /smaller sizes/,
  ],
  ['y = parameter(2, "normalish")', "                 ^", /initializer/],
  ["y = lstm(x, 20, size=3)", "                ^", /no setting `size`/],
  ["y = lstm(20)", "    ^", /x is missing/],
  [
    "y = conv2d(reshape(x, 1, 2, 1), K, b, bias=false)",
    "                                      ^",
    /conv2d: bias=false and the operand b contradict/,
    /leave out bias=false, or b/,
  ],
  ["y = conv2d(reshape(x, 1, 2, 1), K, bias=false, b=b)", "                                   ^", /contradict/],
  ['y = lstm(x, "big")', "            ^", /got "big" as units/],
];

describe.each([
  ["signs and brackets", signs],
  ["statements and names", statements],
  ["steps", steps],
  ["calls", calls],
])("%s", (_, cases) => {
  test.each(cases.map((entry) => ({ line: entry[0], entry })))("$line", ({ entry: [line, caret, message, remedy] }) => {
    const problem = problemOf(parseEquations([...known, line].join("\n"), { registry, library }));
    expect(problem.message).toMatch(message);
    expect({ ...problem.where }).toEqual({ line: known.length + 1, column: caret.length });
    expect(problem.remedy ?? problem.expected, "a way out").toBeTruthy();
    if (remedy) expect(problem.remedy).toMatch(remedy);
  });
});

describe("several lines", () => {
  const refused = (text: string) => problemOf(parseEquations(text, { registry, library }));

  test("a cycle without a delay is named, at its first line", () => {
    const problem = refused("x = input(2)\nb = a + x\nc = b\na = tanh(c)");
    expect(problem).toMatchObject({ code: "cycle-without-delay", got: "b → c → a → b", where: { line: 2, column: 1 } });
    expect(problem.remedy).toMatch(/b\[t-1\]/);
  });

  test("the shortest cycle is a name that reads itself", () => {
    expect(refused("h = tanh(h)").got).toBe("h → h");
    expect(refused("h = tanh(h[T])").got).toBe("h → h");
  });

  test("a state cannot begin with itself", () => {
    expect(refused("h = tanh(h[t-1])\nh[0] = h").got).toBe("h → h");
  });

  test("a border is said once", () => {
    expect(refused("h = tanh(h[t-1])\nh[0] = 1\nh[0] = 2")).toMatchObject({
      where: { line: 3, column: 1 },
      message: expect.stringMatching(/h\[0\] is already defined in line 2/),
    });
  });

  test("there is one optimizer", () => {
    const problem = refused("w = parameter(1)\nloss = sum(w)\na = adam(loss)\nb = momentum(loss)");
    expect(problem).toMatchObject({ code: "two-optimizers", where: { line: 4, column: 1 } });
  });

  test("an optimizer has no value", () => {
    const text = "w = parameter(1)\nloss = sum(w)\nu = adam(loss)\n";
    expect(refused(`${text}y = u`)).toMatchObject({ where: { line: 4, column: 5 }, message: expect.stringMatching(/u has no value/) });
    expect(refused(`${text}y = u[t-1]`).where).toEqual({ line: 4, column: 5 });
  });

  test("what is both a setting and an input is listed once", () => {
    const { remedy } = refused("w = parameter(1)\nloss = sum(w)\nu = adam(loss, zzzzzz=1)");
    expect(remedy).toMatch(/^it has learningRate, /);
    expect(remedy?.split(/[ ,]+/).filter((word) => word === "learningRate")).toHaveLength(1);
  });

  test("names of mathjs are not known unless they are defined", () => {
    for (const name of ["i", "e", "pi", "tau", "LN2", "phi", "version", "help", "cm", "end"]) {
      expect(refused(`y = ${name}`).message).toContain(`\`${name}\` is not defined`);
    }
  });

  test("functions of mathjs are not known", () => {
    for (const name of ["import", "createUnit", "evaluate", "parse", "config", "map", "det", "random", "simplify"]) {
      expect(refused(`y = ${name}("1")`).message).toContain(`no function \`${name}\``);
    }
  });
});
