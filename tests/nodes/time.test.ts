// Nodes that look at all steps: only the real steps of each example count.

import { describe, expect, it } from "vitest";
import type { AttributeValue } from "../../src/graph/document.ts";
import { build, type Fed, nodeType } from "./harness.ts";

/** [T = 3][B = 2][1]: example 1 has the steps 1, 2 and padding 99, example 2 has 10, 20, 30. */
const x: Fed = { shape: [3, 2, 1], data: [1, 10, 2, 20, 99, 30], time: true, batch: true };
const lengths = [2, 3];
const value = (id: string, setting: { attributes?: Record<string, AttributeValue>; lengths?: readonly number[] } = { lengths }) =>
  build(nodeType(id), { x }, setting).numbers().value;

describe("sequences of unequal length", () => {
  it.each([
    ["last-step", {}, [2, 30]],
    ["first-step", {}, [1, 10]],
    ["mean-steps", {}, [1.5, 20]],
    ["mask", {}, [1, 1, 1, 1, 0, 1]],
    ["sum", { over: "all" }, [63]],
    ["mean", { over: "all" }, [12.6]],
    ["max", { over: "all" }, [30]],
    ["min", { over: "all" }, [1]],
    ["sum", { over: "time" }, [3, 60]],
    ["max", { over: "time" }, [2, 30]],
    ["min", { over: "time" }, [1, 10]],
    ["sum", { over: "batch" }, [11, 22, 30]],
    ["mean", { over: "batch" }, [5.5, 11, 30]],
    ["max", { over: "batch" }, [10, 20, 30]],
  ] as const)("%s with %o gives %o", (id, attributes, expected) => {
    expect(value(id, { attributes: { ...attributes }, lengths })).toEqual(expected);
  });

  it("reverse turns the real steps round and keeps the padding behind them", () => {
    const [first, , second, , padding] = value("reverse")!;
    expect([first, second, padding]).toEqual([2, 1, 99]);
    expect(value("reverse", {})).toEqual([99, 30, 2, 20, 1, 10]);
  });
});

describe("sequences of equal length", () => {
  it.each([
    ["last-step", [99, 30]],
    ["first-step", [1, 10]],
    ["mean-steps", [34, 20]],
    ["mask", [1, 1, 1, 1, 1, 1]],
  ] as const)("%s gives %o", (id, expected) => expect(value(id, {})).toEqual(expected));
});
