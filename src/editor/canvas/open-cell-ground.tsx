// Draws the ground of the open cell with its title, and the ports on its outline.

import { ViewportPortal } from "@xyflow/react";
import { type GraphNode, graphAt, nodeAt } from "../../graph/document.ts";
import { isNamed, nameAtStepTex, shortNameTex } from "../math/name.ts";
import { Tex } from "../math/tex.tsx";
import { scopeOf } from "../store/scope.ts";
import { type EditorState, useEditor } from "../store/state.ts";
import { openNumber } from "../store/written-number.ts";
import type { OpenCell, Passage } from "./open-cell.ts";

/** The instance one has looked into. */
function openInstance({ document, path }: EditorState): GraphNode | undefined {
  const id = path.at(-1);
  const around = graphAt(document, scopeOf(document, path.slice(0, -1)) ?? null);
  return id === undefined || !around ? undefined : nodeAt(around, id);
}

/** `20 units`, as far as the cell counts in units. */
function unitsText(state: EditorState): string {
  const units = openNumber(state, "units");
  return units === undefined ? "" : `${units} units`;
}

function Title() {
  const name = useEditor((state) => openInstance(state)?.id ?? state.document.title);
  const units = useEditor(unitsText);
  return (
    <p className="cell-title">
      {isNamed(name) ? name : "cell"} <span>{units}</span>
    </p>
  );
}

const MOST_LETTERS = 8;

/** `C_{t-1}` where it enters, `C_t` where it leaves. */
const passageTex = ({ source, delayed }: Passage): string => nameAtStepTex(source, MOST_LETTERS, delayed ? "t-1" : "t");

function Port({ passage, timed }: { readonly passage: Passage; readonly timed: boolean }) {
  const { x, y, side, source } = passage;
  return (
    <>
      <i className="cell-port" style={{ left: x, top: y }} />
      {isNamed(source) && (
        <span className="cell-port-name" data-side={side} style={{ left: x, top: y }}>
          <Tex tex={timed ? passageTex(passage) : shortNameTex(source, MOST_LETTERS)} />
        </span>
      )}
    </>
  );
}

export function OpenCellGround({ cell: { box, passages } }: { readonly cell: OpenCell }) {
  const timed = useEditor((state) => (state.inspection?.steps ?? null) !== null);
  const { left, top, right, bottom } = box;
  return (
    <ViewportPortal>
      <div className="cell-ground" data-testid="cell-ground" style={{ left, top, width: right - left, height: bottom - top }}>
        <Title />
      </div>
      <div className="cell-ports" aria-hidden="true">
        {passages.map((passage) => (
          <Port key={`${passage.x} ${passage.y}`} passage={passage} timed={timed} />
        ))}
      </div>
    </ViewportPortal>
  );
}
