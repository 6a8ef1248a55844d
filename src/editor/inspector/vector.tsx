// One vector as a row of blocks, on the same scale as every other picture of its kind.

import { useMemo } from "react";
import type { Kind } from "../pictures/painted.ts";
import { Picture } from "../pictures/picture.tsx";
import { useLegend } from "../store/selectors.ts";
import type { InspectedValue } from "../worker/protocol.ts";

const WIDTH = 152;
const HEIGHT = 10;

const asEntry = (numbers: Float64Array): InspectedValue => ({
  name: "",
  path: "",
  port: "",
  shape: [numbers.length],
  time: false,
  batch: false,
  value: numbers,
  gradient: numbers,
});

export function Vector({ numbers, kind }: { readonly numbers: Float64Array; readonly kind: Kind }) {
  const legend = useLegend();
  const entry = useMemo(() => asEntry(numbers), [numbers]);
  return <Picture entry={entry} kind={kind} legend={legend} width={WIDTH} height={HEIGHT} />;
}
