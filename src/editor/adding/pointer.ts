// Where on the canvas the pointer is: what is added with a key comes there.

import type { Position } from "../../graph/document.ts";

let last: Position | null = null;

const isOver = (box: DOMRect, { x, y }: Position): boolean => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;

/** Follows the pointer over an element; gives the way to stop. */
export function followPointer(element: HTMLElement): () => void {
  const move = ({ clientX, clientY }: PointerEvent) => {
    last = { x: clientX, y: clientY };
  };
  element.addEventListener("pointermove", move, { passive: true });
  return () => element.removeEventListener("pointermove", move);
}

/** On the screen; the middle where the pointer has not been over the canvas, or the canvas has changed its size since. */
export function pointerOver(element: Element): Position {
  const box = element.getBoundingClientRect();
  return last && isOver(box, last) ? last : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
