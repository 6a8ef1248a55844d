// In the place of gradients, where there are none: what the loss waits for.

import { isUpdateRule } from "../store/scope.ts";
import { useEditor } from "../store/state.ts";

export function NoGradients() {
  const inRule = useEditor(isUpdateRule);
  const waits = useEditor((state) => state.analysis?.lossWaits ?? null);
  if (inRule) return <p className="dim">∂ No gradients here: an update rule is computed after them, from g.</p>;
  return <p className="dim">∂ {waits === null ? "Gradients appear once the graph has a loss." : `No gradients yet. ${waits}`}</p>;
}
