// What each kind of edit does to a draft of the document. Whether the outcome hangs together is checked afterwards, by edits.ts.

import { castDraft, type Draft } from "immer";
import { Problem } from "../base/errors.ts";
import {
  type Document,
  type Endpoint,
  edgeId,
  type Graph,
  type GraphNode,
  type GraphScope,
  graphAt,
  type NodeId,
  nodeAt,
} from "./document.ts";
import type { Edit, EditOf, Info } from "./edit.ts";
import { pathOf } from "./finding.ts";
import { followRenames, type PortNames, portNames, redirect } from "./follow-ports.ts";
import type { Registry } from "./node-type.ts";
import { isCellInput, roleOf } from "./ports.ts";

type DraftDocument = Draft<Document>;

const refuse = (code: string, message: string, node?: string): never => {
  throw new Problem({ code, message, ...(node === undefined ? {} : { where: { node } }) });
};

function graphIn(draft: DraftDocument, scope: GraphScope): Draft<Graph> {
  const graph = scope === null ? draft.graph : Object.hasOwn(draft.cells, scope) ? draft.cells[scope] : undefined;
  return graph ?? refuse("no-such-cell", `there is no cell "${scope}"`);
}

function nodeIn(draft: DraftDocument, scope: GraphScope, id: NodeId): Draft<GraphNode> {
  const { nodes } = graphIn(draft, scope);
  const node = Object.hasOwn(nodes, id) ? nodes[id] : undefined;
  const path = pathOf(scope, id);
  return node ?? refuse("no-such-node", `there is no node "${path}"`, path);
}

function edgeIn(draft: DraftDocument, scope: GraphScope, to: Endpoint): Draft<Graph["edges"][string]> {
  const { edges } = graphIn(draft, scope);
  const id = edgeId(to);
  const edge = Object.hasOwn(edges, id) ? edges[id] : undefined;
  return edge ?? refuse("no-such-wire", `no wire ends at "${pathOf(scope, to.node)}", port ${to.port}`, pathOf(scope, to.node));
}

function expectFree(draft: DraftDocument, scope: GraphScope, id: NodeId): void {
  if (!Object.hasOwn(graphIn(draft, scope).nodes, id)) return;
  const path = pathOf(scope, id);
  refuse("duplicate-id", `node "${path}" is there already; choose another id`, path);
}

/** Sets a field, or takes it out where there is no value, so that a default is never written down. */
function put<T extends object, K extends keyof T>(fields: T, key: K, value: T[K] | undefined): void {
  if (value === undefined) delete fields[key];
  else fields[key] = value;
}

function setParameter(node: Draft<GraphNode>, { parameter, setting }: EditOf<"setParameter">): void {
  node.parameters ??= {};
  put(node.parameters, parameter, setting);
  if (Object.keys(node.parameters).length === 0) delete node.parameters;
}

function setLook(node: Draft<GraphNode>, { key, value }: EditOf<"setLook">): void {
  node.look ??= {};
  put(node.look, key, castDraft(value));
  if (Object.keys(node.look).length === 0) delete node.look;
}

/** The node keeps its place in the order of the graph. */
function renameNode(draft: DraftDocument, { scope, node: id, to }: EditOf<"renameNode">): void {
  nodeIn(draft, scope, id).id = to;
  const graph = graphIn(draft, scope);
  graph.nodes = Object.fromEntries(Object.values(graph.nodes).map((node) => [node.id, node]));
  graph.edges = castDraft(redirect(graph.edges, (end) => (end.node === id ? { ...end, node: to } : end)));
}

function connect(draft: DraftDocument, { scope, from, to, route }: EditOf<"connect">): void {
  for (const end of [from, to]) nodeIn(draft, scope, end.node);
  graphIn(draft, scope).edges[edgeId(to)] = castDraft(route === undefined ? { from, to } : { from, to, route });
}

/** Only what `info` has; assigning an absent field would write undefined over the old one. */
const setInfo = (target: Draft<Required<Info>>, info: Info): void => void Object.assign(target, info);

