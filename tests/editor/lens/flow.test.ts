// The gradient through every wire of an open graph, on a real run of the engine.

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { brokenSteps, origins } from "../../../src/editor/lens/broken.ts";
import { type Place, portFlow, remainder, sum, trunkFlow, wireFlow } from "../../../src/editor/lens/flow.ts";
import { largestNorm, legendAt } from "../../../src/editor/lens/legend.ts";
import { atStep, stepNorms } from "../../../src/editor/lens/step-norms.ts";
import type { Inspection } from "../../../src/editor/worker/protocol.ts";
import { createService } from "../../../src/editor/worker/service.ts";
import { type Document, type Edge, edgesFrom } from "../../../src/graph/document.ts";
import { loadDocument } from "../../../src/graph/load.ts";

function read(name: string): Document {
  const result = loadDocument(readFileSync(new URL(`../../../graphs/examples/${name}.json`, import.meta.url), "utf8"), registry);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value.document;
}

async function inspect(document: Document): Promise<Inspection> {
  const service = createService(registry, () => 0);
  await service.open(document);
  const found = await service.inspect(0);
  if ("code" in found) throw new Error(found.message);
  return found;
}

const flow = (...numbers: number[]) => ({ gradient: Float64Array.from(numbers), units: 1 });
const close = (a: Float64Array, b: Float64Array): void => {
  for (const [k, x] of a.entries()) expect(x).toBeCloseTo(b[k] ?? Number.NaN, 12);
};

test("flows add up term by term, and what is left is the total without the others", () => {
  expect(sum([flow(1, 2), flow(3, -2)])?.gradient).toEqual(Float64Array.of(4, 0));
  expect(sum([])).toBeNull();
  expect(remainder(flow(4, 0), [flow(1, 2), flow(2, 2)]).gradient).toEqual(Float64Array.of(1, -4));
  expect(remainder(flow(4, 0), []).gradient).toEqual(Float64Array.of(4, 0));
});

test("what is the same at all steps has one norm for all of them", () => {
  expect(atStep(stepNorms(Float64Array.of(3, 4), 2), 17)).toBe(5);
  expect([...stepNorms(Float64Array.of(3, 4, 0, 1), 2)]).toEqual([5, 1]);
});

describe("in the LSTM", () => {
  let document: Document;
  let place: Place;
  let edges: Edge[];
  beforeAll(async () => {
    document = read("lstm-embedded-reber");
    place = { document, registry, inspection: await inspect(document), path: ["lstm"] };
    edges = Object.values(document.cells.lstm?.edges ?? {});
  });

  test("every wire has a gradient", () => {
    for (const edge of edges) expect(wireFlow(place, edge), `${edge.to.node}:${edge.to.port}`).not.toBeNull();
    for (const edge of Object.values(document.graph.edges)) {
      if (edge.to.node === "update") continue;
      expect(wireFlow({ ...place, path: [] }, edge), `${edge.to.node}:${edge.to.port}`).not.toBeNull();
    }
  });

  test("the wires of a port carry together what the port gets", () => {
    const cell = document.cells.lstm;
    if (!cell) throw new Error("there is no cell");
    for (const from of edges.map((edge) => edge.from)) {
      const together = trunkFlow(place, edgesFrom(cell, from.node, from.port));
      const total = portFlow(place, from);
      if (together && total) close(together.gradient, total.gradient);
    }
  });

  test("the wire into the output carries what comes back from outside", () => {
    const out = edges.find(({ to }) => to.node === "output$");
    const outside = document.graph.edges["z:x"];
    if (!out || !outside) throw new Error("the example has changed");
    const [inner, outer] = [wireFlow(place, out), wireFlow({ ...place, path: [] }, outside)];
    if (!inner || !outer) throw new Error("no gradient");
    close(inner.gradient, outer.gradient);
  });

  test("the legend is above every norm of the open graph, and of whole decades", () => {
    const largest = largestNorm(place.inspection, ["lstm"]);
    const { top } = legendAt(place.inspection, ["lstm"]);
    expect(largest).toBeGreaterThan(0);
    expect(10 ** top).toBeGreaterThanOrEqual(largest);
    expect(10 ** (top - 1)).toBeLessThan(largest);
    expect(legendAt(place.inspection, ["lstm"])).toBe(legendAt(place.inspection, ["lstm"]));
  });
});

describe("what broke first", () => {
  test("is found by its steps", () => {
    expect(brokenSteps(Float64Array.of(1, 2, Number.NaN, 1, 1, Number.POSITIVE_INFINITY), 2)).toEqual([1, 2]);
  });

  test("is what no other broken node leads to", () => {
    expect([
      ...origins(new Set(["a", "b", "c"]), [
        ["x", "a"],
        ["a", "b"],
        ["b", "c"],
      ] as const),
    ]).toEqual(["a"]);
    expect(
      origins(new Set(["a", "b"]), [
        ["a", "b"],
        ["b", "a"],
      ] as const).size,
    ).toBe(1);
  });
});
