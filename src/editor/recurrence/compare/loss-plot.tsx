// The losses of several cells over epochs in one chart, on a logarithmic axis, drawn by uPlot as the curves of a training are.

import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useTheme } from "../../theme/theme.ts";
import { decadesAround, epochRange } from "../../training/chart-axes.ts";
import { axes, isSingle, token } from "../../training/plot.tsx";
import { lineStyle } from "./lines.ts";

const HEIGHT = 148;

interface LossPlotProps {
  /** One for each cell, from epoch 1 on. */
  readonly losses: readonly (readonly number[])[];
  /** Where the axis ends. */
  readonly epochs: number;
  readonly label: string;
}

const series = (count: number): uPlot.Series[] =>
  Array.from({ length: count }, (_, index) => {
    const { token: name, dash } = lineStyle(index);
    const stroke = token(name);
    return { stroke, width: 1.5, dash: [...dash], points: { show: isSingle, size: 5, fill: stroke }, spanGaps: false };
  });

const options = (width: number, count: number, epochs: () => number): uPlot.Options => ({
  width,
  height: HEIGHT,
  padding: [6, 18, 0, 0],
  legend: { show: false },
  cursor: { show: false },
  scales: {
    x: { time: false, range: (_, low, high) => epochRange(low, Math.max(high ?? 1, epochs())) },
    y: { distr: 3, range: (_, low, high) => decadesAround(low, high) },
  },
  axes: axes(),
  series: [{}, ...series(count)],
});

/** A logarithm has no place for 0 and below. */
function dataOf(losses: LossPlotProps["losses"]): uPlot.AlignedData {
  const longest = Math.max(0, ...losses.map(({ length }) => length));
  const drawn = (loss: number | undefined) => (loss !== undefined && loss > 0 && Number.isFinite(loss) ? loss : null);
  const epochs = Array.from({ length: longest }, (_, k) => k + 1);
  return [epochs, ...losses.map((line) => epochs.map((_, k) => drawn(line[k])))];
}

export function LossPlot({ losses, epochs, label }: LossPlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef({ losses, epochs });
  latest.current = { losses, epochs };
  const theme = useTheme((state) => state.theme);
  const count = losses.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: uPlot takes the theme's colours when it is made
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const made = new uPlot(
      options(element.clientWidth, count, () => latest.current.epochs),
      dataOf(latest.current.losses),
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [theme, count]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new data are what makes uPlot ask for its ranges anew
  useEffect(() => plot.current?.setData(dataOf(losses)), [losses, epochs]);
  return <div ref={host} className="loss-plot" role="img" aria-label={label} />;
}
