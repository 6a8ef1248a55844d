// Keys of editing that work wherever the focus is, except in fields and open lists, which keep their own.

import { useEffect } from "react";
import { tinykeys } from "tinykeys";
import { duplicateSelection, makeCellOfSelection, unpackSelection } from "../cells/actions.ts";
import { toggleMinimap } from "../layout/minimap.tsx";
import type { Command } from "./commands.ts";
import { openFinder } from "./finder.tsx";
import { backToNode } from "./settings-keys.ts";

const OWN_KEYS = "input, textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox], [role=slider]";

const isElsewhere = ({ target }: KeyboardEvent): boolean => !(target instanceof Element && target.closest(OWN_KEYS));

const elsewhere = (act: () => void) => (event: KeyboardEvent) => {
  if (!isElsewhere(event)) return;
  event.preventDefault();
  act();
};

/** Tab adds while nothing has the focus; from a node or a button it goes on as everywhere. */
const nothingFocused = (): boolean => {
  const active = document.activeElement;
  return active === null || active === document.body || active.matches(".react-flow, .react-flow__pane, .canvas");
};

/** After Escape the next Tab goes on into the page, so that no one is held on the canvas. */
function tabKey(open: () => void): (event: KeyboardEvent) => void {
  let pass = false;
  return (event) => {
    if (event.key === "Escape") pass = true;
    if (event.key !== "Tab" || event.shiftKey || !nothingFocused()) return;
    if (!pass) {
      // The list is there before the key has travelled on, and would take it for a step to its next field.
      event.preventDefault();
      event.stopPropagation();
      open();
    }
    pass = false;
  };
}

export function useEditingKeys(commands: readonly Command[]): void {
  useEffect(() => {
    const act = (id: string) => elsewhere(() => commands.find((command) => command.id === id)?.act());
    return tinykeys(window, {
      "$mod+KeyK": (event) => {
        event.preventDefault();
        openFinder();
      },
      "$mod+KeyG": elsewhere(makeCellOfSelection),
      "$mod+Shift+KeyG": elsewhere(unpackSelection),
      "$mod+KeyD": elsewhere(duplicateSelection),
      KeyM: elsewhere(toggleMinimap),
      KeyW: act("wire"),
      KeyL: act("layout"),
      "Shift++": act("zoom-in"),
      "+": act("zoom-in"),
      "-": act("zoom-out"),
      "0": act("zoom-actual"),
    });
  }, [commands]);
  useEffect(() => {
    window.addEventListener("keydown", backToNode);
    return () => window.removeEventListener("keydown", backToNode);
  }, []);
  useEffect(() => {
    const onTab = tabKey(() => commands.find(({ id }) => id === "add")?.act());
    // An open list keeps its Escape for itself, so it is heard on the way down.
    window.addEventListener("keydown", onTab, true);
    return () => window.removeEventListener("keydown", onTab, true);
  }, [commands]);
}
