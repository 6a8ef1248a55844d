// Where strips lie in the coordinates of the graph, and what lies over them: read from the page when nodes change, not when the camera moves.

import type { Pinned } from "./pinned.ts";

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedStrip extends Box {
  readonly sheet: HTMLCanvasElement;
  readonly opacity: number;
}

/** A node, from the lowest to the uppermost: it hides what of the strips before it lies under it, then has its own. */
export interface PlacedNode {
  readonly hides: (Box & { readonly radius: number }) | null;
  readonly strips: readonly PlacedStrip[];
}

const NODE = ".react-flow__node";

const meet = (a: Box, b: Box): boolean =>
  a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;

/** With all that it stands in, up to its node. */
function opacityOf(place: HTMLElement): number {
  if (getComputedStyle(place).visibility === "hidden") return 0;
  let opacity = 1;
  for (let at: HTMLElement | null = place; at && opacity > 0 && !at.matches(NODE); at = at.parentElement) {
    opacity *= Number(getComputedStyle(at).opacity);
  }
  return opacity;
}

/** From pixels of the screen to the graph: `viewport` is the element that the camera moves. */
function surveyor(viewport: HTMLElement, zoom: number): (element: Element) => Box {
  const origin = viewport.getBoundingClientRect();
  return (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { left: (left - origin.left) / zoom, top: (top - origin.top) / zoom, width: width / zoom, height: height / zoom };
  };
}

function stripsByNode(strips: Iterable<Pinned>, boxOf: (element: Element) => Box): Map<Element, PlacedStrip[]> {
  const found = new Map<Element, PlacedStrip[]>();
  for (const { place, sheet } of strips) {
    const node = place.closest(NODE);
    const opacity = node ? opacityOf(place) : 0;
    const box = boxOf(place);
    if (!node || opacity === 0 || box.width === 0) continue;
    const list = found.get(node) ?? [];
    list.push({ ...box, sheet, opacity });
    found.set(node, list);
  }
  return found;
}

const heightOf = (node: HTMLElement): number => Number(node.style.zIndex) || 0;

const radiusOf = (figure: Element | null): number => (figure ? Number.parseFloat(getComputedStyle(figure).borderTopLeftRadius) || 0 : 0);

/** The nodes that have strips, and those that lie over one, lowest first. */
export function placed(viewport: HTMLElement, zoom: number, strips: Iterable<Pinned>): PlacedNode[] {
  const boxOf = surveyor(viewport, zoom);
  const byNode = stripsByNode(strips, boxOf);
  if (byNode.size === 0) return [];
  // Sorting keeps the order of the page where heights are equal, as the browser does.
  const nodes = [...viewport.querySelectorAll<HTMLElement>(NODE)].sort((a, b) => heightOf(a) - heightOf(b));
  const lower: PlacedStrip[] = [];
  const result: PlacedNode[] = [];
  for (const node of nodes) {
    const own = byNode.get(node) ?? [];
    const figure = node.querySelector(".figure");
    const box = boxOf(figure ?? node);
    const hides = lower.some((strip) => meet(strip, box)) ? { ...box, radius: radiusOf(figure) } : null;
    if (hides || own.length > 0) result.push({ hides, strips: own });
    lower.push(...own);
  }
  return result;
}
