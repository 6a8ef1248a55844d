// The chain rule as the inspector shows it: rows that combine to the gradient, in every graph that ships and at every value.

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { flatten } from "../../src/compiler/flatten.ts";
import { generators } from "../../src/data/index.ts";
import type { Document } from "../../src/graph/document.ts";
import { loadDocument } from "../../src/graph/load.ts";
import { type ChainRule, chainRule, chainSentence } from "../../src/inspection/chain-rule.ts";
import { atStep, type Seen, seenOf } from "../../src/inspection/chain-rule-seen.ts";
import { createInspector, type View } from "../../src/inspection/inspector.ts";
import { localDerivatives, slopeNumbers } from "../../src/inspection/local-derivative.ts";
import { meanOf } from "../../src/inspection/statistics.ts";
import { sketch } from "../compiler/sketch.ts";

function example(name: string): Document {
  const loaded = loadDocument(readFileSync(new URL(`../../graphs/examples/${name}.json`, import.meta.url), "utf8"), registry);
  if (!loaded.ok) throw new Error(loaded.problem.message);
  return loaded.value.document;
}

function look(document: Document): { seen: Seen; view: View } {
  const inspector = createInspector(registry, generators);
  inspector.open(document);
  const view = inspector.view(0, new Map());
  return { seen: seenOf(flatten(document, registry), view), view };
}

/** The rows of a product multiplied, those of a sum added. */
function combined({ form, rows }: ChainRule, step: number): number[] {
  const vectors = rows.slice(0, -1).map((row) => [...row.numbersAt(step)]);
  const join = (a: number, b: number) => (form === "product" ? a * b : a + b);
  return vectors.reduce((total, vector) => total.map((x, k) => join(x, vector[k]!)));
}

function worst({ seen, view }: ReturnType<typeof look>): { compared: number; largest: number } {
  let [compared, largest] = [0, 0];
  for (const value of view.values) {
    const rule = chainRule(seen, value);
    if (!rule || !value.gradient) continue;
    for (let step = 0; step < (value.time ? view.steps! : 1); step++) {
      const gradient = atStep(value.gradient, value, step);
      combined(rule, step).forEach((x, k) => {
        compared += 1;
        largest = Math.max(largest, Math.abs(x - gradient[k]!) / Math.max(1, Math.abs(x)));
      });
    }
  }
  return { compared, largest };
}

const printed = ({ rows }: ChainRule): string[] => rows.map(({ sign, tex }) => `${sign} ${tex}`.trim());
const at = (path: string, port = "value") => ({ path, port });

describe("rows combine to the gradient", () => {
  for (const name of ["lstm-embedded-reber", "adam-cell-embedded-reber", "rnn-reber", "mlp-sine"]) {
    test(name, () => {
      const { compared, largest } = worst(look(example(name)));
      expect(compared).toBeGreaterThan(100);
      expect(largest).toBeLessThan(1e-12);
    });
  }

  test("where an operand is wired twice, where a number scales, through kinks and both ways in time", () => {
    const document = sketch(`
      data = sine()
      twice = multiply(a < data.x, b < data.x)
      half = constant(value=0.5)
      scaled = multiply(a < twice, b < half)
      bent = relu(x < scaled)
      ahead = delay-next(x < bent)
      past = delay(x < scaled)
      gap = subtract(a < ahead, b < past)
      top = maximum(a < gap, b < bent)
      loss = mean-squared-error(prediction < top, target < data.y)
    `);
    expect(worst(look(document)).largest).toBeLessThan(1e-12);
  });
});

test("a formula that cannot be read has no derivative, and nothing breaks", () => {
  for (const text of ["a *", "gamma(a)", "a * b + sigmoid(a)"]) {
    const document = sketch(`
      a = constant(value=[1, 2])
      b = constant(value=[3, 4])
      y = expression(a < a, b < b)
    `);
    const y = { ...document.graph.nodes.y!, attributes: { text } };
    const { seen } = look({ ...document, graph: { ...document.graph, nodes: { ...document.graph.nodes, y } } });
    expect(localDerivatives(seen, at("y"))).toHaveLength(text.includes("sigmoid") ? 2 : 0);
  }
});

describe("the LSTM", () => {
  let lstm: ReturnType<typeof look>;
  beforeAll(() => {
    lstm = look(example("lstm-embedded-reber"));
  });
  const rule = (path: string): ChainRule => chainRule(lstm.seen, at(path))!;

  test("a gate is a product with what it scales", () => {
    expect(rule("lstm.f").form).toBe("product");
    expect(printed(rule("lstm.f"))).toEqual(["\\partial L/\\partial C_{t}", "⊙ C_{t-1}", "= \\partial L/\\partial f_{t}"]);
    expect(printed(rule("lstm.o"))).toEqual(["\\partial L/\\partial h_{t}", "⊙ \\tanh(C_{t})", "= \\partial L/\\partial o_{t}"]);
    expect(printed(rule("lstm.i"))[1]).toBe("⊙ \\tilde{C}_{t}");
  });

  test("the states are sums over their wires", () => {
    expect(printed(rule("lstm.C"))).toEqual([
      "\\partial L/\\partial C_{t+1} \\odot f_{t+1}",
      "+ \\text{from } h_{t}",
      "= \\partial L/\\partial C_{t}",
    ]);
    expect(printed(rule("lstm.h"))).toEqual(["\\text{from } h_{t+1}", "+ \\text{from } z_{t}", "= \\partial L/\\partial h_{t}"]);
  });

  test("is told in words", () => {
    expect(chainSentence(rule("lstm.f"))).toBe("The gradient by f is the gradient by C times C one step earlier.");
    expect(chainSentence(rule("lstm.h"))).toBe("The gradient by h is what comes from h one step later plus what comes from z.");
  });

  test("local derivatives in the letters of the graph", () => {
    const tex = (path: string) => localDerivatives(lstm.seen, at(path)).map((derivative) => derivative.tex);
    expect(tex("lstm.f")).toEqual(["\\partial f/\\partial a = f \\odot (1 - f)"]);
    expect(tex("lstm.C_tilde")).toEqual(["\\partial \\tilde{C}/\\partial a = 1 - {\\tilde{C}}^{2}"]);
    expect(tex("lstm.h")).toEqual(["\\partial h/\\partial o = \\tanh(C)", "\\partial h/\\partial C = o \\odot (1 - {\\tanh(C)}^{2})"]);
    expect(tex("lstm.C")[0]).toBe("\\partial C_{t}/\\partial C_{t-1} = f_{t}");
    expect(tex("lstm.stack$")).toEqual([]);
  });

  test("their mean at a step is that of the values shown", () => {
    const f = lstm.seen.value(at("lstm.f"))!;
    const numbers = [...atStep(f.value, f, 5)];
    const [first] = localDerivatives(lstm.seen, at("lstm.f"));
    expect(meanOf(slopeNumbers(lstm.seen, first!.slope, 5)!)).toBeCloseTo(meanOf(numbers.map((x) => x * (1 - x))), 14);
  });
});
