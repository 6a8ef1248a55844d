// The norm of the gradient over the steps on a logarithmic axis, in ink; the step's own in the colour that its wire has.

import { memo, useMemo } from "react";
import { type Decades, decadesOf } from "../../inspection/statistics.ts";
import { Tex } from "../math/tex.tsx";
import { useColours } from "../pictures/colours.ts";
import { cssColour, normColour } from "../pictures/heat.ts";
import { readable, short } from "../pictures/numbers.ts";
import { type Legend, level } from "../pictures/scale.ts";
import { norms, useLegend, useStep } from "../store/selectors.ts";
import type { InspectedValue } from "../worker/protocol.ts";
import { powerOfTen, wholeTicks } from "./axes.ts";

const WIDTH = 304;
export const HEIGHT = 88;
export const LEFT = 36;
const RIGHT = 296;
export const TOP = 8;
export const BOTTOM = 66;
/** Over time, LOOK's axis shows six decades at most. */
export const MOST_DECADES = 6;

export interface Frame {
  readonly steps: number;
  /** Where the last step stands. */
  readonly right: number;
  readonly decades: Decades;
}

export const xAt = ({ steps, right }: Frame, step: number): number => LEFT + ((right - LEFT) * step) / Math.max(1, steps - 1);

export function yAt({ decades: { from, to } }: Frame, norm: number): number {
  const u = (Math.log10(norm) - from) / (to - from);
  return BOTTOM - (BOTTOM - TOP) * Math.min(1, Math.max(0, u));
}

export const isDrawn = (norm: number): boolean => norm > 0 && Number.isFinite(norm);

/** A zero has no place on the axis: the line breaks there. */
export function linePath(frame: Frame, all: readonly number[]): string {
  return all
    .map((norm, t) => {
      if (!isDrawn(norm)) return "";
      const pen = t > 0 && isDrawn(all[t - 1] ?? 0) ? "L" : "M";
      return `${pen}${xAt(frame, t).toFixed(1)} ${yAt(frame, norm).toFixed(1)}`;
    })
    .join("");
}

/** At most four powers are written. */
function writtenPowers({ from, to }: Decades): number[] {
  const stride = Math.ceil((to - from) / 3);
  return Array.from({ length: to - from + 1 }, (_, k) => from + k).filter((power) => (power - from) % stride === 0);
}

export const Axes = memo(function Axes({ frame }: { readonly frame: Frame }) {
  return (
    <>
      {writtenPowers(frame.decades).map((power) => {
        const y = yAt(frame, 10 ** power);
        return (
          <g key={power}>
            <line className="grid" x1={LEFT} x2={frame.right} y1={y} y2={y} />
            <text className="tick" x={LEFT - 8} y={y + 3.5} textAnchor="end">
              {powerOfTen(power)}
            </text>
          </g>
        );
      })}
      {wholeTicks(frame.steps - 1, 5).map((step) => (
        <text key={step} className="tick" x={xAt(frame, step)} y={BOTTOM + 18} textAnchor="middle">
          {step}
        </text>
      ))}
    </>
  );
});

interface NowProps {
  readonly frame: Frame;
  readonly norm: number;
  readonly step: number;
  readonly legend: Legend;
}

function Now({ frame, norm, step, legend }: NowProps) {
  const colours = useColours();
  const x = xAt(frame, step);
  const colour = Number.isFinite(norm) ? normColour(colours, level(norm, legend)) : colours.error;
  return (
    <>
      <line className="now" x1={x} x2={x} y1={TOP - 6} y2={BOTTOM + 2} />
      {isDrawn(norm) && <circle className="now-dot" cx={x} cy={yAt(frame, norm)} r={3.5} style={{ fill: cssColour(colour) }} />}
    </>
  );
}

function Chart({ all, step }: { readonly all: readonly number[]; readonly step: number }) {
  const legend = useLegend();
  const frame = useMemo((): Frame => ({ steps: all.length, right: RIGHT, decades: decadesOf(all, MOST_DECADES) }), [all]);
  const path = useMemo(() => linePath(frame, all), [frame, all]);
  const { from, to } = frame.decades;
  const label = `Norm of the gradient at each of ${all.length} steps, between ${readable(10 ** from)} and ${readable(10 ** to)}; at step ${step}: ${readable(all[step] ?? 0)}`;
  return (
    <svg className="chart" width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      <Axes frame={frame} />
      <path className="curve" d={path} />
      <Now frame={frame} norm={all[step] ?? 0} step={step} legend={legend} />
    </svg>
  );
}

interface NormChartProps {
  readonly entry: InspectedValue;
  readonly gradient: Float64Array;
  /** `\partial L/\partial f_t`. */
  readonly tex: string;
}

/** Where nothing changes over the steps there is one norm and no chart. */
export function NormChart({ entry, gradient, tex }: NormChartProps) {
  const step = useStep();
  const all = useMemo(() => norms(gradient, entry), [gradient, entry]);
  const shown = all[entry.time ? step : 0] ?? 0;
  return (
    <section className="norms">
      <header>
        <h3 className="caption">
          {entry.time ? "Norm over steps" : "Norm"} <Tex tex={`\\lVert ${tex} \\rVert`} spoken />
        </h3>
        <output className="number" data-testid="norm-at-step" data-value={String(shown)} title={String(shown)}>
          {short(shown)}
        </output>
      </header>
      {entry.time && all.length > 1 && <Chart all={all} step={step} />}
    </section>
  );
}
