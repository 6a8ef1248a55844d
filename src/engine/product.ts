// The notation's `*`: matrix product where the inner sizes agree, else scaling by a number or one component.

import * as ops from "./ops.ts";
import { TapeError } from "./shape-rules.ts";
import type { Lowering, Signal } from "./signal.ts";
import { formatShape, type Shape, sizeOf } from "./tape.ts";

/** A shape as rows × columns; null for a number and for more than two axes. */
export function asMatrix(shape: Shape): readonly [number, number] | null {
  if (shape.length === 1) return [shape[0]!, 1];
  if (shape.length === 2) return [shape[0]!, shape[1]!];
  return null;
}

export type ProductKind = { readonly kind: "matrix" | "scale"; readonly shape: Shape } | { readonly kind: "none" };

/** What `a * b` means for these shapes, and the shape that it gives. */
export function productKind(a: Shape, b: Shape): ProductKind {
  const [left, right] = [asMatrix(a), asMatrix(b)];
  if (left && right && left[1] === right[0]) {
    return { kind: "matrix", shape: b.length === 1 ? [left[0]] : [left[0], right[1]] };
  }
  if (b.length === 0) return { kind: "scale", shape: a };
  if (sizeOf(a) === 1) return { kind: "scale", shape: b };
  if (sizeOf(b) === 1) return { kind: "scale", shape: a };
  return { kind: "none" };
}

const leadLetters = ({ time, batch }: { time: boolean; batch: boolean }) => `${time ? "T" : ""}${batch ? "B" : ""}`;

export function productSignal(l: Lowering, a: Signal, b: Signal): Signal {
  const { kind, ...product } = productKind(a.shape, b.shape);
  if (kind === "none" || !("shape" in product)) throw new TapeError(`product of ${formatShape(a.shape)} and ${formatShape(b.shape)}`);
  if (kind === "scale") {
    const scalesB = b.shape.length > 0 && sizeOf(a.shape) === 1;
    return l.binary("multiply", scalesB ? l.reshape(a, []) : a, scalesB ? b : l.reshape(b, []));
  }
  const lead = { time: a.time || b.time, batch: a.batch || b.batch };
  // a column on the left has one inner index, a column on the right one outer index: neither needs a letter
  const left = a.shape.length === 1 ? "i" : "ik";
  const right = a.shape.length === 1 ? (b.shape.length === 1 ? "" : "j") : b.shape.length === 1 ? "k" : "kj";
  const operand = a.shape.length === 1 ? l.reshape(b, b.shape.slice(1)) : b;
  const out = `${leadLetters(lead)}i${right.includes("j") ? "j" : ""}`;
  const value = ops.contract(l.tape, a.value, operand.value, `${leadLetters(a)}${left},${leadLetters(b)}${right}->${out}`);
  return { value, ...lead, shape: product.shape };
}
