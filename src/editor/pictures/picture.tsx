// A heat map on a canvas of its own: maps of the inspector, symbols of the equations.

import { memo, useCallback, useRef } from "react";
import { type Shown, usePainted } from "./painted.ts";

interface PictureProps extends Shown {
  /** CSS pixels; the picture keeps its size whatever it shows. */
  readonly width: number;
  readonly height: number;
  /** Read by screen readers; pictures that only repeat numbers told elsewhere have none. */
  readonly label?: string;
}

export const Picture = memo(function Picture({ width, height, label, ...shown }: PictureProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  usePainted(
    shown,
    useCallback(() => ref.current, []),
  );
  const name = label ? { role: "img", "aria-label": label } : { "aria-hidden": true };
  return <canvas ref={ref} className="picture" style={{ width, height }} {...name} />;
});
