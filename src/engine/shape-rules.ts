// The shape of what each primitive gives. A violated rule is a defect of whoever wrote the equation, so it throws TapeError.

import type { ContractParams, PrimitiveName, PrimitiveParams } from "./tape.ts";
import { formatShape, type Shape, sameShape, sizeOf } from "./tape.ts";

export class TapeError extends Error {
  override name = "TapeError";
}

type Rule<K extends PrimitiveName> = (inputs: readonly Shape[], params: PrimitiveParams[K]) => readonly Shape[];

function demand(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new TapeError(message());
}

const elementwise =
  (operands: number) =>
  (shapes: readonly Shape[]): readonly Shape[] => {
    const [first] = shapes;
    demand(shapes.length === operands && first !== undefined, () => `expected ${operands} operands, got ${shapes.length}`);
    for (const shape of shapes) demand(sameShape(shape, first), () => `operands differ: ${shapes.map(formatShape).join(" ")}`);
    return [first];
  };

const unary = elementwise(1);
const binary = elementwise(2);

function demandAxes(x: Shape, axes: readonly number[]): void {
  const distinct = new Set(axes).size === axes.length;
  demand(
    distinct && axes.every((axis) => Number.isInteger(axis) && 0 <= axis && axis < x.length),
    () => `axes ${axes} of ${formatShape(x)}`,
  );
}

const reduction: Rule<"sum" | "max"> = ([x = []], { axes }) => {
  demandAxes(x, axes);
  return [withoutAxes(x, axes)];
};

const withoutAxes = (shape: Shape, axes: readonly number[]): Shape => shape.filter((_, axis) => !axes.includes(axis));

function demandWindow(size: number, stride: number): void {
  demand(Number.isInteger(size) && size >= 1 && Number.isInteger(stride) && stride >= 1, () => `windows of ${size} every ${stride}`);
}

/** How many windows lie whole within `extent` elements. */
export const windowCount = (extent: number, size: number, stride: number): number => Math.floor((extent - size) / stride) + 1;

/** Size of every letter of a contraction. */
export function letterSizes({ left, right }: ContractParams, a: Shape, b: Shape): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  const read = (letters: string, shape: Shape) => {
    demand(letters.length === shape.length, () => `letters ${letters} do not name the axes of ${formatShape(shape)}`);
    [...letters].forEach((letter, axis) => {
      const size = shape[axis]!;
      const known = sizes.get(letter);
      demand(known === undefined || known === size, () => `axis ${letter} is ${known} and ${size}`);
      sizes.set(letter, size);
    });
  };
  read(left, a);
  read(right, b);
  return sizes;
}

function contractShape([a = [], b = []]: readonly Shape[], params: ContractParams): readonly Shape[] {
  const sizes = letterSizes(params, a, b);
  const places = [params.left, params.right, params.out];
  for (const letters of places) demand(new Set(letters).size === letters.length, () => `axis named twice in ${letters}`);
  for (const letter of params.out) demand(sizes.has(letter), () => `axis ${letter} of the result is in no operand`);
  for (const letter of sizes.keys()) {
    const count = places.filter((letters) => letters.includes(letter)).length;
    demand(count >= 2, () => `axis ${letter} stands only once in ${params.left},${params.right}->${params.out}`);
  }
  return [[...params.out].map((letter) => sizes.get(letter)!)];
}

function scanShapes(inputs: readonly Shape[], { body, length, constants, carries }: PrimitiveParams["scan"]): readonly Shape[] {
  demand(inputs.length === body.inputs.length, () => `scan takes ${inputs.length} values, its body ${body.inputs.length}`);
  demand(constants + carries <= inputs.length, () => `${constants} constants and ${carries} carries among ${inputs.length} values`);
  demand(carries <= body.outputs.length, () => `${carries} carries, but the body gives ${body.outputs.length} values`);
  demand(length >= 1, () => `scan over ${length} steps`);
  inputs.forEach((shape, index) => {
    const inner = body.inputs[index]!.shape;
    const expected = index < constants + carries ? inner : [length, ...inner];
    demand(sameShape(shape, expected), () => `scan input ${index} is ${formatShape(shape)}, expected ${formatShape(expected)}`);
  });
  const shapes = body.outputs.map((value) => value.shape);
  for (let carry = 0; carry < carries; carry++) {
    demand(sameShape(shapes[carry]!, inputs[constants + carry]!), () => `carry ${carry} changes its shape`);
  }
  return shapes.map((shape, index) => (index < carries ? shape : [length, ...shape]));
}

