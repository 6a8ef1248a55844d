// What is chosen from the list comes onto the canvas: alone, or at the end of the wire that is in the hand. One step of undo.

import { registry } from "../../../nodes/index.ts";
import type { Document, Endpoint, GraphScope, NodeId, PortId, Position } from "../../graph/document.ts";
import { graphAt, nodeAt } from "../../graph/document.ts";
import { apply, type Edit } from "../../graph/edits.ts";
import { portsOf } from "../../graph/ports.ts";
import type { Paste } from "../../graph/subgraph.ts";
import { cellArrival } from "../store/add-cell.ts";
import { CELL_PREFIX, newNode } from "../store/changes.ts";
import { perform } from "../store/edit.ts";
import { freePlace, onGrid } from "../store/free-place.ts";
import { arrival } from "../store/optimizer-graph.ts";
import { currentGraph, currentScope } from "../store/selectors.ts";
import { getState, setState } from "../store/state.ts";
import { fail, select } from "../store/view.ts";
import { engine } from "../worker/client.ts";
import { entries } from "./fitting-types.ts";
import type { LooseWire } from "./wiring-request.ts";

/** The edit that an entry of the palette stands for, with the new node. */
async function arrivalOf(key: string, at: Position): Promise<Paste | null> {
  if (key.startsWith(CELL_PREFIX)) {
    const pasted = await cellArrival(key.slice(CELL_PREFIX.length), onGrid(at));
    if (!pasted.ok) fail(pasted.problem);
    return pasted.ok ? pasted.value : null;
  }
  const node = newNode(key, onGrid(at));
  return node && { edit: arrival(getState().document, currentScope(getState()), node), nodes: [node.id] };
}

interface Ends {
  readonly from: Endpoint;
  readonly to: Endpoint;
}

/** The ways in which the loose end may be fixed to the new node, the likeliest first. */
function ways(document: Document, scope: GraphScope, id: NodeId, { end, direction }: LooseWire): Ends[] {
  const graph = graphAt(document, scope);
  const node = graph && nodeAt(graph, id);
  if (!node) return [];
  const ports = portsOf(node, document, registry, scope);
  const at = (port: PortId): Endpoint => ({ node: id, port });
  if (direction === "out") return entries(ports.inputs).map((port) => ({ from: end, to: at(port) }));
  return ports.outputs.map(({ id: port }) => ({ from: at(port), to: end }));
}

/** The first way that the engine agrees with. */
async function fitting(document: Document, scope: GraphScope, all: readonly Ends[]): Promise<Ends | null> {
  for (const ends of all) if (!(await engine.tryConnect(document, scope, ends.from, ends.to))) return ends;
  return null;
}

/** At the wanted place where it is free, else as near to it as there is room. */
const placeFor = (key: string, at: Position): Position =>
  freePlace(currentGraph(getState()), key.startsWith(CELL_PREFIX) ? "cell" : key, at);

async function addWired(paste: Paste, wire: LooseWire): Promise<boolean> {
  const { document } = getState();
  const scope = currentScope(getState());
  const [id] = paste.nodes;
  const added = apply(document, paste.edit, registry);
  if (id === undefined || !added.ok) return perform(paste.edit);
  const all = ways(added.value.document, scope, id, wire);
  const ends = await fitting(added.value.document, scope, all);
  if (getState().document !== document) return false;
  const [likeliest] = all;
  const connect: Edit[] = ends ? [{ kind: "connect", scope, ...ends }] : [];
  const done = perform({ kind: "batch", edits: [paste.edit, ...connect] });
  const problem = done && !ends && likeliest && (await engine.tryConnect(getState().document, scope, likeliest.from, likeliest.to));
  if (problem) setState({ refusal: { problem, ...likeliest }, dock: "problems" });
  return done;
}

/** Adds an entry at a place of the canvas; gives the new node, null where nothing came. */
export async function addChosen(key: string, at: Position, wire: LooseWire | null): Promise<NodeId | null> {
  const paste = await arrivalOf(key, placeFor(key, at));
  const [id] = paste?.nodes ?? [];
  if (!paste || id === undefined) return null;
  if (!(wire ? await addWired(paste, wire) : perform(paste.edit))) return null;
  select([id]);
  return id;
}
