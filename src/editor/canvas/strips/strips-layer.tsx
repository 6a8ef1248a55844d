// The one canvas on which the strips of all nodes are drawn. It lies over the nodes and stands still while they move under the camera.

import { useStore, useStoreApi, ViewportPortal } from "@xyflow/react";
import { useCallback, useLayoutEffect } from "react";
import { type Camera, drawStrips } from "./draw-strips.ts";
import { onStripsChanged, pinnedStrips, stripsChanged } from "./pinned.ts";
import { type PlacedNode, placed } from "./placed.ts";

interface Screen {
  readonly transform: Camera;
  readonly width: number;
  readonly height: number;
}

/** It lies in what the camera moves, between the nodes and the cards over them, so it is moved back. */
function standStill(canvas: HTMLCanvasElement, { transform: [x, y, zoom], width, height }: Screen, ratio: number): void {
  canvas.style.transform = `translate(${-x / zoom}px, ${-y / zoom}px) scale(${1 / zoom})`;
  const [columns, rows] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width === columns && canvas.height === rows) return;
  canvas.width = columns;
  canvas.height = rows;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
}

type Store = ReturnType<typeof useStoreApi>;

/** Draws at once when the camera moves, and looks where the strips lie when anything else has changed. Gives the way to stop. */
function keepDrawn(canvas: HTMLCanvasElement, store: Store): () => void {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("the browser gives no canvas to draw on");
  let nodes: readonly PlacedNode[] = [];
  const redraw = () => {
    const state = store.getState();
    // an empty canvas over a thousand nodes costs as much as a full one
    canvas.hidden = nodes.length === 0;
    if (canvas.hidden) return;
    standStill(canvas, state, devicePixelRatio);
    drawStrips(context, nodes, state.transform, devicePixelRatio);
  };
  const look = () => {
    const viewport = canvas.closest<HTMLElement>(".react-flow__viewport");
    nodes = viewport ? placed(viewport, store.getState().transform[2], pinnedStrips()) : [];
    redraw();
  };
  const stops = [
    onStripsChanged((moved) => (moved ? look() : redraw())),
    store.subscribe((state, before) => {
      if (state.transform !== before.transform || state.width !== before.width || state.height !== before.height) redraw();
    }),
  ];
  const figures = canvas.closest(".react-flow");
  // What fades in or out with the zoom has its opacity only then; names grow when their font has come.
  figures?.addEventListener("transitionend", stripsChanged);
  document.fonts.addEventListener("loadingdone", stripsChanged);
  stripsChanged();
  return () => {
    for (const stop of stops) stop();
    figures?.removeEventListener("transitionend", stripsChanged);
    document.fonts.removeEventListener("loadingdone", stripsChanged);
  };
}

export function StripsLayer() {
  const store = useStoreApi();
  const nodes = useStore((state) => state.nodes);
  const zoom = useStore((state) => state.transform[2]);
  // The portal has its place in the page only some renderings later.
  const install = useCallback((canvas: HTMLCanvasElement) => keepDrawn(canvas, store), [store]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: strips lie elsewhere when nodes moved, and are of another size at another zoom
  useLayoutEffect(stripsChanged, [nodes, zoom]);
  return (
    <ViewportPortal>
      <canvas ref={install} className="strips-layer" aria-hidden />
    </ViewportPortal>
  );
}
