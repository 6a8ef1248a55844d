// What a node type's shape rule concludes from partial knowledge, in both directions, and how it says that shapes disagree.

import { describe, expect, it } from "vitest";
import type { Shape } from "../../src/engine/tape.ts";
import type { AttributeValue } from "../../src/graph/document.ts";
import { nodeType, problemOf, resolved, solve } from "./harness.ts";

interface Case {
  readonly ports: readonly string[];
  readonly known: Readonly<Record<string, Shape>>;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

const conclude = (id: string, { ports, known, attributes }: Case, guess = false) =>
  solve(nodeType(id), resolved(nodeType(id), attributes), known, ports, guess);
const refusal = (id: string, setting: Case) => problemOf(() => conclude(id, setting));
const ab = ["a", "b"];

describe("elementwise operations", () => {
  it("are sure of the result once one operand has several components", () => {
    expect(conclude("add", { ports: ab, known: { b: [3] } })).toEqual({ b: [3], "→value": [3] });
  });

  it("wait where the known operand is a number, and guess it when nothing else follows", () => {
    expect(conclude("add", { ports: ab, known: { b: [] } })).toEqual({ b: [] });
    expect(conclude("add", { ports: ab, known: { b: [1] } })).toEqual({ b: [1] });
    expect(conclude("add", { ports: ab, known: { b: [] } }, true)).toEqual({ a: [], b: [], "→value": [] });
  });

  it("give the operand that can be it the shape of the result", () => {
    expect(conclude("multiply", { ports: ab, known: { a: [], "→value": [4] } }).b).toEqual([4]);
    expect(conclude("multiply", { ports: ab, known: { a: [4], "→value": [4] } }).b).toBeUndefined();
    expect(conclude("multiply", { ports: ab, known: { a: [4], "→value": [4] } }, true).b).toEqual([4]);
  });

  it("take the column where a number meets one component", () => {
    expect(conclude("add", { ports: ab, known: { a: [], b: [1] } })["→value"]).toEqual([1]);
  });

  it("carry shapes both ways through one operand", () => {
    expect(conclude("tanh", { ports: ["x"], known: { "→value": [5] } }).x).toEqual([5]);
    expect(conclude("tanh", { ports: ["x"], known: { x: [2, 3] } })["→value"]).toEqual([2, 3]);
  });

  it("say which operands disagree", () => {
    const { message, got, expected } = refusal("add", { ports: ab, known: { a: [4], b: [3] } });
    expect(message).toBe('add "n": input a has 4 features, input b has 3');
    expect([got, expected]).toEqual(["4 features", "3 features"]);
    expect(refusal("add", { ports: ab, known: { a: [4], b: [3, 4] } }).message).toBe(
      'add "n": input a has 4 features, input b has shape [3, 4]',
    );
  });
});

describe("product", () => {
  it("is sure when both are known", () => {
    expect(conclude("product", { ports: ab, known: { a: [4, 3], b: [3] } })["→value"]).toEqual([4]);
    expect(conclude("product", { ports: ab, known: { a: [4], b: [1, 3] } })["→value"]).toEqual([4, 3]);
    expect(conclude("product", { ports: ab, known: { a: [1, 3], b: [3] } })["→value"]).toEqual([1]);
    expect(conclude("product", { ports: ab, known: { a: [], b: [3, 4] } })["→value"]).toEqual([3, 4]);
  });

  it("guesses that a matrix meets a column, and is sure of it where a column comes out", () => {
    expect(conclude("product", { ports: ab, known: { a: [4, 3] } })).toEqual({ a: [4, 3] });
    expect(conclude("product", { ports: ab, known: { a: [4, 3] } }, true)).toEqual({ a: [4, 3], b: [3], "→value": [4] });
    expect(conclude("product", { ports: ab, known: { a: [4, 3], "→value": [4] } }).b).toEqual([3]);
  });

  it("guesses the weight between two columns", () => {
    expect(conclude("product", { ports: ab, known: { b: [3], "→value": [4] } }, true).a).toEqual([4, 3]);
  });

  it("says what the matrix expects", () => {
    expect(refusal("product", { ports: ab, known: { a: [20, 32], b: [64] } }).message).toBe(
      'product "n": input x has 64 features, W expects 32',
    );
  });
});

describe("affine and gate", () => {
  const layer = ["x", "W", "b"];

  it("find their weight from units and input", () => {
    expect(conclude("affine", { ports: layer, known: { x: [3] }, attributes: { units: 20 } })).toEqual({
      x: [3],
      W: [20, 3],
      b: [20],
      "→value": [20],
    });
  });

  it("know their result before their input", () => {
    expect(conclude("gate", { ports: ["x1", "x2", "W", "b"], known: { x2: [3] }, attributes: { units: 20 } })["→value"]).toEqual([20]);
  });

  it("take units from what they feed", () => {
    expect(conclude("affine", { ports: layer, known: { x: [3], "→value": [7] } }).W).toEqual([7, 3]);
  });

  it("find the last operand from a shared weight", () => {
    expect(conclude("gate", { ports: ["x1", "x2", "W", "b"], known: { x1: [3], W: [20, 8] } }).x2).toEqual([5]);
    expect(conclude("affine", { ports: layer, known: { W: [20, 8] } }).x).toEqual([8]);
  });

  it("say which side does not fit", () => {
    expect(refusal("affine", { ports: layer, known: { x: [64], W: [20, 32] } }).message).toBe(
      'affine "n": input x has 64 features, W expects 32',
    );
    expect(refusal("gate", { ports: ["x1", "x2", "W", "b"], known: { x1: [20], x2: [7], W: [20, 25] } }).message).toBe(
      'gate "n": inputs x1, x2 have 27 features together, W expects 25',
    );
    expect(refusal("affine", { ports: layer, known: { x: [3, 8, 8] } })).toMatchObject({
      message: 'affine "n": input x has shape [3, 8, 8], expected a column',
      remedy: "put flatten before it",
    });
  });
});

describe("losses", () => {
  const ports = ["prediction", "target"];

  it("carry the target's size to the prediction and back", () => {
    expect(conclude("softmax-cross-entropy", { ports, known: { target: [7] } }).prediction).toEqual([7]);
    expect(conclude("softmax-cross-entropy", { ports, known: { prediction: [7] } }).target).toEqual([7]);
    expect(conclude("mean-squared-error", { ports, known: { target: [1] } }).prediction).toBeUndefined();
    expect(conclude("mean-squared-error", { ports, known: { target: [1] } }, true).prediction).toEqual([1]);
  });

  it("say which side does not fit", () => {
    const { message, where } = refusal("softmax-cross-entropy", { ports, known: { prediction: [20], target: [7] } });
    expect(message).toBe('softmax cross-entropy "n": input p has 20 features, target y has 7');
    expect(where).toEqual({ node: "n", port: "prediction" });
  });

  it("take a number for a column of one component", () => {
    expect(conclude("mean-squared-error", { ports, known: { prediction: [1], target: [] } })["→loss"]).toEqual([]);
  });

  it("refuse a mask of several components", () => {
    expect(refusal("mean-squared-error", { ports: [...ports, "mask"], known: { prediction: [2], target: [2], mask: [2] } }).message).toBe(
      'mean squared error "n": mask has 2 features, expected one component a position',
    );
  });

  it("accuracy wants more than one class", () => {
    expect(refusal("accuracy", { ports, known: { prediction: [1], target: [1] } }).remedy).toContain("wrong positions");
  });
});

describe("nodes that change shapes", () => {
  it.each([
    ["concat", { ports: ["x1", "x2"], known: { x1: [2], x2: [] } }, { "→value": [3] }],
    ["concat", { ports: ["x1", "x2"], known: { x1: [2], "→value": [5] } }, { x2: [3] }],
    ["split", { ports: ["x"], known: { x: [6] }, attributes: { parts: 3 } }, { "→part1": [2], "→part3": [2] }],
    ["split", { ports: ["x"], known: { "→part2": [2] }, attributes: { parts: 3 } }, { x: [6], "→part1": [2] }],
    ["split", { ports: ["x"], known: { x: [6] }, attributes: { sizes: [1, 5] } }, { "→part1": [1], "→part2": [5] }],
    ["slice", { ports: ["x"], known: { x: [6] }, attributes: { from: 2, to: 4 } }, { "→value": [3] }],
    ["flatten", { ports: ["x"], known: { x: [2, 3, 4] } }, { "→value": [24] }],
    ["transpose", { ports: ["x"], known: { x: [3] } }, { "→value": [1, 3] }],
    ["transpose", { ports: ["x"], known: { "→value": [3, 2] } }, { x: [2, 3] }],
    ["transpose", { ports: ["x"], known: { "→value": [3] } }, { x: [1, 3] }],
    ["reshape", { ports: ["x"], known: { x: [6] }, attributes: { shape: [2, 3] } }, { "→value": [2, 3] }],
    ["sum", { ports: ["x"], known: { "→value": [3] }, attributes: { over: "time" } }, { x: [3] }],
    ["sum", { ports: ["x"], known: { x: [3] }, attributes: { over: "features" } }, { "→value": [1] }],
    ["delay", { ports: ["x"], known: { "→value": [3] } }, { x: [3] }],
    ["delay", { ports: ["x", "initial"], known: { initial: [3] } }, { x: [3], "→value": [3] }],
    ["delay", { ports: ["x", "initial"], known: { initial: [], x: [3] } }, { "→value": [3] }],
    ["prelu", { ports: ["x", "a"], known: { x: [3] } }, { "→value": [3] }],
    ["input", { ports: ["x"], known: { "→value": [3] } }, { x: [3] }],
  ] as const)("%s: from %o follows %o", (id, setting, expected) => {
    expect(conclude(id, setting as Case)).toMatchObject(expected);
  });

  it.each([
    ["split", { ports: ["x"], known: { x: [7] } }, "input x has 7 components, the parts expect a multiple of 2"],
    ["slice", { ports: ["x"], known: { x: [3] }, attributes: { from: 2, to: 9 } }, "input x has 3 components, 2 to 9 are taken"],
    [
      "reshape",
      { ports: ["x"], known: { x: [5] }, attributes: { shape: [2, 3] } },
      "input x has 5 features, shape [2, 3] needs 6 components",
    ],
    ["transpose", { ports: ["x"], known: { x: [3, 8, 8] } }, "input x has shape [3, 8, 8], expected a column or a matrix"],
    ["delay", { ports: ["x", "initial"], known: { x: [3], initial: [4] } }, "input initial has 4 features, input x has 3"],
    ["adam", { ports: ["loss"], known: { loss: [3] } }, "input loss has 3 features, expected a number"],
    ["concat", { ports: ["x1", "x2"], known: { x1: [2, 3], x2: [2] } }, "input x1 has shape [2, 3], input x2 has 2 features"],
  ] as const)("%s refuses %o", (id, setting, what) => {
    expect(refusal(id, setting as Case).message).toBe(`${nodeType(id).title} "n": ${what}`);
  });

  it("gives prelu a slope a component where nobody says how many", () => {
    expect(conclude("prelu", { ports: ["x", "a"], known: { x: [3] } }, true).a).toEqual([3]);
  });
});

const attended = ["Q", "K", "V"];
const normed = ["x", "gamma", "beta"];
const ten = { entries: 10, units: 4 };

describe("nodes that look things up", () => {
  it.each([
    ["embedding", { ports: ["x", "E"], known: {}, attributes: ten }, { E: [10, 4], "→value": [4] }],
    ["embedding", { ports: ["x", "E"], known: { E: [10, 4] } }, { "→value": [4] }],
    ["embedding", { ports: ["x", "E"], known: { "→value": [4] }, attributes: { entries: 10 } }, { E: [10, 4] }],
    ["one-hot", { ports: ["x"], known: {}, attributes: { classes: 3 } }, { "→value": [3] }],
    ["outer", { ports: ab, known: { a: [3], b: [2] } }, { "→value": [3, 2] }],
    ["outer", { ports: ab, known: { "→value": [3, 2] } }, { a: [3], b: [2] }],
    ["attention", { ports: attended, known: { Q: [5, 3], K: [7, 3], V: [7, 2] } }, { "→value": [5, 2] }],
    ["attention", { ports: attended, known: { Q: [3], V: [7, 2] } }, { K: [7, 3], "→value": [2] }],
    ["attention", { ports: attended, known: { K: [7, 3], "→value": [5, 2] } }, { Q: [5, 3], V: [7, 2] }],
    ["attention", { ports: attended, known: { K: [3], V: [2] } }, { Q: [3], "→value": [2] }],
    ["attention", { ports: attended, known: { K: [3], "→value": [2] } }, { Q: [3], V: [2] }],
    ["batch-norm", { ports: normed, known: { x: [3, 8, 8] } }, { "→value": [3, 8, 8] }],
    ["batch-norm", { ports: normed, known: { "→value": [6], gamma: [1] } }, { x: [6] }],
    ["l2-penalty", { ports: ["W1", "W2"], known: {} }, { "→value": [] }],
  ] as const)("%s: from %o follows %o", (id, setting, expected) => {
    expect(conclude(id, setting as Case)).toMatchObject(expected);
  });

  it("guess what nobody says: one number to look up, a gain a channel", () => {
    expect(conclude("one-hot", { ports: ["x"], known: {}, attributes: { classes: 3 } }, true).x).toEqual([1]);
    expect(conclude("embedding", { ports: ["x", "E"], known: {}, attributes: ten }, true).x).toEqual([1]);
    expect(conclude("batch-norm", { ports: normed, known: { x: [3, 8, 8] } }, true)).toMatchObject({ gamma: [3], beta: [3] });
  });

  it.each([
    ["embedding", { ports: ["x", "E"], known: { x: [2] } }, "input x has 2 features, expected the number of one row"],
    ["embedding", { ports: ["x", "E"], known: { E: [4] } }, "table E has 4 features, expected a matrix"],
    [
      "embedding",
      { ports: ["x", "E"], known: { E: [9, 4] }, attributes: ten },
      "input E has shape [9, 4], the embedding expects shape [10, 4]",
    ],
    ["one-hot", { ports: ["x"], known: { x: [2] } }, "input x has 2 features, expected the number of one class"],
    ["outer", { ports: ab, known: { a: [3, 1] } }, "input a has shape [3, 1], expected a column"],
    ["attention", { ports: attended, known: { Q: [5, 3], K: [7, 4] } }, "input K has 4 columns, a query 3"],
    ["attention", { ports: attended, known: { K: [7, 3], V: [6, 2] } }, "input V has 6 rows, the keys 7"],
    ["attention", { ports: attended, known: { K: [3], V: [7, 2] } }, "input V has shape [7, 2], expected a column of each step, as K"],
    [
      "attention",
      { ports: attended, known: { Q: [5, 3], K: [3] } },
      "input Q has shape [5, 3], expected a column of each step, as K and V",
    ],
    [
      "attention",
      { ports: attended, known: { Q: [5, 3], K: [7, 3] }, attributes: { causal: true } },
      "causal attention has 5 queries and 7 keys, expected as many",
    ],
    ["batch-norm", { ports: normed, known: { x: [3, 8, 8], gamma: [8] } }, "input gamma has 8 features, input x has shape [3, 8, 8]"],
  ] as const)("%s refuses %o", (id, setting, what) => {
    expect(refusal(id, setting as Case).message).toBe(`${nodeType(id).title} "n": ${what}`);
  });
});
