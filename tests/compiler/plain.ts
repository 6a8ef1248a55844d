// Recurrent models as plain loops over f64, one example at a time: what the compiled tape is judged by.

import type { Shape } from "../../src/engine/tape.ts";
import type { Document } from "../../src/graph/document.ts";
import { sketch } from "./sketch.ts";

/** A column, or a matrix row by row. */
export type Numbers = readonly number[];

/** Called with every value that has a name, at its step (0 for the first; null without steps); gives it back, moved where a test moves it. */
export type Tap = (name: string, step: number | null, value: Numbers) => Numbers;

/** The real steps of one example. */
export interface Example {
  readonly steps: number;
  /** What is fed: parameters, inputs, states; at its step where it is a sequence. */
  fed(name: string, step?: number): Numbers;
}

export interface Model {
  readonly name: string;
  readonly document: Document;
  readonly sequences: Readonly<Record<string, Shape>>;
  readonly inputs: Readonly<Record<string, Shape>>;
  readonly states: Readonly<Record<string, Shape>>;
  readonly parameters: Readonly<Record<string, Shape>>;
  /** What this example adds to the loss, before `share`. */
  loss(example: Example, tap: Tap): number;
  /** Factor of the sum over the examples, from all their lengths: 1 where the loss is a sum. */
  readonly share?: (lengths: readonly number[]) => number;
}

const plus = (...columns: readonly Numbers[]): Numbers => columns[0]!.map((_, i) => columns.reduce((sum, column) => sum + column[i]!, 0));
const minus = (a: Numbers, b: Numbers): Numbers => a.map((x, i) => x - b[i]!);
const dot = (a: Numbers, b: Numbers): Numbers => a.map((x, i) => x * b[i]!);
const times = (matrix: Numbers, column: Numbers): Numbers =>
  Array.from({ length: matrix.length / column.length }, (_, row) =>
    column.reduce((sum, x, i) => sum + matrix[row * column.length + i]! * x, 0),
  );
const tanh = (x: Numbers): Numbers => x.map(Math.tanh);
const sigmoid = (x: Numbers): Numbers => x.map((number) => 1 / (1 + Math.exp(-number)));
const total = (x: Numbers): number => x.reduce((sum, number) => sum + number, 0);
const squares = (x: Numbers): number => x.reduce((sum, number) => sum + number * number, 0);
const zeros = (count: number): Numbers => new Array<number>(count).fill(0);
const steps = ({ steps: count }: Example): number[] => Array.from({ length: count }, (_, step) => step);
/** What is fed under a name, as a test moves it; at its step where it is a sequence. */
const given = (e: Example, tap: Tap, name: string, step?: number): Numbers => tap(name, step ?? null, e.fed(name, step));
const last = <T>(list: readonly T[]): T => list.at(-1)!;

/** 001 and 004: h = tanh(W x + U h⁻ + b), o = V h. The initial state is wired. */
const elman: Model = {
  name: "Elman network",
  document: sketch(`
    x = sequence()
    y = sequence()
    h0 = input()
    W = parameter(shape=[3, 2])
    U = parameter(shape=[3, 3])
    V = parameter(shape=[2, 3])
    b = parameter(shape=[3])
    Wx = product(a < W, b < x)
    z = delay(x < h, initial < h0)
    Uz = product(a < U, b < z)
    s = add(a < Wx, b < Uz)
    a = add(a < s, b < b)
    h = tanh(x < a)
    o = product(a < V, b < h)
    loss = half-sum-of-squares(prediction < o, target < y)
  `),
  sequences: { x: [2], y: [2] },
  inputs: { h0: [3] },
  states: {},
  parameters: { W: [3, 2], U: [3, 3], V: [2, 3], b: [3] },
  loss(e, tap) {
    const [W, U, V, b] = ["W", "U", "V", "b"].map((name) => given(e, tap, name)) as [Numbers, Numbers, Numbers, Numbers];
    let h = given(e, tap, "h0");
    const losses = steps(e).map((t) => {
      const x = given(e, tap, "x", t);
      const z = tap("z", t, h);
      const s = tap("s", t, plus(tap("Wx", t, times(W, x)), tap("Uz", t, times(U, z))));
      const a = tap("a", t, plus(s, b));
      h = tap("h", t, tanh(a));
      const o = tap("o", t, times(V, h));
      return 0.5 * squares(minus(o, given(e, tap, "y", t)));
    });
    return total(losses);
  },
};

