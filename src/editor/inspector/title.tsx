// Who the selected node is: glyph, name, role, type, path and axes.

import type { GraphNode } from "../../graph/document.ts";
import type { NodeType } from "../../graph/node-type.ts";
import { hasOwnName, shortNameTex } from "../math/name.ts";
import { Tex } from "../math/tex.tsx";
import { fittedSize } from "../palette/glyph-fit.ts";
import { isUpdateRule, pathOf } from "../store/scope.ts";
import { useValues } from "../store/selectors.ts";
import { useEditor } from "../store/state.ts";
import type { PortAxes } from "../worker/protocol.ts";

/** `20 units · per step`; inside an update rule there is one step. */
function describeAxes(axes: PortAxes, inRule: boolean): string {
  const size = axes.shape.length === 0 ? "a number" : axes.shape.length === 1 ? `${axes.shape[0]} units` : axes.shape.join(" × ");
  if (inRule) return size;
  return [size, axes.time ? "per step" : "the same at all steps"].join(" · ");
}

/** At the size of a title; the path below says the name in full. */
const MOST_LETTERS = 14;

export function Title({ node, type }: { readonly node: GraphNode; readonly type: NodeType | undefined }) {
  const path = useEditor((state) => pathOf(state.path, node.id));
  const inRule = useEditor(isUpdateRule);
  const axes: PortAxes | undefined = useValues(node.id)[0];
  const kind = type?.title ?? node.type;
  const glyph = type?.glyph ?? "?";
  return (
    <section className="title">
      <span className="glyph" aria-hidden="true">
        <Tex tex={glyph} size={fittedSize(glyph, "square")} />
      </span>
      <div>
        <h2 title={hasOwnName(node) ? node.id : undefined}>
          {hasOwnName(node) && <Tex tex={shortNameTex(node.id, MOST_LETTERS)} spoken />} <span>{node.role ?? kind}</span>
        </h2>
        <p className="dim">
          {path.replaceAll("$", "").replaceAll(".", " / ")}
          {axes && ` · ${describeAxes(axes, inRule)}`}
        </p>
      </div>
    </section>
  );
}
