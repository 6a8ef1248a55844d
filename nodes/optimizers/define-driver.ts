// Optimizers that need more than a gradient: a driver trains with them, on full batches in f64.

import { type AttributeSpec, defineNode, type NodeType, type PortSpec } from "../../src/graph/node-type.ts";
import { call } from "../define/notation.ts";
import { common, lossIsNumber } from "./define-optimizer.ts";

/** A batch is everything, and nothing bounds the gradient: of the common settings the run itself and its end are left. */
const run: readonly AttributeSpec[] = common.filter(({ id }) => !["batchSize", "clipNorm", "clipValue"].includes(id));

const lossPort: PortSpec = { id: "loss", symbol: "L", summary: "The number that training lowers." };

/** For rules that search along a direction. */
export const lineSearch: readonly AttributeSpec[] = [
  {
    id: "lineSearch",
    title: "Line search",
    summary: "Goes to the minimum along the direction, or halves a step of 1 until the loss falls enough.",
    kind: "choice",
    default: "exact",
    options: ["exact", "backtracking"],
  },
  {
    id: "sufficientDecrease",
    title: "Sufficient decrease",
    summary: "Backtracking: share of what the slope promises by which the loss must fall.",
    kind: "number",
    default: 1e-4,
    minimum: 0,
    maximum: 1,
    runtime: true,
  },
];

export interface DriverSpec extends Pick<NodeType, "id" | "title" | "glyph" | "summary" | "searchWords" | "formula" | "source" | "inner"> {
  /** The rule's own settings. */
  readonly settings: readonly AttributeSpec[];
  /** Name in the equation notation. */
  readonly call: string;
  /** What arrives instead of a loss, of any shape; `inner` then makes the loss of it. */
  readonly residuals?: PortSpec;
}

/** The driver has the type's own id. */
export function defineDriver({ settings, call: name, residuals, ...spec }: DriverSpec): NodeType {
  const attributes = [...settings, ...run];
  const input: PortSpec = residuals ? { ...residuals, residuals: true } : lossPort;
  return defineNode({
    ...spec,
    category: "optimizers",
    role: "optimizer",
    driver: spec.id,
    attributes,
    inputs: [input],
    outputs: [],
    shapes: residuals ? () => {} : lossIsNumber,
    notation: call(name, [input.id], { keywords: attributes.map(({ id }) => id) }),
    examples: [],
  });
}
