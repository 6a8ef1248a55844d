// The recurrent cells of the lecture notes and their relatives, as their papers print them, that no fixture has: they are read,
// printed, and they run.

import { describe, expect, test } from "vitest";
import { run } from "../run.ts";
import { meaning, print, read } from "./library.ts";

const gate = (name: string, letter: string, squash: string) =>
  `W_${letter} = parameter(3, 2)\nW_h${letter} = parameter(3, 3)\nb_${letter} = parameter(3)\n${name} = ${squash}(W_${letter} * x + W_h${letter} * h[t-1] + b_${letter})`;

const cells: Readonly<Record<string, string>> = {
  "LSTM in the letters of Zaki and Meira": `
    ${gate("κ", "κ", "σ")}
    ${gate("φ", "φ", "σ")}
    ${gate("ω", "ω", "σ")}
    ${gate("u", "u", "tanh")}
    c = κ ⊙ u + φ ⊙ c[t−1]
    h = ω ⊙ tanh(c)`,
  "Adam LSTM (Nguyen et al. 2020)": `
    W = parameter(12, 2)
    U = parameter(12, 3)
    b = parameter(12)
    mu = 0.6
    s = 0.9
    beta = 0.99
    Wx = W * x
    v = mu * v[t-1] + s * Wx
    m = beta * m[t-1] + (1 - beta) * Wx .^ 2
    a = v ./ (sqrt(m) + 1e-3) + U * h[t-1] + b
    i = sigmoid(slice(a, 1, 3))
    f = sigmoid(slice(a, 4, 6))
    o = sigmoid(slice(a, 7, 9))
    g = tanh(slice(a, 10, 12))
    c = f .* c[t-1] + i .* g
    h = o .* tanh(c)
    m[0] = 0.01 * ones(12)`,
  "sLSTM with exponential gates (Beck et al. 2024)": `
    ${gate("z", "z", "tanh")}
    ${gate("i_tilde", "i", "identity_of")}
    ${gate("f_tilde", "f", "identity_of")}
    ${gate("o", "o", "sigmoid")}
    m = max(f_tilde + m[t-1], i_tilde)
    i = exp(i_tilde - m)
    f = exp(f_tilde + m[t-1] - m)
    c = f .* c[t-1] + i .* z
    n = f .* n[t-1] + i
    h = o .* (c ./ n)`.replaceAll("identity_of", ""),
  "mLSTM (Beck et al. 2024)": `
    W_q = parameter(3, 2)
    W_k = parameter(3, 2)
    W_v = parameter(3, 2)
    w_i = parameter(2)
    w_f = parameter(2)
    W_o = parameter(3, 2)
    q = W_q * x
    k = 1 / sqrt(3) * (W_k * x)
    v = W_v * x
    i_tilde = w_i' * x
    f_tilde = logSigmoid(w_f' * x)
    m = max(f_tilde + m[t-1], i_tilde)
    i = exp(i_tilde - m)
    f = exp(f_tilde + m[t-1] - m)
    C = f * C[t-1] + i * (v * k')
    n = f * n[t-1] + i * k
    h = sigmoid(W_o * x) .* (C * q / max(abs(n' * q), 1))`,
};

describe("a cell", () => {
  test.each(Object.entries(cells))("%s", (_, lines) => {
    const document = read(`x = sequence(2)\ny = input(3)\n${lines}\nloss = meanSquaredError(h[T], y)\nupdate = adam(loss)`);
    const printed = print(document);
    expect(meaning(read(printed).graph)).toEqual(meaning(document.graph));
    const { loss } = run(document, {
      x: [
        [0.5, -1],
        [0.25, 2],
        [-1.5, 0.75],
      ],
      y: [0.7, -0.2, 0.1],
    });
    expect(Number.isFinite(loss)).toBe(true);
    expect(
      run(read(printed), {
        x: [
          [0.5, -1],
          [0.25, 2],
          [-1.5, 0.75],
        ],
        y: [0.7, -0.2, 0.1],
      }).loss,
    ).toBe(loss);
  });
});

test("a trained beginning without a stated shape has that of its state, and the right gradient", () => {
  const document = read(
    "x = sequence(2)\ny = input(3)\nh0 = parameter()\nW = parameter(3, 2)\nU = parameter(3, 3)\nh = tanh(W * x + U * h[t-1])\nh[0] = h0\nloss = halfSumOfSquares(h[T], y)",
  );
  const feeds = (h0: readonly number[]) => ({
    x: [[[0.5, -1]], [[0.25, 2]], [[-1.5, 0.75]]],
    y: [[0.3, -0.2, 0.1]],
    h0,
    W: [
      [0.5, -0.3],
      [0.2, 0.4],
      [-0.6, 0.1],
    ],
    U: [
      [0.1, -0.2, 0.3],
      [0.4, 0.5, -0.6],
      [-0.7, 0.8, 0.2],
    ],
  });
  const at = [0.2, -0.4, 0.7];
  const gradient = run(document, feeds(at)).gradient("h0");
  expect(gradient).toHaveLength(3);
  const moved = (index: number, by: number) => run(document, feeds(at.map((value, each) => (each === index ? value + by : value)))).loss;
  for (const [index, slope] of gradient.entries()) expect((moved(index, 1e-5) - moved(index, -1e-5)) / 2e-5).toBeCloseTo(slope, 8);
});
