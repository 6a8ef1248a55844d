// When two contractions are the same but for the size of one axis.

import type { ContractParams, Equation, EquationOf, Shape, Value } from "../tape.ts";

export type Product = EquationOf<"contract">;

/** Letters by the order in which they come: patterns that differ in names alone become equal. */
export function canonical(...places: readonly string[]): string {
  const order = [...new Set(places.join(""))];
  return places.map((letters) => [...letters].map((letter) => order.indexOf(letter)).join(".")).join(" ");
}

/** A letter that the product sums over. */
export const innerLetter = ({ left, right, out }: ContractParams): string | undefined =>
  [...left].find((letter) => right.includes(letter) && !out.includes(letter));

export const shapeBut = (shape: Shape, axis: number): string => shape.map((size, index) => (index === axis ? "*" : size)).join(",");

/** Where each value is defined; -1 is an input. */
export function placesOf(equations: readonly Equation[]): (value: Value) => number {
  const places = new Map(equations.flatMap(({ outputs }, index) => outputs.map((output) => [output, index] as const)));
  return (value) => places.get(value) ?? -1;
}

/** Lists of at least two with the same key, in the order of their first members. */
export function groupsBy<T>(list: readonly T[], key: (item: T) => string | null): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const name = key(item);
    if (name === null) continue;
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
