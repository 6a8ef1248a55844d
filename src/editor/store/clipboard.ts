// Copy, cut and paste. The clipboard carries a Gradwire file, so nodes travel between pages and files as text.

import { registry } from "../../../nodes/index.ts";
import { copyNodes, pasteNodes } from "../../graph/subgraph.ts";
import { removeSelection } from "./changes.ts";
import { perform } from "./edit.ts";
import { currentScope } from "./selectors.ts";
import { getState } from "./state.ts";
import { fail, select } from "./view.ts";

/** The selected nodes as text; null where none is selected. */
export function selectionText(): string | null {
  const state = getState();
  if (state.selection.length === 0) return null;
  return copyNodes(state.document, currentScope(state), state.selection, registry);
}

/** A file begins with a brace; other lines with a name and `=` are equations, whose reader is loaded for them. */
const areEquations = (text: string): boolean => !text.trimStart().startsWith("{") && /^\s*[^\s={}]+\s*=/m.test(text);

export function pasteText(text: string): void {
  if (areEquations(text)) void import("../equations/paste.ts").then(({ pasteEquations }) => pasteEquations(text));
  else pasteFile(text);
}

function pasteFile(text: string): void {
  const state = getState();
  const pasted = pasteNodes(text, state.document, currentScope(state), registry);
  if (!pasted.ok) fail(pasted.problem);
  else if (perform(pasted.value.edit)) select(pasted.value.nodes);
}

/** Fields keep the clipboard for their own text. */
const inField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;

function onCopy(event: ClipboardEvent): boolean {
  const text = inField(event.target) || document.getSelection()?.isCollapsed === false ? null : selectionText();
  if (text === null) return false;
  event.clipboardData?.setData("text/plain", text);
  event.preventDefault();
  return true;
}

function onCut(event: ClipboardEvent): void {
  if (onCopy(event)) removeSelection();
}

function onPaste(event: ClipboardEvent): void {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (inField(event.target) || text.trim() === "") return;
  event.preventDefault();
  pasteText(text);
}

/** Listens on the whole page; gives the way to stop. */
export function listenToClipboard(): () => void {
  document.addEventListener("copy", onCopy);
  document.addEventListener("cut", onCut);
  document.addEventListener("paste", onPaste);
  return () => {
    document.removeEventListener("copy", onCopy);
    document.removeEventListener("cut", onCut);
    document.removeEventListener("paste", onPaste);
  };
}
