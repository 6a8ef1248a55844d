// The WebAssembly executor says what the reference executor says: every primitive, every kind of scan, random tapes, all with their
// gradients, and matrix products of sizes that no vector divides.

import fc from "fast-check";
import { describe, it } from "vitest";
import { grad } from "../../../src/engine/grad.ts";
import * as ops from "../../../src/engine/ops.ts";
import { simplify } from "../../../src/engine/passes/index.ts";
import type { PrimitiveName, PrimitiveParams, Tape } from "../../../src/engine/tape.ts";
import { recipes, writeRecipe } from "../../laws/random-tape.ts";
import { seed } from "../../laws/seed.ts";
import { operandsOf } from "../numbers.ts";
import { type Good, primitiveCases } from "../primitive-cases.ts";
import { scanCases } from "../scan-cases.ts";
import { writeTape } from "../write-tape.ts";
import { agree, feed } from "./agree.ts";

const names = Object.keys(primitiveCases) as PrimitiveName[];

describe("primitives", () => {
  it.each(names)("%s", (name) => {
    const { good } = primitiveCases[name] as { good: readonly Good<PrimitiveParams[PrimitiveName]>[] };
    good.forEach(({ inputs, params, domain = (x) => x }, index) => {
      const tape = writeTape(inputs, (t, ...values) => t.emit(name as never, values, params as never));
      const numbers = operandsOf(inputs, `${name} ${index}`).map((list, which) =>
        Float64Array.from(list.map((x, place) => Math.fround(domain(x, which, place)))),
      );
      agree(tape, numbers, 4e-7);
    });
  });
});

describe("scans", () => {
  it.each(scanCases)("$what", ({ tape }) => {
    agree(tape, feed(tape, "scan"), 1e-5);
  });

  it.each(scanCases)("$what: gradients", ({ tape }) => {
    const gradient = grad(tape, { of: 0, wrt: tape.inputs });
    agree(gradient, feed(tape, "scan"), 1e-5);
    agree(simplify(gradient), feed(tape, "scan"), 1e-5);
  });
});

const sizes = [1, 2, 3, 4, 5, 7, 8, 11, 12, 13, 20, 27, 33];
const size = fc.constantFrom(...sizes);

describe("matrix products", () => {
  const forms = [
    "ik,kj->ij",
    "ki,kj->ij",
    "ik,jk->ij",
    "ki,jk->ij",
    "ik,kj->ji",
    "ki,jk->ji",
    "bik,bkj->bij",
    "tik,tkj->ij",
    "tbi,tbj->ij",
    "ij,tbj->tbi",
  ];
  it.each(forms)("%s at random sizes", (form) => {
    fc.assert(
      fc.property(fc.array(size, { minLength: 6, maxLength: 6 }), (drawn) => {
        const letters = [...new Set(form.replace(/[^a-z]/g, ""))];
        const of = (part: string) => [...part].map((letter) => drawn[letters.indexOf(letter)]!);
        const [left, right] = form.split("->")[0]!.split(",");
        const tape = writeTape([of(left!), of(right!)], (t, a, b) => [ops.contract(t, a, b, form)]);
        agree(tape, feed(tape, form), 1e-5);
      }),
      { seed, numRuns: 30 },
    );
  });

  it("rows and columns that lie a power of two apart", () => {
    const forms = ["ki,kj->ij", "ik,kj->ij", "ki,kj->ji", "ik,jk->ij"] as const;
    for (const form of forms) {
      const sizes: Readonly<Record<string, number>> = { i: 256, j: 68, k: 70 };
      const of = (letters: string) => [...letters].map((letter) => sizes[letter]!);
      const [left = "", right = ""] = form.split("->")[0]!.split(",");
      agree(
        writeTape([of(left), of(right)], (t, a, b) => [ops.contract(t, a, b, form)]),
        feed(
          writeTape([of(left), of(right)], (_, a) => [a]),
          form,
        ),
        1e-5,
      );
    }
  });

  it("long sums", () => {
    const tape = writeTape(
      [
        [3001, 7],
        [3001, 9],
      ],
      (t, a, b) => [ops.contract(t, a, b, "ki,kj->ij"), ops.contract(t, a, b, "ki,kj->ji")],
    );
    agree(tape, feed(tape, "long"), 1e-5);
  });
});

describe(`random tapes (seed ${seed})`, () => {
  const hold = (law: (tape: Tape) => void, numRuns: number) =>
    fc.assert(
      fc.property(recipes, (recipe) => law(writeRecipe(recipe, { smooth: true }))),
      { seed, numRuns },
    );

  it("values", () => {
    hold((tape) => agree(tape, feed(tape, "random tape"), 1e-4), 300);
  });

  it("gradients", () => {
    hold((tape) => agree(simplify(grad(tape, { of: 0, wrt: tape.inputs })), feed(tape, "random tape"), 1e-3), 200);
  });
});
