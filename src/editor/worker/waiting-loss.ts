// Why a loss that is in the graph is not computed: what it waits for, or what is wrong before it.

import type { ProblemData } from "../../base/errors.ts";
import { type Document, edgeId, type GraphNode } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { portLookup, roleOf } from "../../graph/ports.ts";

/** What is wired into the optimizer, else the node called `loss`, else the first loss there is: as the compiler chooses. */
function lossNode({ graph }: Document, registry: Registry): GraphNode | undefined {
  const nodes = Object.values(graph.nodes);
  const optimizer = nodes.find((node) => roleOf(node, registry) === "optimizer");
  const wired = optimizer && graph.edges[edgeId({ node: optimizer.id, port: "loss" })]?.from.node;
  return graph.nodes[wired ?? "loss"] ?? nodes.find((node) => roleOf(node, registry) === "loss");
}

/** `p and y` */
function missingInputs(document: Document, node: GraphNode, registry: Registry): string {
  const needed = portLookup(document, registry)(node, null).inputs.filter((spec) => !spec.optional && !spec.parameter && !spec.variadic);
  const missing = needed.filter(({ id }) => !document.graph.edges[edgeId({ node: node.id, port: id })]);
  return missing.map(({ id, symbol }) => symbol ?? id).join(" and ");
}

/** The node and all that it is computed from. */
function before({ graph }: Document, node: GraphNode): ReadonlySet<string> {
  const found = new Set([node.id]);
  // a set goes on to those that are added while it is walked
  for (const id of found) for (const { from, to } of Object.values(graph.edges)) if (to.node === id) found.add(from.node);
  return found;
}

/** A sentence; null where the graph has no loss at all. To be asked only where no loss is computed. */
export function waitingLoss(document: Document, registry: Registry, problems: readonly ProblemData[]): string | null {
  const node = lossNode(document, registry);
  if (!node) return null;
  const missing = missingInputs(document, node, registry);
  if (missing !== "") return `Wire ${missing} of “${node.id}”.`;
  const concerned = before(document, node);
  const reason = problems.find(({ where }) => concerned.has(where?.node?.split(".")[0] ?? ""));
  return reason ? `“${node.id}” is not computed: ${reason.message}.` : `“${node.id}” is not computed.`;
}
