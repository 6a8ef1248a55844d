// Elementwise kernels: one plain loop each, in double precision, rounded when stored.

import type { Numbers } from "../executable.ts";
import { erf } from "./erf.ts";

export type Elementwise = (y: Numbers, a: Numbers, b: Numbers, c: Numbers) => void;

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
/** log(1 + e^x) without overflow. */
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

export const elementwise = {
  negate: (y, a) => {
    for (let i = 0; i < y.length; i++) y[i] = -a[i]!;
  },
  exp: (y, a) => {
    for (let i = 0; i < y.length; i++) y[i] = Math.exp(a[i]!);
  },
  log: (y, a) => {
    for (let i = 0; i < y.length; i++) y[i] = Math.log(a[i]!);
  },
  sqrt: (y, a) => {
    for (let i = 0; i < y.length; i++) y[i] = Math.sqrt(a[i]!);
  },
  sin: (y, a) => {
    for (let i = 0; i < y.length; i++) y[i] = Math.sin(a[i]!);
  },
  cos: (y, a) => {
    for (let i = 0; i < y.length; i++) y[i] = Math.cos(a[i]!);
  },
  tanh: (y, a) => {
    for (let i = 0; i < y.length; i++) y[i] = Math.tanh(a[i]!);
  },
  sigmoid: (y, a) => {
    for (let i = 0; i < y.length; i++) y[i] = logistic(a[i]!);
  },
  softplus: (y, a) => {
    for (let i = 0; i < y.length; i++) y[i] = softplus(a[i]!);
  },
  erf: (y, a) => {
    for (let i = 0; i < y.length; i++) y[i] = erf(a[i]!);
  },
  abs: (y, a) => {
    for (let i = 0; i < y.length; i++) y[i] = Math.abs(a[i]!);
  },
  sign: (y, a) => {
    for (let i = 0; i < y.length; i++) y[i] = Math.sign(a[i]!);
  },
  add: (y, a, b) => {
    for (let i = 0; i < y.length; i++) y[i] = a[i]! + b[i]!;
  },
  subtract: (y, a, b) => {
    for (let i = 0; i < y.length; i++) y[i] = a[i]! - b[i]!;
  },
  multiply: (y, a, b) => {
    for (let i = 0; i < y.length; i++) y[i] = a[i]! * b[i]!;
  },
  divide: (y, a, b) => {
    for (let i = 0; i < y.length; i++) y[i] = a[i]! / b[i]!;
  },
  power: (y, a, b) => {
    for (let i = 0; i < y.length; i++) y[i] = a[i]! ** b[i]!;
  },
  maximum: (y, a, b) => {
    for (let i = 0; i < y.length; i++) y[i] = Math.max(a[i]!, b[i]!);
  },
  minimum: (y, a, b) => {
    for (let i = 0; i < y.length; i++) y[i] = Math.min(a[i]!, b[i]!);
  },
  greater: (y, a, b) => {
    for (let i = 0; i < y.length; i++) y[i] = a[i]! > b[i]! ? 1 : 0;
  },
  greaterEqual: (y, a, b) => {
    for (let i = 0; i < y.length; i++) y[i] = a[i]! >= b[i]! ? 1 : 0;
  },
  equal: (y, a, b) => {
    for (let i = 0; i < y.length; i++) y[i] = a[i]! === b[i]! ? 1 : 0;
  },
  select: (y, a, b, c) => {
    for (let i = 0; i < y.length; i++) y[i] = a[i]! !== 0 ? b[i]! : c[i]!;
  },
} as const satisfies Record<string, Elementwise>;

export type ElementwiseName = keyof typeof elementwise;
