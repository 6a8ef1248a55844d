// What is seen of one value: its maps, the norm and the chain rule of its gradient, the local derivative, the histogram, the numbers.

import { memo, useMemo } from "react";
import type { NodeType } from "../../graph/node-type.ts";
import { Letters } from "../canvas/figures/letters.tsx";
import { NoGradients } from "../lens/no-gradients.tsx";
import { nameTex } from "../math/name.ts";
import { readable } from "../pictures/numbers.ts";
import { isUpdateRule } from "../store/scope.ts";
import { useEditor } from "../store/state.ts";
import type { InspectedValue } from "../worker/protocol.ts";
import { ChainRule } from "./chain-rule.tsx";
import { HeatMap } from "./heat-map.tsx";
import { Histogram } from "./histogram.tsx";
import { LocalDerivative } from "./local-derivative.tsx";
import { NormChart } from "./norm-chart.tsx";
import { Numbers } from "./numbers.tsx";
import { useAlgebra } from "./use-algebra.ts";

/** Value and gradient stay in sight while the rest scrolls. */
function Maps({ entry }: { readonly entry: InspectedValue }) {
  const steps = useEditor((state) => state.inspection?.steps ?? null);
  return (
    <section className="maps">
      <HeatMap entry={entry} kind="value" steps={steps} />
      {entry.time && steps !== null && <Letters most={44} />}
      {entry.gradient ? <HeatMap entry={entry} kind="gradient" steps={steps} /> : <NoGradients />}
      {entry.gradient?.every((x) => x === 0) && <p className="dim">∂ is 0 everywhere: the loss does not depend on it.</p>}
    </section>
  );
}

/** `\partial L/\partial f_t`. */
function useGradientTex(entry: InspectedValue): string {
  const ready = useAlgebra();
  return useMemo(() => {
    const letter = ready?.algebra.texOfLetter(ready.algebra.selfLetter(ready.seen, entry));
    return `\\partial L/\\partial ${letter ?? nameTex(entry.port)}`;
  }, [ready, entry]);
}

function Gradients({ entry, gradient }: { readonly entry: InspectedValue; readonly gradient: Float64Array }) {
  return (
    <>
      <NormChart entry={entry} gradient={gradient} tex={useGradientTex(entry)} />
      <ChainRule entry={entry} />
    </>
  );
}

/** A single number is no picture. */
function Single({ entry }: { readonly entry: InspectedValue }) {
  const [value, gradient] = [entry.value[0] ?? 0, entry.gradient?.[0]];
  const inRule = useEditor(isUpdateRule);
  return (
    <section className="single">
      <div>
        <h3 className="caption">Value</h3>
        <output title={String(value)}>{readable(value)}</output>
      </div>
      {inRule ? (
        <NoGradients />
      ) : (
        <div>
          <h3 className="caption">∂ Gradient</h3>
          <output title={String(gradient)}>{gradient === undefined ? "–" : readable(gradient)}</output>
        </div>
      )}
    </section>
  );
}

interface FiguresProps {
  readonly entry: InspectedValue;
  readonly type: NodeType | undefined;
}

/** An edit redraws them when its numbers are there, not before. */
export const Figures = memo(function Figures({ entry, type }: FiguresProps) {
  const isSingle = entry.value.length === 1;
  return (
    <>
      {isSingle ? <Single entry={entry} /> : <Maps entry={entry} />}
      {entry.gradient && <Gradients entry={entry} gradient={entry.gradient} />}
      <LocalDerivative entry={entry} type={type} />
      {!isSingle && <Histogram entry={entry} />}
      <Numbers entry={entry} />
    </>
  );
});
