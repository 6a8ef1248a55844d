// The pictures and numbers of a node: strip, plate, number at the step. What they show is the lens's.

import type { GraphNode, NodeId } from "../../../graph/document.ts";
import { atStep, stepNorms } from "../../lens/step-norms.ts";
import { hasOwnName, shortNameTex } from "../../math/name.ts";
import { Tex } from "../../math/tex.tsx";
import { imageOf } from "../../pictures/images.ts";
import { short } from "../../pictures/numbers.ts";
import type { Kind } from "../../pictures/painted.ts";
import { mean } from "../../pictures/scale.ts";
import { unitsOf } from "../../pictures/units.ts";
import { useLegend, useStep, useValues } from "../../store/selectors.ts";
import { type Lens, useEditor } from "../../store/state.ts";
import type { InspectedValue } from "../../worker/protocol.ts";
import type { PlatePlace } from "../plate-place.ts";
import { PinnedStrip } from "../strips/pinned-strip.tsx";

interface StripProps {
  readonly entry: InspectedValue | undefined;
  readonly width: number;
  readonly height: number;
}

const KINDS: Readonly<Record<Lens, readonly Kind[]>> = { value: ["value"], gradient: ["gradient"], both: ["value", "gradient"] };

/** Of each of two strips in the place of one: large places are shared out, small ones grow a little. */
const halfOf = (height: number): number => (height > 24 ? Math.floor(height / 2) - 1 : Math.round(0.7 * height));

/** CSS pixels between two images. */
const BETWEEN = 4;

interface PicturesProps {
  readonly entry: InspectedValue;
  readonly kinds: readonly Kind[];
  /** Of each. */
  readonly width: number;
  readonly height: number;
}

function Pictures({ entry, kinds, width, height }: PicturesProps) {
  const legend = useLegend();
  return kinds.map((kind) =>
    kind === "value" || entry.gradient ? (
      <PinnedStrip key={kind} entry={entry} kind={kind} legend={legend} width={width} height={height} />
    ) : (
      <span key={kind} className="no-picture" style={{ width, height }} />
    ),
  );
}

/** Strips lie one above the other, on the same time. Images are as high as the place, side by side. Keeps its place while there is nothing to show. */
export function Strip({ entry, width, height }: StripProps) {
  const kinds = KINDS[useEditor((state) => state.lens)];
  if (!entry || entry.value.length === 0) return <span className="no-picture" style={{ width, height }} />;
  if (!imageOf(entry)) {
    return (
      <span className="strips">
        <Pictures entry={entry} kinds={kinds} width={width} height={kinds.length === 1 ? height : halfOf(height)} />
      </span>
    );
  }
  return (
    <span className="strips images" style={{ width, height }}>
      <Pictures entry={entry} kinds={kinds} width={kinds.length === 1 ? width : (width - BETWEEN) / 2} height={height} />
    </span>
  );
}

/** First output of a node. */
export const useFirstValue = (id: NodeId): InspectedValue | undefined => useValues(id)[0];

/** Mean of a value at a step. */
export function meanAt(entry: InspectedValue, step: number): number {
  const units = unitsOf(entry);
  return entry.time ? mean(entry.value, step * units, (step + 1) * units) : mean(entry.value);
}

interface NumberProps {
  readonly entry: InspectedValue | undefined;
  readonly className: string;
}

function NormAtStep({ entry, className }: NumberProps) {
  const step = useStep();
  if (!entry?.gradient) return <span className={`number ${className}`} />;
  const norm = atStep(stepNorms(entry.gradient, unitsOf(entry)), step);
  return (
    <span className={`number ${className}`} data-norm={String(norm)}>
      {short(norm)}
    </span>
  );
}

function MeanAtStep({ entry, className }: NumberProps) {
  const step = useStep();
  return <span className={`number ${className}`}>{entry && entry.value.length > 0 ? short(meanAt(entry, step)) : ""}</span>;
}

/** The mean in the value lens, else the norm of the gradient. */
export function NumberAtStep(props: NumberProps) {
  const lens = useEditor((state) => state.lens);
  return lens === "value" ? <MeanAtStep {...props} /> : <NormAtStep {...props} />;
}

const shifted = (place: PlatePlace) =>
  typeof place === "string" ? undefined : { transform: `translate(-50%, -50%) translate(${place[0]}px, ${place[1]}px)` };

/** Of a name left of its number. */
const MOST_LETTERS = 6;

/** Strip, name and number beside an operator. */
export function Plate({ node, place }: { readonly node: GraphNode; readonly place: PlatePlace }) {
  const entry = useFirstValue(node.id);
  if (!entry) return null;
  return (
    <div className="plate" data-side={typeof place === "string" ? place : "free"} style={shifted(place)}>
      <Strip entry={entry} width={72} height={20} />
      <div className="plate-caption">
        {hasOwnName(node) ? <Tex tex={shortNameTex(node.id, MOST_LETTERS)} /> : <span />}
        <NumberAtStep entry={entry} className="" />
      </div>
    </div>
  );
}
