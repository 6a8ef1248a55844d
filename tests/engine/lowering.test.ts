// The lowering's vocabulary against plain loops over steps, examples and features, with its derivatives to order 2.

import { describe, expect, it } from "vitest";
import { printTape } from "../../src/engine/print.ts";
import type { Axis, Binary, Lowering, Signal, Unary } from "../../src/engine/signal.ts";
import type { Shape } from "../../src/engine/tape.ts";
import {
  type At,
  batch,
  both,
  type Form,
  type Lowered,
  leads,
  lowered,
  perExample,
  perStep,
  resultOf,
  type Setting,
  shapeOf,
  steps,
  still,
  tabulate,
  wrongDerivatives,
} from "./fields.ts";
import { indices } from "./interpreter.ts";
import { expectClose } from "./numbers.ts";

type Write = (l: Lowering, ...operands: Signal[]) => Signal;

/** The result has this form and these numbers, and its derivatives are right. */
function expectField(result: Lowered, form: Form, at: At): void {
  expect(result.form).toEqual(form);
  expect(result.tape.outputs[0]!.shape).toEqual(shapeOf(form));
  expectClose(resultOf(result), tabulate(form, at), 1e-12);
  expect(wrongDerivatives(result)).toEqual([]);
}

const joined = (...forms: readonly Form[]) => ({ time: forms.some(({ time }) => time), batch: forms.some((form) => form.batch) });
const pairs = leads.flatMap((a) => leads.map((b) => [a, b] as const));
const single = (shape: Shape) => shape.every((size) => size === 1) && shape.length <= 1;
/** What a number or one component looks like at any feature. */
const repeated = (at: At, shape: Shape): At =>
  single(shape)
    ? (t, b) =>
        at(
          t,
          b,
          shape.map(() => 0),
        )
    : at;

describe("an elementwise operation of two signals", () => {
  const shapes: readonly (readonly [Shape, Shape, Shape])[] = [
    [[], [], []],
    [[2], [2], [2]],
    [[], [3], [3]],
    [[3], [], [3]],
    [[1], [3], [3]],
    [[3], [1], [3]],
    [[], [1], [1]],
    [[2, 2], [], [2, 2]],
    [[1], [2, 2], [2, 2]],
  ];

  describe.each(shapes)("%j and %j give %j", (a, b, shape) => {
    it.each(pairs)("for %j and %j", (left, right) => {
      const forms = [
        { ...left, shape: a },
        { ...right, shape: b },
      ] as const;
      const result = lowered(forms, (l, x, y) => l.binary("multiply", x, l.binary("subtract", x, y)));
      const [x, y] = [repeated(result.at[0]!, a), repeated(result.at[1]!, b)];
      expectField(result, { ...joined(...forms), shape }, (t, n, index) => x(t, n, index) * (x(t, n, index) - y(t, n, index)));
    });
  });

  it.each([
    [[2], [3]],
    [[2], [2, 2]],
    [[2, 2], [4]],
    [[1, 1], [3]],
    [[1, 2], [2]],
  ] as const)("of %j and %j is refused", (a, b) => {
    expect(() =>
      lowered(
        [
          { ...both, shape: a },
          { ...both, shape: b },
        ],
        (l, x, y) => l.binary("add", x, y),
      ),
    ).toThrow(/does not fill/);
  });

  it("means its primitive", () => {
    const meanings: Record<Binary, (a: number, b: number) => number> = {
      add: (a, b) => a + b,
      subtract: (a, b) => a - b,
      multiply: (a, b) => a * b,
      divide: (a, b) => a / b,
      power: (a, b) => a ** b,
      maximum: Math.max,
      minimum: Math.min,
      greater: (a, b) => Number(a > b),
      greaterEqual: (a, b) => Number(a >= b),
      equal: (a, b) => Number(a === b),
    };
    for (const [kind, meaning] of Object.entries(meanings) as [Binary, (a: number, b: number) => number][]) {
      const result = lowered(
        [
          { ...both, shape: [2] },
          { ...perExample, shape: [] },
        ],
        (l, x, y) => l.binary(kind, x, y),
      );
      const [x, y] = result.at as [At, At];
      expectClose(
        resultOf(result),
        tabulate(result.form, (t, b, index) => meaning(x(t, b, index), y(t, b, []))),
        1e-12,
      );
    }
  });
});

