// Order and clocks: cycles through delays become scans, and a cycle without one is named.

import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { attempt } from "../../src/base/errors.ts";
import { flatten } from "../../src/compiler/flatten.ts";
import { orderStages } from "../../src/compiler/order.ts";
import type { Document } from "../../src/graph/document.ts";
import { fault } from "../graph/build.ts";
import { run } from "./run.ts";
import { cellOf, sketch } from "./sketch.ts";

/** Stages as a person would list them: `x, scan(z s h), y`; a scan that runs backward is written `nacs`. */
function stages(document: Document): string[] {
  return orderStages(flatten(document, registry).nodes).map((stage) => {
    if (stage.kind === "node") return stage.node.path;
    return `${stage.direction === "forward" ? "scan" : "nacs"}(${stage.members.map(({ path }) => path).join(" ")})`;
  });
}

const refusal = (document: Document) => fault(attempt(() => stages(document)));

describe("stages", () => {
  test.each([
    [
      "without delays every node is computed for all steps at once, after what it reads",
      "y = tanh(x < s)\n s = add(a < x, b < u)\n u = input()\n x = sequence()",
      ["x", "u", "s", "y"],
    ],
    ["a delay that no cycle closes over is no scan", "x = sequence()\n z = delay(x < x)\n y = add(a < x, b < z)", ["x", "z", "y"]],
    [
      "a cycle is one scan; what drives it comes before, what reads it after",
      "o = tanh(x < h)\n x = sequence()\n Wx = affine(x < x, units=2)\n s = add(a < Wx, b < z)\n h = tanh(x < s)\n z = delay(x < h)",
      ["x", "Wx", "scan(z s h)", "o"],
    ],
    [
      "two cycles that do not touch are two scans",
      "x = sequence()\n z1 = delay(x < h1)\n h1 = add(a < z1, b < x)\n z2 = delay(x < h2)\n h2 = add(a < z2, b < x)",
      ["x", "scan(z1 h1)", "scan(z2 h2)"],
    ],
    [
      "a cycle that reads another is a scan after it",
      "x = sequence()\n z2 = delay(x < h2)\n h2 = add(a < z2, b < h1)\n z1 = delay(x < h1)\n h1 = add(a < z1, b < x)",
      ["x", "scan(z1 h1)", "scan(z2 h2)"],
    ],
    [
      "loops inside a loop are one scan",
      "x = sequence()\n z = delay(x < h)\n zz = delay(x < z)\n s = add(a < z, b < zz)\n h = add(a < s, b < x)",
      ["x", "scan(zz z s h)"],
    ],
    [
      "loops that cross are one scan",
      "x = sequence()\n hz = delay(x < h)\n gz = delay(x < g)\n h = add(a < gz, b < x)\n g = multiply(a < h, b < hz)",
      ["x", "scan(gz h hz g)"],
    ],
    [
      "a delay from the next step makes a scan that runs backward",
      "x = sequence()\n z = delay-next(x < b)\n b = add(a < z, b < x)",
      ["x", "nacs(z b)"],
    ],
    [
      "the initial value of a delay is computed before its scan",
      "x = sequence()\n z = delay(x < h, initial < start)\n h = add(a < z, b < x)\n start = affine(x < u, units=1)\n u = input()",
      ["x", "u", "start", "scan(z h)"],
    ],
  ])("%s", (_, text, expected) => {
    expect(stages(sketch(text))).toEqual(expected);
  });

  test("a loop of one delay alone holds its initial value for ever", () => {
    const document = sketch("x = sequence()\n i = input()\n z = delay(x < z, initial < i)\n y = add(a < z, b < x)");
    expect(stages(document)).toEqual(["x", "i", "scan(z)", "y"]);
    expect(run(document, { x: [[1], [2], [3]], i: [7] }).values("z")).toEqual([7, 7, 7]);
  });

  test("a cycle through cells is one scan of their nodes", () => {
    const half = cellOf("x = input()\n y = tanh(x < x)\n out = output(x < y)");
    const document = sketch("x = sequence()\n z = delay(x < s)\n c = cell(x < z, cell=half)\n s = add(a < c.y, b < x)", { half });
    expect(stages(document)).toEqual(["x", "scan(z c.x c.y s)"]);
  });
});

