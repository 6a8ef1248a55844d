// Nodes of the document by name, those inside opened cells too: what the finder goes to.

import { registry } from "../../../nodes/index.ts";
import { type Document, type Graph, type GraphNode, type GraphScope, graphAt, type NodeId } from "../../graph/document.ts";
import { cellName, pathOf } from "../store/scope.ts";
import { type Choice, matching } from "./choices.ts";

const NODE = "node:";

/** Path of the node that a choice stands for; null for other choices. */
export const nodeChosen = (key: string): string | null => (key.startsWith(NODE) ? key.slice(NODE.length) : null);

/** A graph of a thousand nodes is found by typing, not by reading. */
const MOST = 40;
const MOST_LEVELS = 8;

function choiceOf(node: GraphNode, path: string): Choice {
  const type = registry.get(node.type);
  return { key: `${NODE}${path}`, title: path, hint: node.role ?? type?.title ?? node.type, ...(type ? { glyph: type.glyph } : {}) };
}

function* nodesIn(document: Document, scope: GraphScope, path: readonly NodeId[]): Generator<Choice> {
  const graph: Graph | undefined = graphAt(document, scope);
  if (!graph || path.length > MOST_LEVELS) return;
  for (const node of Object.values(graph.nodes)) {
    yield choiceOf(node, pathOf(path, node.id));
    const name = cellName(node);
    if (name !== null) yield* nodesIn(document, name, [...path, node.id]);
  }
}

/** Exact names first, then what begins with the query. */
export function foundNodes(document: Document, query: string): Choice[] {
  const text = query.trim().toLowerCase();
  const rank = ({ title }: Choice): number => {
    const name = title.slice(title.lastIndexOf(".") + 1).toLowerCase();
    return name === text ? 0 : name.startsWith(text) ? 1 : 2;
  };
  const found = matching([...nodesIn(document, null, [])], query);
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, MOST);
}
