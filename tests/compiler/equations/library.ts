// The cells of graphs/cells as a library, and short ways to read and print.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { formatProblem, type ProblemData, type Result } from "../../../src/base/errors.ts";
import { type PrintOptions, parseEquations, printEquations } from "../../../src/compiler/equations/index.ts";
import type { Document, Graph } from "../../../src/graph/document.ts";
import { loadDocument } from "../../../src/graph/load.ts";

const folder = fileURLToPath(new URL("../../../graphs/cells/", import.meta.url));

export function orFail<T>(result: Result<T>): T {
  return result.ok ? result.value : expect.fail(formatProblem(result.problem));
}

export const library: Readonly<Record<string, Document>> = Object.fromEntries(
  readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => [file.replace(/\.json$/, ""), orFail(loadDocument(readFileSync(folder + file, "utf8"), registry)).document]),
);

export const read = (text: string): Document => orFail(parseEquations(text, { registry, library }));

export const print = (document: Document, options: Partial<PrintOptions> = {}): string =>
  orFail(printEquations(document, { registry, ...options }));

export function problemOf(result: Result<unknown>): ProblemData {
  return result.ok ? expect.fail("was not refused") : result.problem;
}

/** The graph without what layout and order of writing decide. */
export function meaning(graph: Graph) {
  const byId = <T>(entries: Readonly<Record<string, T>>) => Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    nodes: byId(graph.nodes).map(([id, { type, attributes, parameters }]) => ({ id, type, attributes, parameters })),
    edges: byId(graph.edges).map(([, { from, to }]) => `${from.node}:${from.port} -> ${to.node}:${to.port}`),
  };
}

/** Nodes as `v: add(v$1, v$2)`, with attributes where there are any. */
export function outline(graph: Graph): string[] {
  return Object.values(graph.nodes).map(({ id, type, attributes }) => {
    const wires = Object.values(graph.edges).filter((edge) => edge.to.node === id);
    const settings = Object.entries(attributes).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    return `${id}: ${type}(${[...wires.map(({ from, to }) => `${to.port}=${from.node}`), ...settings].join(", ")})`;
  });
}
