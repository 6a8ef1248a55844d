// What the read-outs say of the optimizer: to which norm it clips the gradient.

import { registry } from "../../../nodes/index.ts";
import { roleOf } from "../../graph/ports.ts";
import type { EditorState } from "../store/state.ts";

/** null where nothing is clipped, or the norm is not written as a number. */
export function clipNorm({ document }: EditorState): number | null {
  const optimizer = Object.values(document.graph.nodes).find((node) => roleOf(node, registry) === "optimizer");
  const norm = optimizer?.attributes.clipNorm;
  return typeof norm === "number" ? norm : null;
}
