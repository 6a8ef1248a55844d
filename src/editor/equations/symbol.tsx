// The selected symbol under its line: its value and its gradient as maps on the time of the slider.

import type { ReactNode } from "react";
import type { GraphNode } from "../../graph/document.ts";
import { nameTex } from "../math/name.ts";
import { Tex } from "../math/tex.tsx";
import { readable } from "../pictures/numbers.ts";
import { type Kind, Picture } from "../pictures/picture.tsx";
import { norm } from "../pictures/scale.ts";
import { useLegend, useStep, useValues } from "../store/selectors.ts";
import { useEditor } from "../store/state.ts";
import type { InspectedValue } from "../worker/protocol.ts";

const WIDTH = 368;
const HEIGHT = 60;

function Framed({ steps, children }: { readonly steps: number | null; readonly children: ReactNode }) {
  const step = useStep();
  const width = steps === null ? 0 : WIDTH / steps;
  return (
    <div className="symbol-map">
      {children}
      {steps !== null && <i className="step-frame" style={{ left: step * width - 1, width: Math.max(4, width + 2) }} />}
    </div>
  );
}

function SymbolMap({ entry, kind }: { readonly entry: InspectedValue; readonly kind: Kind }) {
  const legend = useLegend();
  const steps = useEditor((state) => (entry.time ? (state.inspection?.steps ?? null) : null));
  const label = `${kind === "value" ? "Value" : "Gradient"} of ${entry.name}, units by steps`;
  return (
    <Framed steps={steps}>
      <Picture entry={entry} kind={kind} legend={legend} width={WIDTH} height={HEIGHT} label={label} />
    </Framed>
  );
}

interface SymbolProps {
  readonly node: GraphNode;
  /** From 1; null where the node has no line of its own. */
  readonly line: number | null;
}

export function SelectedSymbol({ node, line }: SymbolProps) {
  const [entry] = useValues(node.id);
  if (!entry || entry.value.length === 0) return null;
  const { gradient } = entry;
  return (
    <section className="symbol" data-testid="equations-symbol">
      <h3 className="caption">
        <span>
          {line === null ? "Selected:" : `Line ${line} is`} <Tex tex={nameTex(node.id)} spoken />
          {node.role && `, ${node.role}`}
        </span>
        {gradient && (
          <span className="number">
            <Tex tex={`\\lVert\\partial L/\\partial ${nameTex(node.id)}\\rVert`} spoken /> {readable(norm(gradient, 0, gradient.length))}
          </span>
        )}
      </h3>
      <SymbolMap entry={entry} kind="value" />
      {gradient && <SymbolMap entry={entry} kind="gradient" />}
    </section>
  );
}
