// Convolution, pooling and layer norm under all their settings: derivatives to order 2, alone and with steps and examples, and the
// WebAssembly executor beside the reference.

import { describe, expect, it } from "vitest";
import type { Numbers } from "../../src/engine/backend/executable.ts";
import { prepare } from "../../src/engine/backend/reference/executor.ts";
import { prepareWasm } from "../../src/engine/backend/wasm/executor.ts";
import { TapeBuilder } from "../../src/engine/builder.ts";
import { checkGradient } from "../../src/engine/check-gradient.ts";
import { grad } from "../../src/engine/grad.ts";
import * as ops from "../../src/engine/ops.ts";
import { simplify } from "../../src/engine/passes/index.ts";
import { type Shape, sizeOf, type Tape } from "../../src/engine/tape.ts";
import type { AttributeValue } from "../../src/graph/document.ts";
import { build, type Fed, nodeType, type Tensor } from "./harness.ts";

type Settings = Readonly<Record<string, AttributeValue>>;

/** Numbers without ties. */
const field = (shape: Shape, phase = 0): Tensor => ({
  shape,
  data: Array.from({ length: sizeOf(shape) }, (_, index) => Math.sin(1.7 * index + phase) + 0.01 * index),
});

/** The sum of the squares of what the tape gives, and its gradient by all inputs. */
function withGradients(tape: Tape): Tape {
  const builder = new TapeBuilder();
  builder.inputs.push(...tape.inputs);
  builder.equations.push(...tape.equations);
  const [result] = tape.outputs;
  const square = ops.multiply(builder, result!, result!);
  const total = ops.sum(
    builder,
    square,
    square.shape.map((_, axis) => axis),
  );
  return simplify(grad(builder.finish([total]), { of: 0, wrt: tape.inputs }));
}

/** The largest difference beside the largest number: f32 rounds by up to 6e-8 of it in each sum. */
function relativeError(got: Numbers, expected: Numbers): number {
  const scale = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((number, place) => Math.abs(got[place]! - number))) / scale;
}

const layers: readonly (readonly [string, Settings, Readonly<Record<string, Shape>>])[] = [
  ["conv2d", {}, { x: [2, 4, 5], K: [3, 2, 2, 3], b: [3] }],
  ["conv2d", { stride: 2 }, { x: [1, 5, 6], K: [2, 1, 3, 2], b: [2] }],
  ["conv2d", { padding: "same", bias: false }, { x: [2, 3, 4], K: [2, 2, 3, 3] }],
  ["conv2d", { padding: "same", stride: 2 }, { x: [1, 5, 4], K: [2, 1, 4, 3], b: [2] }],
  ["max-pool", {}, { x: [2, 5, 4] }],
  ["max-pool", { size: 3 }, { x: [1, 6, 7] }],
  ["average-pool", {}, { x: [2, 4, 5] }],
  ["average-pool", { size: 3 }, { x: [1, 3, 7] }],
  ["layer-norm", {}, { x: [5], gamma: [5], beta: [5] }],
  ["layer-norm", { epsilon: 0.1 }, { x: [2, 2, 3], gamma: [2, 2, 3], beta: [1] }],
];

/** Everything per step and example, parameters for all. */
const fedWith = (shapes: Readonly<Record<string, Shape>>, lead: Shape): Record<string, Fed> =>
  Object.fromEntries(
    Object.entries(shapes).map(([port, shape], index) =>
      port === "x" && lead.length === 2
        ? [port, { ...field([...lead, ...shape], index), time: true, batch: true }]
        : [port, field(shape, index)],
    ),
  );

describe.each(layers)("%s with %j over %j", (id, attributes, shapes) => {
  it("has a derivative and a second derivative that agree with differences", () => {
    const run = build(nodeType(id), fedWith(shapes, []), { attributes });
    expect(checkGradient(run.tape, run.inputs, { order: 2 })).toEqual([]);
  });

  it("has them with steps and examples too", () => {
    const run = build(nodeType(id), fedWith(shapes, [2, 2]), { attributes });
    expect(checkGradient(run.tape, run.inputs, { order: 2 })).toEqual([]);
  });

  it("agrees on the WebAssembly executor, with its gradient", () => {
    const run = build(nodeType(id), fedWith(shapes, [2, 3]), { attributes });
    const tape = withGradients(run.tape);
    const inputs = run.inputs.map((numbers) => numbers.map(Math.fround));
    const expected = prepare(tape, "f64").run(inputs);
    const got = prepareWasm(tape, { relaxed: false }).run(inputs);
    got.forEach((numbers, index) => {
      expect(relativeError(numbers, expected[index]!), `output ${index}`).toBeLessThan(2e-6);
    });
  });
});
