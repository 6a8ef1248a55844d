// All numbers of a value as a histogram, in the colours that they have in its map.

import { memo } from "react";
import { type Histogram as Bins, histogramOf } from "../../inspection/statistics.ts";
import { type Colours, useColours } from "../pictures/colours.ts";
import { cssColour, divergingColour } from "../pictures/heat.ts";
import { readable, short } from "../pictures/numbers.ts";
import { linear, valueEnd } from "../pictures/scale.ts";
import type { InspectedValue } from "../worker/protocol.ts";

const WIDTH = 304;
const HEIGHT = 58;
const BASE = 42;
const BINS = 32;

/** The lightest bars must still be seen on the panel. */
const LEAST = 0.25;

function colourOf(colours: Colours, end: number, middle: number): string {
  const place = linear(end)(middle);
  return cssColour(divergingColour(colours.value, Math.sign(place) * Math.max(LEAST, Math.abs(place))));
}

function Bars({ bins: { from, to, counts }, end }: { readonly bins: Bins; readonly end: number }) {
  const colours = useColours();
  const top = Math.max(1, ...counts);
  const width = WIDTH / counts.length;
  return counts.map((count, k) => {
    const height = (BASE * count) / top;
    const middle = from + ((k + 0.5) / counts.length) * (to - from);
    const bar = { x: k * width + 0.5, y: BASE - height, width: width - 1, height };
    // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
    return count > 0 && <rect key={k} {...bar} style={{ fill: colourOf(colours, end, middle) }} />;
  });
}

function ticksOf({
  from,
  to,
}: Bins): readonly { readonly x: number; readonly anchor: "start" | "middle" | "end"; readonly text: string }[] {
  return [
    { x: 0, anchor: "start", text: short(from) },
    { x: WIDTH / 2, anchor: "middle", text: short((from + to) / 2) },
    { x: WIDTH, anchor: "end", text: short(to) },
  ];
}

export const Histogram = memo(function Histogram({ entry }: { readonly entry: InspectedValue }) {
  const bins = histogramOf(entry.value, BINS);
  const count = entry.value.length;
  const label = `Histogram of ${count} numbers from ${readable(bins.from)} to ${readable(bins.to)}`;
  return (
    <section className="histogram">
      <header>
        <h3 className="caption">{entry.time ? "Values over all steps" : "Values"}</h3>
        <span className="dim">
          {count.toLocaleString("en")} number{count === 1 ? "" : "s"}
          {bins.broken > 0 && `, ${bins.broken} broken`}
        </span>
      </header>
      <svg className="chart" width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
        <Bars bins={bins} end={valueEnd(entry.value)} />
        <line className="axis" x1={0} x2={WIDTH} y1={BASE + 0.5} y2={BASE + 0.5} />
        {ticksOf(bins).map(({ x, anchor, text }) => (
          <text key={anchor} className="tick" x={x} y={BASE + 13} textAnchor={anchor}>
            {text}
          </text>
        ))}
      </svg>
    </section>
  );
});
