// Repairs that hold: each is tried in the engine, wire by wire, before it is offered.

import type { ProblemData } from "../../base/errors.ts";
import type { Document, Endpoint, GraphScope } from "../../graph/document.ts";
import { apply, type Edit } from "../../graph/edits.ts";
import type { Registry } from "../../graph/node-type.ts";
import { type RefusedCase, type Repair, standing } from "./repair.ts";
import { repairsFor } from "./repairs.ts";

/** Asks the engine whether a wire would fit: null, or the reason why not. */
export type TryWire = (document: Document, scope: GraphScope, from: Endpoint, to: Endpoint) => Promise<ProblemData | null>;

function after(document: Document, edit: Edit, registry: Registry): Document | null {
  const result = apply(document, edit, registry);
  return result.ok ? result.value.document : null;
}

async function holds(refused: RefusedCase, repair: Repair, registry: Registry, tryWire: TryWire): Promise<boolean> {
  const { document, scope, from, to } = refused;
  const entry = { node: repair.node.id, port: repair.port };
  const alone = after(document, standing(refused, repair), registry);
  if (!alone || (await tryWire(alone, scope, from, entry))) return false;
  const half = after(alone, { kind: "connect", scope, from, to: entry }, registry);
  return half !== null && (await tryWire(half, scope, { node: repair.node.id, port: "value" }, to)) === null;
}

export async function verifiedRepairs(refused: RefusedCase, registry: Registry, tryWire: TryWire): Promise<readonly Repair[]> {
  const found: Repair[] = [];
  for (const repair of repairsFor(refused)) if (await holds(refused, repair, registry, tryWire)) found.push(repair);
  return found;
}