const rules: { readonly [K in PrimitiveName]: Rule<K> } = {
  identity: unary,
  stopGradient: unary,
  negate: unary,
  exp: unary,
  log: unary,
  sqrt: unary,
  sin: unary,
  cos: unary,
  tanh: unary,
  sigmoid: unary,
  softplus: unary,
  erf: unary,
  abs: unary,
  sign: unary,
  add: binary,
  subtract: binary,
  multiply: binary,
  divide: binary,
  power: binary,
  maximum: binary,
  minimum: binary,
  greater: binary,
  greaterEqual: binary,
  equal: binary,
  select: elementwise(3),
  broadcast: ([x = []], { shape, axes }) => {
    demand(axes.length === x.length, () => `broadcast names ${axes.length} axes of ${formatShape(x)}`);
    axes.forEach((axis, index) => {
      demand(shape[axis] === x[index], () => `broadcast of ${formatShape(x)} to ${formatShape(shape)}`);
      demand(index === 0 || axis > axes[index - 1]!, () => "broadcast keeps the order of axes");
    });
    return [shape];
  },
  reshape: ([x = []], { shape }) => {
    demand(sizeOf(x) === sizeOf(shape), () => `reshape of ${formatShape(x)} to ${formatShape(shape)}`);
    return [shape];
  },
  transpose: ([x = []], { permutation }) => {
    demand(
      [...permutation].sort((a, b) => a - b).every((axis, index) => axis === index),
      () => `bad permutation ${permutation}`,
    );
    demand(permutation.length === x.length, () => `permutation ${permutation} of ${formatShape(x)}`);
    return [permutation.map((axis) => x[axis]!)];
  },
  slice: ([x = []], { starts, ends }) => {
    demand(starts.length === x.length && ends.length === x.length, () => `slice names ${starts.length} axes of ${formatShape(x)}`);
    x.forEach((size, axis) => {
      demand(
        0 <= starts[axis]! && starts[axis]! <= ends[axis]! && ends[axis]! <= size,
        () => `slice ${starts}..${ends} of ${formatShape(x)}`,
      );
    });
    return [x.map((_, axis) => ends[axis]! - starts[axis]!)];
  },
  pad: ([x = []], { before, after }) => {
    demand(before.length === x.length && after.length === x.length, () => `pad names ${before.length} axes of ${formatShape(x)}`);
    demand(
      [...before, ...after].every((count) => count >= 0),
      () => `pad by ${before} and ${after}`,
    );
    return [x.map((size, axis) => size + before[axis]! + after[axis]!)];
  },
  concat: (shapes, { axis }) => {
    const [first = []] = shapes;
    demandAxes(first, [axis]);
    for (const shape of shapes) {
      demand(sameShape(withoutAxes(shape, [axis]), withoutAxes(first, [axis])), () => `concat of ${shapes.map(formatShape).join(" ")}`);
    }
    const total = shapes.reduce((size, shape) => size + shape[axis]!, 0);
    return [first.map((size, index) => (index === axis ? total : size))];
  },
  reverse: ([x = []], { axis }) => {
    demandAxes(x, [axis]);
    return [x];
  },
  windows: ([x = []], { axis, size, stride }) => {
    demandAxes(x, [axis]);
    demandWindow(size, stride);
    demand(size <= x[axis]!, () => `windows of ${size} over ${x[axis]} elements`);
    return [[...x.slice(0, axis), windowCount(x[axis]!, size, stride), size, ...x.slice(axis + 1)]];
  },
  overlapAdd: ([x = []], { axis, stride, extent }) => {
    demandAxes(x, [axis, axis + 1]);
    const [count, size] = [x[axis]!, x[axis + 1]!];
    demandWindow(size, stride);
    demand(windowCount(extent, size, stride) === count, () => `${count} windows of ${size} every ${stride} do not fill ${extent} elements`);
    return [[...x.slice(0, axis), extent, ...x.slice(axis + 2)]];
  },
  sum: reduction,
  max: reduction,
  contract: contractShape,
  gather: ([x = [], index = []]) => {
    demand(index.length >= 1, () => "the index is a scalar");
    demand(sameShape(index.slice(1), x.slice(1, index.length)), () => `gather ${formatShape(index)} from ${formatShape(x)}`);
    return [[index[0]!, ...x.slice(1)]];
  },
  scatterAdd: ([g = [], index = []], { size }) => {
    demand(index.length >= 1, () => "the index is a scalar");
    demand(sameShape(index, g.slice(0, index.length)), () => `scatter of ${formatShape(g)} by ${formatShape(index)}`);
    return [[size, ...g.slice(1)]];
  },
  constant: (_, { shape, data }) => {
    demand(typeof data === "number" || data.length === sizeOf(shape), () => `constant of shape ${formatShape(shape)} has other data`);
    return [shape];
  },
  scan: scanShapes,
};

/** Operands of the primitives whose rules do not count them themselves. */
const operands: Partial<Readonly<Record<PrimitiveName, number>>> = {
  broadcast: 1,
  reshape: 1,
  transpose: 1,
  slice: 1,
  pad: 1,
  reverse: 1,
  windows: 1,
  overlapAdd: 1,
  sum: 1,
  max: 1,
  contract: 2,
  gather: 2,
  scatterAdd: 2,
  constant: 0,
};

export function outputShapes<K extends PrimitiveName>(
  primitive: K,
  inputs: readonly Shape[],
  params: PrimitiveParams[K],
): readonly Shape[] {
  try {
    const wanted = operands[primitive] ?? inputs.length;
    demand(inputs.length === wanted, () => `expected ${wanted} operands, got ${inputs.length}`);
    return (rules[primitive] as Rule<K>)(inputs, params);
  } catch (error) {
    if (error instanceof TapeError) throw new TapeError(`${primitive}: ${error.message}`);
    throw error;
  }
}
