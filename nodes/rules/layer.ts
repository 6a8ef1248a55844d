// W·x + b: `units` and the weight's rows are the result's size, the weight's columns are the input's.

import type { Shape } from "../../src/engine/tape.ts";
import type { PortId } from "../../src/graph/document.ts";
import type { ShapeView } from "../../src/graph/node-type.ts";
import { optionalNumberOf } from "../define/attributes.ts";
import { componentsOf } from "./column.ts";
import { expectInput, nameShape, predicate } from "./describe.ts";

function weightShape(view: ShapeView): Shape | undefined {
  const shape = view.input("W");
  if (shape && shape.length !== 2)
    view.fail({ port: "W", what: `weight W ${predicate(shape)}, expected a matrix`, got: nameShape(shape), expected: "a matrix" });
  return shape;
}

function rowsOf(view: ShapeView, weight: Shape | undefined): number | undefined {
  const units = optionalNumberOf(view.attributes, "units") ?? undefined;
  const output = view.output();
  return units ?? weight?.[0] ?? (output?.length === 1 ? output[0] : undefined) ?? view.input("b")?.[0];
}

/** `operands` are columns that stand on top of each other and make x. */
export function layerRule(view: ShapeView, operands: readonly PortId[]): void {
  const weight = weightShape(view);
  const sizes = operands.map((port) => componentsOf(view, port, "put flatten before it"));
  const open = operands.filter((_, index) => sizes[index] === undefined);
  const known = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  const columns = open.length === 0 ? known : weight?.[1];
  if (weight && open.length === 0 && weight[1] !== known) {
    const names =
      operands.length === 1
        ? `input ${operands[0]} has ${known} features`
        : `inputs ${operands.join(", ")} have ${known} features together`;
    view.fail({ port: operands[0]!, what: `${names}, W expects ${weight[1]}`, got: `${known}`, expected: `${weight[1]}` });
  }
  const rows = rowsOf(view, weight);
  if (rows !== undefined && columns !== undefined) expectInput(view, "W", [rows, columns], "the layer");
  if (rows !== undefined && view.ports.includes("b")) expectInput(view, "b", [rows], "the layer");
  if (rows !== undefined) view.setOutput([rows]);
  if (columns !== undefined && open.length === 1) settleLast(view, open[0]!, columns - known);
}

/** What is left of the weight's columns is the size of the last unknown operand; one component may also be a number. */
function settleLast(view: ShapeView, port: PortId, size: number): void {
  if (size > 1 || (size === 1 && view.guessing)) view.setInput(port, [size]);
}
