// The numbers behind the pictures, at the present step: a row a unit, value and gradient.

import { useState } from "react";
import { Tex } from "../math/tex.tsx";
import { readable } from "../pictures/numbers.ts";
import { unitsOf } from "../pictures/units.ts";
import { isUpdateRule } from "../store/scope.ts";
import { useStep } from "../store/selectors.ts";
import { useEditor } from "../store/state.ts";
import type { InspectedValue } from "../worker/protocol.ts";

const FIRST = 64;

function Cell({ x, testid }: { readonly x: number | undefined; readonly testid: string }) {
  if (x === undefined) return <td className="number dim">–</td>;
  return (
    <td className="number" data-testid={testid} data-value={String(x)} title={String(x)}>
      {readable(x)}
    </td>
  );
}

/** `3` of a column, `2, 5` of a matrix; from 1, as the notation counts components. */
function place(index: number, shape: readonly number[]): string {
  const digits: number[] = [];
  let rest = index;
  for (const size of [...shape].reverse()) {
    digits.unshift((rest % size) + 1);
    rest = Math.floor(rest / size);
  }
  return digits.join(", ") || "1";
}

/** Open or not, as it was left for the last node. */
let wasOpen = true;

function useTitle({ time }: InspectedValue): string {
  const step = useStep();
  const inRule = useEditor(isUpdateRule);
  if (time) return `Numbers at t = ${step}`;
  return inRule ? "Numbers of the next training step" : "Numbers, the same at all steps";
}

export function Numbers({ entry }: { readonly entry: InspectedValue }) {
  const step = useStep();
  const title = useTitle(entry);
  const [all, setAll] = useState(false);
  const units = unitsOf(entry);
  const from = entry.time ? step * units : 0;
  const shown = all ? units : Math.min(units, FIRST);
  return (
    <details className="numbers" open={wasOpen} onToggle={(event) => (wasOpen = event.currentTarget.open)}>
      <summary>
        <h3 className="caption">{title}</h3>
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">unit</th>
            <th scope="col">value</th>
            <th scope="col">
              <Tex tex="\partial L" spoken />
            </th>
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: shown }, (_, k) => (
            <tr key={place(k, entry.shape)}>
              <th scope="row">{place(k, entry.shape)}</th>
              <Cell x={entry.value[from + k]} testid="value-at-step" />
              <Cell x={entry.gradient?.[from + k]} testid="gradient-at-step" />
            </tr>
          ))}
        </tbody>
      </table>
      {shown < units && (
        <button type="button" className="button outlined" onClick={() => setAll(true)}>
          Show all {units}
        </button>
      )}
    </details>
  );
}
