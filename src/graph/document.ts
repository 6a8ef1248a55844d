// The document: what a person draws and saves. Immutable; all change goes through edits (edits.ts).

export const FORMAT = "gradwire";
export const VERSION = 1;

/** Unique in its graph; an identifier (letters, digits, `_`), plus `$` in ids that no person has named. */
export type NodeId = string;
export type PortId = string;

/** A node's setting. A string in a number's place is a mathjs expression over the enclosing cell's attributes. */
export type AttributeValue = number | string | boolean | readonly AttributeValue[];
export type Attributes = Readonly<Record<string, AttributeValue>>;

export interface Position {
  readonly x: number;
  readonly y: number;
}

/** Says how a node's own parameter differs from its type's default. */
export interface ParameterSetting {
  /** The letter it has in the source, `W_f`; unique among the names of its graph. Without it: `<node>.<parameter>`. */
  readonly name?: string;
  /** Initializer, as in `parameter(3, 2, "he-normal")`. */
  readonly initializer?: string;
}

export interface GraphNode {
  readonly id: NodeId;
  /** Permanent id of the node type, e.g. `sigmoid`. */
  readonly type: string;
  readonly position: Position;
  readonly attributes: Attributes;
  readonly parameters?: Readonly<Record<string, ParameterSetting>>;
  /** What the node is in this graph: "forget gate". */
  readonly role?: string;
  /** Layout only: side of the plate, lanes of wires ... Not read below the editor. */
  readonly look?: Readonly<Record<string, AttributeValue>>;
}

export interface Endpoint {
  readonly node: NodeId;
  readonly port: PortId;
}

/** A wire. An input port takes one wire, so a wire is named by where it ends. */
export interface Edge {
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** Layout only: corners of a hand-laid route, in canvas units. */
  readonly route?: readonly Position[];
}

export type EdgeId = string;
export const edgeId = (to: Endpoint): EdgeId => `${to.node}:${to.port}`;

export interface Graph {
  readonly nodes: Readonly<Record<NodeId, GraphNode>>;
  readonly edges: Readonly<Record<EdgeId, Edge>>;
}

/** A setting of a cell that its nodes' attribute expressions may read, e.g. `units`. */
export interface CellAttribute {
  readonly id: string;
  readonly default: number;
  readonly summary?: string;
}

/**
 * A graph with ports. Its `input` and `sequence` nodes are its input ports, its `output` nodes are its output ports;
 * nothing else states them a second time.
 */
export interface Cell extends Graph {
  readonly title: string;
  readonly description: string;
  readonly source: string;
  readonly attributes: readonly CellAttribute[];
}

/** A file. `graph` is the top level; `cells` are the definitions that `cell` nodes name, so that a file stands alone. */
export interface Document {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly title: string;
  readonly description: string;
  /** Paper, note or person the model comes from. */
  readonly source: string;
  /** Attributes of the top level, when the document is a cell that is opened by itself; else empty. */
  readonly attributes: readonly CellAttribute[];
  readonly graph: Graph;
  readonly cells: Readonly<Record<string, Cell>>;
}

/** `null` is the top level, a name one of `document.cells`. */
export type GraphScope = string | null;

export const emptyGraph: Graph = { nodes: {}, edges: {} };

export const emptyDocument: Document = {
  format: FORMAT,
  version: VERSION,
  title: "Untitled",
  description: "",
  source: "",
  attributes: [],
  graph: emptyGraph,
  cells: {},
};

/** The graph of a scope, or undefined where the cell does not exist. */
export function graphAt(document: Document, scope: GraphScope): Graph | undefined {
  if (scope === null) return document.graph;
  return Object.hasOwn(document.cells, scope) ? document.cells[scope] : undefined;
}

export const nodeAt = (graph: Graph, id: NodeId): GraphNode | undefined => (Object.hasOwn(graph.nodes, id) ? graph.nodes[id] : undefined);

/** The wire that ends at this input port. */
export const edgeInto = (graph: Graph, node: NodeId, port: PortId): Edge | undefined => {
  const id = edgeId({ node, port });
  return Object.hasOwn(graph.edges, id) ? graph.edges[id] : undefined;
};

export const edgesFrom = (graph: Graph, node: NodeId, port?: PortId): Edge[] =>
  Object.values(graph.edges).filter((edge) => edge.from.node === node && (port === undefined || edge.from.port === port));
