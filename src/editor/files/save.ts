// Saving: the document as a file that the browser downloads.

import { saveDocument } from "../../graph/save.ts";
import { getState, setState } from "../store/state.ts";

/** `lstm-embedded-reber.json` from the title. */
export function fileName(title: string): string {
  const slug = title
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return `${slug || "untitled"}.json`;
}

function download(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

export function saveFile(): void {
  const graph = getState().document;
  download(saveDocument(graph), fileName(graph.title));
  setState({ saved: graph });
}