/** 000: gates over [h⁻; x], judged at the last step; both states are fed by name. */
const lstm: Model = {
  name: "LSTM of gates",
  document: sketch(`
    x = sequence()
    y = input()
    hz = delay(x < h)
    cz = delay(x < c)
    f = gate(x1 < hz, x2 < x, units=2)
    i = gate(x1 < hz, x2 < x, units=2)
    o = gate(x1 < hz, x2 < x, units=2)
    g = gate(x1 < hz, x2 < x, units=2, activation=tanh)
    kept = multiply(a < f, b < cz)
    new = multiply(a < i, b < g)
    c = add(a < kept, b < new)
    tc = tanh(x < c)
    h = multiply(a < o, b < tc)
    end = last-step(x < h)
    loss = half-sum-of-squares(prediction < end, target < y)
  `),
  sequences: { x: [2] },
  inputs: { y: [2] },
  states: { "h[0]": [2], "c[0]": [2] },
  parameters: { "f.W": [2, 4], "f.b": [2], "i.W": [2, 4], "i.b": [2], "o.W": [2, 4], "o.b": [2], "g.W": [2, 4], "g.b": [2] },
  loss(e, tap) {
    const [Wf, bf, Wi, bi, Wo, bo, Wg, bg] = Object.keys(this.parameters).map((name) => given(e, tap, name)) as Numbers[];
    let h = given(e, tap, "h[0]");
    let c = given(e, tap, "c[0]");
    for (const t of steps(e)) {
      const hz = tap("hz", t, h);
      const cz = tap("cz", t, c);
      const stacked = [...hz, ...given(e, tap, "x", t)];
      const f = tap("f", t, sigmoid(plus(times(Wf!, stacked), bf!)));
      const i = tap("i", t, sigmoid(plus(times(Wi!, stacked), bi!)));
      const o = tap("o", t, sigmoid(plus(times(Wo!, stacked), bo!)));
      const g = tap("g", t, tanh(plus(times(Wg!, stacked), bg!)));
      c = tap("c", t, plus(tap("kept", t, dot(f, cz)), tap("new", t, dot(i, g))));
      h = tap("h", t, dot(o, tap("tc", t, tanh(c))));
    }
    return 0.5 * squares(minus(tap("end", null, h), given(e, tap, "y")));
  },
};

/** 001: h from the step before, b from the step after, joined at each step; the border after the end is a parameter. Mean over real steps. */
const bidirectional: Model = {
  name: "bidirectional network",
  document: sketch(`
    x = sequence()
    y = sequence()
    W = parameter(shape=[2, 2])
    R = parameter(shape=[2, 2])
    end = parameter(shape=[2])
    Wx = product(a < W, b < x)
    hz = delay(x < h)
    Rh = product(a < R, b < hz)
    hs = add(a < Wx, b < Rh)
    h = tanh(x < hs)
    bz = delay-next(x < b, initial < end)
    Rb = product(a < R, b < bz)
    bs = add(a < Wx, b < Rb)
    b = tanh(x < bs)
    o = multiply(a < h, b < b)
    loss = mean-squared-error(prediction < o, target < y)
  `),
  sequences: { x: [2], y: [2] },
  inputs: {},
  states: {},
  parameters: { W: [2, 2], R: [2, 2], end: [2] },
  loss(e, tap) {
    const [W, R, end] = ["W", "R", "end"].map((name) => given(e, tap, name)) as [Numbers, Numbers, Numbers];
    const drive = steps(e).map((t) => tap("Wx", t, times(W, given(e, tap, "x", t))));
    const h: Numbers[] = [];
    for (const t of steps(e)) {
      const fed = tap("Rh", t, times(R, tap("hz", t, h[t - 1] ?? zeros(2))));
      h[t] = tap("h", t, tanh(tap("hs", t, plus(drive[t]!, fed))));
    }
    const b: Numbers[] = [];
    for (const t of steps(e).reverse()) {
      const fed = tap("Rb", t, times(R, tap("bz", t, b[t + 1] ?? end)));
      b[t] = tap("b", t, tanh(tap("bs", t, plus(drive[t]!, fed))));
    }
    return total(steps(e).map((t) => squares(minus(tap("o", t, dot(h[t]!, b[t]!)), given(e, tap, "y", t)))));
  },
  share: (lengths) => 1 / (2 * total(lengths)),
};

