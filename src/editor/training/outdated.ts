// Numbers of a training that an edit makes wrong: the graph computes something else now.

import { registry } from "../../../nodes/index.ts";
import type { Document } from "../../graph/document.ts";
import { roleOf } from "../../graph/ports.ts";
import { sameMeaning } from "../worker/meaning.ts";
import type { TrainingReport } from "../worker/protocol.ts";

/** How it is trained says nothing about what it computes. */
function untrained(document: Document): Document {
  const nodes = Object.entries(document.graph.nodes).filter(([, node]) => roleOf(node, registry) !== "optimizer");
  return { ...document, graph: { ...document.graph, nodes: Object.fromEntries(nodes) } };
}

/** The report without what was measured, where the graph has changed since; how far the training is stays true. */
export const upToDate = (report: TrainingReport, before: Document, now: Document): TrainingReport =>
  sameMeaning(untrained(before), untrained(now))
    ? report
    : { ...report, loss: null, metrics: {}, gradientNorm: null, train: null, test: null };
