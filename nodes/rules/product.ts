// The notation's `*`: a matrix product where the inner sizes agree (a column [n] is n × 1), else scaling by one component.

import { asMatrix, productKind } from "../../src/engine/product.ts";
import { type Shape, sizeOf } from "../../src/engine/tape.ts";
import type { ShapeView } from "../../src/graph/node-type.ts";
import { nameShape, predicate } from "./describe.ts";

export function productRule(view: ShapeView): void {
  const [a, b] = [view.input("a"), view.input("b")];
  if (a && b) both(view, a, b);
  else if (a) onlyLeft(view, a);
  else if (b) onlyRight(view, b);
}

function both(view: ShapeView, a: Shape, b: Shape): void {
  const product = productKind(a, b);
  if (product.kind === "none") mismatch(view, a, b);
  else view.setOutput(product.shape);
}

/** `input x has 64 features, W expects 32`. */
function mismatch(view: ShapeView, a: Shape, b: Shape): never {
  const [inner, rows] = [asMatrix(a)?.[1], asMatrix(b)?.[0]];
  const said = inner === undefined || rows === undefined || b.length > 1 ? nameShape(b) : `${rows}`;
  const wants = inner === undefined ? "a number" : b.length > 1 ? `${inner} rows` : `${inner}`;
  view.fail({ port: "b", what: `input x ${predicate(b)}, W expects ${wants}`, got: said, expected: wants });
}

/** W [m, n] meets a column [n], most likely; surely, where the result is a column. */
function onlyLeft(view: ShapeView, a: Shape): void {
  const output = view.output();
  const matrix = asMatrix(a);
  if (sizeOf(a) === 1 || !matrix) {
    if (view.guessing && output && sizeOf(a) === 1) view.setInput("b", output);
    return;
  }
  const [rows, columns] = matrix;
  if (a.length === 2 && (output?.length === 1 || (view.guessing && !output))) {
    view.setInput("b", [columns]);
    view.setOutput([rows]);
  } else if (view.guessing && output?.length === 2) {
    view.setInput("b", a.length === 1 ? [1, output[1]!] : [columns, output[1]!]);
  }
}

/** x [n] under a result [m] is met by W [m, n]; a row under a matrix by a column (the outer product). */
function onlyRight(view: ShapeView, b: Shape): void {
  const output = view.output();
  if (!view.guessing || !output) return;
  if (sizeOf(b) === 1) view.setInput("a", output);
  else if (b.length === 1 && output.length === 1) view.setInput("a", [output[0]!, b[0]!]);
  else if (b.length === 2 && output.length === 2) view.setInput("a", b[0] === 1 ? [output[0]!] : [output[0]!, b[0]!]);
}
