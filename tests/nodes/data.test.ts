// Data nodes promise what the generators of the same id make.

import { describe, expect, it } from "vitest";
import { nodeTypes } from "../../nodes/index.ts";
import { generators } from "../../src/data/index.ts";
import type { AttributeValue } from "../../src/graph/document.ts";
import { outputPorts } from "../../src/graph/node-type.ts";
import { nodeType, resolved } from "./harness.ts";

const dataTypes = nodeTypes.filter((type) => type.data).map((type) => type.id);
const small: Record<string, AttributeValue> = { trainCount: 20, testCount: 5 };

function expectFields(id: string, attributes: Record<string, AttributeValue>): void {
  const type = nodeType(id);
  const settings = Object.fromEntries(
    Object.entries({ ...attributes, ...small }).filter(([key]) => type.attributes.some((spec) => spec.id === key)),
  );
  const all = resolved(type, settings);
  const made = generators[type.data!.generator]!(all, 1).train.fields;
  const promised = type.data!.fields(all);
  expect(promised.map((field) => field.port).sort()).toEqual(Object.keys(made).sort());
  expect(promised.map((field) => field.port)).toEqual(outputPorts(type, all).map((port) => port.id));
  for (const { port, time, shape } of promised) {
    expect(made[port]!.time, port).toBe(time);
    expect(made[port]!.tensor.shape.slice(time ? 2 : 1), port).toEqual(shape);
  }
}

describe("data nodes", () => {
  it("are the list of generators", () => expect([...dataTypes].sort()).toEqual(Object.keys(generators).sort()));
  it.each(dataTypes)("%s has the fields that its generator makes", (id) => expectFields(id, {}));
  it("sine has a time axis with a window", () => expectFields("sine", { window: 20 }));
  it.each(["xor", "circles", "moons", "spiral"])("toy-points knows the kind %s", (kind) => expectFields("toy-points", { kind }));
});
