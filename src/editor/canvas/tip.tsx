// The tip at a port or wire under the pointer: name and shape, `y 7 · time 24 · batch 32`.

import { type PointerEvent, useCallback, useState } from "react";
import { nameTex } from "../math/name.ts";
import { Tex } from "../math/tex.tsx";
import { pathOf } from "../store/scope.ts";
import { currentGraph } from "../store/selectors.ts";
import { type EditorState, getState } from "../store/state.ts";
import type { PortAxes } from "../worker/protocol.ts";
import { portOfHandle } from "./port-layout.ts";

export interface TipContent {
  readonly name: string;
  readonly text: string;
}

/** `7 · time 24 · batch 32`. */
export function shapeText(axes: PortAxes | undefined, steps: number | null, examples: number): string {
  if (!axes) return "shape not known yet";
  const sizes = axes.shape.length === 0 ? "number" : axes.shape.join(" × ");
  const time = axes.time ? `time ${steps ?? "?"}` : "";
  return [sizes, time, axes.batch ? `batch ${examples}` : ""].filter(Boolean).join(" · ");
}

function contentOf(state: EditorState, node: string, port: string): TipContent {
  const axes = state.analysis?.ports[`${pathOf(state.path, node)}:${port}`];
  const name = port === "value" ? node : port;
  return { name, text: shapeText(axes, state.inspection?.steps ?? null, state.inspection?.examples ?? 1) };
}

/** What a port or a wire on the canvas says of itself; a wire has its source's name. */
function contentAt(target: Element): TipContent | null {
  const handle = target.closest<HTMLElement>(".react-flow__handle");
  const { nodeid, handleid } = handle?.dataset ?? {};
  if (nodeid && handleid) return contentOf(getState(), nodeid, portOfHandle(handleid));
  const wire = target.closest<HTMLElement>(".react-flow__edge")?.dataset.id;
  const edge = wire === undefined ? undefined : currentGraph(getState()).edges[wire];
  return edge ? contentOf(getState(), edge.from.node, edge.from.port) : null;
}

interface Tip extends TipContent {
  readonly x: number;
  readonly y: number;
}

/** Follows the pointer over the canvas; nothing is drawn while it rests on neither port nor wire. */
export function useTip() {
  const [tip, setTip] = useState<Tip | null>(null);
  const onPointerOver = useCallback((event: PointerEvent<HTMLElement>) => {
    const content = event.target instanceof Element && event.buttons === 0 ? contentAt(event.target) : null;
    const box = event.currentTarget.getBoundingClientRect();
    setTip(content && { ...content, x: event.clientX - box.x, y: event.clientY - box.y });
  }, []);
  const clear = useCallback(() => setTip(null), []);
  return { tip, listeners: { onPointerOver, onPointerLeave: clear, onPointerDown: clear } };
}

export function TipView({ tip }: { readonly tip: Tip }) {
  return (
    <div className="tip" role="tooltip" data-testid="tip" style={{ left: tip.x, top: tip.y }}>
      <Tex tex={nameTex(tip.name)} spoken />
      <span>{tip.text}</span>
    </div>
  );
}
