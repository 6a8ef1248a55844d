// What the tests know of each primitive: operands that it takes and operands that it refuses. A new primitive needs its line here.

import * as ops from "../../src/engine/ops.ts";
import type { PrimitiveName, PrimitiveParams, Shape } from "../../src/engine/tape.ts";
import { writeTape } from "./write-tape.ts";

export interface Good<Params> {
  readonly inputs: readonly Shape[];
  readonly params: Params;
  /** Turns numbers in (-2, 2) into what operand `which` may be; default: as they are. */
  readonly domain?: (x: number, which: number, place: number) => number;
  /** Operands with a derivative; default all. */
  readonly differentiable?: readonly number[];
}

export interface Bad<Params> {
  readonly inputs: readonly Shape[];
  readonly params: Params;
  readonly message: RegExp;
}

export interface PrimitiveCases<Params> {
  readonly good: readonly [Good<Params>, ...Good<Params>[]];
  readonly bad: readonly [Bad<Params>, ...Bad<Params>[]];
}

type None = Record<never, never>;
type Domain = (x: number, which: number, place: number) => number;

const none = {};
const positive: Domain = (x) => Math.abs(x) + 0.1;
const nonzero: Domain = (x, which) => (which === 1 ? Math.sign(x) * (0.3 + Math.abs(x)) : x);

function elementwise(operands: number, domain?: Domain, differentiable?: readonly number[]): PrimitiveCases<None> {
  const repeat = (shape: Shape) => Array.from({ length: operands }, () => shape);
  const good = (shape: Shape): Good<None> => ({
    inputs: repeat(shape),
    params: none,
    ...(domain && { domain }),
    ...(differentiable && { differentiable }),
  });
  const tooMany: Bad<None> = { inputs: [...repeat([2]), [2]], params: none, message: /expected \d operands, got \d/ };
  const unequal: Bad<None>[] = operands === 1 ? [] : [{ inputs: [...repeat([2]).slice(1), [3]], params: none, message: /operands differ/ }];
  return { good: [good([]), good([5]), good([2, 3])], bad: [tooMany, ...unequal] };
}

const unary = (domain?: Domain) => elementwise(1, domain);
const binary = (domain?: Domain) => elementwise(2, domain);

/** h' = tanh(w h + x), h and w x stacked. */
const recurrence = writeTape([[2], [2], [2]], (t, w, h, x) => {
  const next = ops.tanh(t, ops.add(t, ops.multiply(t, w, h), x));
  return [next, next, ops.multiply(t, w, x)];
});

const scanParams = { body: recurrence, length: 4, reverse: false, constants: 1, carries: 1 };

