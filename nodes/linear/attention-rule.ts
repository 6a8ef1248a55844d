// What the shapes of attention say about each other: queries [m, d], keys [n, d], values [n, v] give [m, v]. Where keys and values are
// columns [d] and [v] they are those of the steps, and so is the query, or it is a single one: the result is [v].

import type { Shape } from "../../src/engine/tape.ts";
import type { ShapeView } from "../../src/graph/node-type.ts";
import { booleanOf } from "../define/attributes.ts";
import { nameShape, predicate } from "../rules/describe.ts";

type Port = "Q" | "K" | "V";

const WHAT = { Q: "query", K: "key", V: "value" } as const;

function shapeAt(view: ShapeView, port: Port): Shape | undefined {
  const shape = view.input(port);
  if (shape && shape.length !== 1 && shape.length !== 2) {
    const expected = `a column of each step or a matrix, one ${WHAT[port]} a row`;
    view.fail({ port, what: `input ${port} ${predicate(shape)}, expected ${expected}`, got: nameShape(shape), expected });
  }
  return shape;
}

function disagree(
  view: ShapeView,
  port: "K" | "V",
  [got, expected]: readonly [number, number],
  axis: "columns" | "rows",
  other: string,
): never {
  view.fail({
    port,
    what: `input ${port} has ${got} ${axis}, ${other} ${expected}`,
    got: `${got} ${axis}`,
    expected: `${expected} ${axis}`,
  });
}

function checkCausal(view: ShapeView, queries: Shape | undefined, keys: number | undefined): void {
  if (!booleanOf(view.attributes, "causal") || !queries || keys === undefined) return;
  const rows = queries.length === 1 ? 1 : queries[0]!;
  if (rows === keys) return;
  view.fail({
    port: "Q",
    what: `causal attention has ${rows} queries and ${keys} keys, expected as many`,
    got: `${rows} queries`,
    expected: `${keys} queries`,
  });
}

interface Shapes {
  readonly queries: Shape | undefined;
  readonly keys: Shape | undefined;
  readonly values: Shape | undefined;
}

function mixed(view: ShapeView, port: Port, shape: Shape, axes: number, others: string): never {
  const expected = axes === 1 ? `a column of each step, as ${others}` : `a matrix, as ${others}`;
  view.fail({ port, what: `input ${port} ${predicate(shape)}, expected ${expected}`, got: nameShape(shape), expected });
}

/** Keys and values are both matrices or both columns, and a matrix of queries looks into matrices. */
function sameKind(view: ShapeView, { queries, keys, values }: Shapes): void {
  if (keys && values && keys.length !== values.length) mixed(view, "V", values, keys.length, "K");
  if (queries?.length === 2 && (keys ?? values)?.length === 1) mixed(view, "Q", queries, 1, "K and V");
}

export function attentionRule(view: ShapeView): void {
  const shapes = { queries: shapeAt(view, "Q"), keys: shapeAt(view, "K"), values: shapeAt(view, "V") };
  sameKind(view, shapes);
  const { queries, keys, values } = shapes;
  const width = queries?.at(-1) ?? keys?.at(-1);
  if (keys && keys.at(-1) !== width) disagree(view, "K", [keys.at(-1)!, width!], "columns", "a query");
  if ((keys ?? values)?.length === 1) overSteps(view, width);
  else if ((keys ?? values)?.length === 2) overRows(view, shapes, width);
}

function overSteps(view: ShapeView, width: number | undefined): void {
  const found = view.input("V") ?? view.output();
  if (width !== undefined) for (const port of ["Q", "K"]) view.setInput(port, [width]);
  view.setInput("V", found);
  view.setOutput(found);
}

function overRows(view: ShapeView, { queries, keys, values }: Shapes, width: number | undefined): void {
  const output = view.output();
  const count = keys?.[0] ?? values?.[0];
  if (values && values[0] !== count) disagree(view, "V", [values[0]!, count!], "rows", "the keys");
  checkCausal(view, queries, count);
  const found = values?.[1] ?? output?.at(-1);
  if (count !== undefined && width !== undefined) view.setInput("K", [count, width]);
  if (count !== undefined && found !== undefined) view.setInput("V", [count, found]);
  if (queries && found !== undefined) view.setOutput([...queries.slice(0, -1), found]);
  else if (output && width !== undefined) view.setInput("Q", [...output.slice(0, -1), width]);
}
