// Data nodes: made once, from attributes and seed alone, and fed by name with the lengths that they have.

import { describe, expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { attempt } from "../../src/base/errors.ts";
import type { Feeds } from "../../src/compiler/feeds.ts";
import { generators } from "../../src/data/index.ts";
import type { Document } from "../../src/graph/document.ts";
import { createDataLoader, dataFeeds, exampleFeeds, feedsOf, loadData } from "../../src/training/data-feeds.ts";
import { cellOf, sketch } from "../compiler/sketch.ts";
import { fault } from "../graph/build.ts";
import { powers } from "./powers.ts";

const reber = (attributes = "") => sketch(`d = reber(trainCount=6, testCount=2${attributes})`);
const feeds = (document: Document, which: "train" | "test" = "train"): Feeds => dataFeeds(document, registry, generators, which);
const shapes = (fed: Feeds) => Object.fromEntries([...fed].map(([name, { shape }]) => [name, shape]));

describe("feeds", () => {
  test("are called by node and port, and lead with steps and examples", () => {
    const steps = feeds(reber()).get("d.x")!.shape[0]!;
    expect(shapes(feeds(reber()))).toEqual({ "d.x": [steps, 6, 7], "d.y": [steps, 6, 7], "d.mask": [steps, 6, 1] });
  });

  test("of a cell's data node have its path", () => {
    const source = cellOf("d = toy-points(trainCount=3)\n out = output(x < d.x, name=x)");
    expect(Object.keys(shapes(feeds(sketch("c = cell(cell=source)", { source }))))).toEqual(["c.d.x", "c.d.y"]);
  });

  test("carry the words' lengths on every sequence, none on what has no steps", () => {
    const { lengths } = feeds(reber()).get("d.x")!;
    const real = feeds(reber()).get("d.mask")!;
    const counted = lengths!.map((_, example) => real.data.filter((__, at) => at % 6 === example).reduce((sum, one) => sum + one, 0));
    expect(counted).toEqual(lengths);
    expect(feeds(reber()).get("d.y")!.lengths).toEqual(lengths);
    expect(feeds(sketch("d = toy-points()")).get("d.x")!.lengths).toBeUndefined();
  });

  test("of the test split are other examples, as many as the node says", () => {
    const [train, test_] = [feeds(reber()), feeds(reber(), "test")];
    expect(test_.get("d.x")!.shape[1]).toBe(2);
    expect([...test_.get("d.x")!.data]).not.toEqual([...train.get("d.x")!.data]);
  });

  test("of chosen examples are those, in that order, with all steps", () => {
    const data = loadData(sketch("d = toy-points(trainCount=8, testCount=1)"), registry, { "toy-points": powers });
    expect([...feedsOf(data, "train", [5, 0, 5]).get("d.x")!.data]).toEqual([32, 1, 1, 1, 32, 1]);
    const words = loadData(reber(), registry, generators);
    expect(feedsOf(words, "train", [1]).get("d.x")!.shape).toEqual([feeds(reber()).get("d.x")!.shape[0], 1, 7]);
  });

  test("of one example are cut to its real steps and need no mask", () => {
    const data = loadData(reber(), registry, generators);
    const lengths = feedsOf(data, "train").get("d.x")!.lengths!;
    lengths.forEach((length, example) => {
      const one = exampleFeeds(data, "train", example).get("d.x")!;
      expect(one.shape).toEqual([length, 1, 7]);
      expect(one.lengths).toBeUndefined();
      expect(
        exampleFeeds(data, "train", example)
          .get("d.mask")!
          .data.every((real) => real === 1),
      ).toBe(true);
    });
  });
});

describe("seeds", () => {
  test("the same attributes and seed give the same numbers, others give others", () => {
    const numbers = (attributes: string) => [...feeds(reber(attributes)).get("d.x")!.data];
    expect(numbers(", seed=3")).toEqual(numbers(", seed=3"));
    expect(numbers(", seed=3")).not.toEqual(numbers(", seed=4"));
  });

  test("two nodes of the same attributes are the same data, of different seeds different ones", () => {
    const fed = feeds(sketch("a = toy-points(seed=1)\n b = toy-points(seed=1)\n c = toy-points(seed=2)"));
    expect(fed.get("a.x")!.data).toEqual(fed.get("b.x")!.data);
    expect(fed.get("a.x")!.data).not.toEqual(fed.get("c.x")!.data);
  });
});

describe("a loader for a document that changes", () => {
  function counted() {
    let calls = 0;
    const count = (attributes: Readonly<Record<string, unknown>>, seed: number) => {
      calls += 1;
      return powers(attributes, seed);
    };
    return { load: createDataLoader(registry, { "toy-points": count }), calls: () => calls };
  }
  const document = (attributes: string, rest = "") => sketch(`d = toy-points(${attributes})\n ${rest}`);

  test("makes a data set again only where its node's attributes change", () => {
    const { load, calls } = counted();
    const first = load(document("trainCount=3")).get("d");
    expect(load(document("trainCount=3", "y = tanh(x < d.x)")).get("d")).toBe(first);
    expect(calls()).toBe(1);
    expect(load(document("trainCount=4")).get("d")!.train.count).toBe(4);
    expect(calls()).toBe(2);
  });

  test("makes one for two nodes that want the same", () => {
    const { load, calls } = counted();
    load(document("trainCount=3", "e = toy-points(trainCount=3)"));
    expect(calls()).toBe(1);
  });

  test("keeps no more than the last document needs", () => {
    const { load, calls } = counted();
    for (const trainCount of [3, 4, 3]) load(document(`trainCount=${trainCount}`));
    expect(calls()).toBe(3);
  });
});

describe("what is refused", () => {
  test("a generator that is not there", () => {
    expect(fault(attempt(() => loadData(reber(), registry, {})))).toEqual({
      code: "unknown-generator",
      message: 'data "d": there is no generator "reber"',
      where: { node: "d" },
    });
  });

  test("the names of an object's own methods are no generators", () => {
    const types = new Map(registry);
    const type = registry.get("reber")!;
    types.set("reber", { ...type, data: { ...type.data!, generator: "constructor" } });
    expect(fault(attempt(() => loadData(reber(), types, {}))).code).toBe("unknown-generator");
  });

  test("attributes that contradict each other, at the node", () => {
    const problem = fault(attempt(() => loadData(reber(", minLength=9, maxLength=6"), registry, generators)));
    expect(problem.where?.node).toBe("d");
    expect(problem.message).not.toBe("");
  });
});
