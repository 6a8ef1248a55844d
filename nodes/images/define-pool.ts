// Pooling: an image in windows that lie side by side, one number for each. What is left over at the end of a row or column is left out.

import type { Lowering, Signal } from "../../src/engine/signal.ts";
import { defineNode, type NodeType, type ShapeView } from "../../src/graph/node-type.ts";
import { numberOf } from "../define/attributes.ts";
import { type Call, call } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";
import { imageAt, imageOut, nameExtent } from "./image.ts";

export interface PoolSpec extends Pick<NodeType, "id" | "title" | "glyph" | "summary" | "searchWords" | "formula" | "source" | "examples"> {
  readonly call: Call["name"];
  /** ∂value/∂x in TeX. */
  readonly slope: string;
  /** @param places the size² components of every window in row order, each [channels, rows, columns] */
  readonly apply: (lowering: Lowering, places: readonly Signal[]) => Signal;
}

function shapes(view: ShapeView): void {
  const size = numberOf(view.attributes, "size");
  const [image, result] = [imageAt(view, "x"), imageOut(view)];
  if (image) {
    const [channels, rows, columns] = image;
    if (rows < size || columns < size) {
      view.fail({
        port: "x",
        what: `input x has ${nameExtent([rows, columns])} rows and columns, a window of ${nameExtent([size, size])} does not fit`,
        got: `${nameExtent([rows, columns])} rows and columns`,
        expected: `at least ${nameExtent([size, size])}`,
        remedy: "choose a smaller size",
      });
    }
    view.setOutput([channels, Math.floor(rows / size), Math.floor(columns / size)]);
  } else if (result && size === 1) view.setInput("x", result);
}

/** Views of the windows, one for each place in them. */
function placesOf(lowering: Lowering, x: Signal, size: number): readonly Signal[] {
  // [channel, y, k, x, l]
  const windows = lowering.windows(lowering.windows(x, 1, size, size), 3, size, size);
  const indices = Array.from({ length: size }, (_, index) => index);
  return indices.flatMap((k) => indices.map((l) => lowering.pick(windows, [null, null, k, null, l])));
}

export const definePool = ({ call: name, slope, apply, ...spec }: PoolSpec): NodeType =>
  defineNode({
    ...spec,
    category: "shape",
    role: "operation",
    attributes: [
      {
        id: "size",
        title: "Size",
        summary: "Rows and columns of a window, and from one window to the next.",
        kind: "number",
        default: 2,
        minimum: 1,
        integer: true,
      },
    ],
    inputs: [{ id: "x", summary: "Image [channels, rows, columns]." }],
    outputs: valueOutput("The same channels, rows and columns divided by the size."),
    shapes,
    lower: (lowering, context) => apply(lowering, placesOf(lowering, context.need("x"), numberOf(context.attributes, "size"))),
    notation: call(name, ["x"], { positional: ["size"] }),
    derivative: { x: slope },
  });
