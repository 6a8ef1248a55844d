// In the place of gradients, where there are none: what the loss waits for.

import { useEditor } from "../store/state.ts";

export function NoGradients() {
  const waits = useEditor((state) => state.analysis?.lossWaits ?? null);
  return <p className="dim">∂ {waits === null ? "Gradients appear once the graph has a loss." : `No gradients yet. ${waits}`}</p>;
}
