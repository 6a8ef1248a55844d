// Random drawn graphs: nodes that nobody has named before gates, cells and outputs, outputs with names of their own.

import fc from "fast-check";
import type { Document } from "../../../src/graph/document.ts";
import { cellOf, sketch } from "../sketch.ts";

const operations = [
  (a: string, b: string) => `add(a < ${a}, b < ${b})`,
  (a: string, b: string) => `multiply(a < ${a}, b < ${b})`,
  (a: string) => `tanh(x < ${a})`,
  (a: string) => `one-minus(x < ${a})`,
  (a: string) => `leaky-relu(x < ${a}, slope=0.3)`,
  (a: string, b: string) => `concat(x1 < ${a}, x2 < ${b})`,
  (a: string, b: string) => `gate(x1 < ${a}, x2 < ${b}, units=2)`,
  (a: string) => `delay(x < ${a})`,
  (a: string) => `last-step(x < ${a})`,
];

const relay = cellOf(
  `
  x = sequence()
  v = gate(x1 < x, units=units)
  w = tanh(x < v)
  o$ = output(x < v, name="value")
  p$ = output(x < w, name="second")
`,
  { units: 2 },
);

const at = <E>(list: readonly E[], die: number): E => list[die % list.length]!;

function drawing(dice: readonly (readonly number[])[]): Document {
  const ids = dice.map(([named = 0], index) => (named % 2 === 0 ? `n${index}` : `n$${index}`));
  const lines = dice.map(([, kind = 0, first = 0, second = 0], index) => {
    const known = ["x", "c", ...ids.slice(0, index)];
    const [a, b] = [at(known, first), at(known, second)];
    return `${ids[index]} = ${kind % 4 === 0 ? `cell(cell=relay, x < ${a})` : at(operations, kind)(a, b)}`;
  });
  const results = dice.flatMap(([, , , , result = 0], index) =>
    result % 3 === 0 ? [`o$${index} = output(x < ${ids[index]}${result % 2 === 0 ? `, name="r${index}"` : ""})`] : [],
  );
  const text = `
    x = sequence(shape=[2])
    c = constant(value=[0.3, -0.6])
    ${lines.join("\n")}
    ${results.join("\n")}
  `;
  // a wire from a cell names the cell's port
  const cells = ids.filter((_, index) => dice[index]![1]! % 4 === 0);
  const named = cells.reduce(
    (all, id) => all.replaceAll(new RegExp(`< ${id.replace("$", "\\$")}(?=[,)])`, "g"), () => `< ${id}.value`),
    text,
  );
  return sketch(named, { relay });
}

/** Documents with up to nine nodes beside what is fed. */
export const drawings: fc.Arbitrary<Document> = fc
  .array(fc.array(fc.nat(1000), { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 9 })
  .map(drawing);
