// From a node to its settings and back by keyboard: Enter on a selected node goes there, Escape in a setting comes back.

import { getState } from "../store/state.ts";
import { showDock } from "../store/view.ts";
import { focusNode } from "./focus-node.ts";

const FIELD = "input, select, textarea";

/** What the type has to set comes first; a type without settings has its name. */
function firstField(): HTMLElement | null {
  const settings = document.querySelector(".inspector .settings");
  return (
    settings?.querySelector<HTMLElement>(`[data-testid^="attribute-"] :is(${FIELD})`) ?? settings?.querySelector<HTMLElement>(FIELD) ?? null
  );
}

/** The inspector may only now be drawn. */
export function focusSettings(): void {
  showDock("inspector");
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const field = firstField();
      field?.focus();
      if (field instanceof HTMLInputElement && field.type !== "checkbox") field.select();
    }),
  );
}

/** On its way up, after the field has given its old text back. */
export function backToNode(event: KeyboardEvent): void {
  const [id] = getState().selection;
  const inSettings = event.target instanceof Element && event.target.matches(`.inspector .settings :is(${FIELD})`);
  if (event.key === "Escape" && inSettings && id !== undefined) focusNode(id);
}
