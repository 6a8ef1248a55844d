// Random graphs with delays of both directions, against their meaning: the value of a node at a step, asked for when it is needed.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Problem } from "../../src/base/errors.ts";
import { stream } from "../../src/base/random.ts";
import type { Feed, Feeds } from "../../src/compiler/feeds.ts";
import type { Document, GraphNode } from "../../src/graph/document.ts";
import { seed } from "../laws/seed.ts";
import { rolls, summed } from "./random-sketch.ts";
import { placeOf, type Ran, run } from "./run.ts";

type Column = readonly number[];

/** Everything is a column of two. */
const SIZE = 2;
const STEPS = 4;
const lengths = [4, 2, 1];

/** One line of a sketch from dice: in-step inputs come from lines before, what is delayed mostly from lines after, so that cycles arise. */
function line(id: number, count: number, [kind = 0, first = 0, second = 0, third = 0]: readonly number[]): string {
  const at = (list: readonly string[], die: number) => list[die % list.length]!;
  const fed = ["x", "u", "c", "p"];
  const before = Array.from({ length: id }, (_, index) => `n${index}`);
  const after = Array.from({ length: count - id }, (_, index) => `n${id + index}`);
  // recent lines come twice
  const known = [...fed, ...before, ...before.slice(-3)];
  const [a, b] = [at(known, first), at(known, second)];
  const initial = third % 2 === 0 ? "" : `, initial < ${at([...fed.slice(1), ...fed.slice(1), b], second)}`;
  const delayed = (type: string) => `${type}(x < ${at([...after, ...after, ...known], first)}${initial})`;
  const operations = [
    `add(a < ${a}, b < ${b})`,
    `multiply(a < ${a}, b < ${b})`,
    `tanh(x < ${a})`,
    `sigmoid(x < ${a})`,
    `product(a < W, b < ${a})`,
    `flatten(x < ${a})`,
    `gate(x1 < ${a}, x2 < ${b}, W < V, bias=false, activation=tanh)`,
    ["last-step", "first-step", "mean-steps", "reverse"].map((type) => `${type}(x < ${a})`)[third % 4]!,
    delayed("delay"),
    delayed("delay"),
    delayed("delay"),
    delayed("delay-next"),
  ];
  return `n${id} = ${at(operations, kind)}`;
}

const documentOf = (dice: readonly (readonly number[])[]): Document => summed(dice.map((roll, id) => line(id, dice.length, roll)));

function feedsOf(): Feeds {
  const normal = (name: string, shape: readonly number[]): Feed => {
    const random = stream(seed, `random graphs, ${name}`);
    return { shape, data: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()) };
  };
  const x = normal("x", [STEPS, lengths.length, SIZE]);
  lengths.forEach((length, example) => {
    for (let at = length * lengths.length; at < STEPS * lengths.length; at += lengths.length) x.data[(at + example) * SIZE] = 50;
  });
  return new Map([
    ["x", { ...x, lengths }],
    ["u", normal("u", [lengths.length, SIZE])],
    ["p", normal("p", [SIZE])],
    ["W", normal("W", [SIZE, SIZE])],
    ["V", normal("V", [SIZE, 2 * SIZE])],
  ]);
}

const feeds = feedsOf();

/** A nudge of one component of a node at one step of one example. */
interface Nudge {
  readonly id: string;
  readonly step: number;
  readonly component: number;
  readonly by: number;
}

/** What a graph means for one example: every node's value at a step follows from values that it reads. */
class Meaning {
  private readonly known = new Map<string, Column>();
  private readonly length: number;

  constructor(
    private readonly document: Document,
    private readonly example: number,
    private readonly nudge: Nudge | null,
  ) {
    this.length = lengths[example]!;
  }

  /** ½ Σ s² over the real steps. */
  loss(): number {
    const id = this.source("loss", "prediction")!;
    const steps = Array.from({ length: this.length }, (_, step) => this.at(id, step));
    return steps.reduce((sum, value) => sum + value.reduce((all, x) => all + 0.5 * x * x, 0), 0);
  }

  at(id: string, step: number): Column {
    const key = `${id} ${step}`;
    const known = this.known.get(key);
    if (known) return known;
    const value = this.nudged(id, step, this.work(this.document.graph.nodes[id]!, step));
    this.known.set(key, value);
    return value;
  }

  private nudged(id: string, step: number, value: Column): Column {
    const { nudge } = this;
    if (nudge?.id !== id || nudge.step !== step) return value;
    return value.map((x, i) => (i === nudge.component ? x + nudge.by : x));
  }

  private source(id: string, port: string): string | undefined {
    return this.document.graph.edges[`${id}:${port}`]?.from.node;
  }

  private fed(id: string, position: number, size: number): Column {
    return [...feeds.get(id)!.data.slice(position * size, (position + 1) * size)];
  }

