// One curve over epochs on a logarithmic axis, in ink, drawn by uPlot.

import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useTheme } from "../theme/theme.ts";
import { decadesAround, epochRange, epochTicks, isDecade, powerText } from "./chart-axes.ts";

const HEIGHT = 104;
const FONT = "10.5px 'Inter Variable', system-ui, sans-serif";

export const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const onlyDecades = (_: uPlot, ticks: number[]): (number | null)[] => ticks.map((x) => (isDecade(x) ? x : null));

/** A line through one point would not be seen. */
export const isSingle = (plot: uPlot): boolean => plot.data[0].length === 1;

export function axes(): uPlot.Axis[] {
  const axis = { stroke: token("ink2"), font: FONT, ticks: { show: false } };
  const values = (_: uPlot, ticks: (number | null)[]) => ticks.map((x) => (x === null ? "" : powerText(x)));
  return [
    { ...axis, size: 18, gap: 2, grid: { show: false }, splits: (_plot, _axis, low, high) => epochTicks(low, high) },
    { ...axis, size: 34, gap: 4, grid: { stroke: token("line"), width: 1, filter: onlyDecades }, filter: onlyDecades, values },
  ];
}

const options = (width: number): uPlot.Options => ({
  width,
  height: HEIGHT,
  padding: [6, 18, 0, 0],
  legend: { show: false },
  cursor: { show: false },
  scales: {
    x: { time: false, range: (_, low, high) => epochRange(low, high) },
    y: { distr: 3, range: (_, low, high) => decadesAround(low, high) },
  },
  axes: axes(),
  series: [{}, { stroke: token("ink"), width: 1.5, points: { show: isSingle, size: 5, fill: token("ink") }, spanGaps: false }],
});

export interface PlotProps {
  readonly epochs: readonly number[];
  readonly numbers: readonly (number | null)[];
  readonly label: string;
}

/** A logarithm has no place for 0 and below. Where many epochs share a pixel, uPlot draws the least and the greatest of them. */
const dataOf = ({ epochs, numbers }: PlotProps): uPlot.AlignedData => [[...epochs], numbers.map((x) => (x !== null && x > 0 ? x : null))];

function mount(host: HTMLElement, data: uPlot.AlignedData): { plot: uPlot; stop: () => void } {
  const plot = new uPlot(options(host.clientWidth), data, host);
  const observer = new ResizeObserver(() => plot.setSize({ width: host.clientWidth, height: HEIGHT }));
  observer.observe(host);
  const stop = () => {
    observer.disconnect();
    plot.destroy();
  };
  return { plot, stop };
}

export function Plot(props: PlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const theme = useTheme((state) => state.theme);
  // biome-ignore lint/correctness/useExhaustiveDependencies: uPlot takes the theme's colours when it is made
  useEffect(() => {
    if (!host.current) return;
    const mounted = mount(host.current, dataOf(latest.current));
    plot.current = mounted.plot;
    return mounted.stop;
  }, [theme]);
  useEffect(() => plot.current?.setData(dataOf(props)), [props]);
  return <div ref={host} role="img" aria-label={props.label} />;
}