describe("an operation of one signal", () => {
  const smooth: readonly Unary[] = ["identity", "negate", "exp", "sin", "cos", "tanh", "sigmoid", "softplus", "erf", "abs"];
  it.each(smooth)("%s keeps the form", (kind) => {
    const result = lowered([{ ...both, shape: [2] }], (l, x) => l.unary(kind, x));
    expect(result.form).toEqual({ ...both, shape: [2] });
    expect(wrongDerivatives(result)).toEqual([]);
  });
});

describe("select", () => {
  it("aligns all three", () => {
    const forms = [
      { ...perExample, shape: [] },
      { ...still, shape: [2] },
      { ...perStep, shape: [1] },
    ] as const;
    const result = lowered(forms, (l, condition, then, otherwise) =>
      l.select(l.binary("greater", condition, l.number(0)), then, otherwise),
    );
    const [condition, then, otherwise] = result.at as [At, At, At];
    expectField(result, { ...both, shape: [2] }, (t, b, index) => (condition(t, b, []) > 0 ? then(t, b, index) : otherwise(t, b, [0])));
  });
});

describe("fill and expand", () => {
  it.each(leads)("repeat a number of %j over features", (lead) => {
    for (const shape of [[], [1]]) {
      const result = lowered([{ ...lead, shape }], (l, x) => l.fill(x, [2, 3]));
      expectField(result, { ...lead, shape: [2, 3] }, (t, b) =>
        result.at[0]!(
          t,
          b,
          shape.map(() => 0),
        ),
      );
    }
  });

  it.each(pairs)("give %j the axes of %j too", (lead, wanted) => {
    const result = lowered([{ ...lead, shape: [2] }], (l, x) => l.expand(x, wanted.time, wanted.batch));
    const form = { time: lead.time || wanted.time, batch: lead.batch || wanted.batch, shape: [2] };
    expectField(result, form, result.at[0]!);
  });

  it("refuse to repeat what is no number", () => {
    expect(() => lowered([{ ...still, shape: [2] }], (l, x) => l.fill(x, [4]))).toThrow("fill: [2] does not fill [4]");
  });
});

describe("constants", () => {
  it("are numbers or given element by element", () => {
    expect(resultOf(lowered([], (l) => l.number(1.5)))).toEqual([1.5]);
    expect(resultOf(lowered([], (l) => l.constant([2, 2], [1, 2, 3, 4])))).toEqual([1, 2, 3, 4]);
    expect(resultOf(lowered([], (l) => l.constant([3], 7)))).toEqual([7, 7, 7]);
  });
});

