// Settings that several update rules have, with the names of the equation notation.

import type { AttributeSpec, ResolvedAttributes } from "../../src/graph/node-type.ts";
import { booleanOf } from "../define/attributes.ts";
import type { OptimizerGraph } from "./graphs.ts";

type NumberSpec = Extract<AttributeSpec, { kind: "number" }>;

/** A number of at least 0 that can be changed while a model trains. */
const setting = (id: string, title: string, summary: string, value: number, rest: Partial<NumberSpec> = {}): NumberSpec => ({
  id,
  title,
  summary,
  kind: "number",
  default: value,
  minimum: 0,
  runtime: true,
  ...rest,
});

const share = (id: string, title: string, summary: string, value: number) => setting(id, title, summary, value, { maximum: 1 });

export const momentumShare = share("momentum", "Momentum", "Share of the last step that is kept.", 0.9);
export const decay = share("decay", "ρ", "Share of the running mean of the squares that is kept.", 0.9);
export const weightDecay = setting("weightDecay", "λ", "Share of the weight that a step of length 1 takes away.", 0.01);
export const epsilon = setting("epsilon", "ε", "Keeps the divisor away from 0.", 1e-8);

export const moments: readonly AttributeSpec[] = [
  share("beta1", "β₁", "Share of the running mean of the gradient that is kept.", 0.9),
  share("beta2", "β₂", "Share of the running mean of its square that is kept.", 0.999),
];

export const epsilonInsideRoot = (value: boolean): AttributeSpec => ({
  id: "epsilonInsideRoot",
  title: "ε inside the root",
  summary: "Adds ε under the root instead of after it, which matters for small gradients.",
  kind: "boolean",
  default: value,
});

type TwoFold = "adagrad" | "adam" | "adamw" | "nadam" | "rmsprop";

/** The graph of a rule that is drawn both ways. */
export const byRoot =
  (name: TwoFold) =>
  (attributes: ResolvedAttributes): OptimizerGraph =>
    booleanOf(attributes, "epsilonInsideRoot") ? `${name}-epsilon-inside` : name;
