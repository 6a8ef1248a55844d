// The lowering's words for single feature axes against plain loops, with every combination of leading axes and derivatives to order 2.

import { describe, expect, it } from "vitest";
import type { Lowering, Signal } from "../../src/engine/signal.ts";
import type { Shape } from "../../src/engine/tape.ts";
import { type At, both, type Form, leads, lowered, perExample, resultOf, shapeOf, still, tabulate, wrongDerivatives } from "./fields.ts";
import { expectClose } from "./numbers.ts";

type Index = readonly number[];

interface Word {
  readonly shape: Shape;
  readonly write: (l: Lowering, x: Signal) => Signal;
  readonly result: Shape;
  /** Where a number of the result comes from; null says that it is 0. */
  readonly from: (index: Index) => Index | null;
}

const words: Readonly<Record<string, Word>> = {
  permute: {
    shape: [2, 3, 1],
    write: (l, x) => l.permute(x, [1, 2, 0]),
    result: [3, 1, 2],
    from: ([i = 0, j = 0, k = 0]) => [k, i, j],
  },
  broadcast: { shape: [3], write: (l, x) => l.broadcast(x, [2, 3, 2], [1]), result: [2, 3, 2], from: ([, j = 0]) => [j] },
  pad: {
    shape: [2, 2],
    write: (l, x) => l.pad(x, [0, 1], [2, 0]),
    result: [4, 3],
    from: ([i = 0, j = 0]) => (i < 2 && j > 0 ? [i, j - 1] : null),
  },
  "windows that overlap": {
    shape: [2, 5],
    write: (l, x) => l.windows(x, 1, 3, 1),
    result: [2, 3, 3],
    from: ([c = 0, i = 0, k = 0]) => [c, i + k],
  },
  "windows with a rest": {
    shape: [5, 2],
    write: (l, x) => l.windows(x, 0, 2, 2),
    result: [2, 2, 2],
    from: ([i = 0, k = 0, j = 0]) => [2 * i + k, j],
  },
  pick: { shape: [2, 3, 2], write: (l, x) => l.pick(x, [null, 2, 0]), result: [2], from: ([i = 0]) => [i, 2, 0] },
  "pick of one number": { shape: [2, 2], write: (l, x) => l.pick(x, [1, 0]), result: [], from: () => [1, 0] },
};

function expectField(result: ReturnType<typeof lowered>, form: Form, at: At): void {
  expect(result.form).toEqual(form);
  expect(result.tape.outputs[0]!.shape).toEqual(shapeOf(form));
  expectClose(resultOf(result), tabulate(form, at), 1e-12);
  expect(wrongDerivatives(result)).toEqual([]);
}

describe.each(Object.entries(words))("%s", (_, { shape, write, result, from }) => {
  it.each(leads)("with %j", (lead) => {
    const found = lowered([{ ...lead, shape }], (l, x) => write(l, x));
    expectField(found, { ...lead, shape: result }, (t, b, index) => {
      const source = from(index);
      return source ? found.at[0]!(t, b, source) : 0;
    });
  });
});

describe("contract", () => {
  const pairs = leads.flatMap((a) => leads.map((b) => [a, b] as const));

  it.each(pairs)("adds up what the result does not name, of %j and %j", (left, right) => {
    const found = lowered(
      [
        { ...left, shape: [3, 2] },
        { ...right, shape: [2, 3, 2] },
      ],
      (l, a, b) => l.contract(a, b, "ck,ock->o"),
    );
    const lead = { time: left.time || right.time, batch: left.batch || right.batch };
    const places = [0, 1, 2].flatMap((c) => [0, 1].map((k) => [c, k]));
    expectField(found, { ...lead, shape: [2] }, (t, b, [o = 0]) =>
      places.reduce((sum, [c = 0, k = 0]) => sum + found.at[0]!(t, b, [c, k]) * found.at[1]!(t, b, [o, c, k]), 0),
    );
  });

  it("is one contraction, also where only one side has examples", () => {
    const { tape } = lowered(
      [
        { ...both, shape: [2, 3] },
        { ...still, shape: [4, 2, 3] },
      ],
      (l, a, b) => l.contract(a, b, "ck,ock->o"),
    );
    expect(tape.equations.map(({ primitive }) => primitive)).toEqual(["contract"]);
  });

  it("of sizes that differ is refused", () => {
    const forms = [
      { ...perExample, shape: [2] },
      { ...perExample, shape: [3] },
    ];
    expect(() => lowered(forms, (l, a, b) => l.contract(a, b, "i,i->"))).toThrow("contract");
  });
});