/** Delays that no cycle closes over: three steps back, two ahead, and of a value that never changes. */
const chains: Model = {
  name: "delays outside of cycles",
  document: sketch(`
    x = sequence()
    k = input()
    back = input()
    x1 = delay(x < x, initial < back)
    x2 = delay(x < x1)
    x3 = delay(x < x2)
    n1 = delay-next(x < x, initial < back)
    n2 = delay-next(x < n1)
    kz = delay(x < k)
    kn = delay-next(x < k, initial < back)
    p = multiply(a < x3, b < kz)
    q = multiply(a < n2, b < kn)
    r = add(a < p, b < q)
    s = add(a < r, b < x)
    loss = half-sum-of-squares(prediction < s)
  `),
  sequences: { x: [2] },
  inputs: { k: [2], back: [2] },
  states: { "x1[0]": [2], "n1[T+1]": [2] },
  parameters: {},
  loss(e, tap) {
    const at = (border: Numbers, of: readonly Numbers[], shift: number) => (t: number) => of[t + shift] ?? border;
    const later = (name: string, of: (t: number) => Numbers) => steps(e).map((t) => tap(name, t, of(t)));
    const [k, back] = [given(e, tap, "k"), given(e, tap, "back")];
    const x = later("x", (t) => e.fed("x", t));
    const x1 = later("x1", at(back, x, -1));
    const x2 = later("x2", at(given(e, tap, "x1[0]"), x1, -1));
    const x3 = later("x3", at(zeros(2), x2, -1));
    const n1 = later("n1", at(back, x, 1));
    const n2 = later("n2", at(given(e, tap, "n1[T+1]"), n1, 1));
    const kz = later("kz", (t) => (t === 0 ? zeros(2) : k));
    const kn = later("kn", (t) => (t === e.steps - 1 ? back : k));
    const p = later("p", (t) => dot(x3[t]!, kz[t]!));
    const q = later("q", (t) => dot(n2[t]!, kn[t]!));
    const r = later("r", (t) => plus(p[t]!, q[t]!));
    const s = later("s", (t) => plus(r[t]!, x[t]!));
    return total(s.map((value) => 0.5 * squares(value)));
  },
};

/** States that are numbers: a clock that is the same for all examples, and a sum that becomes different for each on the way. */
const numbers: Model = {
  name: "number-valued states",
  document: sketch(`
    x = sequence(shape=[])
    w = parameter(shape=[])
    one = constant(value=1)
    half = constant(value=0.5)
    nz = delay(x < n)
    n = add(a < nz, b < one)
    mz = delay(x < m, initial < half)
    wx = multiply(a < w, b < x)
    rest = multiply(a < mz, b < half)
    some = add(a < rest, b < wx)
    m = divide(a < some, b < n)
    loss = half-sum-of-squares(prediction < m)
  `),
  sequences: { x: [] },
  inputs: {},
  states: {},
  parameters: { w: [] },
  loss(e, tap) {
    const [w] = given(e, tap, "w") as [number];
    const [half] = tap("half", null, [0.5]) as [number];
    const [one] = tap("one", null, [1]) as [number];
    let n: Numbers = [0];
    let m: Numbers = [half];
    const losses = steps(e).map((t) => {
      n = tap("n", t, [tap("nz", t, n)[0]! + one]);
      const rest = tap("rest", t, [tap("mz", t, m)[0]! * half]);
      const wx = tap("wx", t, [w * given(e, tap, "x", t)[0]!]);
      m = tap("m", t, [tap("some", t, plus(rest, wx))[0]! / n[0]!]);
      return 0.5 * squares(m);
    });
    return total(losses);
  },
};