export const primitiveCases: { readonly [K in PrimitiveName]: PrimitiveCases<PrimitiveParams[K]> } = {
  identity: unary(),
  stopGradient: elementwise(1, undefined, []),
  negate: unary(),
  exp: unary(),
  log: unary(positive),
  sqrt: unary(positive),
  sin: unary(),
  cos: unary(),
  tanh: unary(),
  sigmoid: unary(),
  softplus: unary(),
  erf: unary(),
  abs: unary(),
  sign: unary(),
  add: binary(),
  subtract: binary(),
  multiply: binary(),
  divide: binary(nonzero),
  power: {
    ...binary((x, which) => (which === 0 ? Math.abs(x) + 0.1 : x)),
    good: [
      { inputs: [[5], [5]], params: none, domain: (x, which) => (which === 0 ? Math.abs(x) + 0.1 : x) },
      // a negative base has whole exponents
      { inputs: [[5], [5]], params: none, domain: (x, which, place) => (which === 0 ? x : place - 1), differentiable: [0] },
    ],
  },
  maximum: binary(),
  minimum: binary(),
  greater: binary(),
  greaterEqual: binary(),
  equal: binary(),
  select: elementwise(3, (x, which, place) => (which === 0 ? place % 2 : x)),
  broadcast: {
    good: [
      { inputs: [[]], params: { shape: [2, 3], axes: [] } },
      { inputs: [[3]], params: { shape: [2, 3], axes: [1] } },
      { inputs: [[2]], params: { shape: [2, 3], axes: [0] } },
      { inputs: [[2, 2]], params: { shape: [2, 3, 2], axes: [0, 2] } },
      { inputs: [[1]], params: { shape: [1, 1], axes: [0] } },
    ],
    bad: [
      { inputs: [[3]], params: { shape: [2, 3], axes: [] }, message: /names 0 axes of \[3\]/ },
      { inputs: [[3]], params: { shape: [2, 4], axes: [1] }, message: /broadcast of \[3\] to \[2,4\]/ },
      { inputs: [[3]], params: { shape: [2, 3], axes: [2] }, message: /broadcast of \[3\] to \[2,3\]/ },
      { inputs: [[2, 2]], params: { shape: [2, 2], axes: [1, 0] }, message: /order of axes/ },
      { inputs: [[2], [2]], params: { shape: [2], axes: [0] }, message: /expected 1 operands, got 2/ },
    ],
  },
  reshape: {
    good: [
      { inputs: [[2, 3]], params: { shape: [3, 2] } },
      { inputs: [[1, 1]], params: { shape: [] } },
      { inputs: [[6]], params: { shape: [1, 2, 3] } },
    ],
    bad: [{ inputs: [[2, 3]], params: { shape: [5] }, message: /reshape of \[2,3\] to \[5\]/ }],
  },
  transpose: {
    good: [
      { inputs: [[2, 3]], params: { permutation: [1, 0] } },
      { inputs: [[2, 3, 4]], params: { permutation: [2, 0, 1] } },
      { inputs: [[]], params: { permutation: [] } },
    ],
    bad: [
      { inputs: [[2, 3]], params: { permutation: [0, 0] }, message: /bad permutation/ },
      { inputs: [[2, 3]], params: { permutation: [0] }, message: /permutation 0 of \[2,3\]/ },
    ],
  },
  slice: {
    good: [
      { inputs: [[5]], params: { starts: [1], ends: [4] } },
      { inputs: [[3, 4]], params: { starts: [1, 0], ends: [2, 3] } },
      { inputs: [[3, 2]], params: { starts: [0, 0], ends: [3, 2] } },
    ],
    bad: [
      { inputs: [[5]], params: { starts: [1], ends: [6] }, message: /slice 1..6 of \[5\]/ },
      { inputs: [[5]], params: { starts: [3], ends: [2] }, message: /slice 3..2 of \[5\]/ },
      { inputs: [[5]], params: { starts: [-1], ends: [2] }, message: /slice -1..2 of \[5\]/ },
      { inputs: [[5, 2]], params: { starts: [1], ends: [2] }, message: /slice names 1 axes/ },
    ],
  },
  pad: {
    good: [
      { inputs: [[3]], params: { before: [2], after: [1] } },
      { inputs: [[2, 3]], params: { before: [0, 1], after: [2, 0] } },
    ],
    bad: [
      { inputs: [[2, 3]], params: { before: [1], after: [1] }, message: /pad names 1 axes of \[2,3\]/ },
      { inputs: [[3]], params: { before: [-1], after: [0] }, message: /pad by -1 and 0/ },
    ],
  },
  concat: {
    good: [
      { inputs: [[2], [3]], params: { axis: 0 } },
      {
        inputs: [
          [2, 1],
          [2, 3],
          [2, 2],
        ],
        params: { axis: 1 },
      },
      {
        inputs: [
          [1, 2, 2],
          [3, 2, 2],
        ],
        params: { axis: 0 },
      },
      { inputs: [[2, 2]], params: { axis: 0 } },
    ],
    bad: [
      {
        inputs: [
          [2, 1],
          [3, 3],
        ],
        params: { axis: 1 },
        message: /concat of \[2,1\] \[3,3\]/,
      },
      { inputs: [[2], [2, 2]], params: { axis: 0 }, message: /concat of \[2\] \[2,2\]/ },
      { inputs: [[2], [2]], params: { axis: 1 }, message: /axes 1 of \[2\]/ },
      { inputs: [], params: { axis: 0 }, message: /axes 0 of \[\]/ },
    ],
  },
  reverse: {
    good: [
      { inputs: [[4]], params: { axis: 0 } },
      { inputs: [[2, 3, 2]], params: { axis: 1 } },
    ],
    bad: [
      { inputs: [[4]], params: { axis: 1 }, message: /axes 1 of \[4\]/ },
      { inputs: [[4]], params: { axis: -1 }, message: /axes -1 of \[4\]/ },
    ],
  },
  windows: {
    good: [
      { inputs: [[5]], params: { axis: 0, size: 2, stride: 1 } },
      { inputs: [[2, 7, 3]], params: { axis: 1, size: 3, stride: 2 } },
      // what is left over is in no window; apart from each other
      { inputs: [[3, 8]], params: { axis: 1, size: 2, stride: 3 } },
      { inputs: [[4]], params: { axis: 0, size: 4, stride: 9 } },
    ],
    bad: [
      { inputs: [[3]], params: { axis: 0, size: 4, stride: 1 }, message: /windows of 4 over 3 elements/ },
      { inputs: [[3]], params: { axis: 0, size: 0, stride: 1 }, message: /windows of 0 every 1/ },
      { inputs: [[3]], params: { axis: 0, size: 2, stride: 0.5 }, message: /windows of 2 every 0.5/ },
      { inputs: [[3]], params: { axis: 1, size: 1, stride: 1 }, message: /axes 1 of \[3\]/ },
    ],
  },
  overlapAdd: {
    good: [
      { inputs: [[4, 2]], params: { axis: 0, stride: 1, extent: 5 } },
      { inputs: [[2, 3, 3, 2]], params: { axis: 1, stride: 2, extent: 8 } },
      { inputs: [[3, 2, 2]], params: { axis: 1, stride: 3, extent: 7 } },
      { inputs: [[1, 4]], params: { axis: 0, stride: 9, extent: 4 } },
    ],
    bad: [
      { inputs: [[4, 2]], params: { axis: 0, stride: 1, extent: 6 }, message: /4 windows of 2 every 1 do not fill 6 elements/ },
      { inputs: [[4]], params: { axis: 0, stride: 1, extent: 4 }, message: /axes 0,1 of \[4\]/ },
      { inputs: [[4, 2]], params: { axis: 0, stride: 0, extent: 5 }, message: /windows of 2 every 0/ },
    ],
  },
  sum: {
    good: [
      { inputs: [[4]], params: { axes: [0] } },
      { inputs: [[2, 3, 2]], params: { axes: [1] } },
      { inputs: [[2, 3, 2]], params: { axes: [2, 0] } },
      { inputs: [[2, 3]], params: { axes: [] } },
    ],
    bad: [
      { inputs: [[4]], params: { axes: [1] }, message: /axes 1 of \[4\]/ },
      { inputs: [[4, 4]], params: { axes: [1, 1] }, message: /axes 1,1 of \[4,4\]/ },
    ],
  },
  max: {
    good: [
      { inputs: [[4]], params: { axes: [0] } },
      { inputs: [[2, 3, 2]], params: { axes: [1] } },
      { inputs: [[2, 3, 2]], params: { axes: [0, 2] } },
      { inputs: [[2, 3]], params: { axes: [] } },
    ],
    bad: [{ inputs: [[4]], params: { axes: [0, 1] }, message: /axes 0,1 of \[4\]/ }],
  },
  contract: {
    good: [
      {
        inputs: [
          [2, 3],
          [4, 3],
        ],
        params: { left: "bi", right: "oi", out: "bo" },
      },
      {
        inputs: [
          [2, 3],
          [3, 4],
        ],
        params: { left: "ik", right: "kj", out: "ji" },
      },
      { inputs: [[3], [2]], params: { left: "i", right: "j", out: "ij" } },
      { inputs: [[3], [3]], params: { left: "i", right: "i", out: "" } },
      { inputs: [[], [2]], params: { left: "", right: "i", out: "i" } },
      {
        inputs: [
          [2, 3, 2],
          [2, 2, 4],
        ],
        params: { left: "tbk", right: "tko", out: "tbo" },
      },
      {
        inputs: [
          [2, 3],
          [2, 3],
        ],
        params: { left: "ab", right: "ab", out: "ba" },
      },
      {
        inputs: [
          [2, 3, 2],
          [3, 2, 2],
        ],
        params: { left: "abc", right: "bca", out: "" },
      },
    ],
    bad: [
      {
        inputs: [
          [2, 3],
          [4, 2],
        ],
        params: { left: "bi", right: "oi", out: "bo" },
        message: /axis i is 3 and 2/,
      },
      { inputs: [[2, 3], [3]], params: { left: "bi", right: "i", out: "" }, message: /axis b stands only once in bi,i->/ },
      { inputs: [[2, 3], [3]], params: { left: "b", right: "i", out: "bi" }, message: /letters b do not name the axes of \[2,3\]/ },
      { inputs: [[2], [3]], params: { left: "b", right: "i", out: "bij" }, message: /axis j of the result is in no operand/ },
      { inputs: [[2, 2], [2]], params: { left: "ii", right: "i", out: "i" }, message: /axis named twice in ii/ },
      { inputs: [[2, 2]], params: { left: "ij", right: "", out: "ij" }, message: /expected 2 operands, got 1/ },
    ],
  },
  gather: {
    good: [
      { inputs: [[4], [3]], params: none, domain: (x, which, place) => (which === 1 ? (place * 3) % 4 : x), differentiable: [0] },
      { inputs: [[3, 2], [5]], params: none, domain: (x, which, place) => (which === 1 ? (place * 2) % 3 : x), differentiable: [0] },
      {
        inputs: [
          [3, 2, 2],
          [3, 2],
        ],
        params: none,
        domain: (x, which, place) => (which === 1 ? (place * 2) % 3 : x),
        differentiable: [0],
      },
    ],
    bad: [
      {
        inputs: [
          [3, 2],
          [3, 4],
        ],
        params: none,
        message: /gather \[3,4\] from \[3,2\]/,
      },
      { inputs: [[3], [3, 1]], params: none, message: /gather \[3,1\] from \[3\]/ },
      { inputs: [[3], []], params: none, message: /index is a scalar/ },
    ],
  },
  scatterAdd: {
    good: [
      { inputs: [[4], [4]], params: { size: 3 }, domain: (x, which, place) => (which === 1 ? (place * 2) % 3 : x), differentiable: [0] },
      {
        inputs: [
          [3, 2, 2],
          [3, 2],
        ],
        params: { size: 4 },
        domain: (x, which, place) => (which === 1 ? place % 2 : x),
        differentiable: [0],
      },
    ],
    bad: [
      {
        inputs: [
          [3, 2],
          [3, 1],
        ],
        params: { size: 3 },
        message: /scatter of \[3,2\] by \[3,1\]/,
      },
      { inputs: [[3], []], params: { size: 3 }, message: /index is a scalar/ },
    ],
  },
  constant: {
    good: [
      { inputs: [], params: { shape: [2, 2], data: 1.5 } },
      { inputs: [], params: { shape: [2, 2], data: [1, -2, 3, -0.1] } },
    ],
    bad: [
      { inputs: [], params: { shape: [2, 2], data: [1, 2] }, message: /constant of shape \[2,2\] has other data/ },
      { inputs: [[2]], params: { shape: [2], data: 0 }, message: /expected 0 operands, got 1/ },
    ],
  },
  scan: {
    good: [
      { inputs: [[2], [2], [4, 2]], params: scanParams },
      { inputs: [[2], [2], [4, 2]], params: { ...scanParams, reverse: true } },
      { inputs: [[2], [2], [1, 2]], params: { ...scanParams, length: 1 } },
    ],
    bad: [
      { inputs: [[2], [2]], params: scanParams, message: /scan takes 2 values, its body 3/ },
      { inputs: [[2], [2], [3, 2]], params: scanParams, message: /scan input 2 is \[3,2\], expected \[4,2\]/ },
      { inputs: [[2], [3], [4, 2]], params: scanParams, message: /scan input 1 is \[3\], expected \[2\]/ },
      { inputs: [[2], [2], [0, 2]], params: { ...scanParams, length: 0 }, message: /scan over 0 steps/ },
      { inputs: [[2], [2], [4, 2]], params: { ...scanParams, carries: 3 }, message: /1 constants and 3 carries among 3 values/ },
      {
        inputs: [[2], [2]],
        params: { body: writeTape([[2], [2]], (_, x) => [x]), length: 1, reverse: false, constants: 0, carries: 2 },
        message: /2 carries, but the body gives 1 values/,
      },
      {
        inputs: [[2]],
        params: { body: writeTape([[2]], (t, x) => [ops.sum(t, x, [0])]), length: 2, reverse: false, constants: 0, carries: 1 },
        message: /carry 0 changes its shape/,
      },
    ],
  },
};
