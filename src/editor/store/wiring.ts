// A new wire: the engine is asked whether it fits before the graph is changed. One that does not fit leaves the graph as it was.

import type { ProblemData } from "../../base/errors.ts";
import type { Endpoint } from "../../graph/document.ts";
import { engine } from "../worker/client.ts";
import { tryEdit } from "./edit.ts";
import { currentScope } from "./selectors.ts";
import { getState, setState } from "./state.ts";

const refuse = (problem: ProblemData, from: Endpoint, to: Endpoint): void => setState({ refusal: { problem, from, to }, dock: "problems" });

export async function proposeWire(from: Endpoint, to: Endpoint): Promise<void> {
  const { document, path } = getState();
  const scope = currentScope(getState());
  setState({ refusal: null });
  const reason = await engine.tryConnect(document, scope, from, to);
  // The person may have gone elsewhere while the engine was thinking; then nobody waits for this wire any more.
  if (getState().path !== path || currentScope(getState()) !== scope) return;
  const problem = reason ?? tryEdit({ kind: "connect", scope, from, to });
  if (problem) refuse(problem, from, to);
}
