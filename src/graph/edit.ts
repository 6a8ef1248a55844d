// All the ways a document may change, as plain data: an edit can be stored, sent, composed and undone.

import type {
  AttributeValue,
  Cell,
  CellAttribute,
  Document,
  Endpoint,
  GraphNode,
  GraphScope,
  NodeId,
  ParameterSetting,
  PortId,
  Position,
} from "./document.ts";

/** What a document and a cell say about themselves. */
export type Info = Partial<Pick<Document, "title" | "description" | "source"> & { readonly attributes: readonly CellAttribute[] }>;

/** A step along the keys of the document, `["graph", "nodes", "h", "position"]`. */
export type DocumentPath = readonly string[];

/** One difference between two documents. `before` is the key that an inserted one stands in front of; null: at the end. */
export type Change =
  | { readonly kind: "set"; readonly path: DocumentPath; readonly value: unknown }
  | { readonly kind: "remove"; readonly path: DocumentPath }
  | { readonly kind: "insert"; readonly path: DocumentPath; readonly value: unknown; readonly before: string | null };

interface InGraph {
  readonly scope: GraphScope;
}
interface OnNode extends InGraph {
  readonly node: NodeId;
}

interface EditFields {
  addNode: InGraph & { readonly node: GraphNode };
  /** With its wires. */
  removeNode: OnNode;
  /** Without a value: back to the default. */
  setAttribute: OnNode & { readonly attribute: string; readonly value?: AttributeValue | undefined };
  /** Without a setting: back to the type's own. */
  setParameter: OnNode & { readonly parameter: PortId; readonly setting?: ParameterSetting | undefined };
  /** Wires follow, and so do wires at the instances of a cell whose ports are renamed by it. */
  renameNode: OnNode & { readonly to: NodeId };
  setRole: OnNode & { readonly role?: string | undefined };
  setLook: OnNode & { readonly key: string; readonly value?: AttributeValue | undefined };
  /** Replaces the wire that ends there. */
  connect: InGraph & { readonly from: Endpoint; readonly to: Endpoint; readonly route?: readonly Position[] | undefined };
  disconnect: InGraph & { readonly to: Endpoint };
  setRoute: InGraph & { readonly to: Endpoint; readonly route?: readonly Position[] | undefined };
  move: InGraph & { readonly positions: Readonly<Record<NodeId, Position>> };
  addCell: { readonly name: string; readonly cell: Cell };
  removeCell: { readonly name: string };
  setCellInfo: { readonly name: string; readonly info: Info };
  setDocumentInfo: { readonly info: Info };
  /** All or nothing; only what stands at the end is checked, not the states between. */
  batch: { readonly edits: readonly Edit[] };
  /** What `apply` gives as an inverse: the exact way back, for the document that the edit made. */
  patch: { readonly changes: readonly Change[] };
}

export type EditKind = keyof EditFields;
export type EditOf<K extends EditKind> = { readonly kind: K } & EditFields[K];
export type Edit = { [K in EditKind]: EditOf<K> }[EditKind];
