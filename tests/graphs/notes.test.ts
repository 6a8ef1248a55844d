// graphs/examples/note-*.json: what the notes print beside what is right. `right` is the engine's gradient or an independent number;
// `print` is what the note prints; `gap` is what the two are apart.

import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { generators } from "../../src/data/index.ts";
import { figureOf } from "../../src/editor/canvas/drawing.ts";
import { hasOwnName, nameTex, shortNameTex } from "../../src/editor/math/name.ts";
import type { Document } from "../../src/graph/document.ts";
import { createInspector, type View } from "../../src/inspection/inspector.ts";
import { initialNumbers } from "../../src/training/initializers.ts";
import { createSession } from "../../src/training/session.ts";
import { read } from "../compiler/equations/library.ts";
import { changed, computed, firstExample, inRows, largestGap, load, type Numbers } from "./note.ts";

/** Of a name on a plate, as in canvas/figures/values.tsx. */
const MOST_LETTERS = 6;

const names = ["001-delta-c", "001-he-variance", "002-adam", "003-jacobian", "003-root"];

test.each(names)("%s: gap is print - right, and the notes on the canvas say both", (name) => {
  const document = load(name);
  const { value } = computed(document);
  const [printed, right] = [value("print"), value("right")];
  expect(
    largestGap(
      value("gap"),
      printed.map((x, index) => x - right[index]!),
    ),
  ).toBe(0);
  expect(Math.max(...value("gap").map(Math.abs))).toBeGreaterThan(0.1);
  const comments = Object.values(document.graph.nodes).filter(({ type }) => type === "comment");
  for (const word of ["Note 00", "Printed", "Right"])
    expect(comments.filter(({ attributes }) => String(attributes.text).startsWith(word))).toHaveLength(1);
});

test.each(names)("%s: no name beside an operator is cut", (name) => {
  const shown = Object.values(load(name).graph.nodes).filter((node) => node.look?.plate !== "none" && hasOwnName(node));
  const operators = shown.filter((node) => ["operator", "square"].includes(figureOf(registry.get(node.type), node.attributes)));
  expect(operators.length).toBeGreaterThan(0);
  for (const { id } of operators) expect(shortNameTex(id, MOST_LETTERS)).toBe(nameTex(id));
});

describe("001-delta-c", () => {
  const { value, gradient } = computed(load("001-delta-c"));

  test("right is the engine's gradient of the memory at every step", () => {
    expect(largestGap(value("right"), gradient("c"))).toBeLessThan(1e-12);
  });

  test("at c = 2 the slope is 0.0707 and not -3", () => {
    expect(value("c")[0]).toBe(2);
    expect(value("slope_p")[0]).toBe(-3);
    expect(value("slope_r")[0]).toBeCloseTo(1 - Math.tanh(2) ** 2, 12);
    expect(value("slope_r")[0]).toBeCloseTo(0.0707, 4);
  });

  test("print is the recursion with 1 - c² and φ_t", () => {
    const [c, phi] = [value("c"), value("path.x")];
    const delta: number[] = [];
    for (let t = c.length - 1; t >= 0; t--) delta[t] = 1 - c[t]! ** 2 + phi[t]! * (delta[t + 1] ?? 0);
    expect(largestGap(value("print"), delta)).toBeLessThan(1e-12);
  });
});

describe("001-he-variance", () => {
  const document = load("001-he-variance");

  /** Mean square behind 20 layers without the engine: only the weights are its own. */
  function meanSquare(chain: "p" | "r", x: Numbers, initializer: string): number {
    const n = x.length;
    let h = x;
    for (let layer = 1; layer <= 20; layer++) {
      const name = `W_${chain}_${layer}`;
      const rows = inRows([...initialNumbers(name, [n, n], initializer, 1)], n);
      h = rows.map((row) =>
        Math.max(
          0,
          row.reduce((sum, weight, column) => sum + weight * h[column]!, 0),
        ),
      );
    }
    return h.reduce((sum, y) => sum + y * y, 0) / n;
  }

  test("both mean squares are those of plain arithmetic", () => {
    const { value } = computed(document);
    const x = value("x.value");
    expect(value("right")[0]! / meanSquare("r", x, "he-normal")).toBeCloseTo(1, 12);
    expect(value("print")[0]! / meanSquare("p", x, `normal(${1 / Math.sqrt(x.length)})`)).toBeCloseTo(1, 12);
  });

  /** The two nets with other numbers of units. */
  function wide(units: number): Document {
    const gates = Object.values(document.graph.nodes).filter(({ type }) => type === "gate");
    const nodes = gates.map((node) => {
      const initializer = node.id.startsWith("p") ? `normal(${1 / Math.sqrt(units)})` : "he-normal";
      const { name } = node.parameters!.W!;
      return [node.id, { ...node, attributes: { ...node.attributes, units }, parameters: { W: { name: name!, initializer } } }] as const;
    });
    const graph = { ...document.graph, nodes: { ...document.graph.nodes, ...Object.fromEntries(nodes) } };
    return changed({ ...document, graph }, "x", { shape: [units] });
  }

  test("with 256 units, over four draws, they come to about 1.1 and 1e-6", () => {
    const inspector = createInspector(registry, generators);
    inspector.open(wide(256));
    const views = [1, 2, 3, 4].map((seed) => inspector.view(0, new Map(), seed));
    const mean = (name: string) => views.reduce((sum, view) => sum + numberIn(view, name), 0) / views.length;
    console.log(`mean square behind 20 layers of 256: ${mean("right").toPrecision(3)}, as printed ${mean("print").toExponential(2)}`);
    expect(Math.abs(Math.log(mean("right") / 1.1))).toBeLessThan(Math.log(2));
    expect(Math.abs(Math.log(mean("print") / 1e-6))).toBeLessThan(Math.log(2));
  });

  const numberIn = ({ values }: View, name: string): number => values.find((value) => value.name === name)!.value[0]!;
});

