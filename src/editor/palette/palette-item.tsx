// One entry of the palette.

import { memo } from "react";
import { Tex } from "../math/tex.tsx";
import { carry } from "./drag.ts";
import type { Entry } from "./entries.ts";
import { fittedSize, type Place } from "./glyph-fit.ts";
import type { Group } from "./groups.ts";

interface PaletteItemProps {
  readonly entry: Entry;
  readonly form: Group["form"];
  readonly add: (key: string) => void;
}

/** Operators are circles, everything else has corners, as on the canvas. */
const isRound = ({ category }: Entry): boolean => category === "operations" || category === "activations";

const placeOf = (entry: Entry, form: Group["form"]): Place => (form === "rows" ? "row" : isRound(entry) ? "circle" : "square");

export const PaletteItem = memo(function PaletteItem({ entry, form, add }: PaletteItemProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`palette-item ${isRound(entry) ? "round" : ""}`}
      data-testid={`palette-${entry.key.replace(":", "-")}`}
      title={`${entry.title}: ${entry.summary}`}
      aria-label={entry.title}
      draggable
      onDragStart={(event) => carry(event.dataTransfer, entry.key)}
      onClick={() => add(entry.key)}
    >
      <b aria-hidden="true">
        <Tex tex={entry.glyph} size={fittedSize(entry.glyph, placeOf(entry, form))} />
      </b>
      {form === "rows" && <span>{entry.title}</span>}
    </button>
  );
});
