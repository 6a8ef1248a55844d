// Random texts in the notation: every name is defined, cycles go through delays, brackets and signs as people type them.

import fc from "fast-check";

/** Values that are fed, trained or written out; all are columns, so that a text could also mean something. */
const given = [
  "x = sequence(3)",
  "y = input(3)",
  "W = parameter(3, 3)",
  'b = parameter(3, "he-normal")',
  "k = -0.5",
  "c = [0.1; -2; 3e-7]",
];
const givenNames = ["x", "y", "W", "b", "k", "c"];

type Text = fc.Arbitrary<string>;

const shifts = ["t-1", "t-1", "t−1", "t-2", "t-3", "t+1", "t+2", "T", "1", "t"];
const numbers = ["2", "0.5", "1e-3", "(-2)", "-3", ".25", "7."];
const unary = ["sigmoid", "tanh", "σ", "tgh", "exp", "abs", "softmax", "flatten", "reverse", "transpose", "stopGradient"];
const wrapped = [
  (a: string) => `leakyRelu(${a}, 0.2)`,
  (a: string) => `leakyRelu(${a}, 0.01)`,
  (a: string) => `elu(${a}, alpha=2)`,
  (a: string) => `sum(${a}, "features")`,
  (a: string) => `mean(${a}, over="time")`,
  (a: string) => `max(${a})`,
  (a: string) => `slice(${a}, 1, 2)`,
  (a: string) => `reshape(${a}, 3, 1)`,
  (a: string) => `(${a})'`,
  (a: string) => `((${a}))`,
  (a: string) => `-(${a})`,
  (a: string) => `+(${a})`,
  (a: string) => `(${a}) .^ 2`,
  (a: string) => `(${a}) ^ -1.5`,
];
const joined = [
  ...["+", "-", "*", ".*", "/", "./", "^", ".^", "⊙", "·", "−"].map((sign) => (a: string, b: string) => `(${a}) ${sign} (${b})`),
  ...["+", "-", "*", ".*", "./", "+", "-"].map((sign) => (a: string, b: string) => `${a} ${sign} ${b}`),
  (a: string, b: string) => `[${a}; ${b}]`,
  (a: string, b: string) => `[${a}; 1; ${b}]`,
  (a: string, b: string) => `concat(${a}, ${b})`,
  (a: string, b: string) => `max(${a},${b})`,
  (a: string, b: string) => `min( ${a} , ${b} )`,
  (a: string, b: string) => `meanSquaredError(${a}, ${b}, reduction="sum")`,
];

/** An expression over names of this step (`now`) and names of other steps (`ever`). */
function expression(now: readonly string[], ever: readonly string[]): Text {
  return fc.letrec<{ e: string }>((tie) => ({
    e: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      fc.constantFrom(...now),
      fc.tuple(fc.constantFrom(...ever), fc.constantFrom(...shifts.slice(0, 7))).map(([name, step]) => `${name}[${step}]`),
      fc.tuple(fc.constantFrom(...now), fc.constantFrom(...shifts)).map(([name, step]) => `${name}[${step}]`),
      fc.constantFrom(...numbers),
      fc.constantFrom("[1, 2; 3, 4]", "[0.5; -1]", "[1, -1]", "-[1; 2]", "zeros(3)", "ones(3, 2)"),
      fc.tuple(fc.constantFrom(...unary), tie("e")).map(([name, a]) => `${name}(${a})`),
      fc.tuple(fc.constantFrom(...wrapped), tie("e")).map(([wrap, a]) => wrap(a)),
      fc.tuple(fc.constantFrom(...joined), tie("e"), tie("e")).map(([join, a, b]) => join(a, b)),
    ),
  })).e;
}

const names = ["h", "v", "m", "C_tilde", "φ", "net", "e", "W_f"];

/** Borders may read what does not stand on a cycle with them. */
function borders(count: number): fc.Arbitrary<string[]> {
  const one = fc.tuple(fc.constantFrom("0", "T+1"), expression(["y", "b", "k"], ["y"]));
  return fc
    .array(fc.option(one), { minLength: count, maxLength: count })
    .map((found) => found.flatMap((border, index) => (border ? [`${names[index]}[${border[0]}] = ${border[1]}`] : [])));
}

const endings = [
  "loss = sum(h)\nupdate = adam(loss, learningRate=0.01, beta1=0.9)",
  "loss = halfSumOfSquares(h, y)\nupdate = momentum(loss, clipNorm=1)",
  "loss = mean(h[T])",
  "",
];

/** A text whose lines stand in any order. */
export const equations: fc.Arbitrary<string> = fc.integer({ min: 1, max: names.length }).chain((count) => {
  const own = names.slice(0, count);
  const lines = own.map((name, index) =>
    expression([...givenNames, ...own.slice(0, index)], [...givenNames, ...own]).map((text) => `${name} = ${text}`),
  );
  return fc
    .tuple(fc.tuple(...lines), borders(count), fc.constantFrom(...endings))
    .chain(([defined, said, ending]) =>
      fc.shuffledSubarray([...given, ...defined, ...said, ...ending.split("\n")], {
        minLength: given.length + defined.length + said.length + ending.split("\n").length,
      }),
    )
    .map((shuffled) => shuffled.join("\n"));
});
