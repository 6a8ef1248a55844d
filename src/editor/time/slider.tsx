// One column a step, below it the example's symbol; the present step is in ink. A column is as tall and as coloured as the gradient
// of the state there, in the value lens as tall as the state is large, in grey.

import { type KeyboardEvent, memo, type PointerEvent, useMemo } from "react";
import { useSymbols } from "../canvas/figures/letters.tsx";
import { threadColour } from "../lens/use-thread.ts";
import { useColours } from "../pictures/colours.ts";
import { threadOf } from "../pictures/scale.ts";
import { useLegend, useStep } from "../store/selectors.ts";
import { useEditor } from "../store/state.ts";
import { goToStep } from "../store/view.ts";
import { stopPlaying, togglePlaying } from "./play.ts";
import { gradientColumns, magnitudes, type Column as Size, watchedValue } from "./states.ts";

const TALLEST = 28;
/** Beyond this the columns are too narrow for a symbol each. */
const MOST_SYMBOLS = 48;

const TEN = 10;

function target(event: KeyboardEvent, step: number, steps: number): number | null {
  const stride = event.shiftKey ? TEN : 1;
  switch (event.key) {
    case "ArrowLeft":
    case "ArrowDown":
      return step - stride;
    case "ArrowRight":
    case "ArrowUp":
      return step + stride;
    case "PageDown":
      return step - TEN;
    case "PageUp":
      return step + TEN;
    case "Home":
      return 0;
    case "End":
      return steps - 1;
    default:
      return null;
  }
}

interface ColumnProps {
  readonly height: number;
  /** The number that the column stands for; its norm in the gradient lens. */
  readonly size: number;
  readonly colour: string | undefined;
  readonly symbol: string;
  readonly now: boolean;
}

const Column = memo(function Column({ height, size, colour, symbol, now }: ColumnProps) {
  const style = { height: `${Math.max(1, height * TALLEST)}px`, background: colour };
  const number = colour === undefined ? { "data-mean": String(size) } : { "data-norm": String(size) };
  return (
    <div className={now ? "column now" : "column"} {...number}>
      <u style={style} />
      <em>{symbol}</em>
    </div>
  );
});

interface Columns {
  readonly sizes: readonly Size[];
  /** Of a column in the gradient lens. */
  readonly colourOf: (size: number) => string | undefined;
}

function useColumns(steps: number): Columns {
  const watched = useEditor(watchedValue);
  const gradient = useEditor((state) => state.lens !== "value" && (state.inspection?.loss ?? null) !== null);
  const legend = useLegend();
  const colours = useColours();
  return useMemo(() => {
    if (!watched) return { sizes: Array.from({ length: steps }, () => ({ size: 0, height: 0 })), colourOf: () => undefined };
    if (!gradient) return { sizes: magnitudes(watched, steps), colourOf: () => undefined };
    return { sizes: gradientColumns(watched, steps, legend), colourOf: (size: number) => threadColour(threadOf(size, legend), colours) };
  }, [watched, gradient, steps, legend, colours]);
}

const symbolAt = (symbols: readonly string[] | null, t: number, steps: number): string => {
  if (steps > MOST_SYMBOLS) return "";
  return symbols?.[t] ?? String(t);
};

/** A person who takes the slider has the step from then on. */
function goByHand(step: number): void {
  stopPlaying();
  goToStep(step);
}

export function Slider({ steps }: { readonly steps: number }) {
  const step = useStep();
  const symbols = useSymbols();
  const { sizes, colourOf } = useColumns(steps);
  const onKeyDown = (event: KeyboardEvent) => {
    const wanted = target(event, step, steps);
    if (event.key === " ") togglePlaying();
    else if (wanted !== null) goByHand(wanted);
    else return;
    event.preventDefault();
  };
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    event.currentTarget.setPointerCapture(event.pointerId);
    goByHand(Math.floor(((event.clientX - box.x) / box.width) * steps));
  };
  return (
    <div
      className="track"
      title="← → a step, Shift ten, Space plays"
      role="slider"
      tabIndex={0}
      data-testid="slider"
      aria-label="Time step"
      aria-valuemin={0}
      aria-valuemax={steps - 1}
      aria-valuenow={step}
      aria-valuetext={`step ${step}${symbols?.[step] ? `, ${symbols[step]}` : ""}`}
      onKeyDown={onKeyDown}
      onPointerDown={follow}
      onPointerMove={follow}
    >
      {sizes.map(({ height, size }, t) => (
        <Column
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
          key={t}
          height={height}
          size={size}
          colour={colourOf(size)}
          symbol={symbolAt(symbols, t, steps)}
          now={t === step}
        />
      ))}
    </div>
  );
}
