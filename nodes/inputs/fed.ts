// What `input` and `sequence` have in common: numbers from outside, or from the enclosing graph where they stand in a cell.

import { type AttributeSpec, defineNode, type NodeType, type ShapeView } from "../../src/graph/node-type.ts";
import { shapeOf } from "../define/attributes.ts";
import { special } from "../define/notation.ts";
import { valueOutput } from "../define/ports.ts";
import { elementwise } from "../rules/elementwise.ts";

const attributes: readonly AttributeSpec[] = [
  {
    id: "shape",
    title: "Shape",
    summary: "Sizes of its axes, [3] for a column; as fed or as needed where it is left open.",
    kind: "shape",
    default: null,
  },
  {
    id: "preview",
    title: "Shown numbers",
    summary: "What the page looks at while nothing feeds it: random numbers around 0, positive ones, or the numbers of the steps.",
    kind: "choice",
    default: "normal",
    options: ["normal", "positive", "count"],
  },
  { id: "optional", title: "Optional", summary: "In a cell: zeros where nothing is wired to it.", kind: "boolean", default: false },
];

/** The shape that is declared, where one is. */
export const declaredShape = (view: ShapeView): void => view.setOutput(shapeOf(view.attributes, "shape") ?? undefined);

/** In a cell the compiler wires what stands outside to a port `x` that nobody sees. */
function fedShape(view: ShapeView): void {
  declaredShape(view);
  if (view.ports.includes("x")) elementwise(view, ["x"]);
}

export interface FedSpec extends Pick<NodeType, "id" | "title" | "glyph" | "summary" | "searchWords" | "formula"> {
  readonly role: "input" | "sequence";
  readonly output: string;
}

export const defineFed = ({ output, ...spec }: FedSpec): NodeType =>
  defineNode({
    ...spec,
    category: "inputs",
    attributes,
    inputs: [],
    outputs: valueOutput(output),
    shapes: fedShape,
    notation: special,
    examples: [],
  });
