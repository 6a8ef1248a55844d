// Laws of the passes over tapes of square matrices, where every product fits every other: one may read another's result, share an operand
// with it, have the same operand twice, or be its transpose.

import fc from "fast-check";
import { expect, it } from "vitest";
import { evaluateTape } from "../../../src/engine/backend/reference/executor.ts";
import { TapeBuilder } from "../../../src/engine/builder.ts";
import { checkTape } from "../../../src/engine/check.ts";
import { grad } from "../../../src/engine/grad.ts";
import * as ops from "../../../src/engine/ops.ts";
import { optimize } from "../../../src/engine/passes/for-speed.ts";
import { mergeProducts } from "../../../src/engine/passes/merge-products.ts";
import type { Tape, Value } from "../../../src/engine/tape.ts";
import { seed } from "../../laws/seed.ts";
import { copied, expectClose, operandsOf } from "../numbers.ts";
import { scansOf } from "./training-steps.ts";

const patterns = ["ik,kj->ij", "ki,kj->ij", "ik,jk->ij", "ki,jk->ij", "ik,kj->ji", "ki,kj->ji", "ik,jk->ji", "ki,jk->ji"];

interface Move {
  readonly kind: number;
  readonly a: number;
  readonly b: number;
}

interface Recipe {
  readonly size: number;
  readonly steps: number;
  readonly reverse: boolean;
  readonly before: readonly Move[];
  /** Of a scan; empty for a tape without one. */
  readonly body: readonly Move[];
}

const moves = (maxLength: number) => fc.array(fc.record({ kind: fc.nat(15), a: fc.nat(50), b: fc.nat(50) }), { maxLength });

const recipes: fc.Arbitrary<Recipe> = fc.record({
  size: fc.integer({ min: 1, max: 4 }),
  steps: fc.integer({ min: 1, max: 4 }),
  reverse: fc.boolean(),
  before: moves(6),
  body: moves(10),
});

/** Adds values to the pool; half of the products are of one pattern. */
function write(t: TapeBuilder, pool: Value[], list: readonly Move[]): void {
  for (const { kind, a, b } of list) {
    const [x, y] = [pool[a % pool.length]!, pool[b % pool.length]!];
    if (kind < 12) pool.push(ops.contract(t, x, y, patterns[Math.max(0, kind - 4)]!));
    else if (kind < 15) pool.push(ops.add(t, x, y));
    else pool.push(ops.multiply(t, x, y));
  }
}

const limited = (t: TapeBuilder, pool: readonly Value[]): Value[] => pool.slice(-3).map((value) => ops.tanh(t, value));

function loop(t: TapeBuilder, pool: readonly Value[], { size, steps, reverse, body }: Recipe): readonly Value[] {
  const square = [size, size];
  const s = new TapeBuilder();
  const inner = [1, 2, 3, 4, 5].map(() => s.input(square));
  write(s, inner, body);
  const stacked = Array.from({ length: steps }, (_, step) => ops.reshape(t, pool[step % pool.length]!, [1, ...square]));
  const given = [0, 1, 2, 3].map((k) => ops.tanh(t, pool.at(-1 - (k % pool.length))!));
  const params = { body: s.finish(limited(s, inner)), length: steps, reverse, constants: 2, carries: 2 };
  const [first, second, all] = t.emit("scan", [...given, ops.concat(t, stacked, 0)], params);
  return [first!, second!, ops.sum(t, all!, [0])];
}

/** Sum of all numbers at the end, and its gradient. */
function tapeOf(recipe: Recipe): Tape {
  const t = new TapeBuilder();
  const pool = [1, 2, 3].map(() => t.input([recipe.size, recipe.size]));
  write(t, pool, recipe.before);
  if (recipe.body.length > 0) pool.push(...loop(t, pool, recipe));
  const ends = limited(t, pool).map((value) => ops.sum(t, value, [0, 1]));
  const tape = t.finish([ends.reduce((a, b) => ops.add(t, a, b))]);
  return grad(tape, { of: 0, wrt: tape.inputs });
}

function expectSame(got: Tape, tape: Tape): void {
  const shapes = tape.inputs.map(({ shape }) => shape);
  const inputs = operandsOf(shapes, "squares").map((numbers) => Float64Array.from(numbers));
  const expected = copied(evaluateTape(tape, inputs));
  for (const [index, numbers] of copied(evaluateTape(checkTape(got), inputs)).entries()) expectClose(numbers, expected[index]!, 1e-10);
}

it.each([
  ["mergeProducts", mergeProducts],
  ["optimize", optimize],
] as const)(`%s keeps the numbers of square products (seed ${seed})`, (_, pass) => {
  const law = (recipe: Recipe) => {
    const tape = tapeOf(recipe);
    expectSame(pass(tape), tape);
  };
  fc.assert(fc.property(recipes, law), { seed, numRuns: 400 });
});

it("has products in loops that are merged", () => {
  const inBodies = (tape: Tape) =>
    scansOf(tape).flatMap(({ params }) => params.body.equations.filter(({ primitive }) => primitive === "contract"));
  const tapes = fc.sample(recipes, { seed, numRuns: 50 }).map(tapeOf);
  expect(tapes.filter((tape) => inBodies(mergeProducts(tape)).length < inBodies(tape).length).length).toBeGreaterThan(5);
});
