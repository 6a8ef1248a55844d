// Norms of the Jacobians over the steps on a logarithmic axis: by the state in full ink, by the input dashed, and what the state keeps by
// itself dotted.

import { memo, useMemo } from "react";
import type { Study } from "../../inspection/recurrence/study.ts";
import { decadesOf } from "../../inspection/statistics.ts";
import { Axes, BOTTOM, type Frame, HEIGHT, isDrawn, linePath, TOP, xAt, yAt } from "../inspector/norm-chart.tsx";
import { Tex } from "../math/tex.tsx";
import { readable, short } from "../pictures/numbers.ts";
import { useStep } from "../store/selectors.ts";
import { derivativeTex, letterTex } from "./names.ts";

const WIDTH = 304;
const RIGHT = 296;
/** A gradient that vanishes is shown all the way down to the rounding of its largest. */
const MOST_DECADES = 16;

interface Line {
  readonly kind: "by-state" | "by-input" | "kept";
  readonly tex: string;
  readonly about: string;
  readonly numbers: readonly number[];
}

function linesOf({ state, input, byState, byInput, horizon }: Study): Line[] {
  const norm = (by: string) => `\\lVert ${derivativeTex(state, by)} \\rVert_2`;
  const about = "Largest singular value of the Jacobian at this step.";
  const lines: Line[] = [{ kind: "by-state", tex: norm(state), about, numbers: [...byState.spectral] }];
  if (byInput && input) lines.push({ kind: "by-input", tex: norm(input), about, numbers: [...byInput.spectral] });
  const kept = {
    kind: "kept",
    tex: `\\prod \\varphi\\ \\text{of}\\ ${letterTex(state)}`,
    about: "Mean over the units of what the state keeps by itself.",
  } as const;
  return horizon ? [...lines, { ...kept, numbers: [...horizon.means] }] : lines;
}

const Lines = memo(function Lines({ frame, lines }: { readonly frame: Frame; readonly lines: readonly Line[] }) {
  return (
    <>
      <Axes frame={frame} />
      {lines.map(({ kind, numbers }) => (
        <path key={kind} className={`curve ${kind}`} d={linePath(frame, numbers)} />
      ))}
    </>
  );
});

function Now({ frame, lines, step }: { readonly frame: Frame; readonly lines: readonly Line[]; readonly step: number }) {
  const x = xAt(frame, step);
  const shown = lines.filter(({ numbers }) => isDrawn(numbers[step] ?? 0));
  return (
    <>
      <line className="now" x1={x} x2={x} y1={TOP - 6} y2={BOTTOM + 2} />
      {shown.map(({ kind, numbers }) => (
        <circle key={kind} className="now-dot" cx={x} cy={yAt(frame, numbers[step] ?? 0)} r={3.5} />
      ))}
    </>
  );
}

/** Each line's name, its number at the step, and how it is drawn. */
function Key({ lines, step }: { readonly lines: readonly Line[]; readonly step: number }) {
  return (
    <ul className="lines">
      {lines.map(({ kind, tex, about, numbers }) => (
        <li key={kind} title={about}>
          <svg className="chart" width="22" height="10" aria-hidden="true">
            <path className={`curve ${kind}`} d="M0 5H22" />
          </svg>
          <Tex tex={tex} spoken />
          <output className="number" data-testid={`${kind}-at-step`} data-value={String(numbers[step] ?? 0)}>
            {short(numbers[step] ?? 0)}
          </output>
        </li>
      ))}
    </ul>
  );
}

export function NormsChart({ study }: { readonly study: Study }) {
  const step = Math.min(useStep(), study.steps - 1);
  const lines = useMemo(() => linesOf(study), [study]);
  const frame = useMemo((): Frame => {
    const decades = decadesOf(
      lines.flatMap(({ numbers }) => numbers),
      MOST_DECADES,
    );
    return { steps: study.steps, right: RIGHT, decades };
  }, [lines, study]);
  const { from, to } = frame.decades;
  const label = `How far back ${study.state} reaches: norms at each of ${study.steps} steps, between ${readable(10 ** from)} and ${readable(10 ** to)}`;
  return (
    <section className="norms" data-testid="recurrence-norms" data-norms={lines[0]?.numbers.join(" ")}>
      <h3 className="caption">How far back it reaches, by step i</h3>
      {study.steps > 1 && (
        <svg className="chart" width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
          <Lines frame={frame} lines={lines} />
          <Now frame={frame} lines={lines} step={step} />
        </svg>
      )}
      <Key lines={lines} step={step} />
    </section>
  );
}
