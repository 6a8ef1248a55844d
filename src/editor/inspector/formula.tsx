// The formula of the selected node: with the letters of this graph where they can be told, else that of its type.

import { useMemo } from "react";
import type { GraphNode } from "../../graph/document.ts";
import type { NodeType } from "../../graph/node-type.ts";
import { useAfterFrame } from "../after-frame.ts";
import { Tex } from "../math/tex.tsx";
import { cellName, pathOf } from "../store/scope.ts";
import { useValues } from "../store/selectors.ts";
import { useEditor } from "../store/state.ts";
import { useAlgebra } from "./use-algebra.ts";

function useOwnFormula(node: GraphNode): string | null | undefined {
  const ready = useAlgebra();
  const path = useEditor((state) => pathOf(state.path, node.id));
  const at = useAfterFrame(useValues(node.id)[0]);
  const cell = cellName(node);
  return useMemo(() => ready?.algebra.formulaTex(ready.seen, { path, cell, at }), [ready, path, cell, at]);
}

export function Formula({ node, type }: { readonly node: GraphNode; readonly type: NodeType }) {
  const own = useOwnFormula(node);
  const tex = own ?? type.formula;
  if (!tex) return null;
  return (
    <section className="formula" data-testid="formula" data-tex={tex}>
      <Tex tex={tex} display spoken />
    </section>
  );
}

export function About({ type }: { readonly type: NodeType }) {
  return (
    <section className="about">
      <h3 className="caption">About {type.title}</h3>
      <p>{type.summary}</p>
      {type.source && <p className="dim">Source: {type.source}</p>}
    </section>
  );
}
