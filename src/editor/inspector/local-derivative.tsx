// The local derivative in symbols with its mean at the present step; for node types that are no function of single components, the rule.

import { useMemo } from "react";
import type { NodeType } from "../../graph/node-type.ts";
import type { LocalDerivative as Derivative } from "../../inspection/local-derivative.ts";
import { meanOf } from "../../inspection/statistics.ts";
import { Tex } from "../math/tex.tsx";
import { short } from "../pictures/numbers.ts";
import { useStep } from "../store/selectors.ts";
import type { InspectedValue } from "../worker/protocol.ts";
import { useAlgebra } from "./use-algebra.ts";

const MOST = 4;

function Row({ derivative, first }: { readonly derivative: Derivative; readonly first: boolean }) {
  const ready = useAlgebra();
  const step = useStep();
  const numbers = useMemo(() => ready?.algebra.slopeNumbers(ready.seen, derivative.slope, step) ?? null, [ready, derivative, step]);
  const mean = numbers && meanOf(numbers);
  return (
    <li data-testid="local-derivative" data-tex={derivative.tex} data-mean={mean === null ? undefined : String(mean)}>
      <span className="caption">{first ? "Local" : ""}</span>
      <span className="long">
        <Tex tex={derivative.tex} spoken />
      </span>
      {mean !== null && <span className="number">mean {short(mean)}</span>}
    </li>
  );
}

const isRule = (tex: string | undefined): tex is string => tex?.includes("\\bar") === true;

/** `\bar{x} = W^\top \bar{y}`: ȳ is ∂L/∂y. Of a trained part its own, of an output those of all inputs. */
function rulesOf(entry: InspectedValue, type: NodeType | undefined): readonly string[] {
  const rules = type?.derivative ?? {};
  return (entry.port in rules ? [rules[entry.port]] : Object.values(rules)).filter(isRule);
}

function Rule({ tex, first }: { readonly tex: string; readonly first: boolean }) {
  return (
    <li data-testid="local-derivative" data-tex={tex}>
      <span className="caption">{first ? "Local" : ""}</span>
      <span className="long">
        <Tex tex={tex} spoken />
      </span>
    </li>
  );
}

export function LocalDerivative({ entry, type }: { readonly entry: InspectedValue; readonly type: NodeType | undefined }) {
  const ready = useAlgebra();
  const found = useMemo(() => ready?.algebra.localDerivatives(ready.seen, entry).slice(0, MOST) ?? [], [ready, entry]);
  const rules = found.length > 0 ? [] : rulesOf(entry, type);
  if (found.length === 0 && rules.length === 0) return null;
  return (
    <section className="local-derivative">
      <ul className="local">
        {found.map((derivative, index) => (
          <Row key={derivative.tex} derivative={derivative} first={index === 0} />
        ))}
        {rules.map((tex, index) => (
          <Rule key={tex} tex={tex} first={index === 0} />
        ))}
      </ul>
    </section>
  );
}
