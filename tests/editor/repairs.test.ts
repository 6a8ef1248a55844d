// Repairs of refused wires: what is offered for each kind of refusal, and that what is offered really fits.

import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { type RefusedCase, type Repair, repairEdit } from "../../src/editor/repairs/repair.ts";
import { sizesOf } from "../../src/editor/repairs/sizes.ts";
import { verifiedRepairs } from "../../src/editor/repairs/verified.ts";
import { whyNot } from "../../src/editor/repairs/why.ts";
import { createService } from "../../src/editor/worker/service.ts";
import type { Document, Endpoint } from "../../src/graph/document.ts";
import { apply } from "../../src/graph/edits.ts";
import { sketch } from "../compiler/sketch.ts";
import { must } from "../graph/build.ts";

const endpoint = (text: string): Endpoint => {
  const [node = "", port = ""] = text.split(".");
  return { node, port };
};

const service = createService(registry);

/** The wire is tried and must be refused; then what is offered. */
async function offers(document: Document, wire: string): Promise<{ refused: RefusedCase; repairs: readonly Repair[] }> {
  const [from, to] = wire.split(" > ").map((end) => endpoint(end)) as [Endpoint, Endpoint];
  const { ports } = await service.open(document);
  const problem = await service.tryConnect(document, null, from, to);
  if (!problem) throw new Error(`${wire} fits`);
  const axes = ports[`${from.node}:${from.port}`];
  const refused: RefusedCase = { problem, document, scope: null, from, to, axes, place: (_, wanted) => wanted };
  return { refused, repairs: await verifiedRepairs(refused, registry, service.tryConnect.bind(service)) };
}

const inserted = (repair: Repair | undefined) => (repair?.kind === "insertion" ? repair.node : undefined);

const words = (repairs: readonly Repair[]): string[] =>
  repairs.map((repair) => [repair.words, repair.tex, repair.detail].filter(Boolean).join(" "));

const classes = sketch(`
  x = sequence(shape=[20])
  h = tanh(x < x)
  y = sequence(shape=[7])
  loss = softmax-cross-entropy(target < y)
`);