function cellIn(draft: DraftDocument, name: string): Draft<Document["cells"][string]> {
  const cell = Object.hasOwn(draft.cells, name) ? draft.cells[name] : undefined;
  return cell ?? refuse("no-such-cell", `there is no cell "${name}"`);
}

/** Edits that are made on a draft, one by one. The others are performed as a whole by perform-all.ts. */
export type DraftEdit = Exclude<Edit, { kind: "batch" | "patch" | "removeNode" }>;
type DraftKind = DraftEdit["kind"];

type Recipes = { [K in DraftKind]: (draft: DraftDocument, edit: EditOf<K>) => void };

const recipes: Recipes = {
  addNode(draft, { scope, node }) {
    expectFree(draft, scope, node.id);
    graphIn(draft, scope).nodes[node.id] = castDraft(node);
  },
  setAttribute: (draft, { scope, node, attribute, value }) => put(nodeIn(draft, scope, node).attributes, attribute, castDraft(value)),
  setParameter: (draft, edit) => setParameter(nodeIn(draft, edit.scope, edit.node), edit),
  renameNode(draft, edit) {
    if (edit.node !== edit.to) expectFree(draft, edit.scope, edit.to);
    renameNode(draft, edit);
  },
  setRole: (draft, { scope, node, role }) => put(nodeIn(draft, scope, node), "role", role),
  setLook: (draft, edit) => setLook(nodeIn(draft, edit.scope, edit.node), edit),
  connect,
  disconnect(draft, { scope, to }) {
    edgeIn(draft, scope, to);
    delete graphIn(draft, scope).edges[edgeId(to)];
  },
  setRoute: (draft, { scope, to, route }) => put(edgeIn(draft, scope, to), "route", castDraft(route)),
  move(draft, { scope, positions }) {
    for (const [id, position] of Object.entries(positions)) nodeIn(draft, scope, id).position = position;
  },
  addCell(draft, { name, cell }) {
    if (Object.hasOwn(draft.cells, name)) refuse("duplicate-id", `cell "${name}" is there already; choose another name`);
    draft.cells[name] = castDraft(cell);
  },
  removeCell(draft, { name }) {
    cellIn(draft, name);
    delete draft.cells[name];
  },
  setCellInfo: (draft, { name, info }) => setInfo(cellIn(draft, name), info),
  setDocumentInfo: (draft, { info }) => setInfo(draft, info),
};

/** The node through which an edit may rename ports of the cell it is made in. */
function portMaker(edit: DraftEdit): NodeId | null {
  if (edit.kind === "renameNode" || edit.kind === "setAttribute") return edit.node;
  return edit.kind === "connect" ? edit.to.node : null;
}

/** Ports of the cell that the edit is made in, where the edit could rename one. */
function portsBefore(draft: DraftDocument, edit: DraftEdit, registry: Registry): { cell: string; ports: PortNames } | null {
  const maker = portMaker(edit);
  if (maker === null || !("scope" in edit) || edit.scope === null) return null;
  const graph = graphAt(draft, edit.scope);
  const node = graph && nodeAt(graph, maker);
  if (!graph || !node) return null;
  const role = roleOf(node, registry);
  const makesPort = edit.kind === "renameNode" || role === "output" || isCellInput(role);
  return makesPort ? { cell: edit.scope, ports: portNames(graph, registry) } : null;
}

function run<K extends DraftKind>(draft: DraftDocument, edit: EditOf<K>): void {
  const recipe: Recipes[K] = recipes[edit.kind];
  recipe(draft, edit);
}

/** Makes one edit on a draft. Throws a located Problem where a node, wire or cell that it names is not there. */
export function perform(draft: DraftDocument, edit: DraftEdit, registry: Registry): void {
  const before = portsBefore(draft, edit, registry);
  run(draft, edit);
  const after = before && graphAt(draft, before.cell);
  if (!before || !after) return;
  const renamed = (id: NodeId) => (edit.kind === "renameNode" && id === edit.node ? edit.to : id);
  followRenames(draft, before.cell, before.ports, portNames(after, registry), renamed);
}
