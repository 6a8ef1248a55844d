// Keys that work wherever the focus is, except in fields, which keep their own.

import { useEffect } from "react";
import { tinykeys } from "tinykeys";
import { useFit } from "../canvas/fit.ts";
import { saveFile } from "../files/save.ts";
import { searchPalette, toggleFolded } from "../palette/folding.ts";
import { redoEdit, undoEdit } from "../store/edit.ts";
import { dismissRefusal, selectAll } from "../store/view.ts";
import { trainOneEpoch, trainOrPause } from "../training/actions.ts";

/** Fields, and open menus and lists, which find their entries by letters. */
const OWN_KEYS = "input, textarea, select, [contenteditable], [role=menu], [role=listbox], [role=dialog]";

const inField = (event: KeyboardEvent): boolean => event.target instanceof Element && event.target.closest(OWN_KEYS) !== null;

const always = (act: () => void) => (event: KeyboardEvent) => {
  event.preventDefault();
  act();
};

const outsideFields = (act: () => void) => (event: KeyboardEvent) => {
  if (inField(event)) return;
  event.preventDefault();
  act();
};

const click = (id: string) => () => document.getElementById(id)?.click();

export function usePageKeys(): void {
  const fit = useFit();
  useEffect(
    () =>
      tinykeys(window, {
        "$mod+KeyZ": outsideFields(undoEdit),
        "$mod+Shift+KeyZ": outsideFields(redoEdit),
        "$mod+KeyY": outsideFields(redoEdit),
        "$mod+KeyA": outsideFields(selectAll),
        "$mod+KeyS": always(saveFile),
        "$mod+KeyO": always(click("open-input")),
        "/": outsideFields(searchPalette),
        KeyP: outsideFields(toggleFolded),
        KeyT: outsideFields(trainOrPause),
        "Shift+KeyT": outsideFields(trainOneEpoch),
        Escape: dismissRefusal,
        KeyF: outsideFields(fit),
      }),
    [fit],
  );
}
