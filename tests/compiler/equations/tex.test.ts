// Statements in TeX, and KaTeX takes them all.

import katex from "katex";
import { describe, expect, test } from "vitest";
import { texOf } from "../../../src/compiler/equations/index.ts";
import { orFail, problemOf } from "./library.ts";

describe("a statement", () => {
  test.each([
    ["h = sigmoid(U * h[t-1] + v ./ (sqrt(m) + eps))", "h = \\sigma\\left(U \\, h_{t-1} + \\frac{v}{\\sqrt{m} + \\varepsilon}\\right)"],
    ["m = beta * m[t-1] + (1 - beta) * Wx .^ 2", "m = \\beta \\, m_{t-1} + \\left(1 - \\beta\\right) \\, {\\mathit{Wx}}^{2}"],
    ["C = f .* C[t-1] + i .* C_tilde", "C = f \\odot C_{t-1} + i \\odot \\tilde{C}"],
    ["f = σ(W_f · [h[t−1]; x] + b_f)", "f = \\sigma\\left(W_{f} \\, \\left[h_{t-1};\\, x\\right] + b_{f}\\right)"],
    ["W_f = parameter(20, 27)", "W_{f} \\in \\mathbb{R}^{20 \\times 27}"],
    ["x = sequence()", "x \\in \\mathbb{R}"],
    ["h[0] = 0.01 * ones(3)", "h_{0} = 0.01 \\, \\mathbf{1}_{3}"],
    ["b[T+1] = -b_end", "b_{T+1} = -b_{\\mathit{end}}"],
    ["φ = b_φ[t+2]' * h[T] * h1[1]", "\\varphi = {b_{\\varphi,t+2}}^{\\top} \\, h_{T} \\, h_{1,1}"],
    ["K = [1, 2; 3, -4e-7]", "K = \\begin{bmatrix} 1 & 2 \\\\ 3 & -4 \\cdot 10^{-7} \\end{bmatrix}"],
    ["y = (a / b) ^ 2 - -2 * x * 3", "y = {\\left(\\frac{a}{b}\\right)}^{2} - \\left(-2 \\, x \\cdot 3\\right)"],
    ["y = abs(a' * b) - (a - b)", "y = \\left|{a}^{\\top} \\, b\\right| - \\left(a - b\\right)"],
    ['s = sum(x, "features") + max(a, b)', "s = \\textstyle\\sum_{\\text{features}}\\left(x\\right) + \\max\\left(a, b\\right)"],
    [
      'loss = huber(h, y, reduction="per-example")',
      "\\mathcal{L} = \\operatorname{huber}\\left(h, y, \\text{reduction}=\\text{per-example}\\right)",
    ],
    ["_ = __x_1", "\\_ = x_{1}"],
    ["é_1 = x", "\\text{é}_{1} = x"],
  ])("%s", (text, expected) => {
    const tex = orFail(texOf(text));
    expect(tex).toBe(expected);
    expect(() => katex.renderToString(tex, { throwOnError: true, strict: "error", trust: false })).not.toThrow();
  });

  test("that is none is refused with its place", () => {
    expect(problemOf(texOf("y = x +")).where).toEqual({ line: 1, column: 7 });
    expect(problemOf(texOf("# nothing")).where).toEqual({ line: 1, column: 1 });
    expect(problemOf(texOf("a = 1\nb = 2")).where).toEqual({ line: 2, column: 1 });
  });

  test("says no TeX that its author did not mean", () => {
    const tex = orFail(texOf('y = f(x, "\\u{input}")'.replace("\\u", "\\\\u").replaceAll("\\", "")));
    expect(tex).not.toMatch(/\\input|\\href|\\url/);
    for (const text of ['y = sum(x, "$#%&_{}^~")', 'y = frobnicate_1(x, k="a")', "y = é(x)"]) {
      expect(() => katex.renderToString(orFail(texOf(text)), { throwOnError: true, strict: "error" })).not.toThrow();
    }
  });
});
