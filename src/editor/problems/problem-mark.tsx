// The sign at a node that something is wrong with; the sentence is its name and its tip, the rest stands under Problems.

import { useEditor } from "../store/state.ts";
import { problemAtNode } from "./at-node.ts";

export function ProblemMark({ path }: { readonly path: string }) {
  const message = useEditor((state) => problemAtNode(state, path)?.message);
  if (message === undefined) return null;
  return (
    <span className="broken-mark problem-mark" role="img" aria-label={message} title={message}>
      △
    </span>
  );
}
