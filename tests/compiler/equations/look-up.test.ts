// Nodes that look things up, drawn on the canvas with parameters of their own: what they print computes the same.

import { expect, test } from "vitest";
import { emptyDocument } from "../../../src/graph/document.ts";
import { run } from "../run.ts";
import { graphOf } from "../sketch.ts";
import { print, read } from "./library.ts";

const drawn = {
  ...emptyDocument,
  graph: graphOf(`
    w = sequence(shape=[1])
    y = sequence(shape=[3])
    e = embedding(x < w, entries=10, units=4, E := E)
    n = batch-norm(x < e)
    Q = parameter(shape=[2, 4])
    q = product(a < Q, b < n)
    a = attention(Q < q, K < q, V < n, causal=true)
    o = outer(a < a, b < q)
    s = straight-through-step(x < o, steepness=3)
    W = parameter(shape=[3, 8])
    f$ = flatten(x < s)
    z$ = product(a < W, b < f$)
    p = softmax(x < z$)
    loss = negative-log-likelihood(prediction < p, target < y)
  `),
};

const shapes: Readonly<Record<string, readonly number[]>> = { E: [10, 4], gamma: [4], beta: [4] };
const one = (at: number) => [0, 1, 2].map((place) => (place === at ? 1 : 0));
const values = {
  w: [
    [[3], [7]],
    [[10], [0]],
    [[3], [1]],
  ],
  y: [
    [one(0), one(2)],
    [one(1), one(1)],
    [one(2), one(0)],
  ],
};

test("they print as calls, with lines for what they train", () => {
  const text = print(drawn, { shapeOf: (_, port) => shapes[port] });
  expect(text.trimEnd().split("\n").slice(2)).toEqual([
    "E = parameter(10, 4)",
    'n_gamma = parameter(4, "ones")',
    "n_beta = parameter(4)",
    "Q = parameter(2, 4)",
    "W = parameter(3, 8)",
    "e = embedding(w, E, entries=10, units=4)",
    "n = batchNorm(e, n_gamma, n_beta)",
    "q = Q * n",
    "a = attention(q, q, n, causal=true)",
    "o = a * q'",
    "s = straightThroughStep(o, 3)",
    "p = softmax(W * flatten(s))",
    "loss = negativeLogLikelihood(p, y)",
  ]);
  const [before, after] = [drawn, read(text)].map((document) => run(document, values).values("p"));
  expect(after).toEqual(before);
  expect(before!.every(Number.isFinite)).toBe(true);
});
