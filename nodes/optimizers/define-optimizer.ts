// First-order optimizers: an update rule for each parameter, drawn as a graph, and the settings that all of them share.

import { sizeOf } from "../../src/engine/tape.ts";
import {
  type AttributeSpec,
  defineNode,
  type NodeType,
  type PortSpec,
  type ResolvedAttributes,
  type ShapeView,
} from "../../src/graph/node-type.ts";
import { call } from "../define/notation.ts";
import { nameShape, predicate } from "../rules/describe.ts";
import { type OptimizerGraph, optimizerGraph } from "./graphs.ts";

export const learningRate = (value: number): AttributeSpec => ({
  id: "learningRate",
  title: "Learning rate",
  summary: "How far one step goes.",
  kind: "number",
  default: value,
  minimum: 0,
  runtime: true,
});

/** After the rule's own settings: clipping, which the caller does before the rule sees the gradient, and the run itself. */
/** When training ends before its last epoch. */
const stoppingRules: readonly AttributeSpec[] = [
  {
    id: "stopLoss",
    title: "Stop at loss",
    summary: "Ends training when the loss is as low.",
    kind: "number",
    default: null,
    runtime: true,
  },
  {
    id: "stopGradientNorm",
    title: "Stop at gradient norm",
    summary: "Ends training when the gradient of all parameters is as short.",
    kind: "number",
    default: null,
    minimum: 0,
    runtime: true,
  },
  {
    id: "stopWeightChange",
    title: "Stop at weight change",
    summary: "Ends training when an epoch changes all parameters together by as little.",
    kind: "number",
    default: null,
    minimum: 0,
    runtime: true,
  },
  {
    id: "validationShare",
    title: "Validation share",
    summary: "Share of the training examples that is held out, to see how well others are met.",
    kind: "number",
    default: null,
    minimum: 0,
    maximum: 0.9,
    runtime: true,
  },
  {
    id: "patience",
    title: "Patience",
    summary: "Ends training after so many epochs without a better loss on what is held out.",
    kind: "number",
    default: null,
    minimum: 1,
    integer: true,
    runtime: true,
  },
];

export const common: readonly AttributeSpec[] = [
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
    summary: "Examples in one step; 0 takes the whole training split, so that an epoch is one step.",
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
  ...stoppingRules,
];

export const optimizerInputs: readonly PortSpec[] = [
  { id: "loss", symbol: "L", summary: "The number that training lowers." },
  {
    id: "learningRate",
    symbol: "\\eta",
    summary: "A schedule; without a wire the rate is the attribute's.",
    optional: true,
    takes: ["schedule", "constant"],
  },
];

export function lossIsNumber(view: ShapeView): void {
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
  /** The update rule as it is drawn, for these attributes. */
  readonly graph: (attributes: ResolvedAttributes) => OptimizerGraph;
}

/** A first-order rule; its graph is in graphs/optimizers/. */
export function defineOptimizer({ learningRate: rate, settings, call: name, graph, ...spec }: OptimizerSpec): NodeType {
  const attributes = [learningRate(rate), ...settings, ...common];
  return defineNode({
    ...spec,
    category: "optimizers",
    role: "optimizer",
    attributes,
    inputs: optimizerInputs,
    outputs: [],
    shapes: lossIsNumber,
    update: (given) => optimizerGraph(graph(given)),
    notation: call(name, ["loss"], { keywords: attributes.map((attribute) => attribute.id) }),
    examples: [],
  });
}
