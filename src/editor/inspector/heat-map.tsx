// One map of the inspector: title, ends of its scale, the picture, and the present step's column framed in ink.

import type { ReactNode } from "react";
import type { ImageLayout } from "../pictures/images.ts";
import { readable, short } from "../pictures/numbers.ts";
import { endOf, type Kind, useImageLayout } from "../pictures/painted.ts";
import { Picture } from "../pictures/picture.tsx";
import { isUpdateRule } from "../store/scope.ts";
import { useLegend, useStep } from "../store/selectors.ts";
import { useEditor } from "../store/state.ts";
import { goToStep } from "../store/view.ts";
import type { InspectedValue } from "../worker/protocol.ts";

const WIDTH = 304;
const HEIGHT = 80;

interface HeatMapProps {
  readonly entry: InspectedValue;
  readonly kind: Kind;
  readonly steps: number | null;
}

function Scale({ end, kind }: { readonly end: number; readonly kind: Kind }) {
  return (
    <span className="scale">
      {short(-end)}
      <i className={`ramp ${kind}`} />
      {short(end)}
    </span>
  );
}

function StepFrame({ steps }: { readonly steps: number }) {
  const step = useStep();
  const width = WIDTH / steps;
  return <i className="step-frame" style={{ left: step * width - 1, width: Math.max(4, width + 2) }} />;
}

const stepAt = (x: number, steps: number) => Math.max(0, Math.min(steps - 1, Math.floor((x / WIDTH) * steps)));

function Timed({ steps, children }: { readonly steps: number; readonly children: ReactNode }) {
  // A shortcut for the mouse: the slider below does the same by keyboard.
  return (
    <div className="heat-map" onPointerDown={(event) => goToStep(stepAt(event.nativeEvent.offsetX, steps))}>
      {children}
      <StepFrame steps={steps} />
    </div>
  );
}

function withoutTime({ shape }: InspectedValue, inRule: boolean): string {
  if (shape.length === 2) return "rows × columns";
  return inRule ? "of one training step" : "the same at all steps";
}

/** `8 × 8`, or `16 of 32 shown` where there is no room for all; the axes stand in the inspector's title. */
const imageCaption = ({ size, shown }: ImageLayout): string =>
  shown < size.channels ? `${shown} of ${size.channels} shown` : `${size.rows} × ${size.columns}`;

/** `16 of 32 channels of 18 × 18, + 16 more`. */
function imageAbout({ size, shown }: ImageLayout): string {
  const count = size.channels === 1 ? "one channel" : `${shown} of ${size.channels} channels`;
  const hidden = size.channels - shown;
  return `${count} of ${size.rows} × ${size.columns}${hidden > 0 ? `, + ${hidden} more` : ""}`;
}

export function HeatMap({ entry, kind, steps }: HeatMapProps) {
  const legend = useLegend();
  const end = endOf(entry, kind, legend);
  const inRule = useEditor(isUpdateRule);
  const image = useImageLayout(entry, WIDTH, HEIGHT);
  const what = entry.time ? "units × time" : image ? imageCaption(image) : withoutTime(entry, inRule);
  const title = kind === "value" ? `Value, ${what}` : `∂ Gradient, ${what}`;
  const label = `${title}${image ? `, ${imageAbout(image)}` : ""}: heat map of ${entry.name}, scale from ${readable(-end)} to ${readable(end)}`;
  const picture = <Picture entry={entry} kind={kind} legend={legend} width={WIDTH} height={HEIGHT} label={label} />;
  return (
    <section className="map">
      <header>
        <h3 className="caption" title={image ? imageAbout(image) : undefined}>
          {title}
        </h3>
        <Scale end={end} kind={kind} />
      </header>
      {entry.time && steps !== null ? (
        <Timed steps={steps}>{picture}</Timed>
      ) : (
        <div className={image ? "heat-map image" : "heat-map"}>{picture}</div>
      )}
    </section>
  );
}
