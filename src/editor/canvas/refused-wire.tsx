// A wire that does not fit: dashed up to a ✕ before the port, and a card that says why. Escape closes it; nothing was changed.

import { useInternalNode, useViewport, ViewportPortal } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { edgeId, type Position } from "../../graph/document.ts";
import { Icon } from "../frame/icons.tsx";
import { ProblemBody } from "../problems/problem-body.tsx";
import { type Refusal, useEditor } from "../store/state.ts";
import { dismissRefusal } from "../store/view.ts";
import type { CanvasNode } from "./flow-model.ts";
import { type Direction, handleId } from "./port-layout.ts";
import { roundedPath, type Side, wirePoints } from "./wire-path.ts";

/** Middle of a port on the canvas. */
function usePortPlace(node: string, direction: Direction, port: string): (Position & { readonly side: Side }) | null {
  const internal = useInternalNode<CanvasNode>(node);
  const placed = internal?.data.ports.find((p) => handleId(p.direction, p.id) === handleId(direction, port));
  if (!internal || !placed) return null;
  const { x, y } = internal.internals.positionAbsolute;
  return { x: x + placed.x, y: y + placed.y, side: placed.side };
}

/** Where the wire stops short of the port. */
const STOP = 34;

function stopBefore({ x, y, side }: Position & { readonly side: Side }) {
  const step = side === "left" || side === "top" ? -STOP : STOP;
  return side === "left" || side === "right" ? { x: x + step, y, side } : { x, y: y + step, side };
}

function RefusalCard({ refusal, at }: { readonly refusal: Refusal; readonly at: Position }) {
  const { zoom } = useViewport();
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus({ preventScroll: true }), []);
  return (
    <div
      className="refusal nodrag nopan nowheel"
      role="alert"
      data-testid="refused-wire"
      style={{ transform: `translate(${at.x}px, ${at.y}px) scale(${1 / zoom}) translate(-62%, 0)` }}
    >
      <h3>
        <Icon name="warning" /> This wire does not fit
      </h3>
      <ProblemBody problem={refusal.problem} />
      <button ref={close} type="button" className="button outlined" onClick={dismissRefusal}>
        Leave it out <kbd>Esc</kbd>
      </button>
    </div>
  );
}

function Refused({ refusal }: { readonly refusal: Refusal }) {
  const from = usePortPlace(refusal.from.node, "out", refusal.from.port);
  const to = usePortPlace(refusal.to.node, "in", refusal.to.port);
  if (!from || !to) return null;
  const end = stopBefore(to);
  const card = { x: end.x, y: end.y + 64 };
  return (
    <ViewportPortal>
      <svg className="wire-refused" aria-hidden="true">
        <path className="dashed" d={roundedPath(wirePoints(from, end))} />
        <path className="cross" d={`M${end.x - 6} ${end.y - 6}l12 12m0 -12l-12 12`} />
        <path className="thread" d={`M${end.x} ${end.y + 12}V${card.y}`} />
      </svg>
      <RefusalCard key={`${edgeId(refusal.to)} ${refusal.problem.message}`} refusal={refusal} at={card} />
    </ViewportPortal>
  );
}

export function RefusedWire() {
  const refusal = useEditor((state) => state.refusal);
  return refusal && <Refused refusal={refusal} />;
}
