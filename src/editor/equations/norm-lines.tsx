// Norms of the gradients of several symbols over the steps on one logarithmic axis: solid, dashed, dotted, named at the line.

import { useMemo } from "react";
import { decadesOf } from "../../inspection/statistics.ts";
import { Axes, BOTTOM, type Frame, HEIGHT, isDrawn, LEFT, linePath, MOST_DECADES, TOP, xAt, yAt } from "../inspector/norm-chart.tsx";
import { useColours } from "../pictures/colours.ts";
import { cssColour, normColour } from "../pictures/heat.ts";
import { short } from "../pictures/numbers.ts";
import { level } from "../pictures/scale.ts";
import { pathOf } from "../store/scope.ts";
import { norms, useLegend, useStep, valuesAt } from "../store/selectors.ts";
import { useEditor } from "../store/state.ts";
import { labelsFor } from "./line-labels.ts";
import type { Related } from "./related.ts";

const WIDTH = 368;
const RIGHT = 360;
const MOST_LINES = 3;
const STYLES = ["", "second", "third"];

interface NormLine {
  readonly name: string;
  readonly all: readonly number[];
}

function useLines(related: readonly Related[]): readonly NormLine[] {
  const inspection = useEditor((state) => state.inspection);
  const path = useEditor((state) => state.path);
  return useMemo(() => {
    const lines = related.flatMap(({ name, node }): NormLine[] => {
      const entry = valuesAt(inspection, pathOf(path, node)).find(({ time, gradient }) => time && gradient !== null);
      return entry?.gradient ? [{ name, all: norms(entry.gradient, entry) }] : [];
    });
    return lines.slice(0, MOST_LINES);
  }, [related, inspection, path]);
}

const nameOf = ({ name }: NormLine): string => `∂L/∂${name.replaceAll("$", "")}`;

function Now({ frame, lines, step }: { readonly frame: Frame; readonly lines: readonly NormLine[]; readonly step: number }) {
  const colours = useColours();
  const legend = useLegend();
  const x = xAt(frame, step);
  return (
    <>
      <line className="now" x1={x} x2={x} y1={TOP - 6} y2={BOTTOM + 2} />
      {lines.map(({ name, all }) => {
        const norm = all[step] ?? 0;
        if (!isDrawn(norm)) return null;
        const fill = cssColour(normColour(colours, level(norm, legend)));
        return <circle key={name} className="now-dot" cx={x} cy={yAt(frame, norm)} r={3.5} style={{ fill }} />;
      })}
    </>
  );
}

function Names({ frame, lines }: { readonly frame: Frame; readonly lines: readonly NormLine[] }) {
  const labels = useMemo(() => {
    const points = lines.map(({ all }) => all.map((norm, t) => (isDrawn(norm) ? { x: xAt(frame, t), y: yAt(frame, norm) } : null)));
    return labelsFor(points, { top: 0, bottom: BOTTOM, left: LEFT, right: frame.right });
  }, [lines, frame]);
  return labels.map(({ line, x, y }) => (
    <text key={line} className="name" x={x} y={y} textAnchor="middle" data-testid="norm-line-name">
      {lines[line] && nameOf(lines[line])}
    </text>
  ));
}

function Lines({ lines }: { readonly lines: readonly NormLine[] }) {
  const step = useStep();
  const frame = useMemo((): Frame => {
    const numbers = lines.flatMap(({ all }) => all);
    return { steps: lines[0]?.all.length ?? 1, right: RIGHT, decades: decadesOf(numbers, MOST_DECADES) };
  }, [lines]);
  const said = lines.map((line) => `${nameOf(line)} ${short(line.all[step] ?? 0)}`).join(", ");
  return (
    <svg className="chart" width={WIDTH} height={HEIGHT} role="img" aria-label={`Norm over steps; at step ${step}: ${said}`}>
      <Axes frame={frame} />
      {lines.map(({ name, all }, k) => (
        <path key={name} className={`curve ${STYLES[k]}`} d={linePath(frame, all)} />
      ))}
      <Now frame={frame} lines={lines} step={step} />
      <Names frame={frame} lines={lines} />
    </svg>
  );
}

export function NormLines({ related }: { readonly related: readonly Related[] }) {
  const lines = useLines(related);
  if (lines.length === 0) return null;
  return (
    <section className="norm-lines" data-testid="norm-lines">
      <h3 className="caption">Norm over steps</h3>
      <Lines lines={lines} />
    </section>
  );
}
