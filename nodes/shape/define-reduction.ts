// Node types that make one number of many: over everything, the components, the steps or the examples. Only real steps count.

import type { Axis, Lowering, Signal } from "../../src/engine/signal.ts";
import { type AttributeSpec, defineNode, type NodeType, type ShapeView } from "../../src/graph/node-type.ts";
import { textOf } from "../define/attributes.ts";
import { call } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";
import { elementwise } from "../rules/elementwise.ts";

const axes: readonly Axis[] = ["all", "features", "time", "batch"];

const over: AttributeSpec = {
  id: "over",
  title: "Over",
  summary: "What is reduced: steps, examples and components (all), or one of the three alone.",
  kind: "choice",
  default: "all",
  options: axes,
};

function axisOf(text: string): Axis {
  const axis = axes.find((candidate) => candidate === text);
  if (!axis) throw new RangeError(`no such axis: ${text}`);
  return axis;
}

/** Time and batch are no part of the shape, so reducing them keeps it; what is left of components is a column of one. */
function shapes(view: ShapeView): void {
  const axis = textOf(view.attributes, "over");
  const x = view.input("x");
  if (axis === "all") view.setOutput([]);
  else if (axis !== "features") elementwise(view, ["x"]);
  else if (x || view.guessing) view.setOutput(x?.length === 0 ? [] : [1]);
}

export interface ReductionSpec extends Pick<NodeType, "id" | "title" | "glyph" | "summary" | "searchWords" | "formula" | "examples"> {
  readonly slope: string;
  readonly apply: (lowering: Lowering, x: Signal, axis: Axis) => Signal;
}

export function defineReduction({ slope, apply, ...spec }: ReductionSpec): NodeType {
  return defineNode({
    ...spec,
    category: "shape",
    role: "operation",
    attributes: [over],
    inputs: [{ id: "x", summary: "Operand." }],
    outputs: valueOutput("A number; over components one component, over time or batch the shape of x."),
    shapes,
    lower: (lowering, context) => apply(lowering, context.need("x"), axisOf(textOf(context.attributes, "over"))),
    notation: call(spec.id, ["x"], { positional: ["over"] }),
    derivative: { x: slope },
  });
}
