// A strip of a node: its place in the page, and the pixels that the strips' canvas draws there.

import { memo, useCallback, useLayoutEffect, useRef, useState } from "react";
import { type Shown, usePainted } from "../../pictures/painted.ts";
import { pin, stripsChanged, stripsPainted } from "./pinned.ts";

interface PinnedStripProps extends Shown {
  /** CSS pixels; the strip keeps its size whatever it shows. */
  readonly width: number;
  readonly height: number;
}

export const PinnedStrip = memo(function PinnedStrip({ width, height, ...shown }: PinnedStripProps) {
  const ref = useRef<HTMLSpanElement>(null);
  const [sheet] = useState(() => document.createElement("canvas"));
  usePainted(
    shown,
    useCallback(() => sheet, [sheet]),
    stripsPainted,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another size, another place
  useLayoutEffect(stripsChanged, [width, height]);
  useLayoutEffect(() => (ref.current ? pin({ place: ref.current, sheet }) : undefined), [sheet]);
  return <span ref={ref} className="picture" style={{ width, height }} aria-hidden />;
});
