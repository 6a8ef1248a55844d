// The selected symbol under its line: its value and its gradient as maps on the time of the slider.

import type { ReactNode } from "react";
import type { GraphNode } from "../../graph/document.ts";
import { Letters } from "../canvas/figures/letters.tsx";
import { nameTex } from "../math/name.ts";
import { Tex } from "../math/tex.tsx";
import { short } from "../pictures/numbers.ts";
import type { Kind } from "../pictures/painted.ts";
import { Picture } from "../pictures/picture.tsx";
import { norms, useLegend, useStep, useValues } from "../store/selectors.ts";
import { useEditor } from "../store/state.ts";
import type { InspectedValue } from "../worker/protocol.ts";
import { NormLines } from "./norm-lines.tsx";
import type { Related } from "./related.ts";

const WIDTH = 368;
const HEIGHT = 60;
const MOST_LETTERS = 48;

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

/** At the step of the slider, as the plate on the canvas says it. */
function NormNow({ entry, gradient, name }: { readonly entry: InspectedValue; readonly gradient: Float64Array; readonly name: string }) {
  const step = useStep();
  const shown = norms(gradient, entry)[entry.time ? step : 0] ?? 0;
  return (
    <span className="number" data-testid="equations-norm" data-value={String(shown)}>
      <Tex tex={`\\lVert\\partial L/\\partial ${nameTex(name)}\\rVert`} spoken /> {short(shown)}
    </span>
  );
}

interface SymbolProps {
  readonly node: GraphNode;
  /** From 1; null where the node has no line of its own. */
  readonly line: number | null;
  /** Names whose norms are drawn below, the node's own first. */
  readonly related: readonly Related[];
}

export function SelectedSymbol({ node, line, related }: SymbolProps) {
  const [entry] = useValues(node.id);
  if (!entry || entry.value.length === 0) return null;
  const { gradient } = entry;
  return (
    <>
      <section className="symbol" data-testid="equations-symbol">
        <h3 className="caption">
          <span>
            {line === null ? "Selected:" : `Line ${line} is`} <Tex tex={nameTex(node.id)} spoken />
            {node.role && `, ${node.role}`}
          </span>
          {gradient && <NormNow entry={entry} gradient={gradient} name={node.id} />}
        </h3>
        <SymbolMap entry={entry} kind="value" />
        {gradient && <SymbolMap entry={entry} kind="gradient" />}
        {entry.time && <Letters most={MOST_LETTERS} />}
      </section>
      {entry.time && gradient && <NormLines related={related} />}
    </>
  );
}
