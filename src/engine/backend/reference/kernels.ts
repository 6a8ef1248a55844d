// A kernel for each primitive: prepared once for the shapes at hand, then run as often as wanted. Plain and obvious on purpose:
// this backend is the judge of the others.

import type { PrimitiveName, PrimitiveParams } from "../../tape.ts";
import { type Shape, sizeOf } from "../../tape.ts";
import type { Numbers } from "../executable.ts";
import { type Cell, type Host, strides } from "./cell.ts";
import { contractKernel } from "./contract.ts";
import { type ElementwiseName, elementwise } from "./elementwise.ts";
import { scanKernel } from "./scan.ts";
import { addStrided, copyStrided, maxStrided, type Walk } from "./strided.ts";

export type Kernel<K extends PrimitiveName> = (
  params: PrimitiveParams[K],
  inputs: readonly Cell[],
  outputs: readonly Cell[],
  host: Host,
) => () => void;

const rowMajor = (shape: Shape): Walk => ({ offset: 0, strides: strides(shape) });

function pointwise<K extends ElementwiseName>(name: K): Kernel<K> {
  const loop = elementwise[name] as (y: Numbers, a: Numbers, b: Numbers, c: Numbers) => void;
  return (_, [a, b, c], [y]) => {
    const [first, second, third] = [a!, b ?? a!, c ?? a!];
    return () => loop(y!.data, first.data, second.data, third.data);
  };
}

/** The output shows the operand's numbers under another shape. */
const alias: Kernel<"identity" | "stopGradient" | "reshape"> =
  (_, [x], [y]) =>
  () => {
    y!.data = x!.data;
  };

const copy = (x: Cell, y: Cell, shape: Shape, from: Walk, to: Walk) => () => copyStrided(y.data, to, x.data, from, shape);

/** Output strides seen from the axes of the input: 0 along the axes that go away. */
function reducedStrides(shape: Shape, axes: readonly number[], out: Shape): Walk {
  const steps = strides(out);
  let next = 0;
  return { offset: 0, strides: shape.map((_, axis) => (axes.includes(axis) ? 0 : steps[next++]!)) };
}

const broadcastKernel: Kernel<"broadcast"> = ({ shape, axes }, [x], [y]) => {
  const steps = strides(x!.shape);
  const from = shape.map((_, axis) => (axes.includes(axis) ? steps[axes.indexOf(axis)]! : 0));
  return copy(x!, y!, shape, { offset: 0, strides: from }, rowMajor(shape));
};

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((total, x, i) => total + x * b[i]!, 0);

const sumKernel: Kernel<"sum"> = ({ axes }, [x], [y]) => {
  const total = new Float64Array(sizeOf(y!.shape));
  const to = reducedStrides(x!.shape, axes, y!.shape);
  const from = rowMajor(x!.shape);
  return () => {
    total.fill(0);
    addStrided(total, to, x!.data, from, x!.shape);
    y!.data.set(total);
  };
};

const maxKernel: Kernel<"max"> = ({ axes }, [x], [y]) => {
  const to = reducedStrides(x!.shape, axes, y!.shape);
  const from = rowMajor(x!.shape);
  return () => {
    y!.data.fill(Number.NEGATIVE_INFINITY);
    maxStrided(y!.data, to, x!.data, from, x!.shape);
  };
};

const padKernel: Kernel<"pad"> = ({ before }, [x], [y]) => {
  const steps = strides(y!.shape);
  const place = copy(x!, y!, x!.shape, rowMajor(x!.shape), { offset: dot(before, steps), strides: steps });
  return () => {
    y!.data.fill(0);
    place();
  };
};

const concatKernel: Kernel<"concat"> = ({ axis }, parts, [y]) => {
  const steps = strides(y!.shape);
  let start = 0;
  const copies = parts.map((part) => {
    const to = { offset: start * steps[axis]!, strides: steps };
    start += part.shape[axis]!;
    return copy(part, y!, part.shape, rowMajor(part.shape), to);
  });
  return () => {
    for (const run of copies) run();
  };
};

const reverseKernel: Kernel<"reverse"> = ({ axis }, [x], [y]) => {
  const steps = strides(x!.shape);
  const backwards = steps.map((step, i) => (i === axis ? -step : step));
  return copy(x!, y!, x!.shape, { offset: (x!.shape[axis]! - 1) * steps[axis]!, strides: backwards }, rowMajor(y!.shape));
};

