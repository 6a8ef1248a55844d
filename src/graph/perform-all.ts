// Performs a list of edits in order. Edits of one kind that follow each other are performed together where that saves walks
// over the whole graph: a large paste is one draft, a large deletion one sweep.

import { produce } from "immer";
import { Problem } from "../base/errors.ts";
import { type Document, type Graph, type GraphScope, graphAt, type NodeId, nodeAt } from "./document.ts";
import { documentSchema } from "./document-schema.ts";
import type { Edit, EditOf } from "./edit.ts";
import { readEdit } from "./edit-schema.ts";
import { pathOf } from "./finding.ts";
import { checkForm } from "./form-problem.ts";
import { dropLostWires } from "./lost-wires.ts";
import type { Registry } from "./node-type.ts";
import { applyChanges } from "./patch.ts";
import { type DraftEdit, perform } from "./perform.ts";

/** Every edit but a batch, which is the edits in it. */
export type SingleEdit = DraftEdit | EditOf<"removeNode"> | EditOf<"patch">;

/** Single edits in order, each read through its schema. */
export function singleEdits(unread: Edit): SingleEdit[] {
  const edit = readEdit(unread);
  return edit.kind === "batch" ? edit.edits.flatMap(singleEdits) : [edit];
}

type Run =
  | { readonly kind: "draft" | "ports"; readonly edits: DraftEdit[] }
  | { readonly kind: "remove"; readonly edits: EditOf<"removeNode">[] }
  | { readonly kind: "patch"; readonly edits: EditOf<"patch">[] };

/** True where a node, this one or an instance of the cell it is in, may have fewer ports afterwards. */
function mayTakePorts(edit: DraftEdit): boolean {
  if (edit.kind === "disconnect") return edit.scope !== null;
  return edit.kind === "setAttribute" || edit.kind === "setCellInfo" || edit.kind === "setDocumentInfo";
}

function runOf(edit: SingleEdit): Run {
  if (edit.kind === "removeNode") return { kind: "remove", edits: [edit] };
  if (edit.kind === "patch") return { kind: "patch", edits: [edit] };
  return { kind: mayTakePorts(edit) ? "ports" : "draft", edits: [edit] };
}

/** Adds an edit to the run before it where both can be performed together. */
function join(run: Run | undefined, edit: SingleEdit): boolean {
  if (run?.kind === "remove" && edit.kind === "removeNode") run.edits.push(edit);
  else if (run?.kind === "draft" && edit.kind !== "removeNode" && edit.kind !== "patch" && !mayTakePorts(edit)) run.edits.push(edit);
  else return false;
  return true;
}

function runsOf(edits: readonly SingleEdit[]): Run[] {
  const runs: Run[] = [];
  for (const edit of edits) if (!join(runs.at(-1), edit)) runs.push(runOf(edit));
  return runs;
}

const performDraft = (document: Document, edits: readonly DraftEdit[], registry: Registry): Document =>
  produce(document, (draft) => {
    for (const edit of edits) perform(draft, edit, registry);
  });

/** Nodes to be removed, by the graph they are in; a node that is not there, or is named twice, is a Problem. */
function doomedNodes(document: Document, edits: readonly EditOf<"removeNode">[]): Map<GraphScope, Set<NodeId>> {
  const doomed = new Map<GraphScope, Set<NodeId>>();
  for (const { scope, node } of edits) {
    const graph = graphAt(document, scope);
    const ids = doomed.get(scope) ?? new Set();
    if (!graph || !nodeAt(graph, node) || ids.has(node)) throw noSuchNode(scope, node);
    doomed.set(scope, ids.add(node));
  }
  return doomed;
}

function noSuchNode(scope: GraphScope, id: NodeId): Problem {
  const path = pathOf(scope, id);
  return new Problem({ code: "no-such-node", message: `there is no node "${path}"`, where: { node: path } });
}

function withoutNodes<G extends Graph>(graph: G, doomed: ReadonlySet<NodeId> | undefined): G {
  if (!doomed) return graph;
  const nodes = Object.entries(graph.nodes).filter(([id]) => !doomed.has(id));
  const edges = Object.entries(graph.edges).filter(([, { from, to }]) => !doomed.has(from.node) && !doomed.has(to.node));
  return { ...graph, nodes: Object.fromEntries(nodes), edges: Object.fromEntries(edges) };
}

function removeNodes(document: Document, edits: readonly EditOf<"removeNode">[]): Document {
  const doomed = doomedNodes(document, edits);
  const cells = Object.entries(document.cells).map(([name, cell]) => [name, withoutNodes(cell, doomed.get(name))]);
  return { ...document, graph: withoutNodes(document.graph, doomed.get(null)), cells: Object.fromEntries(cells) };
}

/** A patch may set anything to anything, so the form of the whole is asked anew. */
function assertDocument(value: unknown): asserts value is Document {
  checkForm(documentSchema, value, ["patch"]);
}

function performPatch(document: Document, edits: readonly EditOf<"patch">[]): Document {
  const patched = applyChanges(
    document,
    edits.flatMap((edit) => edit.changes),
  );
  assertDocument(patched);
  return patched;
}

function performRun(document: Document, run: Run, registry: Registry): Document {
  switch (run.kind) {
    case "draft":
      return performDraft(document, run.edits, registry);
    case "ports":
      return dropLostWires(document, performDraft(document, run.edits, registry), registry);
    case "remove":
      return dropLostWires(document, removeNodes(document, run.edits), registry);
    case "patch":
      return performPatch(document, run.edits);
  }
}

/** The document after all edits. Throws a Problem where one cannot be made; whether the outcome hangs together is not asked. */
export const performAll = (document: Document, edits: readonly SingleEdit[], registry: Registry): Document =>
  runsOf(edits).reduce((current, run) => performRun(current, run, registry), document);
