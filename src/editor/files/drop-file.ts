// A file that is dropped anywhere on the page is opened; a table comes where it falls.

import { openFile } from "./open.ts";

const carriesFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

/** Without this the browser would leave the page for the file. */
function onDragOver(event: DragEvent): void {
  if (carriesFile(event)) event.preventDefault();
}

function onDrop(event: DragEvent): void {
  const file = event.dataTransfer?.files[0];
  if (!file) return;
  event.preventDefault();
  void openFile(file, { x: event.clientX, y: event.clientY });
}

/** Gives the way to stop. */
export function listenToDroppedFiles(): () => void {
  document.addEventListener("dragover", onDragOver);
  document.addEventListener("drop", onDrop);
  return () => {
    document.removeEventListener("dragover", onDragOver);
    document.removeEventListener("drop", onDrop);
  };
}