/** Strides of the windows of an array, over the array itself. */
function windowWalk(shape: Shape, axis: number, stride: number): Walk {
  const steps = strides(shape);
  return { offset: 0, strides: [...steps.slice(0, axis), steps[axis]! * stride, ...steps.slice(axis)] };
}

const windowsKernel: Kernel<"windows"> = ({ axis, stride }, [x], [y]) =>
  copy(x!, y!, y!.shape, windowWalk(x!.shape, axis, stride), rowMajor(y!.shape));

const overlapAddKernel: Kernel<"overlapAdd"> = ({ axis, stride }, [x], [y]) => {
  const total = new Float64Array(sizeOf(y!.shape));
  const to = windowWalk(y!.shape, axis, stride);
  const from = rowMajor(x!.shape);
  return () => {
    total.fill(0);
    addStrided(total, to, x!.data, from, x!.shape);
    y!.data.set(total);
  };
};

/** Calls `each(place in the long array, place in the indexed one)` for every element that an index addresses. */
function forEachIndexed(index: Cell, rest: number, each: (long: number, short: number) => void): void {
  const lead = sizeOf(index.shape.slice(1));
  for (let i = 0; i < index.data.length; i++) {
    const row = index.data[i]! * lead + (i % lead);
    for (let k = 0; k < rest; k++) each(row * rest + k, i * rest + k);
  }
}

const gatherKernel: Kernel<"gather"> = (_, [x, index], [y]) => {
  const rest = sizeOf(x!.shape.slice(index!.shape.length));
  return () =>
    forEachIndexed(index!, rest, (long, short) => {
      y!.data[short] = x!.data[long]!;
    });
};

const scatterAddKernel: Kernel<"scatterAdd"> = (_, [g, index], [y]) => {
  const rest = sizeOf(g!.shape.slice(index!.shape.length));
  const total = new Float64Array(sizeOf(y!.shape));
  return () => {
    total.fill(0);
    forEachIndexed(index!, rest, (long, short) => {
      total[long] = total[long]! + g!.data[short]!;
    });
    y!.data.set(total);
  };
};

export const kernels: { readonly [K in PrimitiveName]: Kernel<K> } = {
  identity: alias,
  stopGradient: alias,
  reshape: alias,
  negate: pointwise("negate"),
  exp: pointwise("exp"),
  log: pointwise("log"),
  sqrt: pointwise("sqrt"),
  sin: pointwise("sin"),
  cos: pointwise("cos"),
  tanh: pointwise("tanh"),
  sigmoid: pointwise("sigmoid"),
  softplus: pointwise("softplus"),
  erf: pointwise("erf"),
  abs: pointwise("abs"),
  sign: pointwise("sign"),
  add: pointwise("add"),
  subtract: pointwise("subtract"),
  multiply: pointwise("multiply"),
  divide: pointwise("divide"),
  power: pointwise("power"),
  maximum: pointwise("maximum"),
  minimum: pointwise("minimum"),
  greater: pointwise("greater"),
  greaterEqual: pointwise("greaterEqual"),
  equal: pointwise("equal"),
  select: pointwise("select"),
  broadcast: broadcastKernel,
  transpose: ({ permutation }, [x], [y]) => {
    const steps = strides(x!.shape);
    return copy(x!, y!, y!.shape, { offset: 0, strides: permutation.map((axis) => steps[axis]!) }, rowMajor(y!.shape));
  },
  slice: ({ starts }, [x], [y]) => {
    const steps = strides(x!.shape);
    return copy(x!, y!, y!.shape, { offset: dot(starts, steps), strides: steps }, rowMajor(y!.shape));
  },
  pad: padKernel,
  concat: concatKernel,
  reverse: reverseKernel,
  windows: windowsKernel,
  overlapAdd: overlapAddKernel,
  sum: sumKernel,
  max: maxKernel,
  contract: contractKernel,
  gather: gatherKernel,
  scatterAdd: scatterAddKernel,
  constant: ({ data }, _, [y]) => {
    if (typeof data === "number") y!.data.fill(data);
    else y!.data.set(data);
    return () => {};
  },
  scan: scanKernel,
};
