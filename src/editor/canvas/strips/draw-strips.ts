// Draws placed strips as the camera sees them.

import type { Box, PlacedNode, PlacedStrip } from "./placed.ts";

/** Pixels of the screen: where the graph's origin lies, and how large its unit is. */
export type Camera = readonly [x: number, y: number, zoom: number];

/** Edges fall between pixels of the screen, as those of elements do. */
function onScreen({ left, top, width, height }: Box, [x, y, zoom]: Camera, ratio: number): [number, number, number, number] {
  const at = (offset: number, place: number) => Math.round((offset + place * zoom) * ratio);
  const [x0, y0] = [at(x, left), at(y, top)];
  return [x0, y0, at(x, left + width) - x0, at(y, top + height) - y0];
}

function hide(context: CanvasRenderingContext2D, hides: NonNullable<PlacedNode["hides"]>, camera: Camera, ratio: number): void {
  context.globalAlpha = 1;
  context.globalCompositeOperation = "destination-out";
  context.beginPath();
  context.roundRect(...onScreen(hides, camera, ratio), hides.radius * camera[2] * ratio);
  context.fill();
  context.globalCompositeOperation = "source-over";
}

function drawStrip(context: CanvasRenderingContext2D, strip: PlacedStrip, camera: Camera, ratio: number): void {
  const [x, y, width, height] = onScreen(strip, camera, ratio);
  const { canvas } = context;
  if (x > canvas.width || y > canvas.height || x + width < 0 || y + height < 0) return;
  context.globalAlpha = strip.opacity;
  context.drawImage(strip.sheet, x, y, width, height);
}

/** `ratio` is that of the screen's pixels to those of CSS. */
export function drawStrips(context: CanvasRenderingContext2D, nodes: readonly PlacedNode[], camera: Camera, ratio: number): void {
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.imageSmoothingEnabled = false;
  for (const { hides, strips } of nodes) {
    if (hides) hide(context, hides, camera, ratio);
    for (const strip of strips) drawStrip(context, strip, camera, ratio);
  }
}
