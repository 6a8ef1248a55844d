// Convolution and pooling: what their shapes say about each other, what they refuse, and who wins a tie. Values and gradients of PyTorch
// are among the fixtures of `eval`.

import { describe, expect, it } from "vitest";
import type { Shape } from "../../src/engine/tape.ts";
import type { AttributeValue } from "../../src/graph/document.ts";
import { build, gradients, nodeType, problemOf, resolved, solve, tensor } from "./harness.ts";

type Settings = Readonly<Record<string, AttributeValue>>;
type Shapes = Readonly<Record<string, Shape>>;

const convolution = ["x", "K", "b"];
const conclude = (id: string, ports: readonly string[], known: Shapes, attributes: Settings = {}, guess = false) =>
  solve(nodeType(id), resolved(nodeType(id), attributes), known, ports, guess);
const refusal = (id: string, ports: readonly string[], known: Shapes, attributes: Settings = {}) =>
  problemOf(() => conclude(id, ports, known, attributes));

describe("the shapes of a convolution", () => {
  it("give kernel, bias and result from the image, the filters and the kernel's size", () => {
    expect(conclude("conv2d", convolution, { x: [3, 28, 20] }, { filters: 6, kernelSize: 5 })).toEqual({
      x: [3, 28, 20],
      K: [6, 3, 5, 5],
      b: [6],
      "→value": [6, 24, 16],
    });
  });

  it.each([
    [{ stride: 2 }, [7, 8], [3, 3]],
    [{ stride: 3 }, [7, 8], [2, 2]],
    [{ padding: "same" }, [7, 8], [7, 8]],
    [{ padding: "same", stride: 2 }, [7, 8], [4, 4]],
    [{ padding: "same", stride: 3 }, [7, 9], [3, 3]],
  ] as const)("with %j make %j of %j", (settings, [rows, columns], extent) => {
    expect(conclude("conv2d", convolution, { x: [1, rows, columns], K: [2, 1, 3, 3] }, settings)["→value"]).toEqual([2, ...extent]);
  });

  it("take the kernel's size and the filters from a wired kernel, which need not be square", () => {
    const known = { x: [2, 6, 6], K: [4, 2, 3, 5] };
    expect(conclude("conv2d", convolution, known)).toEqual({ ...known, b: [4], "→value": [4, 4, 2] });
  });

  it("take the filters from what the result is wired to, and the kernel's size from both images", () => {
    expect(conclude("conv2d", convolution, { x: [1, 6, 7], "→value": [8, 4, 3] })).toMatchObject({ K: [8, 1, 3, 5], b: [8] });
  });

  it("give the image back where the stride is 1", () => {
    const known = { K: [2, 3, 5, 3], "→value": [2, 8, 8] };
    expect(conclude("conv2d", convolution, known).x).toEqual([3, 12, 10]);
    expect(conclude("conv2d", convolution, known, { padding: "same" }).x).toEqual([3, 8, 8]);
    expect(conclude("conv2d", convolution, known, { stride: 2 }).x).toBeUndefined();
  });

  it("guess a kernel of 3 × 3 where nothing says its size", () => {
    const [ports, known, settings] = [["x", "K"], { x: [1, 8, 8] }, { filters: 2, bias: false }];
    expect(conclude("conv2d", ports, known, settings).K).toBeUndefined();
    expect(conclude("conv2d", ports, known, settings, true)).toMatchObject({ K: [2, 1, 3, 3], "→value": [2, 6, 6] });
  });
});

