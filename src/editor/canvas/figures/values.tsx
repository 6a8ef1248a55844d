// The pictures and numbers of a node: strip, plate, mean at the step.

import type { GraphNode, NodeId } from "../../../graph/document.ts";
import { hasOwnName, nameTex } from "../../math/name.ts";
import { Tex } from "../../math/tex.tsx";
import { short } from "../../pictures/numbers.ts";
import { Picture } from "../../pictures/picture.tsx";
import { mean } from "../../pictures/scale.ts";
import { unitsOf } from "../../pictures/units.ts";
import { useLegend, useStep, useValues } from "../../store/selectors.ts";
import type { InspectedValue } from "../../worker/protocol.ts";
import type { Side } from "../wire-path.ts";

interface StripProps {
  readonly entry: InspectedValue | undefined;
  readonly width: number;
  readonly height: number;
}

/** Keeps its place while there is nothing to show. */
export function Strip({ entry, width, height }: StripProps) {
  const legend = useLegend();
  if (!entry || entry.value.length === 0) return <span className="no-picture" style={{ width, height }} />;
  return <Picture entry={entry} kind="value" legend={legend} width={width} height={height} />;
}

/** First output of a node. */
export const useFirstValue = (id: NodeId): InspectedValue | undefined => useValues(id)[0];

/** Mean of a value at a step. */
export function meanAt(entry: InspectedValue, step: number): number {
  const units = unitsOf(entry);
  return entry.time ? mean(entry.value, step * units, (step + 1) * units) : mean(entry.value);
}

export function MeanAtStep({ entry, className }: { readonly entry: InspectedValue | undefined; readonly className: string }) {
  const step = useStep();
  return <span className={`number ${className}`}>{entry && entry.value.length > 0 ? short(meanAt(entry, step)) : ""}</span>;
}

/** A side of the node, or how far the plate's middle is from the node's. */
export type PlatePlace = Side | readonly [number, number];

const shifted = (place: PlatePlace) =>
  typeof place === "string" ? undefined : { transform: `translate(-50%, -50%) translate(${place[0]}px, ${place[1]}px)` };

/** Strip, name and number beside an operator. */
export function Plate({ node, place }: { readonly node: GraphNode; readonly place: PlatePlace }) {
  const entry = useFirstValue(node.id);
  if (!entry) return null;
  return (
    <div className="plate" data-side={typeof place === "string" ? place : "free"} style={shifted(place)}>
      <Strip entry={entry} width={72} height={20} />
      <div className="plate-caption">
        {hasOwnName(node) ? <Tex tex={nameTex(node.id)} /> : <span />}
        <MeanAtStep entry={entry} className="" />
      </div>
    </div>
  );
}
