// One tab stop for the whole palette: the arrow keys go on from there, left and right from entry to entry, up and down from row to
// row as they are drawn, Home and End to the ends.

import { type FocusEvent, type KeyboardEvent, useEffect, useRef } from "react";

const ENTRY = ".palette-item";

const entriesIn = (list: HTMLElement): HTMLElement[] => [...list.querySelectorAll<HTMLElement>(ENTRY)];

function makeStop(list: HTMLElement, stop: HTMLElement): void {
  for (const entry of entriesIn(list)) entry.tabIndex = entry === stop ? 0 : -1;
}

const middle = (box: DOMRect): number => box.x + box.width / 2;

/** The nearest entry in the next row that is drawn above or below. */
function inNextRow(all: readonly HTMLElement[], from: HTMLElement, down: boolean): HTMLElement | undefined {
  const here = from.getBoundingClientRect();
  const boxes = all.map((entry) => ({ entry, box: entry.getBoundingClientRect() }));
  const beyond = boxes.filter(({ box }) => (down ? box.top >= here.bottom - 1 : box.bottom <= here.top + 1));
  const row = down ? Math.min(...beyond.map(({ box }) => box.top)) : Math.max(...beyond.map(({ box }) => box.top));
  const inRow = beyond.filter(({ box }) => Math.abs(box.top - row) < 2);
  const away = ({ box }: { readonly box: DOMRect }): number => Math.abs(middle(box) - middle(here));
  return inRow.sort((a, b) => away(a) - away(b))[0]?.entry;
}

function goal(key: string, all: readonly HTMLElement[], from: HTMLElement): HTMLElement | undefined {
  const index = all.indexOf(from);
  switch (key) {
    case "ArrowRight":
      return all[index + 1];
    case "ArrowLeft":
      return all[index - 1];
    case "ArrowDown":
      return inNextRow(all, from, true);
    case "ArrowUp":
      return inNextRow(all, from, false);
    case "Home":
      return all[0];
    case "End":
      return all.at(-1);
    default:
      return undefined;
  }
}

const KEYS = new Set(["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "Home", "End"]);

function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
  const from = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(ENTRY) : null;
  if (!from || !KEYS.has(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  goal(event.key, entriesIn(event.currentTarget), from)?.focus();
}

function onFocus(event: FocusEvent<HTMLElement>): void {
  const entry = event.target.closest<HTMLElement>(ENTRY);
  if (entry) makeStop(event.currentTarget, entry);
}

/** From the search box to the first entry. */
export function enterList(field: HTMLElement): void {
  field.closest(".palette")?.querySelector<HTMLElement>(ENTRY)?.focus();
}

/** @param shown what the list is drawn from; where the stop is no longer in it, its first entry becomes the stop */
export function useRovingStop(shown: unknown) {
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shown` says when there are other entries
  useEffect(() => {
    if (!list.current) return;
    const all = entriesIn(list.current);
    const stop = all.find((entry) => entry.tabIndex === 0) ?? all[0];
    if (stop) makeStop(list.current, stop);
  }, [shown]);
  return { ref: list, onKeyDown, onFocus };
}
