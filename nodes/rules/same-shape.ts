// Two ports that speak of the same things: prediction and target of a loss or a metric.

import { sameShape } from "../../src/engine/tape.ts";
import type { ShapeView } from "../../src/graph/node-type.ts";
import { disagree, isSingle, nameShape, predicate } from "./describe.ts";

interface Port {
  readonly port: string;
  readonly name: string;
}

/** Equal shapes, in both directions; a number and a column of one component are taken for equal. */
export function samePair(view: ShapeView, left: Port, right: Port): void {
  const [a, b] = [view.input(left.port), view.input(right.port)];
  if (a && b && !sameShape(a, b) && !(isSingle(a) && isSingle(b))) disagree(view, { ...left, shape: a }, { ...right, shape: b });
  // a single one may face a number or a column, so it settles the other side only when nothing else does
  if (a && !b && (view.guessing || !isSingle(a))) view.setInput(right.port, a);
  if (b && !a && (view.guessing || !isSingle(b))) view.setInput(left.port, b);
}

/** Prediction and target agree, a mask has one component a position, the result is a number. */
export function comparison(view: ShapeView, output: string): void {
  const target = view.ports.includes("target");
  if (target) samePair(view, { port: "prediction", name: "input p" }, { port: "target", name: "target y" });
  const mask = view.ports.includes("mask") ? view.input("mask") : undefined;
  if (mask && !isSingle(mask)) {
    view.fail({
      port: "mask",
      what: `mask ${predicate(mask)}, expected one component a position`,
      got: nameShape(mask),
      expected: "one component",
    });
  }
  view.setOutput([], output);
}
