// NaN and infinity as problems: at the nodes of the open graph that made one first.

import { registry } from "../../../nodes/index.ts";
import type { ProblemData } from "../../base/errors.ts";
import type { Graph, NodeId } from "../../graph/document.ts";
import { brokenFirst } from "../lens/broken.ts";
import { pathOf } from "../store/scope.ts";
import type { Inspection } from "../worker/protocol.ts";

function problemOf(graph: Graph, path: readonly NodeId[], id: NodeId): ProblemData {
  const node = pathOf(path, id);
  return {
    code: "not-finite",
    message: `${graph.nodes[id]?.type} "${node}": NaN or infinity comes up here first`,
    where: { node },
    got: "NaN or infinity",
    expected: "finite numbers",
    remedy:
      "look at what comes in at that step: a logarithm or root of a negative number, a division by zero, weights that have grown too large",
  };
}

export const notFinite = (inspection: Inspection | null, graph: Graph, path: readonly NodeId[]): readonly ProblemData[] =>
  [...brokenFirst(inspection, graph, path, registry)].map((id) => problemOf(graph, path, id));
