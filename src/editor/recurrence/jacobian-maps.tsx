// The Jacobians at the step under the slider as pictures: rows are components of h_T, columns those of what it is derived by. One legend
// for all steps and both pictures, so that what has vanished is blank.

import { useMemo } from "react";
import { atStep } from "../../inspection/recurrence/jacobian.ts";
import type { JacobianNorms, Study } from "../../inspection/recurrence/study.ts";
import { Tex } from "../math/tex.tsx";
import { readable, short } from "../pictures/numbers.ts";
import { endOf } from "../pictures/painted.ts";
import { Picture } from "../pictures/picture.tsx";
import { type Legend, largest, legendFor } from "../pictures/scale.ts";
import { useStep } from "../store/selectors.ts";
import type { InspectedValue } from "../worker/protocol.ts";
import { derivativeTex } from "./names.ts";

const SIDE = 146;

/** A matrix as the painters take it. */
function entryOf(jacobian: JacobianNorms, step: number): InspectedValue {
  const { name, rows, columns } = jacobian;
  const numbers = atStep(jacobian, step);
  return { name, path: name, port: "", shape: [rows, columns], time: false, batch: false, value: numbers, gradient: numbers };
}

interface MapProps {
  readonly jacobian: JacobianNorms;
  readonly state: string;
  readonly step: number;
  readonly legend: Legend;
  readonly testid: string;
}

function JacobianMap({ jacobian, state, step, legend, testid }: MapProps) {
  const entry = useMemo(() => entryOf(jacobian, step), [jacobian, step]);
  const end = endOf(entry, "gradient", legend);
  const { name, rows, columns, frobenius } = jacobian;
  const label = `Jacobian of ${state} at the end by ${name} at step ${step}, ${rows} × ${columns}, scale from ${readable(-end)} to ${readable(end)}`;
  return (
    <figure data-testid={testid} data-frobenius={String(frobenius[step] ?? 0)}>
      <figcaption>
        <Tex tex={derivativeTex(state, name)} spoken />
        <span className="number" title="Frobenius norm: the root of the sum of all squares">
          {short(frobenius[step] ?? 0)}
        </span>
      </figcaption>
      <Picture entry={entry} kind="gradient" legend={legend} width={SIDE} height={SIDE} label={label} />
      <span className="scale">
        {short(-end)}
        <i className="ramp gradient" />
        {short(end)}
      </span>
    </figure>
  );
}

export function JacobianMaps({ study }: { readonly study: Study }) {
  const step = Math.min(useStep(), study.steps - 1);
  const { byState, byInput, state } = study;
  const legend = useMemo(() => legendFor(largest([...byState.frobenius, ...(byInput?.frobenius ?? [])])), [byState, byInput]);
  return (
    <section className="jacobians">
      <h3 className="caption">Jacobians at i = {step}, with Frobenius norms</h3>
      <div>
        <JacobianMap jacobian={byState} state={state} step={step} legend={legend} testid="jacobian-by-state" />
        {byInput && <JacobianMap jacobian={byInput} state={state} step={step} legend={legend} testid="jacobian-by-input" />}
      </div>
    </section>
  );
}
