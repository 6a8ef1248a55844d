// Which node types a wire may go on to when it is dropped on the empty canvas.

import { expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { entries, fittingEntry, hasExit } from "../../src/editor/adding/fitting-types.ts";
import { inputPorts, type NodeType } from "../../src/graph/node-type.ts";

const type = (id: string): NodeType => {
  const found = registry.get(id);
  if (!found) throw new Error(`no type ${id}`);
  return found;
};

test.each<[string, readonly number[] | undefined, string | null]>([
  ["tanh", [20], "x"],
  ["add", [20], "a"],
  ["concat", [20], "x1"],
  ["gate", [20], "x1"],
  ["gate", [3, 2], null],
  ["flatten", [3, 2], "x"],
  ["softmax-cross-entropy", [20], "prediction"],
  ["gradient-descent", [20], null],
  ["gradient-descent", [], "loss"],
  ["gradient-descent", undefined, "loss"],
  ["parameter", [20], null],
  ["reber", undefined, null],
])("a value goes into %s of shape %j at %j", (id, shape, port) => {
  expect(fittingEntry(type(id), shape)).toBe(port);
});

test("ports that must be wired come first, a node's own weights last", () => {
  const ports = (id: string) => inputPorts(type(id), {});
  expect(entries(ports("affine"))).toEqual(["x", "W", "b"]);
  expect(entries(ports("delay"))).toEqual(["x", "initial"]);
  expect([hasExit(type("reber")), hasExit(type("gradient-descent"))]).toEqual([true, false]);
});
