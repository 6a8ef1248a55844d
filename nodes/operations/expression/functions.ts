// The closed list of functions that an expression may call; all work component by component.

import type { Binary, Lowering, Signal, Unary } from "../../../src/engine/signal.ts";
import { applyGelu } from "../../activations/gelu.ts";
import { applyLogSigmoid } from "../../activations/log-sigmoid.ts";
import { applyRelu } from "../../activations/relu.ts";
import { applySelu } from "../../activations/selu.ts";
import { applySilu } from "../../activations/silu.ts";
import { applyStep } from "../../activations/step.ts";

export interface ExpressionFunction {
  /** Exactly so many operands, or with `orMore` at least. */
  readonly operands: number;
  readonly orMore?: boolean;
  apply(lowering: Lowering, operands: readonly Signal[]): Signal;
}

type Apply = (lowering: Lowering, x: Signal) => Signal;

const one = (apply: Apply): ExpressionFunction => ({ operands: 1, apply: (lowering, [x]) => apply(lowering, x!) });
const primitive = (kind: Unary): ExpressionFunction => one((lowering, x) => lowering.unary(kind, x));
const folded = (kind: Binary): ExpressionFunction => ({
  operands: 2,
  orMore: true,
  apply: (lowering, operands) => operands.reduce((a, b) => lowering.binary(kind, a, b)),
});

/** A map, so that no name of an object's own can be called. */
export const expressionFunctions: ReadonlyMap<string, ExpressionFunction> = new Map([
  ["sqrt", primitive("sqrt")],
  ["exp", primitive("exp")],
  ["log", primitive("log")],
  ["abs", primitive("abs")],
  ["sin", primitive("sin")],
  ["cos", primitive("cos")],
  ["tanh", primitive("tanh")],
  ["tgh", primitive("tanh")],
  ["sigmoid", primitive("sigmoid")],
  ["σ", primitive("sigmoid")],
  ["softplus", primitive("softplus")],
  ["stopGradient", primitive("stopGradient")],
  ["relu", one(applyRelu)],
  ["selu", one(applySelu)],
  ["gelu", one(applyGelu)],
  ["silu", one(applySilu)],
  ["step", one(applyStep)],
  ["logSigmoid", one(applyLogSigmoid)],
  ["max", folded("maximum")],
  ["min", folded("minimum")],
]);
