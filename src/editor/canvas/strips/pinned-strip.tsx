// A strip of a node: its place in the page, and the pixels that the strips' canvas draws there.

import { memo, useCallback, useLayoutEffect, useRef, useState } from "react";
import { type Shown, useImageLayout, usePainted } from "../../pictures/painted.ts";
import { pin, stripsChanged, stripsPainted } from "./pinned.ts";

interface PinnedStripProps extends Shown {
  /** CSS pixels; the strip keeps its size whatever it shows. An image, whose pixels are square, takes of it what it fills. */
  readonly width: number;
  readonly height: number;
}

export const PinnedStrip = memo(function PinnedStrip({ width, height, ...shown }: PinnedStripProps) {
  const ref = useRef<HTMLSpanElement>(null);
  const [sheet] = useState(() => document.createElement("canvas"));
  const image = useImageLayout(shown.entry, width, height);
  const size = { width: image?.width ?? width, height: image?.height ?? height };
  usePainted(
    { ...shown, image },
    useCallback(() => sheet, [sheet]),
    stripsPainted,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another size, another place
  useLayoutEffect(stripsChanged, [size.width, size.height]);
  useLayoutEffect(() => (ref.current ? pin({ place: ref.current, sheet }) : undefined), [sheet]);
  return <span ref={ref} className="picture" style={size} aria-hidden />;
});
