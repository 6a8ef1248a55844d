// A trained column for each entry of a vocabulary: a row of the matrix E, chosen by its number. Bengio et al. 2003.

import * as ops from "../../src/engine/ops.ts";
import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { sizeOf } from "../../src/engine/tape.ts";
import { type AttributeSpec, defineNode, type LowerContext, type ShapeView } from "../../src/graph/node-type.ts";
import { optionalNumberOf } from "../define/attributes.ts";
import { call } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";
import { expectInput, nameShape, predicate } from "../rules/describe.ts";
import { indexRule } from "../rules/index-of.ts";
import { oneHotOf } from "../shape/one-hot.ts";

const attributes: readonly AttributeSpec[] = [
  {
    id: "entries",
    title: "Entries",
    summary: "Rows of the table, the size of the vocabulary; where it is left open, those of the wired table.",
    kind: "number",
    default: null,
    minimum: 1,
    integer: true,
  },
  {
    id: "units",
    title: "Units",
    summary: "Components of an entry; where it is left open, as many as what the result is wired to needs.",
    kind: "number",
    default: null,
    minimum: 1,
    integer: true,
  },
];

function shapes(view: ShapeView): void {
  indexRule(view, "x", "row");
  const table = view.input("E");
  if (table && table.length !== 2)
    view.fail({ port: "E", what: `table E ${predicate(table)}, expected a matrix`, got: nameShape(table), expected: "a matrix" });
  const entries = optionalNumberOf(view.attributes, "entries") ?? table?.[0];
  const units = optionalNumberOf(view.attributes, "units") ?? table?.[1] ?? view.output()?.[0];
  if (units === undefined) return;
  if (entries !== undefined) expectInput(view, "E", [entries, units], "the embedding");
  view.setOutput([units]);
}

/**
 * x - 1 as the nearest whole number from 0 to `count` - 1, found digit by digit from the largest power of two downwards: no primitive
 * rounds, and gather needs a whole number within the table.
 */
function rowOf(lowering: Lowering, x: Signal, count: number): Signal {
  const digits = Math.ceil(Math.log2(count));
  const nearest = lowering.binary("subtract", x, lowering.number(0.5));
  let rest = lowering.binary("minimum", nearest, lowering.number(count - 1));
  let row = lowering.expand(lowering.number(0), x.time, x.batch);
  for (let digit = digits - 1; digit >= 0; digit--) {
    const place = lowering.number(2 ** digit);
    const amount = lowering.binary("multiply", lowering.binary("greaterEqual", rest, place), place);
    rest = lowering.binary("subtract", rest, amount);
    row = lowering.binary("add", row, amount);
  }
  return row;
}

/** 1 where x means a row, else 0. */
function within(lowering: Lowering, x: Signal, count: number): Signal {
  const notBelow = lowering.binary("greaterEqual", x, lowering.number(0.5));
  return lowering.binary("multiply", notBelow, lowering.binary("greater", lowering.number(count + 0.5), x));
}

/** Rows of one table for all steps and examples. */
function gathered(lowering: Lowering, x: Signal, table: Signal): Signal {
  const [count, units] = table.shape as readonly [number, number];
  const row = rowOf(lowering, x, count);
  const lead = row.value.shape;
  const places = ops.reshape(lowering.tape, row.value, [sizeOf(lead)]);
  const rows = ops.gather(lowering.tape, table.value, places);
  const found = { ...row, value: ops.reshape(lowering.tape, rows, [...lead, units]), shape: [units] };
  return lowering.binary("multiply", found, within(lowering, x, count));
}

/** Where each step or example has a table of its own: its rows, weighted by 1 at the right one. */
const chosen = (lowering: Lowering, x: Signal, table: Signal): Signal =>
  lowering.contract(oneHotOf(lowering, x, table.shape[0]!), table, "n,nd->d");

function lower(lowering: Lowering, context: LowerContext): Signal {
  const [x, table] = [lowering.reshape(context.need("x"), []), context.need("E")];
  return table.time || table.batch ? chosen(lowering, x, table) : gathered(lowering, x, table);
}

export const embedding = defineNode({
  id: "embedding",
  title: "embedding",
  glyph: "E_{x}",
  category: "linear",
  role: "operation",
  summary: "Looks up the trained column of a word or class by its number.",
  searchWords: ["lookup", "word vector", "vocabulary", "table", "token", "gather", "index", "word2vec"],
  formula: "E^\\top \\mathbf{e}_x",
  source: "Y. Bengio, R. Ducharme, P. Vincent, C. Jauvin, A neural probabilistic language model, 2003",
  attributes,
  inputs: [
    { id: "x", summary: "Number of the row, counted from 1; 0 and what lies beyond the last row give zeros, which nothing trains." },
    { id: "E", summary: "Table, entries × units; a wire shares one.", parameter: { initializer: "auto" } },
  ],
  outputs: valueOutput("The row as a column, one component a unit."),
  shapes,
  lower,
  notation: call("embedding", ["x", "E"]),
  derivative: { x: "0", E: "\\bar{E}_k = \\sum_{x = k} \\bar{y}^\\top" },
  examples: [
    {
      inputs: {
        x: 2,
        E: [
          [0.5, -1],
          [1.5, 0.25],
          [-2, 3],
        ],
      },
      outputs: { value: [1.5, 0.25] },
    },
    {
      attributes: { entries: 5, units: 1 },
      inputs: { x: [5], E: [[1], [2], [3], [4], [5.5]] },
      outputs: { value: [5.5] },
    },
    {
      inputs: {
        x: 0,
        E: [
          [0.5, -1],
          [1.5, 0.25],
        ],
      },
      outputs: { value: [0, 0] },
    },
    {
      inputs: {
        x: 3,
        E: [
          [0.5, -1],
          [1.5, 0.25],
        ],
      },
      outputs: { value: [0, 0] },
    },
  ],
});
