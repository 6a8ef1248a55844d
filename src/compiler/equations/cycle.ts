// A cycle without a delay, said in the names of the text and at the line where it begins.

import { findCycle } from "../../base/topology.ts";
import { checkCycles } from "../../graph/check-cycles.ts";
import { type Document, type Graph, nodeAt } from "../../graph/document.ts";
import { graphViews } from "../../graph/finding.ts";
import type { Registry } from "../../graph/node-type.ts";
import { roleOf } from "../../graph/ports.ts";
import type { Statement } from "./expression.ts";
import { refuse } from "./refuse.ts";

/** Who reads a node within the step. */
function readers(graph: Graph, registry: Registry): (id: string) => string[] {
  const found = new Map<string, string[]>(Object.keys(graph.nodes).map((id) => [id, []]));
  for (const { from, to } of Object.values(graph.edges)) {
    const node = nodeAt(graph, to.node);
    const delayed = node && roleOf(node, registry) === "delay" && to.port === "x";
    if (!delayed) found.get(from.node)?.push(to.node);
  }
  return (id) => found.get(id) ?? [];
}

/** Node ids along the wires of a cycle, or null. Where a cell lies on it, a delay may lie inside; the graph's own check sees that. */
function instantCycle(document: Document, registry: Registry): string[] | null {
  const { graph } = document;
  const cycle = findCycle(Object.keys(graph.nodes), readers(graph, registry));
  const throughCell = cycle?.some((id) => registry.get(graph.nodes[id]?.type ?? "")?.role === "cell");
  return throughCell && checkCycles(graphViews(document, registry)).length === 0 ? null : cycle;
}

/** The statements of a cycle, beginning with the one that stands first in the text. */
function onCycle(cycle: readonly string[], statements: readonly Statement[]): Statement[] {
  const byName = new Map(statements.filter(({ border }) => border === null).map((statement) => [statement.name, statement]));
  const named = cycle.flatMap((id) => byName.get(id) ?? []);
  const first = named.reduce((best, statement, index) => (statement.at.line < named[best]!.at.line ? index : best), 0);
  return [...named.slice(first), ...named.slice(0, first)];
}

/** Throws a Problem at the first line of a cycle without a delay. */
export function refuseCycles(document: Document, registry: Registry, statements: readonly Statement[]): void {
  const cycle = instantCycle(document, registry);
  if (!cycle) return;
  const members = onCycle(cycle, statements);
  const names = members.map(({ name }) => name);
  const shown = [...names, ...names.slice(0, 1)].join(" → ");
  refuse(members[0]?.at ?? statements[0]?.at ?? { line: 1, column: 1 }, {
    code: "cycle-without-delay",
    message: `a cycle without a delay: ${shown}`,
    got: shown,
    expected: "a delay on every cycle",
    remedy: `read the step before somewhere on it, for example ${names[0] ?? "h"}[t-1]`,
  });
}
