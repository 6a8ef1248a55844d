// What holds of every node type: its examples, the same rule with any leading axes, its gradient and the gradient's gradient, f32,
// and that everything a reader needs is there.

import katex from "katex";
import { describe, expect, it } from "vitest";
import { nodeTypes } from "../../nodes/index.ts";
import { checkGradient } from "../../src/engine/check-gradient.ts";
import { sizeOf } from "../../src/engine/tape.ts";
import { type AttributeSpec, inputPorts, type NodeExample, type NodeType, type Notation, outputPorts } from "../../src/graph/node-type.ts";
import { agree } from "../engine/wasm/agree.ts";
import { build, type Fed, gradients, gradientTape, jitter, nodeType, repeat, resolved, solve, type Tensor, tensor } from "./harness.ts";

const lowered = nodeTypes.filter((type) => type.lower);
const named = (types: readonly NodeType[]) => types.map((type) => [type.id, type] as const);

const settingOf = (example: NodeExample) => (example.attributes ? { attributes: example.attributes } : {});
const tensors = (values: NodeExample["inputs"]): Record<string, Tensor> =>
  Object.fromEntries(Object.entries(values).map(([port, value]) => [port, tensor(value)]));

function expectClose(got: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(got.length).toBe(expected.length);
  got.forEach((number, index) => {
    const wanted = expected[index]!;
    const near = number === wanted || Math.abs(number - wanted) <= tolerance * (1 + Math.abs(wanted));
    expect(near, `component ${index}: ${number}, expected ${wanted}`).toBe(true);
  });
}

/** Examples at which a small step meets no corner. */
const smooth = (type: NodeType): readonly NodeExample[] =>
  type.examples.filter((example) => {
    const numbers = Object.values(tensors(example.inputs)).flatMap((value) => value.data);
    return numbers.every((number) => Math.abs(number) < 100 && (type.kinks ?? []).every((kink) => Math.abs(number - kink) > 1e-3));
  });

/** Expected to differ from differences: what stops the gradient, and what passes that of another function. */
const otherGradient = new Set(["stop-gradient", "straight-through-step"]);
/** What looks at the other positions of the batch. */
const overBatch = new Set(["batch-norm"]);

describe.each(named(lowered))("%s", (_, type) => {
  it.each(type.examples.map((example, index) => [index, example] as const))("gives the numbers of example %i", (_, example) => {
    const run = build(type, tensors(example.inputs), settingOf(example));
    const numbers = run.numbers();
    for (const [port, value] of Object.entries(example.outputs)) {
      expectClose(numbers[port]!, tensor(value).data, 1e-14);
      expect(run.outputs[port]!.shape).toEqual(tensor(value).shape);
    }
  });

  it.each(type.examples.map((example, index) => [index, example] as const))("states the shapes of example %i", (_, example) => {
    const shapes = Object.fromEntries(Object.entries(tensors(example.inputs)).map(([port, value]) => [port, value.shape]));
    const found = solve(type, resolved(type, example.attributes), shapes, Object.keys(shapes), false);
    for (const [port, value] of Object.entries(example.outputs)) expect(found[`→${port}`]).toEqual(tensor(value).shape);
  });

  it("has a derivative and a second derivative that agree with differences", () => {
    const examples = smooth(type);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      const run = build(type, tensors(example.inputs), settingOf(example));
      if (run.inputs.length === 0) continue;
      if (otherGradient.has(type.id)) continue;
      expect(checkGradient(run.tape, run.inputs, { order: 2 })).toEqual([]);
    }
  });

  it("has a finite gradient at every example", () => {
    for (const example of type.examples) {
      const run = build(type, tensors(example.inputs), settingOf(example));
      for (const { gradient } of checkGradient(run.tape, run.inputs, { order: 1, tolerance: -1 })) expect(gradient).not.toBeNaN();
    }
  });

  it("agrees on the fast executor, its gradient too", () => {
    for (const example of type.examples) {
      const run = build(type, tensors(example.inputs), settingOf(example));
      agree(run.tape, run.inputs, 4e-6);
      if (run.inputs.length > 0) agree(gradientTape(run), run.inputs, 4e-6);
    }
  });

  it("agrees in f32", () => {
    for (const example of type.examples) {
      const run = build(type, tensors(example.inputs), settingOf(example));
      const [exact, rounded] = [run.numbers(), run.numbers("f32")];
      for (const port of Object.keys(exact)) expectClose(rounded[port]!, exact[port]!, 2e-6);
    }
  });
});

/** Types that take each position by itself: their result keeps time and batch, and is no look at other steps. */
const positionwise = (type: NodeType, example: NodeExample): boolean => {
  if (type.category === "time" || overBatch.has(type.id) || Object.keys(example.inputs).length === 0) return false;
  const fed = Object.fromEntries(
    Object.entries(tensors(example.inputs)).map(([port, value]) => [port, repeat(value, { time: 2, batch: 2 })]),
  );
  return Object.values(build(type, fed, settingOf(example)).outputs).every((signal) => signal.time && signal.batch);
};

const leads = [{ batch: 3 }, { time: 4 }, { time: 4, batch: 3 }];

