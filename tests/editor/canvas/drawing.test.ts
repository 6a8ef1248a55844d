// Which figure a node is drawn as: it follows from its type and from what is left of its weights.

import { expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { figureOf, isBareMatrix } from "../../../src/editor/canvas/drawing.ts";
import type { NodeType } from "../../../src/graph/node-type.ts";

function typeOf(id: string): NodeType {
  const type = registry.get(id);
  if (!type) throw new Error(`no type ${id}`);
  return type;
}

test.each([
  ["affine", {}, "gate"],
  ["affine", { bias: false }, "square"],
  ["gate", { bias: false }, "gate"],
  ["conv2d", {}, "gate"],
  ["conv2d", { bias: false }, "square"],
  ["product", {}, "square"],
  ["tanh", {}, "operator"],
])("%s with %j is drawn as a %s", (id, attributes, figure) => {
  expect(figureOf(typeOf(id), attributes)).toBe(figure);
});

test("only a layer whose weight is a matrix is written as one", () => {
  expect(isBareMatrix(typeOf("affine"), { bias: false })).toBe(true);
  expect(isBareMatrix(typeOf("affine"), {})).toBe(false);
  expect(isBareMatrix(typeOf("gate"), { bias: false })).toBe(false);
  expect(isBareMatrix(typeOf("conv2d"), { bias: false })).toBe(false);
});
