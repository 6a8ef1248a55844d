// The ways of the open graph's wires, as the router lays them; they follow nodes, edits and drags.

import { useEffect, useMemo, useRef, useState } from "react";
import type { Graph } from "../../graph/document.ts";
import { useEditor } from "../store/state.ts";
import type { CanvasNode } from "./flow-model.ts";
import type { Laid } from "./wire-drawing.ts";
import { WireLayer } from "./wire-layer.ts";

/** React Flow gets the nodes of another graph a moment after the graph itself has changed. */
const areOf = (nodes: readonly CanvasNode[], graph: Graph): boolean =>
  nodes.length === Object.keys(graph.nodes).length && nodes.every(({ id }) => Object.hasOwn(graph.nodes, id));

const inHand = (nodes: readonly CanvasNode[]): ReadonlySet<string> =>
  new Set(nodes.filter(({ dragging }) => dragging === true).map(({ id }) => id));

const NOTHING: Laid = { ways: new Map(), crossings: [] };

export interface LaidWires {
  readonly laid: Laid;
  /** Whether all wires lie as the router wants them. */
  readonly isRouted: boolean;
}

export function useLaidWires(nodes: readonly CanvasNode[], graph: Graph): LaidWires {
  const place = useEditor((state) => `${state.opened}/${state.path.join("/")}`);
  const memory = useRef<{ readonly place: string; readonly layer: WireLayer } | null>(null);
  const [slice, setSlice] = useState(0);
  if (memory.current?.place !== place) memory.current = { place, layer: new WireLayer() };
  const { layer } = memory.current;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `slice` says that the layer has got further
  const laid = useMemo(
    () => (areOf(nodes, graph) ? layer.lay(nodes, Object.values(graph.edges), inHand(nodes)) : NOTHING),
    [layer, nodes, graph, slice],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever something has been laid, there may be more to do
  useEffect(() => {
    if (!layer.unfinished) return;
    let frame = requestAnimationFrame(function work() {
      if (layer.proceed()) setSlice((count) => count + 1);
      else frame = requestAnimationFrame(work);
    });
    return () => cancelAnimationFrame(frame);
  }, [layer, laid]);
  return { laid, isRouted: !layer.unfinished };
}