describe("002-adam", () => {
  const { value } = computed(load("002-adam"));
  const steps = value("right").length;

  test("right is what the optimizer does to θ², step by step", () => {
    const document = read('theta = parameter(1, "constant", value=5)\nloss = sum(theta .^ 2)\nupdate = adam(loss, learningRate=0.5)');
    const session = createSession(document, registry, generators, { precision: "f64", feeds: new Map() });
    const path = Array.from({ length: steps }, () => {
      session.step();
      return session.parameters().get("theta")!.data[0]!;
    });
    expect(largestGap(value("right"), path)).toBeLessThan(1e-12);
  });

  test("print is the recurrence with + and without powers: it climbs, and from the second step on by other lengths", () => {
    let [theta, m, v] = [5, 0, 0];
    const path = Array.from({ length: steps }, () => {
      const g = 2 * theta;
      [m, v] = [0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g];
      theta += (0.5 * (m / (1 - 0.9))) / (Math.sqrt(v / (1 - 0.999)) + 1e-8);
      return theta;
    });
    const printed = value("print");
    expect(largestGap(printed, path)).toBeLessThan(1e-9);
    expect(printed.every((now, step) => now > (printed[step - 1] ?? 5))).toBe(true);
    const right = value("right");
    expect(printed[0]! - 5).toBeCloseTo(5 - right[0]!, 8);
    expect(printed[1]! - printed[0]!).not.toBeCloseTo(right[0]! - right[1]!, 1);
  });
});

describe("003-jacobian", () => {
  const document = load("003-jacobian");

  test("right at the last step is the engine's gradient of each component of h(T) by h(0)", () => {
    const rows = [1, 2].map((component) => computed(changed(document, "component", { from: component, to: component })).gradient("h[0]"));
    expect(largestGap(computed(document).value("right").slice(-4), rows.flat())).toBeLessThan(1e-12);
  });

  test("print has all slopes in front of a power of U: the same at the first step, and nowhere later", () => {
    const { value } = computed(document);
    const [slope, U] = [inRows(value("slope"), 2), inRows(value("U"), 2)];
    let [power, slopes]: [Numbers[], Numbers] = [
      [
        [1, 0],
        [0, 1],
      ],
      [1, 1],
    ];
    const printed = slope.map((s) => {
      power = U.map((row) => [0, 1].map((column) => row[0]! * power[0]![column]! + row[1]! * power[1]![column]!));
      slopes = slopes.map((product, row) => product * s[row]!);
      return power.flatMap((row, place) => row.map((x) => slopes[place]! * x));
    });
    expect(largestGap(value("print"), printed.flat())).toBeLessThan(1e-12);
    const [first, ...later] = inRows(value("gap"), 4);
    expect(Math.max(...first!.map(Math.abs))).toBeLessThan(1e-15);
    for (const step of later) expect(Math.max(...step.map(Math.abs))).toBeGreaterThan(1e-3);
  });
});

describe("003-root", () => {
  const document = load("003-root");
  const { value } = computed(document);

  test("right is what the Adam-infused cell puts into σ where nothing comes back from h", () => {
    const feeds = firstExample(document);
    const n = 4;
    const zero = { shape: [n, n], data: new Float64Array(n * n) };
    const unit = { shape: [n, n], data: Float64Array.from({ length: n * n }, (_, place) => (place % (n + 1) === 0 ? 1 : 0)) };
    const cell = read(`x = sequence(${n})\nh = adamCell(x, ${n}, mu=0.9, S=0.5, beta=0.8, epsilon=0.001)`);
    const { value: inCell } = computed(
      cell,
      new Map([
        ["x", feeds.get("x.value")!],
        ["h.W", unit],
        ["h.U", zero],
      ]),
    );
    expect(
      largestGap(
        inCell("h"),
        value("right").map((z) => 1 / (1 + Math.exp(-z))),
      ),
    ).toBeLessThan(1e-12);
  });

  test("print is v ÷ m: too large by 1/√m wherever the root is not small", () => {
    const [v, m] = [value("v"), value("m")];
    expect(
      largestGap(
        value("print"),
        v.map((x, place) => x / m[place]!),
      ),
    ).toBeLessThan(1e-12);
    expect(
      largestGap(
        value("right"),
        v.map((x, place) => x / (Math.sqrt(m[place]!) + 0.001)),
      ),
    ).toBeLessThan(1e-12);
  });
});
