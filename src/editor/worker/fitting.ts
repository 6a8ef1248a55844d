// Whether a wire fits: the graph with the wire is compiled beside the graph without it, and what is newly wrong is the reason.

import { attempt, type ProblemData } from "../../base/errors.ts";
import type { Document, Endpoint, GraphScope } from "../../graph/document.ts";
import { apply } from "../../graph/edits.ts";
import type { Registry } from "../../graph/node-type.ts";
import type { Inspector } from "../../inspection/inspector.ts";
import { isUnfinished } from "../problems/unfinished.ts";

function problems(inspector: Inspector, document: Document): readonly ProblemData[] {
  const result = attempt(() => inspector.open(document).problems);
  const found = result.ok ? result.value : [result.problem];
  return found.filter((problem) => !isUnfinished(problem));
}

/** A reason that speaks of the node that the wire ends at is the best one. */
function choose(fresh: readonly ProblemData[], to: Endpoint): ProblemData | null {
  const ends = (path: string | undefined) => path === to.node || path?.endsWith(`.${to.node}`);
  return fresh.find(({ where }) => ends(where?.node)) ?? fresh[0] ?? null;
}

/** null, or why not. `inspector` is one that nothing else uses. */
export function misfit(
  inspector: Inspector,
  registry: Registry,
  document: Document,
  scope: GraphScope,
  from: Endpoint,
  to: Endpoint,
): ProblemData | null {
  const wired = apply(document, { kind: "connect", scope, from, to }, registry);
  if (!wired.ok) return wired.problem;
  const before = new Set(problems(inspector, document).map(({ message }) => message));
  const fresh = problems(inspector, wired.value.document).filter(({ message }) => !before.has(message));
  return choose(fresh, to);
}
