// Does a document hang together? Structure only: what shapes and clocks say is the compiler's.

import { checkCellAttributes, checkExpansion, checkInstances, checkOutputNames, checkRecursion } from "./check-cells.ts";
import { checkCycles } from "./check-cycles.ts";
import { checkNodes } from "./check-nodes.ts";
import { checkWires } from "./check-wires.ts";
import type { Document } from "./document.ts";
import { type Finding, type GraphView, graphViews, nodeFinding } from "./finding.ts";
import { limits } from "./limits.ts";
import type { Registry } from "./node-type.ts";
import { cellInputs, cellOutputs, roleOf } from "./ports.ts";

export type { Finding } from "./finding.ts";

const tooMany = (what: string, got: number, most: number): Finding[] => {
  if (got <= most) return [];
  const message = `the document has ${got} ${what}, expected at most ${most}`;
  return [{ code: "too-big", message, got: String(got), expected: String(most), severity: "error", scope: null }];
};

const total = (views: readonly GraphView[], part: "nodes" | "edges"): number =>
  views.reduce((count, view) => count + Object.keys(view.graph[part]).length, 0);

const cellPortCount = ({ graph, registry, scope }: GraphView): number =>
  scope === null ? 0 : Math.max(cellInputs(graph, registry).length, cellOutputs(graph, registry).length);

const checkSize = (document: Document, views: readonly GraphView[]): Finding[] => [
  ...tooMany("nodes", total(views, "nodes"), limits.nodes),
  ...tooMany("wires", total(views, "edges"), limits.edges),
  ...tooMany("cells", Object.keys(document.cells).length, limits.cells),
  ...tooMany("inputs or outputs in one cell", Math.max(...views.map(cellPortCount)), limits.cellPorts),
];

/** One model has one update rule; the others are left alone. */
function checkOptimizers(view: GraphView): Finding[] {
  const [, ...others] = Object.values(view.graph.nodes).filter((node) => roleOf(node, view.registry) === "optimizer");
  const message = "the graph has an optimizer already, this one is not used";
  return others.map((node) => nodeFinding(view, node, "warning", { code: "second-optimizer", message, remedy: "delete one of them" }));
}

const checkGraph = (view: GraphView): Finding[] => [
  ...checkCellAttributes(view),
  ...checkNodes(view),
  ...checkInstances(view),
  ...checkOutputNames(view),
  ...checkWires(view),
  ...checkOptimizers(view),
];

/** What unfolds cells is asked only where they do not contain themselves. */
function checkWhole(document: Document, registry: Registry, views: readonly GraphView[]): Finding[] {
  const recursion = checkRecursion(document, registry);
  if (recursion) return [recursion];
  const expansion = checkExpansion(document, registry);
  return [...(expansion ? [expansion] : []), ...checkCycles(views)];
}

/** Everything that is wrong or missing, errors first. A document that `loadDocument` or `apply` gave has warnings only. */
export function validate(document: Document, registry: Registry): Finding[] {
  const views = graphViews(document, registry);
  const oversize = checkSize(document, views);
  if (oversize.length > 0) return oversize;
  const findings = [...views.flatMap(checkGraph), ...checkWhole(document, registry, views)];
  const errors = findings.filter((finding) => finding.severity === "error");
  return errors.length === 0 ? findings : [...errors, ...findings.filter((finding) => finding.severity === "warning")];
}