describe("a convolution refuses", () => {
  it.each([
    [
      { x: [784] },
      {},
      "input x has 784 features, expected an image [channels, rows, columns]",
      "images are [channels, rows, columns]: put reshape before it, reshape(x, 1, 28, 28)",
    ],
    [
      { x: [28, 20] },
      {},
      "input x has shape [28, 20], expected an image [channels, rows, columns]",
      "images are [channels, rows, columns]: put reshape before it, reshape(x, 1, 28, 20)",
    ],
    [
      { x: [1, 8, 8], K: [5, 5] },
      {},
      "kernel K has shape [5, 5], expected a kernel [filters, channels, rows, columns]",
      "give it four sizes, for example parameter(6, 1, 5, 5)",
    ],
    [
      { x: [3, 8, 8], K: [6, 1, 5, 5] },
      {},
      "input x has 3 channels, kernel K expects 1",
      "the second size of the kernel is the number of channels that come in",
    ],
    [
      { x: [1, 4, 8], K: [6, 1, 5, 5] },
      {},
      "input x has 4 × 8 rows and columns, a kernel of 5 × 5 does not fit",
      'choose a smaller kernel or padding "same"',
    ],
    [{ x: [1, 8, 8], K: [6, 1, 5, 5], b: [5] }, {}, "input b has 5 features, the convolution expects 6", undefined],
    [
      { x: [1, 8, 8], K: [6, 1, 5, 5] },
      { filters: 4 },
      "input K has shape [6, 1, 5, 5], the convolution expects shape [4, 1, 5, 5]",
      undefined,
    ],
    [
      { x: [1, 8, 8], K: [6, 1, 5, 5] },
      { kernelSize: 3 },
      "input K has shape [6, 1, 5, 5], the convolution expects shape [6, 1, 3, 3]",
      undefined,
    ],
  ] as const)("%j with %j", (known, settings, what, remedy) => {
    const problem = refusal("conv2d", convolution, known, settings);
    expect(problem.message).toBe(`convolution "n": ${what}`);
    expect(problem.remedy).toBe(remedy);
    expect(problem.got).toBeDefined();
    expect(problem.expected).toBeDefined();
  });

  it("nothing of a kernel that is larger than the image under padding same", () => {
    expect(conclude("conv2d", convolution, { x: [1, 2, 3], K: [2, 1, 5, 5] }, { padding: "same" })["→value"]).toEqual([2, 2, 3]);
  });
});

describe.each(["max-pool", "average-pool"])("the shapes of %s", (id) => {
  it("leave out what no window takes", () => {
    expect(conclude(id, ["x"], { x: [3, 7, 8] })["→value"]).toEqual([3, 3, 4]);
    expect(conclude(id, ["x"], { x: [3, 7, 8] }, { size: 3 })["→value"]).toEqual([3, 2, 2]);
  });

  it("say nothing of the image before, because several fit, unless the size is 1", () => {
    expect(conclude(id, ["x"], { "→value": [3, 4, 4] }, {}, true).x).toBeUndefined();
    expect(conclude(id, ["x"], { "→value": [3, 4, 4] }, { size: 1 }).x).toEqual([3, 4, 4]);
  });

  it("refuse a window that does not fit, and what is no image", () => {
    const small = refusal(id, ["x"], { x: [3, 2, 5] }, { size: 3 });
    expect(small.message).toContain("input x has 2 × 5 rows and columns, a window of 3 × 3 does not fit");
    expect([small.got, small.expected, small.remedy]).toEqual(["2 × 5 rows and columns", "at least 3 × 3", "choose a smaller size"]);
    expect(refusal(id, ["x"], { x: [10] }).remedy).toContain("reshape(x, channels, rows, columns)");
  });
});

describe("the largest of a window on a tie", () => {
  it("is the first in row order, and has the whole gradient", () => {
    const x = tensor([
      [
        [1, 2, 5, 5],
        [2, 2, 5, 5],
      ],
    ]);
    const run = build(nodeType("max-pool"), { x });
    expect(run.numbers().value).toEqual([2, 5]);
    expect(gradients(run).x).toEqual([0, 1, 1, 0, 0, 0, 0, 0]);
  });

  it("is found in windows of other sizes, and what is left over has no gradient", () => {
    const x = tensor([
      [
        [0, 4, 1, 9],
        [2, 3, 4, 9],
        [4, 0, 4, 9],
        [9, 9, 9, 9],
      ],
    ]);
    const run = build(nodeType("max-pool"), { x }, { attributes: { size: 3 } });
    expect(run.numbers().value).toEqual([4]);
    expect(gradients(run).x).toEqual([0, 1, ...Array(14).fill(0)]);
  });
});
