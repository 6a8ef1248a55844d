// What is wrong with one attribute of a csv node, below what sets it.

import { problemAtSetting, sentencesOf } from "../problems/at-node.ts";
import { useEditor } from "../store/state.ts";

export function Fault({ path, attribute }: { readonly path: string; readonly attribute: string }) {
  const problem = useEditor((state) => problemAtSetting(state, path, attribute));
  if (!problem) return null;
  return (
    <p className="fault" role="alert">
      {sentencesOf(problem)}
    </p>
  );
}
