// One column a step: its height is how large the state is there, below it the example's symbol. The present step is in ink.

import { type KeyboardEvent, memo, type PointerEvent, useMemo } from "react";
import { useSymbols } from "../canvas/figures/letters.tsx";
import { useStep } from "../store/selectors.ts";
import { useEditor } from "../store/state.ts";
import { goToStep } from "../store/view.ts";
import { leadingValue, magnitudes } from "./leading-value.ts";

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
  readonly symbol: string;
  readonly now: boolean;
}

const Column = memo(function Column({ height, symbol, now }: ColumnProps) {
  return (
    <div className={now ? "column now" : "column"}>
      <u style={{ height: `${Math.max(1, height * TALLEST)}px` }} />
      <em>{symbol}</em>
    </div>
  );
});

const symbolAt = (symbols: readonly string[] | null, t: number, steps: number): string => {
  if (steps > MOST_SYMBOLS) return "";
  return symbols?.[t] ?? String(t);
};

export function Slider({ steps }: { readonly steps: number }) {
  const step = useStep();
  const symbols = useSymbols();
  const leading = useEditor(leadingValue);
  const heights = useMemo(() => magnitudes(leading, steps), [leading, steps]);
  const onKeyDown = (event: KeyboardEvent) => {
    const wanted = target(event, step, steps);
    if (wanted === null) return;
    event.preventDefault();
    goToStep(wanted);
  };
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    event.currentTarget.setPointerCapture(event.pointerId);
    goToStep(Math.floor(((event.clientX - box.x) / box.width) * steps));
  };
  return (
    <div
      className="track"
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
      {heights.map((height, t) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
        <Column key={t} height={height} symbol={symbolAt(symbols, t, steps)} now={t === step} />
      ))}
    </div>
  );
}
