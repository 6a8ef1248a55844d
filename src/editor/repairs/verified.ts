// Repairs that hold: each is tried in the engine, wire by wire, before it is offered.

import type { ProblemData } from "../../base/errors.ts";
import { type Document, type Endpoint, type GraphScope, graphAt, type NodeId } from "../../graph/document.ts";
import { apply, type Edit } from "../../graph/edits.ts";
import type { Registry } from "../../graph/node-type.ts";
import { type Insertion, type RefusedCase, type Repair, type Resize, resizing, standing } from "./repair.ts";
import { repairsFor } from "./repairs.ts";

/** Asks the engine whether a wire would fit: null, or the reason why not. */
export type TryWire = (document: Document, scope: GraphScope, from: Endpoint, to: Endpoint) => Promise<ProblemData | null>;

function after(document: Document, edit: Edit, registry: Registry): Document | null {
  const result = apply(document, edit, registry);
  return result.ok ? result.value.document : null;
}

/** Each wire from the nodes that change their size, tried again by itself. */
async function stillFit(document: Document, { scope }: RefusedCase, way: readonly NodeId[], registry: Registry, tryWire: TryWire) {
  const wires = Object.values(graphAt(document, scope)?.edges ?? {}).filter(({ from }) => way.includes(from.node));
  for (const { from, to } of wires) {
    const without = after(document, { kind: "disconnect", scope, to }, registry);
    if (!without || (await tryWire(without, scope, from, to))) return false;
  }
  return true;
}

async function resizeHolds(refused: RefusedCase, repair: Resize, registry: Registry, tryWire: TryWire): Promise<boolean> {
  const { document, scope, from, to } = refused;
  const resized = after(document, resizing(refused, repair), registry);
  if (!resized || (await tryWire(resized, scope, from, to))) return false;
  return stillFit(resized, refused, repair.way, registry, tryWire);
}

async function insertionHolds(refused: RefusedCase, repair: Insertion, registry: Registry, tryWire: TryWire): Promise<boolean> {
  const { document, scope, from, to } = refused;
  const entry = { node: repair.node.id, port: repair.port };
  const alone = after(document, standing(refused, repair), registry);
  if (!alone || (await tryWire(alone, scope, from, entry))) return false;
  const half = after(alone, { kind: "connect", scope, from, to: entry }, registry);
  return half !== null && (await tryWire(half, scope, { node: repair.node.id, port: "value" }, to)) === null;
}

/** More would be a list to study. */
const MOST = 3;

/** The best of those that hold. */
export async function verifiedRepairs(refused: RefusedCase, registry: Registry, tryWire: TryWire): Promise<readonly Repair[]> {
  const found: Repair[] = [];
  for (const repair of repairsFor(refused, registry)) {
    if (found.length === MOST) break;
    const holds =
      repair.kind === "resize" ? resizeHolds(refused, repair, registry, tryWire) : insertionHolds(refused, repair, registry, tryWire);
    if (await holds) found.push(repair);
  }
  return found;
}
