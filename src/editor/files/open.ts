// Opening: a text becomes the open document, or the located reason why not; then the open document stays.

import { registry } from "../../../nodes/index.ts";
import { emptyDocument } from "../../graph/document.ts";
import { loadDocument } from "../../graph/load.ts";
import { isKept } from "../storage/trouble.ts";
import { replaceDocument } from "../store/edit.ts";
import { getState, setState } from "../store/state.ts";
import { fail } from "../store/view.ts";

/** True where edits would be lost: the browser keeps them, unless its storage fails. */
export const hasUnsavedWork = (): boolean => !isKept() && getState().document !== getState().saved && getState().history.past.length > 0;

const mayReplace = (): boolean => !hasUnsavedWork() || window.confirm("The open graph has changes that are not saved. Leave them?");

/** `file` is how errors name where the text is from. */
export function openText(text: string, file: string): boolean {
  const result = loadDocument(text, registry);
  if (!result.ok) {
    const { message, where } = result.problem;
    fail({ ...result.problem, message: `${file}: ${message}`, where: { ...where, file } });
    return false;
  }
  if (!mayReplace()) return false;
  replaceDocument(result.value.document);
  return true;
}

export async function openFile(file: File): Promise<void> {
  try {
    openText(await file.text(), file.name);
  } catch {
    fail({ code: "unreadable-file", message: `${file.name}: the file cannot be read`, remedy: "choose it again" });
  }
}

export function newDocument(): void {
  if (!mayReplace()) return;
  replaceDocument(emptyDocument);
  setState({ dock: "inspector" });
}
