// The formula of the selected node's type; what it does and where it comes from stand at the end of the inspector.

import type { NodeType } from "../../graph/node-type.ts";
import { Tex } from "../math/tex.tsx";

export function Formula({ type }: { readonly type: NodeType }) {
  if (!type.formula) return null;
  return (
    <section className="formula">
      <Tex tex={type.formula} display spoken />
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
