// 25 steps of every driver against tests/reference/drivers.py, which computes them in numpy from the published recurrences.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { flat, type Nested, sessionOf, type Values } from "./equations.ts";

interface Case {
  readonly name: string;
  readonly equations: string;
  readonly values: Values;
  /** How many times an error in the start comes back in the path. */
  readonly growth: number;
  /** Before each step. */
  readonly loss: readonly number[];
  /** The parameters after each step. */
  readonly trace: readonly Readonly<Record<string, Nested>>[];
}

const cases: readonly Case[] = JSON.parse(readFileSync(new URL("../../fixtures/drivers.json", import.meta.url), "utf8"));

const difference = (got: number, expected: number) => Math.abs(got - expected) / (1 + Math.abs(expected));

// every step rounds by some 1e-16; the few paths that magnify it are compared by what they make of 1e-13
test.each(cases.map((one): [string, Case] => [one.name, one]))("%s", (_, { equations, values, growth, loss, trace }) => {
  const session = sessionOf(equations, values);
  let worst = 0;
  for (const [index, after] of trace.entries()) {
    worst = Math.max(worst, difference(session.step().loss, loss[index]!));
    const parameters = session.parameters();
    for (const [name, nested] of Object.entries(after)) {
      const got = parameters.get(name)!.data;
      flat(nested).forEach((x, i) => {
        worst = Math.max(worst, difference(got[i]!, x));
      });
    }
  }
  expect(worst).toBeLessThan(Math.max(1e-10, 1e-13 * growth));
});

test("a path that has come to the minimum stays there", () => {
  for (const { equations, values } of cases.filter(({ name }) => name.endsWith("theta-squared"))) {
    const session = sessionOf(equations, values);
    for (let step = 0; step < 60; step++) session.step();
    expect(Math.abs(session.parameters().get("theta")!.data[0]!)).toBeLessThan(1e-12);
  }
});
