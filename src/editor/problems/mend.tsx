// What would mend a node whose inputs do not go together: what could stand on one of its wires, or the wire taken out.

import { useMemo } from "react";
import type { ProblemData } from "../../base/errors.ts";
import { type Edge, edgeId, type Graph } from "../../graph/document.ts";
import { useRepairs } from "../repairs/offers.ts";
import { RepairButtons } from "../repairs/repair-buttons.tsx";
import { perform } from "../store/edit.ts";
import { pathOf } from "../store/scope.ts";
import { currentGraph, currentScope } from "../store/selectors.ts";
import { getState, type Refusal, useEditor } from "../store/state.ts";

const MENDABLE: ReadonlySet<string> = new Set(["shape-mismatch", "changing-initial"]);

/** What is compared with a target, and which steps count, is as the data have it. */
const GIVEN: ReadonlySet<string> = new Set(["target", "mask"]);

/** Wires of the open graph that the problem may be about; where a prediction comes along one of them, that one. */
function wiresOf(graph: Graph, path: readonly string[], { code, where, remedy }: ProblemData): Edge[] {
  if (!MENDABLE.has(code) || remedy !== undefined) return [];
  const wires = Object.values(graph.edges).filter(({ to }) => pathOf(path, to.node) === where?.node);
  return wires.some(({ to }) => to.port === "prediction") ? wires.filter(({ to }) => !GIVEN.has(to.port)) : wires;
}

function takeOut({ to }: Refusal): void {
  perform({ kind: "disconnect", scope: currentScope(getState()), to });
}

/** Of all wires of a problem together. */
const MOST_OFFERS = 3;

function MendWire({ refusal, most }: { readonly refusal: Refusal; readonly most: number }) {
  const repairs = useRepairs(refusal);
  const { from, to } = refusal;
  return (
    <section className="mend" data-testid={`mend-${edgeId(to)}`}>
      <h4 className="caption">
        On the wire from {from.node} to {to.port}
      </h4>
      {repairs && repairs.length > 0 && <RepairButtons refusal={refusal} repairs={repairs.slice(0, most)} keyed={false} />}
      <button type="button" className="button outlined" onClick={() => takeOut(refusal)}>
        Take the wire out
      </button>
    </section>
  );
}

export function Mend({ problem }: { readonly problem: ProblemData }) {
  const graph = useEditor(currentGraph);
  const path = useEditor((state) => state.path);
  const refusals = useMemo(
    () => wiresOf(graph, path, problem).map(({ from, to }): Refusal => ({ problem, from, to })),
    [graph, path, problem],
  );
  const most = Math.max(1, Math.floor(MOST_OFFERS / refusals.length));
  return refusals.map((refusal) => <MendWire key={edgeId(refusal.to)} refusal={refusal} most={most} />);
}
