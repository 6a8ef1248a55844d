// The strips of the nodes in sight. Each keeps its pixels on a sheet of its own, and all are drawn on one canvas over the nodes: browsers
// make a layer of every canvas in the page, and a hundred layers cost more than all else while the camera moves.

/** A strip: where it lies in the page, and its pixels. */
export interface Pinned {
  readonly place: HTMLElement;
  readonly sheet: HTMLCanvasElement;
}

const strips = new Set<Pinned>();

type Listener = (moved: boolean) => void;

let listener: Listener | null = null;
let told = false;
let moved = false;

/** All changes are told at once with the next frame: it lays the page out anyway, and what reads it sooner lets that be done twice. */
export function stripsPainted(): void {
  if (told) return;
  told = true;
  requestAnimationFrame(() => {
    const before = moved;
    [told, moved] = [false, false];
    listener?.(before);
  });
}

/** They may lie elsewhere now. */
export function stripsChanged(): void {
  moved = true;
  stripsPainted();
}

/** Gives the way to take it off again. */
export function pin(strip: Pinned): () => void {
  strips.add(strip);
  stripsChanged();
  return () => {
    strips.delete(strip);
    stripsChanged();
  };
}

export const pinnedStrips = (): Iterable<Pinned> => strips;

/** One listener: there is one canvas. Gives the way to stop. */
export function onStripsChanged(act: Listener): () => void {
  listener = act;
  return () => {
    if (listener === act) listener = null;
  };
}