describe("a wire of the wrong size", () => {
  test("into a loss: a layer of the needed size, or a part of the value", async () => {
    const { refused, repairs } = await offers(classes, "h.value > loss.prediction");
    expect(words(repairs)).toEqual(["Insert W\\cdot x + b 20 → 7", "Read the first 7 of h", "Insert \\sigma(W\\cdot x + b) 20 → 7"]);
    const { document } = must(apply(classes, repairEdit(refused, repairs[0] as Repair), registry));
    expect(document.graph.edges["loss:prediction"]?.from).toEqual({ node: "z", port: "value" });
    expect((await service.open(document)).problems.filter(({ code }) => code === "shape-mismatch")).toEqual([]);
  });

  test("into a loss of probabilities the layer ends in σ", async () => {
    const probabilities = sketch("h = sequence(shape=[20])\n y = sequence(shape=[7])\n loss = binary-cross-entropy(target < y)");
    const { repairs } = await offers(probabilities, "h.value > loss.prediction");
    expect(inserted(repairs[0])).toMatchObject({ type: "gate", attributes: { units: 7 } });
  });

  test("at the end of the wire that came second, the size of the other counts; nothing can be read that is not there", async () => {
    const half = sketch("h = sequence(shape=[20])\n y = sequence(shape=[7])\n s = add(a < h)");
    const { repairs } = await offers(half, "y.value > s.b");
    expect(words(repairs)).toEqual(["Insert W\\cdot x + b 7 → 20", "Insert \\sigma(W\\cdot x + b) 7 → 20"]);
  });

  test("no layer stands before a target", async () => {
    const half = sketch("h = sequence(shape=[20])\n y = sequence(shape=[7])\n loss = softmax-cross-entropy(prediction < h)");
    expect((await offers(half, "y.value > loss.target")).repairs).toEqual([]);
  });

  test("from a layer: first its units, whatever stands between, and three offers at most", async () => {
    const layered = sketch(`
      x = sequence(shape=[20])
      y = sequence(shape=[7])
      z = affine(x < x, units=8)
      p = sigmoid(x < z)
      wrong = wrong-positions(target < y)
      loss = binary-cross-entropy(target < y)
    `);
    const { refused, repairs } = await offers(layered, "p.value > loss.prediction");
    expect(words(repairs)).toEqual(["Set the units of z 8 → 7", "Insert \\sigma(W\\cdot x + b) 8 → 7", "Read the first 7 of p"]);
    const { document } = must(apply(layered, repairEdit(refused, repairs[0] as Repair), registry));
    expect(document.graph.nodes.z?.attributes.units).toBe(7);
    expect(document.graph.edges["loss:prediction"]?.from).toEqual({ node: "p", port: "value" });
    expect((await service.open(document)).problems.filter(({ code }) => code === "shape-mismatch")).toEqual([]);
  });

  test("a target that comes last: what it is compared with gives way", async () => {
    const first = sketch(
      "x = input(shape=[3])\n y = input(shape=[7])\n z = affine(x < x, units=8)\n loss = mean-squared-error(prediction < z)",
    );
    expect(words((await offers(first, "y.value > loss.target")).repairs)).toEqual(["Set the units of z 8 → 7"]);
  });

  test("units that something else needs are not offered", async () => {
    const shared = sketch(`
      x = input(shape=[3])
      eight = input(shape=[8])
      y = input(shape=[7])
      z = affine(x < x, units=8)
      s = add(a < z, b < eight)
      loss = mean-squared-error(target < y)
    `);
    expect(words((await offers(shared, "z.value > loss.prediction")).repairs)[0]).toBe("Insert W\\cdot x + b 8 → 7");
  });

  test("sizes are read from either side of the message", () => {
    const problem = { code: "shape-mismatch", message: "", got: "20 features", expected: "7" };
    const axes = (size: number) => ({ shape: [size], time: true, batch: true });
    expect(sizesOf(problem, axes(20))).toEqual({ got: 20, wanted: 7 });
    expect(sizesOf(problem, axes(7))).toEqual({ got: 7, wanted: 20 });
    expect(sizesOf(problem, axes(3))).toBeNull();
    expect(sizesOf({ ...problem, expected: "a column" }, axes(20))).toBeNull();
  });
});

describe("other refusals", () => {
  test("a cycle: a delay, drawn the way the wire goes", async () => {
    const cycle = sketch("x = sequence(shape=[2])\n s = add(a < x)\n h = tanh(x < s)");
    const { repairs } = await offers(cycle, "h.value > s.b");
    expect(words(repairs)).toEqual(["Insert a delay z^{-1} the step before"]);
    expect(inserted(repairs[0])?.look).toEqual({ "in:x": "right", "out:value": "left" });
  });

  test("a matrix where a column is wanted: flatten", async () => {
    const { repairs } = await offers(sketch("m = input(shape=[3, 2])\n z = affine(units=4)"), "m.value > z.x");
    expect(words(repairs)).toEqual(["Insert flatten: the matrix as one column"]);
  });

  test("several numbers where one is wanted: their sum or mean", async () => {
    const { repairs } = await offers(
      sketch("x = input(shape=[3])\n p = parameter(shape=[3])\n s = add(a < x, b < p)\n update = gradient-descent()"),
      "s.value > update.loss",
    );
    expect(words(repairs)).toEqual(["Take its sum", "Take its mean"]);
  });

  test("an initial value that changes: one of its steps", async () => {
    const delayed = sketch("x = sequence(shape=[3])\n z = delay(x < h)\n h = add(a < x, b < z)");
    const { repairs } = await offers(delayed, "x.value > z.initial");
    expect(repairs.map((repair) => inserted(repair)?.type)).toEqual(["first-step", "last-step", "mean-steps"]);
  });
});

test("each kind of refusal has its reason", () => {
  expect(whyNot({ code: "cycle-without-delay", message: "" }, undefined)).toContain("delay");
  const reasonAt = (type: string) => whyNot({ code: "shape-mismatch", message: "" }, registry.get(type));
  expect(reasonAt("softmax-cross-entropy")).toMatch(/^Softmax cross-entropy compares/);
  expect(reasonAt("add")).toContain("same size");
  expect(reasonAt("concat")).toBeNull();
});
