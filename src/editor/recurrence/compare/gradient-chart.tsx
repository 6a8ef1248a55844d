// How much of the loss's gradient comes back to each cell's state, step by step of the shown example, on one logarithmic axis.

import { memo, useMemo } from "react";
import { decadesOf } from "../../../inspection/statistics.ts";
import { Axes, BOTTOM, type Frame, HEIGHT, linePath, TOP, xAt } from "../../inspector/norm-chart.tsx";
import { readable } from "../../pictures/numbers.ts";
import { useStep } from "../../store/selectors.ts";
import type { EntrantReport } from "../../worker/compare-protocol.ts";
import { lineStyle } from "./lines.ts";

const WIDTH = 304;
const RIGHT = 296;
/** A gradient that vanishes is shown far down, and the others still apart. */
const MOST_DECADES = 10;

interface Line {
  readonly name: string;
  readonly index: number;
  readonly norms: readonly number[];
}

const linesOf = (entrants: readonly EntrantReport[]): Line[] =>
  entrants.flatMap(({ name, gradient }, index) => (gradient && gradient.length > 1 ? [{ name, index, norms: gradient }] : []));

const Lines = memo(function Lines({ frame, lines }: { readonly frame: Frame; readonly lines: readonly Line[] }) {
  return (
    <>
      <Axes frame={frame} />
      {lines.map(({ name, index, norms }) => {
        const { token, dash } = lineStyle(index);
        return (
          <path
            key={name}
            className="curve"
            d={linePath(frame, norms)}
            style={{ stroke: `var(--${token})` }}
            strokeDasharray={dash.join(" ")}
          />
        );
      })}
    </>
  );
});

export function GradientChart({ entrants }: { readonly entrants: readonly EntrantReport[] }) {
  const lines = useMemo(() => linesOf(entrants), [entrants]);
  const steps = Math.max(1, ...lines.map(({ norms }) => norms.length));
  const step = Math.min(useStep(), steps - 1);
  const frame = useMemo((): Frame => {
    const decades = decadesOf(
      lines.flatMap(({ norms }) => norms),
      MOST_DECADES,
    );
    return { steps, right: RIGHT, decades };
  }, [lines, steps]);
  if (lines.length === 0) return null;
  const { from, to } = frame.decades;
  const x = xAt(frame, step);
  const label = `Norm of the gradient of the loss by the state of ${lines.map(({ name }) => name).join(", ")}, at each of ${steps} steps, between ${readable(10 ** from)} and ${readable(10 ** to)}`;
  return (
    <svg
      className="chart"
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={label}
      data-testid="gradient-lines"
      data-lines={lines.length}
    >
      <Lines frame={frame} lines={lines} />
      <line className="now" x1={x} x2={x} y1={TOP - 6} y2={BOTTOM + 2} />
    </svg>
  );
}
