// One rate up to a step, the next up to another.

import * as ops from "../../src/engine/ops.ts";
import type { AttributeValue } from "../../src/graph/document.ts";
import type { ResolvedAttributes, ShapeView } from "../../src/graph/node-type.ts";
import { defineSchedule, less } from "./define-schedule.ts";

/** A list of numbers; a number alone is a list of one. */
function numbersOf(attributes: ResolvedAttributes, id: string): number[] {
  const value = attributes[id] ?? [];
  const list: readonly AttributeValue[] = Array.isArray(value) ? value : [value as AttributeValue];
  return list.flat().map(Number);
}

const rising = (numbers: readonly number[]) => numbers.every((number, index) => index === 0 || number > numbers[index - 1]!);

function check(view: ShapeView): void {
  const [values, boundaries] = [numbersOf(view.attributes, "values"), numbersOf(view.attributes, "boundaries")];
  const negative = values.find((rate) => !(rate >= 0));
  if (negative !== undefined)
    view.fail({
      what: `rate ${negative}, expected at least 0`,
      got: `${negative}`,
      expected: "rates of at least 0",
      remedy: "correct values",
    });
  if (values.length !== boundaries.length + 1) {
    const got = `${values.length} rates and ${boundaries.length} boundaries`;
    view.fail({ what: `${got}, expected one rate more than boundaries`, got, expected: "one rate more than boundaries" });
  }
  if (!rising(boundaries) || boundaries.some((step) => step < 1)) {
    const got = boundaries.join(", ");
    view.fail({
      what: `boundaries ${got}, expected steps that rise`,
      got,
      expected: "numbers of steps, from 1, each larger than the one before",
    });
  }
}

export const piecewiseSchedule = defineSchedule({
  id: "piecewise-schedule",
  title: "piecewise schedule",
  glyph: "\\eta_1, \\eta_2",
  summary: "Changes the learning rate at chosen steps.",
  searchWords: ["step decay", "constant", "drop", "milestones", "learning rate"],
  formula: "\\eta_i = \\eta^{(j)} \\text{ for } b_{j-1} < i \\le b_j",
  source: "note 002",
  attributes: [
    { id: "values", title: "Rates", summary: "One after the other.", kind: "tensor", default: [0.1, 0.01, 0.001] },
    {
      id: "boundaries",
      title: "Last steps",
      summary: "The last step, from 1, of every rate but the last.",
      kind: "tensor",
      default: [5, 20],
    },
  ],
  positional: ["values", "boundaries"],
  call: "piecewiseSchedule",
  shapes: check,
  rule: {
    states: [],
    rate: (tape, { index, attributes }) => {
      const number = (value: number) => ops.scalar(tape, value);
      const [values, boundaries] = [numbersOf(attributes, "values"), numbersOf(attributes, "boundaries")];
      // from the last rate back: an earlier one holds while fewer steps than its boundary have been made
      const rate = boundaries.reduceRight(
        (later, boundary, at) => ops.select(tape, less(tape, index, number(boundary)), number(values[at]!), later),
        number(values.at(-1)!),
      );
      return { rate, states: {} };
    },
  },
});