describe.each(named(lowered.filter((type) => type.examples.some((example) => positionwise(type, example)))))(
  "%s with leading axes",
  (_, type) => {
    it.each(leads)("gives at each position of %o what it gives alone", (lead) => {
      for (const example of smooth(type).filter((candidate) => positionwise(type, candidate))) {
        const values = tensors(example.inputs);
        const together = build(
          type,
          Object.fromEntries(Object.entries(values).map(([port, value]) => [port, repeat(value, lead)])),
          settingOf(example),
        );
        const numbers = together.numbers();
        const copies = sizeOf(Object.values(lead));
        for (let copy = 0; copy < copies; copy++) {
          const moved = Object.entries(values).map(([port, value]) => [port, { ...value, data: jitter(value.data, copy) }]);
          const alone = build(type, Object.fromEntries(moved), settingOf(example)).numbers();
          for (const [port, expected] of Object.entries(alone)) {
            expectClose(numbers[port]!.slice(copy * expected.length, (copy + 1) * expected.length), expected, 1e-14);
          }
        }
      }
    });

    it("takes one operand that has leading axes beside others that have none", () => {
      for (const example of smooth(type).filter((candidate) => positionwise(type, candidate))) {
        const values = tensors(example.inputs);
        for (const varied of Object.keys(values)) {
          const fed: Record<string, Fed> = { ...values, [varied]: repeat(values[varied]!, { time: 2, batch: 2 }) };
          const numbers = build(type, fed, settingOf(example)).numbers();
          const alone = build(
            type,
            { ...values, [varied]: { ...values[varied]!, data: jitter(values[varied]!.data, 3) } },
            settingOf(example),
          ).numbers();
          for (const [port, expected] of Object.entries(alone)) expectClose(numbers[port]!.slice(-expected.length), expected, 1e-14);
        }
      }
    });
  },
);

const notations = (type: NodeType): readonly Notation[] => (Array.isArray(type.notation) ? type.notation : [type.notation as Notation]);

function expectDefaultInRange(spec: AttributeSpec): void {
  if (spec.kind === "choice") expect(spec.options).toContain(spec.default);
  if (spec.kind !== "number" || spec.default === null) return;
  expect(spec.default).toBeGreaterThanOrEqual(spec.minimum ?? Number.NEGATIVE_INFINITY);
  expect(spec.default).toBeLessThanOrEqual(spec.maximum ?? Number.POSITIVE_INFINITY);
  if (spec.integer) expect(Number.isInteger(spec.default)).toBe(true);
}

describe.each(named(nodeTypes))("%s for its readers", (_, type) => {
  const attributes = resolved(type);
  const ports = [...inputPorts(type, attributes), ...outputPorts(type, attributes)];

  it("says what it is", () => {
    expect(type.title).not.toBe("");
    expect(type.summary).toMatch(/^[A-Z].*\.$/);
    expect(type.searchWords.length).toBeGreaterThan(0);
    for (const part of [...ports, ...type.attributes]) expect(part.summary, part.id).toMatch(/^\S.*\.$/);
  });

  it("has formulas that can be set", () => {
    const formulas = [type.glyph, type.formula, ...Object.values(type.derivative ?? {})];
    const set = (formula: string) => katex.renderToString(formula, { throwOnError: true, strict: "error" });
    for (const formula of formulas) expect(() => set(formula), formula).not.toThrow();
  });

  it("has a derivative for each input of a rule", () => {
    if (!type.lower || type.id === "expression") return;
    expect(Object.keys(type.derivative ?? {}).sort()).toEqual(
      [...inputPorts(type, attributes)]
        .map((port) => port.id)
        .filter((id) => id !== "mask" || type.id === "mask")
        .sort(),
    );
  });

  it("has ports and attributes of its own names, defaults within range", () => {
    expect(new Set(ports.map((port) => port.id)).size).toBe(ports.length);
    expect(new Set(type.attributes.map((spec) => spec.id)).size).toBe(type.attributes.length);
    type.attributes.forEach(expectDefaultInRange);
  });

  it("has ports also before its attributes are worked out", () => {
    expect(() => [inputPorts(type, {}), outputPorts(type, {})]).not.toThrow();
  });

  it("names in its notation only what it has", () => {
    const operands = inputPorts(type, attributes).map((port) => port.id);
    const settings = type.attributes.map((spec) => spec.id);
    for (const notation of notations(type)) {
      if (notation.kind !== "call") continue;
      for (const operand of notation.operands) expect(operands).toContain(operand);
      for (const setting of [...(notation.positional ?? []), ...(notation.keywords ?? [])]) expect(settings).toContain(setting);
    }
  });
});

describe("the list", () => {
  it("has an example for every type with a rule", () => {
    for (const type of lowered) expect(type.examples.length, type.id).toBeGreaterThan(0);
  });

  it("gives each name of a call to one type, or to types of unlike operand counts", () => {
    const owners = new Map<string, string>();
    for (const type of nodeTypes) {
      for (const notation of notations(type)) {
        if (notation.kind !== "call") continue;
        for (const name of [notation.name, ...(notation.aliases ?? [])]) {
          const key = `${name}/${notation.operands.length}`;
          expect(owners.get(key), key).toBeUndefined();
          owners.set(key, type.id);
        }
      }
    }
  });

  it("reads each operator as one type", () => {
    const operators = nodeTypes.flatMap((type) =>
      notations(type).flatMap((notation) => (notation.kind === "infix" ? [notation.operator] : [])),
    );
    expect(new Set(operators).size).toBe(operators.length);
  });

  it("passes the gradient of a sigmoid, and the gradient's, through straight-through-step", () => {
    const fed = { x: tensor([-2, -0.4, 0, 1.5]) };
    const passed = gradients(build(nodeType("straight-through-step"), fed, { attributes: { steepness: 3 } })).x!;
    const smooth = fed.x.data.map((x) => 1 / (1 + Math.exp(-3 * x)));
    expectClose(
      passed,
      smooth.map((s) => 3 * s * (1 - s)),
      1e-15,
    );
  });

  it("stops the gradient at stop-gradient", () => {
    const run = build(nodeType("stop-gradient"), { x: tensor([1, -2]) });
    for (const { gradient } of checkGradient(run.tape, run.inputs, { order: 1, tolerance: -1 })) expect(gradient).toBe(0);
  });
});