describe("what is refused", () => {
  test("a cycle without a delay, named in the direction of its wires", () => {
    const document = sketch("x = sequence()\n a = add(a < x, b < c)\n b = tanh(x < a)\n c = sigmoid(x < b)");
    expect(refusal(document)).toEqual({
      code: "cycle-without-delay",
      message: "cycle without a delay: a → b → c → a",
      where: { node: "a" },
      got: "a → b → c → a",
      expected: "a delay z⁻¹ on every cycle",
      remedy: "put a delay (z⁻¹) on one of its wires, or read the step before: h[t-1]",
    });
  });

  test("also where the cycle runs through cells, by the paths of the nodes inside", () => {
    const half = cellOf("x = input()\n y = tanh(x < x)\n out = output(x < y)");
    expect(refusal(sketch("c = cell(x < s, cell=half)\n s = sigmoid(x < c.y)", { half }))).toMatchObject({ got: "c.x → c.y → s → c.x" });
  });

  test("also inside a cycle that has a delay elsewhere", () => {
    const document = sketch("x = sequence()\n z = delay(x < h)\n s = add(a < z, b < q)\n h = add(a < s, b < x)\n q = tanh(x < h)");
    expect(refusal(document)).toMatchObject({ code: "cycle-without-delay", got: "s → h → q → s" });
  });

  test("a delay whose initial value hangs on its own value in the same step", () => {
    const document = sketch("x = sequence()\n z = delay(x < x, initial < y)\n y = tanh(x < z)");
    expect(refusal(document)).toMatchObject({ code: "cycle-without-delay", got: "z → y → z" });
  });

  test("a cycle through both directions of time", () => {
    const document = sketch("x = sequence()\n z = delay(x < n)\n s = add(a < z, b < x)\n n = delay-next(x < s)");
    expect(refusal(document)).toEqual({
      code: "mixed-directions",
      message: 'cycle through "z" and "n" reads both the step before and the step after',
      where: { node: "z" },
      remedy: "a cycle goes through delays of one direction",
    });
  });

  test.each([
    ["from its own cycle", "i = delay(x < h)\n k = add(a < h, b < i)"],
    ["from a sequence", "i = sequence()"],
  ])("an initial value that changes from step to step: %s", (_, lines) => {
    const document = sketch(`x = sequence()\n z = delay(x < h, initial < i)\n h = add(a < z, b < x)\n ${lines}`);
    expect(fault(attempt(() => run(document, { x: [[1], [2]], ...(lines.includes("sequence") ? { i: [[1], [2]] } : {}) })))).toEqual({
      code: "changing-initial",
      message: 'delay "z": input initial changes from step to step, expected one value for the border',
      where: { node: "z", port: "initial" },
      got: "a value per step",
      expected: "a value without steps",
      remedy: "take its first or last step",
    });
  });

  test("what looks at all steps cannot stand on a cycle", () => {
    const document = sketch("x = sequence()\n z = delay(x < h)\n m = mean-steps(x < z)\n h = add(a < m, b < x)");
    expect(fault(attempt(() => run(document, { x: [[1], [2]] })))).toEqual({
      code: "cannot-lower",
      message: 'mean over steps "m": a reduction over time looks at all steps and cannot stand on a cycle',
      where: { node: "m" },
    });
  });
});

describe("depth is no limit", () => {
  const chain = (count: number, link: (before: string) => string) =>
    Array.from({ length: count }, (_, index) => `n${index} = ${link(index === 0 ? "x" : `n${index - 1}`)}`).join("\n");

  test("5,000 nodes in a row compile, run and differentiate", () => {
    const document = sketch(
      `x = sequence(shape=[1])\n half = constant(value=0.999)\n ${chain(5000, (before) => `multiply(a < ${before}, b < half)`)}
       loss = half-sum-of-squares(prediction < n4999)`,
    );
    const ran = run(document, { x: [[1]] });
    expect(ran.values("n4999")[0]).toBeCloseTo(0.999 ** 5000, 12);
    expect(ran.gradient("x")[0]).toBeCloseTo(0.999 ** 10000, 12);
  });

  test("so do 5,000 nodes on one cycle, drawn in the opposite order", () => {
    const lines = `z = delay(x < n4999)\n s = add(a < z, b < x)\n ${chain(5000, (before) => `identity(x < ${before === "x" ? "s" : before})`)}`;
    const document = sketch(`x = sequence(shape=[1])\n ${lines.split("\n").reverse().join("\n")}`);
    expect(stages(document)).toHaveLength(2);
    expect(run(document, { x: [[1], [2], [3]] }).values("n4999")).toEqual([1, 3, 6]);
  });
});