  private work({ id, type, attributes }: GraphNode, step: number): Column {
    const read = (port: string, when = step): Column => this.at(this.source(id, port)!, when);
    const both = (f: (a: number, b: number) => number): Column => read("a").map((a, i) => f(a, read("b")[i]!));
    const border = (when: number): Column => (this.source(id, "initial") ? read("initial", when) : [0, 0]);
    const last = this.length - 1;
    switch (type) {
      case "sequence":
        return this.fed(id, step * lengths.length + this.example, SIZE);
      case "input":
        return this.fed(id, this.example, SIZE);
      case "parameter":
        return this.fed(id, 0, feeds.get(id)!.data.length);
      case "constant":
        return attributes.value as Column;
      case "add":
        return both((a, b) => a + b);
      case "multiply":
        return both((a, b) => a * b);
      case "tanh":
        return read("x").map(Math.tanh);
      case "sigmoid":
        return read("x").map((x) => 1 / (1 + Math.exp(-x)));
      case "product":
        return rowsTimes(read("a"), read("b"));
      case "gate":
        return rowsTimes(read("W"), [...read("x1"), ...read("x2")]).map(Math.tanh);
      case "flatten":
        return read("x");
      case "last-step":
        return read("x", last);
      case "first-step":
        return read("x", 0);
      case "reverse":
        return read("x", last - step);
      case "mean-steps": {
        const steps = Array.from({ length: this.length }, (_, t) => read("x", t));
        return [0, 1].map((i) => steps.reduce((sum, value) => sum + value[i]!, 0) / this.length);
      }
      case "delay":
        return step === 0 ? border(0) : read("x", step - 1);
      case "delay-next":
        return step === last ? border(last) : read("x", step + 1);
      default:
        throw new Error(`no meaning for ${type}`);
    }
  }
}

const rowsTimes = (matrix: Column, column: Column): Column =>
  Array.from({ length: matrix.length / column.length }, (_, row) =>
    column.reduce((sum, x, i) => sum + matrix[row * column.length + i]! * x, 0),
  );

/** What a random graph may be refused for; anything else is a defect. */
const refusals = ["mixed-directions", "changing-initial", "cannot-lower", "cycle-without-delay"];

function runOrRefusal(document: Document): Ran | string {
  try {
    return run(document, feeds);
  } catch (error) {
    if (error instanceof Problem && refusals.includes(error.data.code)) return error.data.code;
    throw error;
  }
}

/** So that the test knows what it has tested. */
function outcomesOf(ran: Ran | string): string[] {
  if (typeof ran === "string") return [ran];
  const scans = ran.program.forward.equations.flatMap(({ primitive, params }) => (primitive === "scan" ? [params.reverse] : []));
  return ["runs", ...new Set(scans.map((reverse) => (reverse ? "backward scan" : "forward scan")))];
}

const examples = lengths.map((_, example) => example);
const realSteps = (example: number) => Array.from({ length: lengths[example]! }, (_, step) => step);

/** Relative to 1 + size; what overflows does so on both sides. */
const near = (got: number, wanted: number, tolerance: number): boolean =>
  Object.is(got, wanted) || Math.abs(got - wanted) <= tolerance * (1 + Math.abs(wanted));

function expectValues(document: Document, ran: Ran): void {
  const ids = Object.keys(document.graph.nodes).filter((id) => id !== "loss");
  const off: string[] = [];
  let loss = 0;
  for (const example of examples) {
    const meaning = new Meaning(document, example, null);
    loss += meaning.loss();
    for (const id of ids) {
      const seen = ran.seen.get(id)!;
      for (const step of realSteps(example)) {
        const start = placeOf(seen, ran.program, step, example);
        const right = meaning.at(id, step).every((x, i) => near(seen.numbers[start + i]!, x, 1e-10));
        if (!right) off.push(`${id} at step ${step} of example ${example}`);
      }
    }
  }
  expect(off).toEqual([]);
  expect(near(ran.loss, loss, 1e-10)).toBe(true);
}

const BY = 1e-5;

function expectGradients(document: Document, ran: Ran): void {
  for (const id of Object.keys(document.graph.nodes)) {
    if (id === "loss") continue;
    const seen = ran.seen.get(id)!;
    const sums = seen.gradient.map(() => 0);
    for (const example of examples) {
      for (const step of realSteps(example)) {
        const start = placeOf(seen, ran.program, step, example);
        for (let component = 0; component < seen.shape.reduce((a, b) => a * b, 1); component++) {
          const at = (by: number) => new Meaning(document, example, { id, step, component, by }).loss();
          sums[start + component]! += (at(BY) - at(-BY)) / (2 * BY);
        }
      }
    }
    const off = sums.flatMap((sum, index) => (near(seen.gradient[index]!, sum, 1e-5) ? [] : [index]));
    expect(off, `gradient of ${id}: ${seen.gradient} but ${sums}`).toEqual([]);
  }
}

describe(`random graphs (seed ${seed})`, () => {
  test("every value at every real step is what the graph means", () => {
    const outcomes = new Map<string, number>();
    fc.assert(
      fc.property(rolls(4, 12), (dice) => {
        const document = documentOf(dice);
        const ran = runOrRefusal(document);
        for (const outcome of outcomesOf(ran)) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        if (typeof ran !== "string") expectValues(document, ran);
      }),
      { seed, numRuns: 200 },
    );
    expect(outcomes.get("runs")).toBeGreaterThan(100);
    expect(outcomes.get("forward scan")).toBeGreaterThan(30);
    expect(outcomes.get("backward scan")).toBeGreaterThan(10);
  });

  test("every gradient is the difference that a nudge of that value makes", () => {
    fc.assert(
      fc.property(rolls(4, 12), (dice) => {
        const document = documentOf(dice);
        const ran = runOrRefusal(document);
        if (typeof ran !== "string" && ran.loss < 1e4) expectGradients(document, ran);
      }),
      { seed: seed + 1, numRuns: 60 },
    );
  });
});
