// Opening: a text becomes the open document, or the located reason why not; then the open document stays.

import { registry } from "../../../nodes/index.ts";
import { type Result, success } from "../../base/errors.ts";
import { type Document, emptyDocument, type Position } from "../../graph/document.ts";
import { loadDocument } from "../../graph/load.ts";
import { putTable } from "../data-table/put-table.ts";
import { isTableFile } from "../data-table/table-file.ts";
import { isKept } from "../storage/trouble.ts";
import { replaceDocument } from "../store/edit.ts";
import { getState, setState } from "../store/state.ts";
import { fail } from "../store/view.ts";

const EQUATIONS = /\.eq$/i;

/** True where edits would be lost: the browser keeps them, unless its storage fails. */
export const hasUnsavedWork = (): boolean => !isKept() && getState().document !== getState().saved && getState().history.past.length > 0;

const mayReplace = (): boolean => !hasUnsavedWork() || window.confirm("The open graph has changes that are not saved. Leave them?");

/** `file` is how errors name where the document is from. */
function openRead(read: Result<Document>, file: string): boolean {
  if (!read.ok) {
    const { message, where } = read.problem;
    fail({ ...read.problem, message: `${file}: ${message}`, where: { ...where, file } });
    return false;
  }
  if (!mayReplace()) return false;
  replaceDocument(read.value);
  return true;
}

/** The text of a graph file. */
export function openText(text: string, file: string): boolean {
  const result = loadDocument(text, registry);
  return openRead(result.ok ? success(result.value.document) : result, file);
}

/** The reader of equations is a chunk of its own. */
async function openEquationText(text: string, file: string): Promise<void> {
  const { readEquationFile } = await import("../equations/equation-file.ts");
  openRead(await readEquationFile(text, file.replace(EQUATIONS, "")), file);
}

/**
 * A graph or equations take the place of the open graph; a table comes into it.
 * @param screen where it was dropped, if it was
 */
export async function openFile(file: File, screen: Position | null = null): Promise<void> {
  if (isTableFile(file.name)) return putTable(file, screen);
  try {
    if (EQUATIONS.test(file.name)) await openEquationText(await file.text(), file.name);
    else openText(await file.text(), file.name);
  } catch {
    fail({ code: "unreadable-file", message: `${file.name}: the file cannot be read`, remedy: "choose it again" });
  }
}

export function newDocument(): void {
  if (!mayReplace()) return;
  replaceDocument(emptyDocument);
  setState({ dock: "inspector" });
}
