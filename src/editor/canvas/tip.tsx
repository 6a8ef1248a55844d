// The tip at a port, wire or node under the pointer: name and shape, `y 7 · time 24 · batch 32`.

import type { PointerEvent } from "react";
import { create } from "zustand";
import { registry } from "../../../nodes/index.ts";
import { portsOf } from "../../graph/ports.ts";
import { hasOwnName, nameTex } from "../math/name.ts";
import { Tex } from "../math/tex.tsx";
import { pathOf } from "../store/scope.ts";
import { currentGraph, currentScope, valuesAt } from "../store/selectors.ts";
import { type EditorState, getState } from "../store/state.ts";
import type { PortAxes } from "../worker/protocol.ts";
import { portOfHandle } from "./port-layout.ts";

export interface TipContent {
  readonly name: string;
  /** In words, of what nobody has named. */
  readonly title?: string;
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
  const path = pathOf(state.path, node);
  // the analysis knows the model, an inspection an opened update rule too
  const axes = state.analysis?.ports[`${path}:${port}`] ?? valuesAt(state.inspection, path).find((value) => value.port === port);
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
  if (edge) return contentOf(getState(), edge.from.node, edge.from.port);
  const node = nodeUnder(target)?.dataset.id;
  return node === undefined ? null : contentOfNode(getState(), node);
}

const nodeUnder = (target: Element): HTMLElement | null => target.closest<HTMLElement>(".react-flow__node");

/** A node goes by its first output; one that has none, by what it is. */
function contentOfNode(state: EditorState, id: string): TipContent | null {
  const { document } = state;
  const scope = currentScope(state);
  const node = currentGraph(state).nodes[id];
  if (!node) return null;
  const title = registry.get(node.type)?.title ?? node.type;
  const [output] = portsOf(node, document, registry, scope).outputs;
  const name = hasOwnName(node) ? { name: id } : { name: "", title };
  return output ? { ...contentOf(state, id, output.id), ...name } : { ...name, text: hasOwnName(node) ? title : "" };
}

interface Tip extends TipContent {
  readonly x: number;
  readonly y: number;
}

/** Below the upper edge there is no room for it. */
const HIGHEST = 34;

/** What stands over a node, and is not to be covered. */
const ABOVE = '.gate-number, .plate[data-side="top"]';

/** A node's tip stands above its middle; any other where the pointer is. In pixels of the canvas. */
function placeOf({ target, currentTarget, clientX, clientY }: PointerEvent<HTMLElement>): { readonly x: number; readonly y: number } {
  const canvas = currentTarget.getBoundingClientRect();
  const isNode = target instanceof Element && target.closest(".react-flow__handle") === null;
  const node = isNode ? nodeUnder(target) : null;
  const box = node?.getBoundingClientRect();
  const above = node?.querySelector(ABOVE)?.getBoundingClientRect();
  const [x, y] = box ? [box.x + box.width / 2, Math.min(box.y, above?.y ?? box.y)] : [clientX, clientY];
  return { x: x - canvas.x, y: Math.max(HIGHEST, y - canvas.y) };
}

/** In a store of its own, so that the canvas is not drawn anew under a moving pointer. */
const useShownTip = create<{ readonly tip: Tip | null }>(() => ({ tip: null }));

function show(tip: Tip | null): void {
  const { tip: before } = useShownTip.getState();
  const isSame = tip?.name === before?.name && tip?.text === before?.text && tip?.x === before?.x && tip?.y === before?.y;
  if (!isSame) useShownTip.setState({ tip });
}

function onPointerOver(event: PointerEvent<HTMLElement>): void {
  const content = event.target instanceof Element && event.buttons === 0 ? contentAt(event.target) : null;
  show(content && { ...content, ...placeOf(event) });
}

const clear = (): void => show(null);

/** Of the canvas; nothing is shown while the pointer rests on neither port nor wire nor node. */
export const tipListeners = { onPointerOver, onPointerLeave: clear, onPointerDown: clear };

export function TipView() {
  const tip = useShownTip((state) => state.tip);
  if (!tip) return null;
  return (
    <div className="tip" role="tooltip" data-testid="tip" style={{ left: tip.x, top: tip.y }}>
      {tip.name ? <Tex tex={nameTex(tip.name)} spoken /> : <span>{tip.title}</span>}
      <span>{tip.text}</span>
    </div>
  );
}