/** Two loops that cross: each state reads the other's step before, and within the step g reads h. A third reads both, backward. */
const crossing: Model = {
  name: "crossing loops, then a backward one over them",
  document: sketch(`
    x = sequence()
    y = input()
    a = parameter(shape=[2])
    hz = delay(x < h)
    gz = delay(x < g)
    swap = multiply(a < gz, b < a)
    hs = add(a < swap, b < x)
    h = tanh(x < hs)
    gs = multiply(a < h, b < hz)
    gt = add(a < gs, b < x)
    g = sigmoid(x < gt)
    both = multiply(a < h, b < g)
    rz = delay-next(x < r)
    rs = multiply(a < rz, b < a)
    r = add(a < rs, b < both)
    start = first-step(x < r)
    loss = half-sum-of-squares(prediction < start, target < y)
  `),
  sequences: { x: [2] },
  inputs: { y: [2] },
  states: { "h[0]": [2], "r[T+1]": [2] },
  parameters: { a: [2] },
  loss(e, tap) {
    const a = given(e, tap, "a");
    let h = given(e, tap, "h[0]");
    let g = zeros(2);
    const both: Numbers[] = [];
    for (const t of steps(e)) {
      const x = given(e, tap, "x", t);
      const [hz, gz] = [tap("hz", t, h), tap("gz", t, g)];
      h = tap("h", t, tanh(tap("hs", t, plus(tap("swap", t, dot(gz, a)), x))));
      g = tap("g", t, sigmoid(tap("gt", t, plus(tap("gs", t, dot(h, hz)), x))));
      both.push(tap("both", t, dot(h, g)));
    }
    let r = given(e, tap, "r[T+1]");
    for (const t of steps(e).reverse()) r = tap("r", t, plus(tap("rs", t, dot(tap("rz", t, r), a)), both[t]!));
    return 0.5 * squares(minus(tap("start", null, r), given(e, tap, "y")));
  },
};

/** A linear network of two layers whose readout is the sum of everything: gradients are long products. */
const linear: Model = {
  name: "linear layers with shared weights",
  document: sketch(`
    x = sequence()
    W = parameter(shape=[2, 2])
    z1 = delay(x < h1)
    u1 = affine(x < z1, W < W, bias=false)
    h1 = add(a < u1, b < x)
    z2 = delay(x < h2)
    u2 = affine(x < z2, W < W, bias=false)
    h2 = add(a < u2, b < h1)
    end = last-step(x < h2)
    loss = half-sum-of-squares(prediction < end)
  `),
  sequences: { x: [2] },
  inputs: {},
  states: { "h1[0]": [2] },
  parameters: { W: [2, 2] },
  loss(e, tap) {
    const W = given(e, tap, "W");
    let h1 = given(e, tap, "h1[0]");
    let h2 = zeros(2);
    const all = steps(e).map((t) => {
      h1 = tap("h1", t, plus(tap("u1", t, times(W, tap("z1", t, h1))), given(e, tap, "x", t)));
      h2 = tap("h2", t, plus(tap("u2", t, times(W, tap("z2", t, h2))), h1));
      return h2;
    });
    return 0.5 * squares(tap("end", null, last(all)));
  },
};

export const models: readonly Model[] = [elman, lstm, bidirectional, chains, numbers, crossing, linear];
