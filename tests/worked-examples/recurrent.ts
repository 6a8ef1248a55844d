// 001, 003 and 004: gradients through a linear recurrence, the net that compares two bit strings, a recurrent net with one output.

import type { Document } from "../../src/graph/document.ts";
import { library, read } from "../compiler/equations/library.ts";
import { compiled } from "../compiler/run.ts";
import { type Check, check, computed } from "./check.ts";

type Bits = readonly number[];
type Pair = readonly [Bits, Bits];

interface Chain {
  readonly example: { readonly Wh: readonly (readonly number[])[]; readonly delta_tau: readonly number[]; readonly k: number };
}

/** The note lets h_t hold W_hᵀ h_{t-1}, so the error of k steps before is W_hᵏ δ. */
const linearChain = `
x = sequence(2)
Wh = input(2, 2)
d = input(2)
h = x + Wh' * h[t-1]
loss = sum(d .* h[T])`;

const chain = check<unknown, Chain>((_, { example }) => {
  const { Wh, delta_tau, k } = example;
  const x = Array.from({ length: k + 1 }, () => [1, -1]);
  const gradient = computed(read(linearChain), { x, Wh, d: delta_tau }).gradients.h as readonly (readonly number[])[];
  return { example: { Wh, delta_tau: gradient.at(-1), k, delta: gradient[0] } };
});

interface Xnor {
  readonly W: readonly (readonly number[])[];
  readonly B: readonly number[];
  readonly v: readonly number[];
  readonly r: number;
  readonly c0: number;
  readonly c: number;
}

interface Agreement {
  readonly truth_table: readonly (readonly [number, number, number, number])[];
  readonly hidden: Readonly<Record<string, unknown>>;
  readonly exhaustive_check_all_pairs_len_1_to_7: Readonly<Record<string, unknown>>;
  readonly traces: readonly { readonly x1: Bits; readonly x2: Bits }[];
}

/** graphs/cells/xnor-rnn.json, where H(0) = 1, with another first threshold. */
function drawn(c0: number): Document {
  const cell = library["xnor-rnn"]!;
  return { ...cell, attributes: cell.attributes.map((one) => (one.id === "c_0" ? { ...one, default: c0 } : one)) };
}

const matrix = (rows: readonly (readonly number[])[]): string => `[${rows.map((row) => row.join(", ")).join("; ")}]`;

/** The same net with H(0) = 0: 1 - H(-z). The first threshold is c with y = (c₀ - c)/r before the first step. */
const strict = ({ W, B, v, r, c }: Xnor, c0: number): Document =>
  read(`
x = sequence(2)
W = ${matrix(W)}
B = ${matrix(B.map((b) => [b]))}
v = ${matrix([v])}
h = 1 - step(-(W * x + B))
y = 1 - step(-(v * h + ${r} * y[t-1] + ${c}))
y[0] = [${(c0 - c) / r}]`);

/** Answers to pairs of strings of one length, step by step; hidden units beside them. */
function answers(document: Document, pairs: readonly Pair[]): { y: readonly Bits[]; h: readonly (readonly Bits[])[] } {
  const steps = pairs[0]![0].map((_, step) => step);
  const x = steps.map((step) => pairs.map(([a, b]) => [a[step]!, b[step]!]));
  const { y, h } = computed(document, { x }).values as unknown as Record<"y" | "h", readonly (readonly Bits[])[]>;
  const of = (values: readonly (readonly Bits[])[], pair: number) => steps.map((step) => values[step]![pair]!);
  return { y: pairs.map((_, pair) => of(y, pair).map(([bit]) => bit!)), h: pairs.map((_, pair) => of(h, pair)) };
}

const bitStrings = (length: number): Bits[] =>
  Array.from({ length: 2 ** length }, (_, number) => Array.from({ length }, (_unused, place) => (number >> place) & 1));

const pairsOf = (length: number): Pair[] => bitStrings(length).flatMap((a) => bitStrings(length).map((b): Pair => [a, b]));

/** 1 up to the first place where they differ. */
function agreeSoFar([a, b]: Pair): Bits {
  const first = a.findIndex((bit, step) => bit !== b[step]);
  return a.map((_, step) => (first === -1 || step < first ? 1 : 0));
}

const equal = (a: Bits, b: Bits): boolean => a.every((bit, step) => bit === b[step]);

function exhaustive(document: Document): { pairs: number; wrong: number } {
  const lengths = [1, 2, 3, 4, 5, 6, 7].map((length) => {
    const pairs = pairsOf(length);
    const { y } = answers(document, pairs);
    return { pairs: pairs.length, wrong: pairs.filter((pair, index) => !equal(agreeSoFar(pair), y[index]!)).length };
  });
  return lengths.reduce((sum, { pairs, wrong }) => ({ pairs: sum.pairs + pairs, wrong: sum.wrong + wrong }), { pairs: 0, wrong: 0 });
}

/** The name of a case says which first threshold and which H(0) it has. */
function exhaustiveCase(inputs: Xnor, name: string) {
  const [, c0 = "", sign = ""] = /^c0=(\S+), step\(z(>=?)0\)$/.exec(name)!;
  return exhaustive(sign === ">" ? strict(inputs, Number(c0)) : drawn(Number(c0)));
}

const xnor = check<Xnor, Agreement>((inputs, expected) => {
  const net = drawn(inputs.c0);
  // a first pair that agrees or does not is how y before the row's pair is brought about
  const row = ([x1, x2, before]: readonly number[]) => {
    const [answer] = answers(net, [
      [
        [0, x1!],
        [1 - before!, x2!],
      ],
    ]).y;
    return [x1, x2, answer![0], answer![1]];
  };
  const hiddenOf = (bits: string) => answers(net, [[[Number(bits[0])], [Number(bits[1])]]]).h[0]![0];
  const named = (entries: object, of: (name: string) => unknown) =>
    Object.fromEntries(Object.keys(entries).map((name) => [name, of(name)]));
  return {
    truth_table: expected.truth_table.map(row),
    truth_table_columns: ["x1", "x2", "y_prev", "y"],
    hidden: named(expected.hidden, hiddenOf),
    exhaustive_check_all_pairs_len_1_to_7: named(expected.exhaustive_check_all_pairs_len_1_to_7, (name) => exhaustiveCase(inputs, name)),
    traces: expected.traces.map(({ x1, x2 }) => ({ x1, x2, y: answers(net, [[x1, x2]]).y[0] })),
  };
});

/** Only M and p are said; the program finds the shapes. */
const head = check<{ M: number; p: number }, { shapes: object }>(({ M, p }, { shapes }) => {
  const program = compiled(
    read(`
X = sequence(${p})
alpha0 = parameter(${M})
Axz = parameter()
Azz = parameter()
beta = parameter()
beta0 = parameter(1)
Z = sigmoid(alpha0 + Axz * X + Azz * Z[t-1])
Yhat = beta0 + beta' * Z[T]`),
    { X: [Array.from({ length: p }, () => 0)] },
  );
  const found = program.slots
    .filter(({ kind }) => kind === "parameter")
    .map(({ name, shape }): [string, readonly number[]] => [name, shape]);
  const params = found.reduce((sum, [, shape]) => sum + shape.reduce((a, b) => a * b, 1), 0);
  return { shapes: Object.fromEntries(found.filter(([name]) => Object.hasOwn(shapes, name))), params };
});

export const recurrent: Readonly<Record<string, Check>> = { bptt_linear_chain: chain, xnor_rnn: xnor, rnn_head_004: head };
