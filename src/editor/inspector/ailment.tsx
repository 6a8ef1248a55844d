// Why a node carries a △: what ails its units.

import type { GraphNode } from "../../graph/document.ts";
import { useAilment } from "../lens/ailments.ts";

export function Ailment({ node }: { readonly node: GraphNode }) {
  const text = useAilment(node);
  if (text === null) return null;
  return (
    <section id="ailment" className="ailment" role="note">
      <span aria-hidden="true">△</span> {text}
    </section>
  );
}
