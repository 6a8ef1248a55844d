// How a node is drawn: which figure, and how large. Decided from what a type is, so that a new type needs no word here.

import type { GraphNode } from "../../graph/document.ts";
import { inputPorts, type NodeType, type PortSpec } from "../../graph/node-type.ts";

export type Figure =
  | "operator"
  | "square"
  | "gate"
  | "delay"
  | "data"
  | "loss"
  | "optimizer"
  | "metric"
  | "cell"
  | "tag"
  | "constant"
  | "comment"
  | "unknown";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Every figure has a fixed size, so that nothing moves while numbers change and hand-laid routes stay true. */
export const SIZES: Readonly<Record<Figure, Size>> = {
  operator: { width: 40, height: 40 },
  square: { width: 40, height: 36 },
  gate: { width: 124, height: 88 },
  delay: { width: 116, height: 34 },
  data: { width: 192, height: 194 },
  loss: { width: 180, height: 194 },
  optimizer: { width: 180, height: 122 },
  metric: { width: 180, height: 72 },
  cell: { width: 192, height: 212 },
  tag: { width: 116, height: 28 },
  constant: { width: 72, height: 28 },
  comment: { width: 208, height: 64 },
  unknown: { width: 180, height: 72 },
};

/** Textbook figures: their ports show only when asked for. Cards and tags show theirs always. */
const QUIET: ReadonlySet<Figure> = new Set<Figure>(["operator", "square", "gate", "delay", "constant"]);

export const isQuiet = (figure: Figure): boolean => QUIET.has(figure);

/** A node that trains weights of its own reads as a layer. */
function weightsOf(type: NodeType): readonly PortSpec[] {
  const defaults = Object.fromEntries(type.attributes.map((spec) => [spec.id, spec.default]));
  return inputPorts(type, defaults).filter((port) => port.parameter);
}

type Attributes = GraphNode["attributes"];

/** Nothing but its weight is left of a layer without bias and function. */
const isBare = (type: NodeType, { bias }: Attributes): boolean =>
  bias === false && type.attributes.every(({ id }) => id !== "activation") && weightsOf(type).length > 0;

/** What is left is a product with a matrix: the books write `W ·`. A kernel keeps the glyph of its convolution. */
export const isBareMatrix = (type: NodeType, attributes: Attributes): boolean =>
  isBare(type, attributes) && weightsOf(type).some(({ id }) => id === "W");

function operationFigure(type: NodeType, attributes: Attributes): Figure {
  if (type.category !== "linear") return "operator";
  return weightsOf(type).length > 0 && !isBare(type, attributes) ? "gate" : "square";
}

/** @param attributes of the node; without them it is drawn as a new one is */
export function figureOf(type: NodeType | undefined, attributes: Attributes = {}): Figure {
  switch (type?.role) {
    case "operation":
      return operationFigure(type, attributes);
    case "delay":
    case "cell":
    case "data":
    case "loss":
    case "metric":
    case "optimizer":
    case "constant":
    case "comment":
      return type.role;
    case "input":
    case "sequence":
    case "output":
      return "tag";
    case "parameter":
      return "square";
    default:
      return "unknown";
  }
}

export const sizeOf = (type: NodeType | undefined, attributes?: Attributes): Size => SIZES[figureOf(type, attributes)];