describe("rearranging features", () => {
  it.each(pairs)("concat puts %j and %j on top of each other, a number as one component", (a, b) => {
    const forms = [
      { ...a, shape: [2] },
      { ...b, shape: [] },
      { ...still, shape: [3] },
    ] as const;
    const result = lowered(forms, (l, ...parts) => l.concat(parts));
    const [x, y, z] = result.at as [At, At, At];
    expectField(result, { ...joined(...forms), shape: [6] }, (t, n, [i = 0]) =>
      i < 2 ? x(t, n, [i]) : i === 2 ? y(t, n, []) : z(t, n, [i - 3]),
    );
  });

  it("concat puts matrices on top of each other", () => {
    const result = lowered(
      [
        { ...both, shape: [1, 2] },
        { ...perStep, shape: [2, 2] },
      ],
      (l, ...parts) => l.concat(parts),
    );
    const [x, y] = result.at as [At, At];
    expectField(result, { ...both, shape: [3, 2] }, (t, b, [i = 0, j = 0]) => (i < 1 ? x(t, b, [i, j]) : y(t, b, [i - 1, j])));
  });

  it("concat of nothing, or of other widths, is refused", () => {
    expect(() => lowered([], (l) => l.concat([]))).toThrow("concat: nothing to put together");
    expect(() =>
      lowered(
        [
          { ...still, shape: [2, 2] },
          { ...still, shape: [2, 3] },
        ],
        (l, ...parts) => l.concat(parts),
      ),
    ).toThrow("concat of [2,2] [2,3]");
  });

  it.each(leads)("slice takes components of %j", (lead) => {
    const column = lowered([{ ...lead, shape: [4] }], (l, x) => l.slice(x, 1, 3));
    expectField(column, { ...lead, shape: [2] }, (t, b, [i = 0]) => column.at[0]!(t, b, [i + 1]));
    const rows = lowered([{ ...lead, shape: [3, 2] }], (l, x) => l.slice(x, 2, 3));
    expectField(rows, { ...lead, shape: [1, 2] }, (t, b, [i = 0, j = 0]) => rows.at[0]!(t, b, [i + 2, j]));
  });

  it("found: a slice of a number did not have the shape that it claimed", () => {
    const result = lowered([{ ...both, shape: [] }], (l, x) => l.slice(x, 0, 1));
    expectField(result, { ...both, shape: [1] }, (t, b) => result.at[0]!(t, b, []));
    expect(() => lowered([{ ...both, shape: [] }], (l, x) => l.slice(x, 0, 2))).toThrow("slice 0,0,0..3,2,2 of [3,2,1]");
  });

  it.each(leads)("reshape and transpose of %j", (lead) => {
    const flat = lowered([{ ...lead, shape: [2, 3] }], (l, x) => l.reshape(x, [3, 2]));
    expectField(flat, { ...lead, shape: [3, 2] }, (t, b, [i = 0, j = 0]) =>
      flat.at[0]!(t, b, [Math.floor((2 * i + j) / 3), (2 * i + j) % 3]),
    );
    const turned = lowered([{ ...lead, shape: [2, 3] }], (l, x) => l.transpose(x));
    expectField(turned, { ...lead, shape: [3, 2] }, (t, b, [i = 0, j = 0]) => turned.at[0]!(t, b, [j, i]));
    const row = lowered([{ ...lead, shape: [3] }], (l, x) => l.transpose(x));
    expectField(row, { ...lead, shape: [1, 3] }, (t, b, [, j = 0]) => row.at[0]!(t, b, [j]));
    const column = lowered([{ ...lead, shape: [1, 3] }], (l, x) => l.transpose(x));
    expectField(column, { ...lead, shape: [3] }, (t, b, [i = 0]) => column.at[0]!(t, b, [0, i]));
    const number = lowered([{ ...lead, shape: [] }], (l, x) => l.transpose(x));
    expectField(number, { ...lead, shape: [] }, number.at[0]!);
  });

  it("transpose of more than two axes is refused", () => {
    expect(() => lowered([{ ...still, shape: [2, 2, 2] }], (l, x) => l.transpose(x))).toThrow("transpose: [2,2,2] has more than two axes");
  });
});

const settings: readonly Setting[] = [{}, { lengths: [3, 1] }, { lengths: [2, 3] }, { lengths: [3, 3] }];
const axes: readonly Axis[] = ["features", "time", "batch", "all"];
const real = ({ lengths }: Setting, t: number, b: number) => !lengths || t < lengths[b]!;

/** All numbers that fall on one place when `form` is reduced along `axis`; padding counts only where features alone are reduced. */
function reducedTo(form: Form, axis: Axis, setting: Setting, at: At): (t: number, b: number, index: readonly number[]) => number[] {
  const every = axis === "all";
  return (t, b, index) => {
    const times = form.time && (every || axis === "time") ? Array.from({ length: steps }, (_, i) => i) : [t];
    const examples = form.batch && (every || axis === "batch") ? Array.from({ length: batch }, (_, i) => i) : [b];
    const features = every || axis === "features" ? indices(form.shape) : [index];
    const counted = (time: number, example: number) => axis === "features" || !form.time || real(setting, time, example);
    return times.flatMap((time) =>
      examples.flatMap((example) => (counted(time, example) ? features.map((feature) => at(time, example, feature)) : [])),
    );
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, x) => total + x, 0);
const reductions = {
  sum,
  mean: (numbers: readonly number[]) => sum(numbers) / numbers.length,
  max: (numbers: readonly number[]) => Math.max(...numbers),
  min: (numbers: readonly number[]) => Math.min(...numbers),
};

