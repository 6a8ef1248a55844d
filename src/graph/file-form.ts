// Between the form of a file (nodes and edges as lists) and the document in memory (records). Nothing is lost either way.

import { Problem } from "../base/errors.ts";
import { type Cell, type Document, type Edge, edgeId, FORMAT, type Graph, type GraphNode, VERSION } from "./document.ts";
import { formatPath, type Path } from "./form-problem.ts";
import type { FileCell, FileForm, FileNode } from "./schema.ts";

/** Keys in alphabetical order: these records are sets, so the order of clicks must not show in the file. */
function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function toFileNode(node: GraphNode): FileNode {
  const { id, type, role, attributes, parameters, position, look } = node;
  return {
    id,
    type,
    ...(role === undefined ? {} : { role }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes: sorted(attributes) }),
    ...(parameters === undefined ? {} : { parameters: sorted(parameters) }),
    position: { x: position.x, y: position.y },
    ...(look === undefined ? {} : { look: sorted(look) }),
  };
}

function toFileEdge({ from, to, route }: Edge): FileForm["graph"]["edges"][number] {
  const ends = { from: { node: from.node, port: from.port }, to: { node: to.node, port: to.port } };
  return route === undefined ? ends : { ...ends, route: route.map(({ x, y }) => ({ x, y })) };
}

const toFileGraph = (graph: Graph): FileForm["graph"] => ({
  nodes: Object.values(graph.nodes).map(toFileNode),
  edges: Object.values(graph.edges).map(toFileEdge),
});

const toFileAttributes = (attributes: Document["attributes"]): FileCell["attributes"] =>
  attributes.map(({ id, default: value, summary }) => ({ id, default: value, ...(summary === undefined ? {} : { summary }) }));

export function toFileCell(cell: Cell): FileCell {
  const { title, description, source, attributes } = cell;
  return { title, description, source, attributes: toFileAttributes(attributes), ...toFileGraph(cell) };
}

/** The document as it stands in a file, with its keys in the file's order. */
export function toFile(document: Document): FileForm {
  const { title, description, source, attributes, graph } = document;
  const cells = Object.entries(document.cells).map(([name, cell]) => [name, toFileCell(cell)]);
  return {
    format: FORMAT,
    version: VERSION,
    title,
    description,
    source,
    ...(attributes.length === 0 ? {} : { attributes: toFileAttributes(attributes) }),
    graph: toFileGraph(graph),
    ...(cells.length === 0 ? {} : { cells: Object.fromEntries(cells) }),
  };
}

/** A list as a record; a key that comes twice is a Problem that names both places. */
function keyed<T>(list: readonly T[], key: (entry: T) => string, what: string, base: Path): Record<string, T> {
  const places = new Map<string, number>();
  for (const [index, entry] of list.entries()) {
    const id = key(entry);
    const earlier = places.get(id);
    if (earlier !== undefined) {
      const message = `${formatPath([...base, index])}: ${what} "${id}" is already at ${formatPath([...base, earlier])}`;
      throw new Problem({ code: "duplicate-id", message, got: id });
    }
    places.set(id, index);
  }
  return Object.fromEntries(list.map((entry) => [key(entry), entry]));
}

function fromFileGraph(graph: FileForm["graph"], base: Path): Graph {
  const nodes = graph.nodes.map((node): GraphNode => ({ ...node, attributes: node.attributes ?? {} }));
  return {
    nodes: keyed(nodes, (node) => node.id, "node", [...base, "nodes"]),
    edges: keyed<Edge>(graph.edges, (edge) => edgeId(edge.to), "a wire into", [...base, "edges"]),
  };
}

/** The document that a file says. Throws a Problem where two nodes have one id or two wires end in one port. */
export function fromFile(file: FileForm): Document {
  const { cells = {}, attributes = [], graph, ...info } = file;
  const read = Object.entries(cells).map(([name, { nodes, edges, ...rest }]): [string, Cell] => {
    return [name, { ...rest, ...fromFileGraph({ nodes, edges }, ["cells", name]) }];
  });
  return { ...info, attributes, graph: fromFileGraph(graph, ["graph"]), cells: Object.fromEntries(read) };
}
