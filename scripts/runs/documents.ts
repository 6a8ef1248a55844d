// The document of a run: an example with another cell, or other attributes.

import { readFileSync } from "node:fs";
import { registry } from "../../nodes/index.ts";
import type { Attributes, Cell, Document, Graph, GraphNode } from "../../src/graph/document.ts";
import { loadDocument } from "../../src/graph/load.ts";
import type { Run } from "./run.ts";

/** @param file under graphs/, without its ending */
function load(file: string): Document {
  const loaded = loadDocument(readFileSync(new URL(`../../graphs/${file}.json`, import.meta.url), "utf8"), registry);
  if (!loaded.ok) throw new Error(`${file}: ${loaded.problem.message}`);
  return loaded.value.document;
}

function changedGraph(graph: Graph, id: string, change: (node: GraphNode) => GraphNode): Graph {
  const node = graph.nodes[id];
  if (!node) throw new Error(`there is no node "${id}": ${Object.keys(graph.nodes).join(", ")}`);
  return { ...graph, nodes: { ...graph.nodes, [id]: change(node) } };
}

const withAttributes = (document: Document, id: string, attributes: Attributes): Document => ({
  ...document,
  graph: changedGraph(document.graph, id, (node) => ({ ...node, attributes: { ...node.attributes, ...attributes } })),
});

/** The library's cell `file` in the place of the only cell of the document. */
function withCell(document: Document, file: string, attributes: Attributes): Document {
  const instances = Object.values(document.graph.nodes).filter(({ type }) => type === "cell");
  if (instances.length !== 1) throw new Error(`${document.title} has ${instances.length} cells, one could be exchanged`);
  const { title, description, source, attributes: settings, graph } = load(`cells/${file}`);
  const cell: Cell = { title, description, source, attributes: settings, ...graph };
  const swapped = changedGraph(document.graph, instances[0]!.id, (node) => ({ ...node, attributes: { ...attributes, cell: "cell" } }));
  return { ...document, graph: swapped, cells: { cell } };
}

export function documentOf({ example, cell, changes = {} }: Run): Document {
  const document = load(`examples/${example}`);
  const begun = cell ? withCell(document, cell.file, cell.attributes) : document;
  return Object.entries(changes).reduce((changed, [id, attributes]) => withAttributes(changed, id, attributes), begun);
}
