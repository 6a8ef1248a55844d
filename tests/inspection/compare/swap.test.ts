// Another cell in the place of an instance: what goes on, what is left out, what is refused; and that it can be undone.

import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { generators } from "../../../src/data/index.ts";
import { type Document, edgeId, emptyDocument } from "../../../src/graph/document.ts";
import { apply, type Edit } from "../../../src/graph/edits.ts";
import { comparableInstances, type Swap, swapCell } from "../../../src/inspection/compare/swap.ts";
import { dataFeeds } from "../../../src/training/data-feeds.ts";
import { cellNames, example, offer } from "./documents.ts";

const lstm = example("lstm-embedded-reber");

function swapped(document: Document, file: string, node = "lstm"): Swap {
  const swap = swapCell(document, node, offer(file), registry);
  if (!swap.ok) throw new Error(swap.problem.message);
  return swap.value;
}

function refusal(document: Document, file: string, node = "lstm"): string {
  const swap = swapCell(document, node, offer(file), registry);
  return swap.ok ? "it fits" : swap.problem.message;
}

function edited(document: Document, ...edits: readonly Edit[]): Document {
  const result = apply(document, { kind: "batch", edits }, registry);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value.document;
}

const wiresAt = ({ graph }: Document, node: string): string[] =>
  Object.values(graph.edges)
    .filter(({ from, to }) => from.node === node || to.node === node)
    .map(({ from, to }) => `${edgeId(from)} > ${edgeId(to)}`);

describe("in the place of the LSTM", () => {
  test("a GRU takes over wires and units, and what it does not have goes", () => {
    const { document, leftOut } = swapped(lstm, "gru");
    expect(document.graph.nodes.lstm?.attributes).toEqual({ cell: "gru", units: 20 });
    expect(document.graph.edges).toEqual(lstm.graph.edges);
    expect(Object.keys(document.cells)).toEqual(["lstm", "gru"]);
    expect(leftOut).toEqual([]);
  });

  test("settings of the same name go on", () => {
    expect(swapped(lstm, "lstm-two-layers").document.graph.nodes.lstm?.attributes).toMatchObject({ units: 20, forgetBias: 3 });
  });

  test("units that the instance leaves to its cell's default are stated", () => {
    const plain = edited(lstm, { kind: "setAttribute", scope: null, node: "lstm", attribute: "units" });
    expect(swapped(plain, "rnn").document.graph.nodes.lstm?.attributes).toEqual({ cell: "rnn", units: 20 });
  });

  test("the first output takes the place of the first, whatever it is called", () => {
    expect(wiresAt(swapped(lstm, "brnn").document, "lstm")).toEqual(["reber:x > lstm:x", "lstm:o > z:x"]);
  });

  test("the edit can be undone, to the letter", () => {
    for (const file of cellNames) {
      const swap = swapCell(lstm, "lstm", offer(file), registry);
      if (!swap.ok) continue;
      const done = apply(lstm, swap.value.edit, registry);
      if (!done.ok) throw new Error(done.problem.message);
      const undone = apply(done.value.document, done.value.inverse, registry);
      expect(undone.ok && JSON.stringify(undone.value.document), file).toBe(JSON.stringify(lstm));
    }
  });

  test("the data are the same", () => {
    const feeds = (document: Document) => [...dataFeeds(document, registry, generators, "train")];
    expect(feeds(swapped(lstm, "gru").document)).toEqual(feeds(lstm));
  });

  test("a definition of the same name that is another one makes way", () => {
    const named = edited(lstm, { kind: "addCell", name: "gru", cell: offer("rnn").cells.rnn! });
    const { document } = swapped(named, "gru");
    expect(document.graph.nodes.lstm?.attributes.cell).toBe("gru2");
    expect(document.cells.gru).toEqual(named.cells.gru);
  });
});

describe("wires that the other cell has no port for", () => {
  const started = edited(
    lstm,
    { kind: "addCell", name: "gru", cell: offer("gru").cells.gru! },
    { kind: "setAttribute", scope: null, node: "lstm", attribute: "forgetBias" },
    { kind: "setAttribute", scope: null, node: "lstm", attribute: "cell", value: "gru" },
    { kind: "addNode", scope: null, node: { id: "start", type: "parameter", position: { x: 0, y: 0 }, attributes: {} } },
    { kind: "connect", scope: null, from: { node: "start", port: "value" }, to: { node: "lstm", port: "h0" } },
  );

  test("go where they end there", () => {
    expect(wiresAt(started, "lstm")).toContain("start:value > lstm:h0");
    const { document, leftOut } = swapped(started, "lstm");
    expect([leftOut, wiresAt(document, "lstm")]).toEqual([["h0"], ["reber:x > lstm:x", "lstm:h > z:x"]]);
  });

  test("stay where it has the port", () => {
    expect(wiresAt(swapped(started, "forget-gate-rnn").document, "lstm")).toContain("start:value > lstm:h0");
  });

  test("are a reason to refuse where they begin there", () => {
    const two = edited(
      swapped(lstm, "slstm").document,
      { kind: "addNode", scope: null, node: { id: "kept", type: "output", position: { x: 0, y: 0 }, attributes: { name: "kept" } } },
      { kind: "connect", scope: null, from: { node: "lstm", port: "c" }, to: { node: "kept", port: "x" } },
    );
    expect(refusal(two, "gru")).toBe("gru has no output c, which is wired to kept.x");
    expect(refusal(two, "slstm-exponential")).toBe("it fits");
  });
});

describe("refused", () => {
  const withNodes = (...types: readonly (readonly [string, string])[]) => ({
    name: "own",
    cells: {
      own: {
        ...offer("rnn").cells.rnn!,
        nodes: Object.fromEntries(types.map(([id, type]) => [id, { id, type, position: { x: 0, y: 0 }, attributes: {} }])),
        edges: {},
      },
    },
  });
  const reason = (...types: readonly (readonly [string, string])[]): string => {
    const swap = swapCell(lstm, "lstm", withNodes(...types), registry);
    return swap.ok ? "it fits" : swap.problem.message;
  };

  test("a cell that does not read one sequence", () => {
    expect(reason(["a", "input"], ["b", "output"])).toBe("own reads no sequence");
    expect(reason(["a", "sequence"], ["b", "sequence"])).toBe("own reads 2 sequences, expected one");
  });

  test("a cell that gives nothing", () => {
    expect(reason(["a", "sequence"])).toBe("own has no output");
  });

  test("what is no instance", () => {
    expect(refusal(lstm, "gru", "z")).toBe("z is no instance of a cell");
    expect(refusal(emptyDocument, "gru", "nobody")).toBe("nobody is no instance of a cell");
  });
});

test("instances that can be compared", () => {
  expect(comparableInstances(lstm, registry)).toEqual(["lstm"]);
  expect(comparableInstances(example("mlp-sine"), registry)).toEqual([]);
});