describe.each(settings)("lengths $lengths", (setting) => {
  // without lengths a value may lack the batch axis; with them its steps are those of examples
  const forms = (setting.lengths ? [still, perExample, both] : leads).flatMap((lead) =>
    [[], [2], [2, 2]].map((shape) => ({ ...lead, shape })),
  );

  describe.each(Object.keys(reductions) as (keyof typeof reductions)[])("%s", (kind) => {
    it.each(axes)("over %s", (axis) => {
      for (const form of forms) {
        const result = lowered([form], (l, x) => l[kind](x, axis), setting);
        const fold = reducedTo(form, axis, setting, result.at[0]!);
        const every = axis === "all";
        const left = { time: form.time && !every && axis !== "time", batch: form.batch && !every && axis !== "batch" };
        // the components of a column or a matrix become one; a number stays a number
        const shape = every ? [] : axis === "features" ? form.shape.slice(0, 1).map(() => 1) : form.shape;
        expectField(result, { ...left, shape }, (t, b, index) => reductions[kind](fold(t, b, index)));
      }
    });
  });

  it("maxFeatures is the maximum over features, one component", () => {
    const result = lowered([{ ...both, shape: [3] }], (l, x) => l.maxFeatures(x), setting);
    expectField(result, { ...both, shape: [1] }, (t, b) => Math.max(...[0, 1, 2].map((i) => result.at[0]!(t, b, [i]))));
  });

  it("onlyReal puts 0 on padding", () => {
    const result = lowered([{ ...both, shape: [2] }], (l, x) => l.onlyReal(x), setting);
    expectField(result, { ...both, shape: [2] }, (t, b, index) => (real(setting, t, b) ? result.at[0]!(t, b, index) : 0));
  });

  it("realSteps is 1 on real steps, countReal how many", () => {
    const ones = lowered([{ ...both, shape: [2] }], (l, x) => l.realSteps(x), setting);
    expect(ones.form).toEqual({ ...both, shape: [1] });
    expect(resultOf(ones)).toEqual(tabulate(ones.form, (t, b) => Number(real(setting, t, b))));
    const count = lowered([{ ...both, shape: [2] }], (l, x) => l.countReal(x), setting);
    expect(resultOf(count)).toEqual([sum(resultOf(ones))]);
    expect(resultOf(lowered([{ ...perExample, shape: [2] }], (l, x) => l.countReal(x), setting))).toEqual([batch]);
    expect(resultOf(lowered([{ ...still, shape: [2] }], (l, x) => l.countReal(x), setting))).toEqual([1]);
  });

  it("the last step is each example's last real one, the first step the first", () => {
    const last = lowered([{ ...both, shape: [2] }], (l, x) => l.lastStep(x), setting);
    expectField(last, { ...perExample, shape: [2] }, (_, b, index) => last.at[0]!((setting.lengths?.[b] ?? steps) - 1, b, index));
    const first = lowered([{ ...both, shape: [2] }], (l, x) => l.firstStep(x), setting);
    expectField(first, { ...perExample, shape: [2] }, (_, b, index) => first.at[0]!(0, b, index));
  });

  it("reversed time keeps each example's real steps in place, and padding as it is", () => {
    const result = lowered([{ ...both, shape: [2] }], (l, x) => l.reverseTime(x), setting);
    const length = (b: number) => setting.lengths?.[b] ?? steps;
    expectField(result, { ...both, shape: [2] }, (t, b, index) => result.at[0]!(t < length(b) ? length(b) - 1 - t : t, b, index));
  });

  it("reversing time twice is the identity", () => {
    const result = lowered([{ ...both, shape: [2] }], (l, x) => l.reverseTime(l.reverseTime(x)), setting);
    expectField(result, { ...both, shape: [2] }, result.at[0]!);
  });

  it("what has no time axis is its own last step, first step and reverse", () => {
    for (const write of [(l, x) => l.lastStep(x), (l, x) => l.firstStep(x), (l, x) => l.reverseTime(x)] satisfies Write[]) {
      const result = lowered([{ ...perExample, shape: [2] }], write, setting);
      expectField(result, { ...perExample, shape: [2] }, result.at[0]!);
    }
  });
});

describe("a value per step that is equal for all examples, with lengths", () => {
  const setting = { lengths: [3, 1] };

  it("has a last step and a reverse for each example", () => {
    const last = lowered([{ ...perStep, shape: [2] }], (l, x) => l.lastStep(x), setting);
    expectField(last, { ...perExample, shape: [2] }, (_, b, index) => last.at[0]!(setting.lengths[b]! - 1, 0, index));
    const reversed = lowered([{ ...perStep, shape: [2] }], (l, x) => l.reverseTime(x), setting);
    expectField(reversed, { ...both, shape: [2] }, (t, b, index) => {
      const length = setting.lengths[b]!;
      return reversed.at[0]!(t < length ? length - 1 - t : t, 0, index);
    });
  });

  it("has a mean over time for each example, and over everything it counts once, at the steps of the longest", () => {
    const overTime = lowered([{ ...perStep, shape: [] }], (l, x) => l.mean(x, "time"), setting);
    const mean = (numbers: readonly number[]) => sum(numbers) / numbers.length;
    const at = (t: number) => overTime.at[0]!(t, 0, []);
    expectField(overTime, { ...perExample, shape: [] }, (_, b) => mean(b === 0 ? [at(0), at(1), at(2)] : [at(0)]));
    const overAll = (write: Write, wanted: number, lengths: readonly number[]) =>
      expectField(lowered([{ ...perStep, shape: [] }], write, { lengths }), { ...still, shape: [] }, () => wanted);
    for (const [lengths, real] of [
      [setting.lengths, [at(0), at(1), at(2)]],
      [
        [1, 2],
        [at(0), at(1)],
      ],
    ] as const) {
      overAll((l, x) => l.mean(x, "all"), mean(real), lengths);
      overAll((l, x) => l.sum(x, "all"), sum(real), lengths);
      overAll((l, x) => l.max(x, "all"), Math.max(...real), lengths);
    }
  });
});

