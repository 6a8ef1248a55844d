// React Flow takes nodes before wires: for a moment wires of the graph before meet the nodes of the graph now.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { type CanvasNode, canvasNodes, canvasWires } from "../../../src/editor/canvas/flow-model.ts";
import { keepsLost, withoutLost } from "../../../src/editor/canvas/handle.ts";
import { handleId } from "../../../src/editor/canvas/port-layout.ts";
import type { Document } from "../../../src/graph/document.ts";
import { loadDocument } from "../../../src/graph/load.ts";

const folder = new URL("../../../graphs/examples/", import.meta.url);

function load(file: string): Document {
  const result = loadDocument(readFileSync(new URL(file, folder), "utf8"), registry);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value.document;
}

const examples = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .map(load);

const nodesOf = (document: Document, before: readonly CanvasNode[] = []): CanvasNode[] =>
  canvasNodes(document, document.graph, null, registry, new Set(), before);

const handlesOf = (nodes: readonly CanvasNode[], id: string): readonly (string | null | undefined)[] | undefined =>
  nodes.find((node) => node.id === id)?.handles?.map((handle) => handle.id);

/** Wires whose nodes are both there, and a port of theirs is not. */
function misfits({ graph }: Document, nodes: readonly CanvasNode[]): string[] {
  const wires = canvasWires(graph, { ways: new Map(), crossings: [] }, new Set(), []);
  return wires.flatMap(({ id, source, sourceHandle, target, targetHandle }) => {
    const [from, to] = [handlesOf(nodes, source), handlesOf(nodes, target)];
    return from && to && !(from.includes(sourceHandle) && to.includes(targetHandle)) ? [id] : [];
  });
}

describe.each(examples.map((document) => [document.title, document] as const))("after %s", (_, before) => {
  test("any example finds its ports, and so do the wires that are still there", () => {
    for (const after of examples) {
      const nodes = nodesOf(after, nodesOf(before));
      expect(misfits(before, nodes), after.title).toEqual([]);
      expect(misfits(after, nodes), after.title).toEqual([]);
    }
  });

  test("what is lost is given up when the wires have followed", () => {
    for (const after of examples) {
      const nodes = withoutLost(nodesOf(after, nodesOf(before)));
      expect(nodes.some(keepsLost)).toBe(false);
      for (const { handles, data } of nodes)
        expect(handles?.map(({ id }) => id)).toEqual(data.ports.map(({ direction, id }) => handleId(direction, id)));
      expect(misfits(after, nodes), after.title).toEqual([]);
    }
  });
});

test("some examples do have nodes of one name with different ports", () => {
  const lost = examples.some((before) => examples.some((after) => nodesOf(after, nodesOf(before)).some(keepsLost)));
  expect(lost).toBe(true);
});
