// How shapes are spoken of in messages.

import { type Shape, sameShape, sizeOf } from "../../src/engine/tape.ts";
import type { ShapeView } from "../../src/graph/node-type.ts";

/** A number or a column of one component: what elementwise operations repeat. */
export const isSingle = (shape: Shape): boolean => shape.length <= 1 && sizeOf(shape) === 1;

export interface Operand {
  readonly port: string;
  /** What the port is called in a sentence: `input x`, `target y`. */
  readonly name: string;
  readonly shape: Shape;
}

const features = (count: number) => `${count} ${count === 1 ? "feature" : "features"}`;

/** `64 features`, `a number`, `shape [3, 4]`. */
export const nameShape = (shape: Shape): string => {
  if (shape.length === 0) return "a number";
  return shape.length === 1 ? features(shape[0]!) : `shape [${shape.join(", ")}]`;
};

/** `has 64 features`, `is a number`, `has shape [3, 4]`. */
export const predicate = (shape: Shape): string => `${shape.length === 0 ? "is" : "has"} ${nameShape(shape)}`;

/** Fails with `input a has 4 features, input b has 3`. */
export function disagree(view: ShapeView, got: Operand, other: Operand): never {
  const brief = got.shape.length === 1 && other.shape.length === 1;
  const second = brief ? `has ${other.shape[0]}` : predicate(other.shape);
  view.fail({
    port: got.port,
    what: `${got.name} ${predicate(got.shape)}, ${other.name} ${second}`,
    got: nameShape(got.shape),
    expected: nameShape(other.shape),
  });
}

/** Fails unless the shape at an input, where it is known, is the expected one: `input x has 64 features, W expects 32`. */
export function expectInput(view: ShapeView, port: string, expected: Shape, expecting: string): void {
  const got = view.input(port);
  if (got && !sameShape(got, expected)) {
    const brief = got.length === 1 && expected.length === 1;
    view.fail({
      port,
      what: `input ${port} ${predicate(got)}, ${expecting} expects ${brief ? expected[0] : nameShape(expected)}`,
      got: nameShape(got),
      expected: nameShape(expected),
    });
  }
  view.setInput(port, expected, expecting);
}
