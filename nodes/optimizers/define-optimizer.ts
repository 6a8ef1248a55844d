// First-order optimizers: an update rule for each parameter, and the settings that all of them share.

import { sizeOf } from "../../src/engine/tape.ts";
import { type AttributeSpec, defineNode, type NodeType, type ShapeView, type UpdateRule } from "../../src/graph/node-type.ts";
import { call } from "../define/notation.ts";
import { nameShape, predicate } from "../rules/describe.ts";

const learningRate = (value: number): AttributeSpec => ({
  id: "learningRate",
  title: "Learning rate",
  summary: "How far one step goes.",
  kind: "number",
  default: value,
  minimum: 0,
  runtime: true,
});

/** After the rule's own settings: clipping, which the caller does before the rule sees the gradient, and the run itself. */
const common: readonly AttributeSpec[] = [
  {
    id: "clipNorm",
    title: "Clip norm",
    summary: "Largest length of the gradient of all parameters together.",
    kind: "number",
    default: null,
    minimum: 0,
    runtime: true,
  },
  {
    id: "clipValue",
    title: "Clip value",
    summary: "Largest magnitude of a component of the gradient.",
    kind: "number",
    default: null,
    minimum: 0,
    runtime: true,
  },
  {
    id: "epochs",
    title: "Epochs",
    summary: "How often training goes through the data.",
    kind: "number",
    default: 100,
    minimum: 0,
    integer: true,
  },
  {
    id: "batchSize",
    title: "Batch size",
    summary: "Examples in one step; 0 takes all of them.",
    kind: "number",
    default: 0,
    minimum: 0,
    integer: true,
  },
  {
    id: "seed",
    title: "Seed",
    summary: "Start of the random numbers for initial values and shuffling.",
    kind: "number",
    default: 1,
    minimum: 0,
    integer: true,
  },
];

function lossIsNumber(view: ShapeView): void {
  const loss = view.input("loss");
  if (!loss && view.guessing) view.setInput("loss", []);
  if (!loss || sizeOf(loss) === 1) return;
  view.fail({
    port: "loss",
    what: `input loss ${predicate(loss)}, expected a number`,
    got: nameShape(loss),
    expected: "a number",
    remedy: "sum or average it first",
  });
}

export interface OptimizerSpec extends Pick<NodeType, "id" | "title" | "glyph" | "summary" | "searchWords" | "formula" | "source"> {
  readonly learningRate: number;
  /** The rule's own settings. */
  readonly settings: readonly AttributeSpec[];
  /** Name in the equation notation. */
  readonly call: string;
  readonly rule: UpdateRule;
}

export function defineOptimizer({ learningRate: rate, settings, call: name, rule, ...spec }: OptimizerSpec): NodeType {
  const attributes = [learningRate(rate), ...settings, ...common];
  return defineNode({
    ...spec,
    category: "optimizers",
    role: "optimizer",
    attributes,
    inputs: [{ id: "loss", symbol: "L", summary: "The number that training lowers." }],
    outputs: [],
    shapes: lossIsNumber,
    optimizer: rule,
    notation: call(name, ["loss"], { keywords: attributes.map((attribute) => attribute.id) }),
    examples: [],
  });
}
