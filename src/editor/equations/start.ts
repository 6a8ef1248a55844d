// A new graph that begins as text.

import { newDocument } from "../files/open.ts";
import { currentGraph } from "../store/selectors.ts";
import { getState } from "../store/state.ts";
import { showDock } from "../store/view.ts";

const FIELD = "equations-text";

/** The panel is a chunk of its own and comes a moment later; letters can be typed another moment later. */
function focusField(tries = 40): void {
  const field = document.getElementById(FIELD);
  if (field instanceof HTMLTextAreaElement && !field.readOnly) field.focus();
  else if (tries > 0) setTimeout(() => focusField(tries - 1), 50);
}

export function showEquations(): void {
  showDock("equations");
  focusField();
}

/** Asks first where work would be lost, as any new graph does. */
export function newFromEquations(): void {
  newDocument();
  if (Object.keys(currentGraph(getState()).nodes).length === 0) showEquations();
}
