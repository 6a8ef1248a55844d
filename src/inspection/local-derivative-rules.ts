// The elementwise functions that mathjs cannot differentiate: how each is computed, its slope by each argument, how it is printed.
// Kinks are those of the engine: relu'(0) = 0, abs'(0) = 0, a tie of max and min gives half to each.

import { erf } from "../engine/backend/reference/erf.ts";

export interface FunctionRule {
  readonly compute: (u: number, v: number, w: number) => number;
  /** By each argument u, v, w; a missing one is 0. */
  readonly slopes: readonly string[];
  /** Arguments as TeX; functions without it are printed upright by name. */
  readonly tex?: (u: string, v: string) => string;
}

const bit = (holds: boolean): number => (holds ? 1 : 0);

const sigmoid = (u: number): number => (u >= 0 ? 1 / (1 + Math.exp(-u)) : Math.exp(u) / (1 + Math.exp(u)));

/** log(1 + eᵘ) without overflow. */
const softplus = (u: number): number => Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));

/** Brackets of Iverson: 1 where it holds. */
const bracket = (condition: string): string => `\\left[${condition}\\right]`;

export const rules: ReadonlyMap<string, FunctionRule> = new Map<string, FunctionRule>([
  ["sigmoid", { compute: sigmoid, slopes: ["sigmoid(u) * (1 - sigmoid(u))"], tex: (u) => `\\sigma(${u})` }],
  ["tanh", { compute: Math.tanh, slopes: ["1 - tanh(u) ^ 2"], tex: (u) => `\\tanh(${u})` }],
  ["relu", { compute: (u) => (u <= 0 ? 0 : u), slopes: ["positive(relu(u))"] }],
  ["softplus", { compute: softplus, slopes: ["sigmoid(u)"] }],
  ["elu", { compute: (u, a) => (u >= 0 ? u : a * Math.expm1(u)), slopes: ["nonnegative(u) + (1 - nonnegative(u)) * v * exp(min(u, 0))"] }],
  ["clip", { compute: (u, low, high) => Math.min(Math.max(u, low), high), slopes: ["nonnegative(u - v) * nonnegative(w - u)"] }],
  ["abs", { compute: Math.abs, slopes: ["sign(u)"], tex: (u) => `\\left|${u}\\right|` }],
  ["erf", { compute: (u) => erf(u), slopes: ["2 / sqrt(pi) * exp(-(u ^ 2))"] }],
  ["max", { compute: (u, v) => Math.max(u, v), slopes: ["larger(u, v)", "larger(v, u)"], tex: (u, v) => `\\max(${u}, ${v})` }],
  ["min", { compute: (u, v) => Math.min(u, v), slopes: ["larger(v, u)", "larger(u, v)"], tex: (u, v) => `\\min(${u}, ${v})` }],
  ["sign", { compute: Math.sign, slopes: [] }],
  ["step", { compute: (u) => bit(u >= 0), slopes: [], tex: (u) => bracket(`${u} \\ge 0`) }],
  ["stopGradient", { compute: (u) => u, slopes: [] }],
  ["positive", { compute: (u) => bit(u > 0), slopes: [], tex: (u) => bracket(`${u} > 0`) }],
  ["nonnegative", { compute: (u) => bit(u >= 0), slopes: [], tex: (u) => bracket(`${u} \\ge 0`) }],
  ["larger", { compute: (u, v) => (u === v ? 0.5 : bit(u > v)), slopes: [], tex: (u, v) => bracket(`${u} > ${v}`) }],
]);

/** Those that mathjs differentiates itself. */
export const known: ReadonlyMap<string, (u: number) => number> = new Map([
  ["exp", Math.exp],
  ["log", Math.log],
  ["sqrt", Math.sqrt],
  ["sin", Math.sin],
  ["cos", Math.cos],
]);

/** Functions of one argument that stand for others. */
export const abbreviations: ReadonlyMap<string, string> = new Map([
  ["tgh", "tanh(u)"],
  ["σ", "sigmoid(u)"],
  ["silu", "u * sigmoid(u)"],
  ["logSigmoid", "-softplus(-u)"],
  ["gelu", "u * (1 + erf(u / sqrt(2))) / 2"],
  ["selu", "1.0507009873554805 * elu(u, 1.6732632423543772)"],
]);