describe("in a scan's body", () => {
  const inBody: Setting = { inBody: true };

  it.each([
    ["the last step", (l, x) => l.lastStep(x)],
    ["the first step", (l, x) => l.firstStep(x)],
    ["reverse", (l, x) => l.reverseTime(x)],
    ["a reduction over time", (l, x) => l.sum(x, "time")],
    ["a reduction over time", (l, x) => l.min(x, "time")],
    ["a reduction over everything", (l, x) => l.mean(x, "all")],
    ["a reduction over everything", (l, x) => l.max(x, "all")],
  ] satisfies [string, Write][])("found: %s gave this step's value; it is refused", (what, write) => {
    expect(() => lowered([{ ...perExample, shape: [2] }], write, inBody)).toThrow(`${what} looks at all steps and cannot stand on a cycle`);
  });

  it("features and examples can be reduced", () => {
    const features = lowered([{ ...perExample, shape: [2] }], (l, x) => l.sum(x, "features"), inBody);
    expectField(features, { ...perExample, shape: [1] }, (_, b) => features.at[0]!(0, b, [0]) + features.at[0]!(0, b, [1]));
    const examples = lowered([{ ...perExample, shape: [2] }], (l, x) => l.mean(x, "batch"), inBody);
    expectField(examples, { ...still, shape: [2] }, (_, __, index) => (examples.at[0]!(0, 0, index) + examples.at[0]!(0, 1, index)) / 2);
  });

  it("found: examples that have ended were counted; only real ones are", () => {
    // lengths of this one step: the second example has ended
    const ended: Setting = { inBody: true, lengths: [1, 0] };
    for (const kind of ["sum", "mean", "max", "min"] as const) {
      const result = lowered([{ ...perExample, shape: [2] }], (l, x) => l[kind](x, "batch"), ended);
      expectField(result, { ...still, shape: [2] }, (_, __, index) => result.at[0]!(0, 0, index));
    }
    expect(resultOf(lowered([{ ...perExample, shape: [2] }], (l, x) => l.realSteps(x), ended))).toEqual([1, 0]);
    expect(resultOf(lowered([{ ...perExample, shape: [2] }], (l, x) => l.countReal(x), ended))).toEqual([1]);
    const kept = lowered([{ ...perExample, shape: [2] }], (l, x) => l.onlyReal(x), ended);
    expectField(kept, { ...perExample, shape: [2] }, (_, b, index) => (b === 0 ? kept.at[0]!(0, 0, index) : 0));
  });
});

describe("the tape that lowering writes", () => {
  it("broadcasts only where axes are missing", () => {
    const forms = [
      { ...both, shape: [2] },
      { ...still, shape: [2] },
    ] as const;
    expect(printTape(lowered(forms, (l, x, y) => l.binary("add", x, y)).tape)).toMatchInlineSnapshot(`
      "%0 [3,2,2] = input
      %1 [2] = input
      %2 [3,2,2] = broadcast axes=2 %1
      %3 [3,2,2] = add %0 %2
      return %3
      "
    `);
    expect(printTape(lowered([forms[0], forms[0]], (l, x, y) => l.binary("add", x, y)).tape)).not.toContain("broadcast");
  });

  it("takes a product with weights over all steps and examples in one contraction", () => {
    const forms = [
      { ...still, shape: [2, 3] },
      { ...both, shape: [3] },
    ] as const;
    expect(printTape(lowered(forms, (l, w, x) => l.product(w, x)).tape)).toMatchInlineSnapshot(`
      "%0 [2,3] = input
      %1 [3,2,3] = input
      %2 [3,2,2] = contract ik,TBk->TBi %0 %1
      return %2
      "
    `);
  });
});
