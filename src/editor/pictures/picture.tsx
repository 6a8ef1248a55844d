// A heat map on a canvas of its own: maps of the inspector, symbols of the equations.

import { memo, useCallback, useRef } from "react";
import { type Shown, useImageLayout, usePainted } from "./painted.ts";

interface PictureProps extends Shown {
  /** CSS pixels; the picture keeps its size whatever it shows. An image, whose pixels are square, takes of it what it fills. */
  readonly width: number;
  readonly height: number;
  /** Read by screen readers; pictures that only repeat numbers told elsewhere have none. */
  readonly label?: string;
}

export const Picture = memo(function Picture({ width, height, label, ...shown }: PictureProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  const image = useImageLayout(shown.entry, width, height);
  usePainted(
    { ...shown, image },
    useCallback(() => ref.current, []),
  );
  const name = label ? { role: "img", "aria-label": label } : { "aria-hidden": true };
  return <canvas ref={ref} className="picture" style={{ width: image?.width ?? width, height: image?.height ?? height }} {...name} />;
});
