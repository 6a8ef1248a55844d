// △ at a node whose units have stopped learning; it opens the inspector, which says why.

import type { MouseEvent } from "react";
import type { GraphNode } from "../../../graph/document.ts";
import { useAilment } from "../../lens/ailments.ts";
import { select, showDock } from "../../store/view.ts";

export function WarningMark({ node }: { readonly node: GraphNode }) {
  const ailment = useAilment(node);
  if (ailment === null) return null;
  const open = (event: MouseEvent) => {
    event.stopPropagation();
    select([node.id]);
    showDock("inspector");
    requestAnimationFrame(() => document.getElementById("ailment")?.scrollIntoView({ block: "end" }));
  };
  return (
    <button type="button" className="warning-mark nodrag nopan" aria-label={`${node.id.replaceAll("$", "")}: ${ailment}`} onClick={open}>
      △
    </button>
  );
}
