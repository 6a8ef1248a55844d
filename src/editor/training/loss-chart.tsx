// The loss over epochs on a logarithmic axis, in ink. In a chunk of its own with uPlot.

import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { type Curve, useEditor } from "../store/state.ts";
import { useTheme } from "../theme/theme.ts";

const HEIGHT = 100;
const FONT = "10.5px 'Inter Variable', system-ui, sans-serif";

const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const superscript = (n: number): string =>
  String(n)
    .replace("-", "⁻")
    .replace(/\d/g, (digit) => SUPERSCRIPT[Number(digit)] ?? "");

/** Only the decades are written, as powers. */
const decade = (x: number | null): string => {
  if (x === null || x <= 0) return "";
  const power = Math.log10(x);
  return Math.abs(power - Math.round(power)) < 1e-9 ? `10${superscript(Math.round(power))}` : "";
};

const onlyDecades = (_: uPlot, ticks: number[]): (number | null)[] => ticks.map((x) => (decade(x) === "" ? null : x));

/** Whole decades around the losses, so that the axis rarely moves. */
const decades = (_: uPlot, low: number | null, high: number | null): [number, number] => {
  const [from, to] = [Math.floor(Math.log10(low ?? 1)), Math.ceil(Math.log10(high ?? 10))];
  return [10 ** from, 10 ** Math.max(to, from + 1)];
};

/** A line through one point would not be seen. */
const isSingle = (plot: uPlot): boolean => plot.data[0].length === 1;

function options(width: number): uPlot.Options {
  const axis = { stroke: token("ink2"), font: FONT, ticks: { show: false } };
  return {
    width,
    height: HEIGHT,
    padding: [6, 12, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: (_, low, high) => [low ?? 0, Math.max(high ?? 1, (low ?? 0) + 1)] },
      y: { distr: 3, range: decades },
    },
    axes: [
      { ...axis, size: 20, gap: 2, grid: { show: false }, space: 60, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] },
      {
        ...axis,
        size: 34,
        gap: 4,
        grid: { stroke: token("line"), width: 1, filter: onlyDecades },
        filter: onlyDecades,
        values: (_, ticks) => ticks.map(decade),
      },
    ],
    series: [{}, { stroke: token("ink"), width: 1.5, points: { show: isSingle, size: 5, fill: token("ink") }, spanGaps: false }],
  };
}

/** A logarithm has no place for losses of 0 and below. */
const dataOf = ({ epochs, losses }: Curve): uPlot.AlignedData => [
  [...epochs],
  losses.map((loss) => (loss !== null && loss > 0 ? loss : null)),
];

function mount(host: HTMLElement, curve: Curve): { plot: uPlot; stop: () => void } {
  const plot = new uPlot(options(host.clientWidth), dataOf(curve), host);
  const observer = new ResizeObserver(() => plot.setSize({ width: host.clientWidth, height: HEIGHT }));
  observer.observe(host);
  const stop = () => {
    observer.disconnect();
    plot.destroy();
  };
  return { plot, stop };
}

function Plot({ curve }: { readonly curve: Curve }) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const theme = useTheme((state) => state.theme);
  // biome-ignore lint/correctness/useExhaustiveDependencies: uPlot takes the theme's colours when it is made
  useEffect(() => {
    if (!host.current) return;
    const mounted = mount(host.current, useEditor.getState().curve);
    plot.current = mounted.plot;
    return mounted.stop;
  }, [theme]);
  useEffect(() => plot.current?.setData(dataOf(curve)), [curve]);
  return <div ref={host} role="img" aria-label={`Loss curve over ${curve.epochs.length} epochs, now ${curve.losses.at(-1)}`} />;
}

export default function LossChart() {
  const curve = useEditor((state) => state.curve);
  return (
    <figure className="loss-chart">
      <figcaption className="caption">Loss on training data</figcaption>
      {curve.epochs.length > 0 ? <Plot curve={curve} /> : <p className="dim">One point an epoch, once training has begun.</p>}
    </figure>
  );
}
