// What is offered for the wire that was refused last. Asking the engine takes some milliseconds, so it is asked once a refusal.

import { useEffect, useState } from "react";
import { registry } from "../../../nodes/index.ts";
import { type Document, edgeId, type GraphScope, graphAt } from "../../graph/document.ts";
import { apply } from "../../graph/edits.ts";
import { perform } from "../store/edit.ts";
import { freePlace } from "../store/free-place.ts";
import { pathOf } from "../store/scope.ts";
import { currentGraph, currentScope } from "../store/selectors.ts";
import { getState, type Refusal } from "../store/state.ts";
import { select } from "../store/view.ts";
import { engine } from "../worker/client.ts";
import { mended, type RefusedCase, type Repair, repairEdit } from "./repair.ts";
import { verifiedRepairs } from "./verified.ts";

const asked = new WeakMap<Refusal, Promise<readonly Repair[]>>();

/** A wire that is there and does not fit is judged as one that is still to be made. */
function withoutWire(document: Document, scope: GraphScope, { from, to }: Refusal): Document {
  const wire = graphAt(document, scope)?.edges[edgeId(to)];
  if (wire?.from.node !== from.node || wire.from.port !== from.port) return document;
  const result = apply(document, { kind: "disconnect", scope, to }, registry);
  return result.ok ? result.value.document : document;
}

function caseOf(refusal: Refusal): RefusedCase {
  const { problem, from, to } = refusal;
  const state = getState();
  const [graph, scope] = [currentGraph(state), currentScope(state)];
  const axes = state.analysis?.ports[`${pathOf(state.path, from.node)}:${from.port}`];
  const place: RefusedCase["place"] = (type, wanted) => freePlace(graph, type, wanted);
  return { problem, document: withoutWire(state.document, scope, refusal), scope, from, to, axes, place };
}

function offersFor(refusal: Refusal): Promise<readonly Repair[]> {
  const known = asked.get(refusal) ?? verifiedRepairs(caseOf(refusal), registry, engine.tryConnect);
  asked.set(refusal, known);
  return known;
}

const NONE: readonly Repair[] = [];

/** null while the engine is still asked. */
export function useRepairs(refusal: Refusal | null): readonly Repair[] | null {
  const [found, setFound] = useState<{ readonly of: Refusal; readonly repairs: readonly Repair[] } | null>(null);
  useEffect(() => {
    let current = true;
    if (refusal) void offersFor(refusal).then((repairs) => current && setFound({ of: refusal, repairs }));
    return () => {
      current = false;
    };
  }, [refusal]);
  if (!refusal) return NONE;
  return found?.of === refusal ? found.repairs : null;
}

/** The wire as it was meant, with what makes it fit. One step of undo. */
export function takeRepair({ from, to }: Refusal, repair: Repair): void {
  const { document } = getState();
  const scope = currentScope(getState());
  if (perform(repairEdit({ document, scope, from, to }, repair))) select([mended(repair)]);
}
