// A wire that does not fit: dashed up to a ✕ before the port, and a card that says why. Escape closes it; nothing was changed.

import { useInternalNode, useReactFlow, useStore, useViewport, ViewportPortal } from "@xyflow/react";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { shallow } from "zustand/shallow";
import { edgeId, type Position } from "../../graph/document.ts";
import { Icon } from "../frame/icons.tsx";
import { ProblemBody } from "../problems/problem-body.tsx";
import { takeRepair, useRepairs } from "../repairs/offers.ts";
import type { Repair } from "../repairs/repair.ts";
import { RepairButtons } from "../repairs/repair-buttons.tsx";
import { type Refusal, useEditor } from "../store/state.ts";
import { dismissRefusal } from "../store/view.ts";
import type { CanvasNode } from "./flow-model.ts";
import { EDGE, hangCard } from "./hang-card.ts";
import { drawnBoxes } from "./open-cell.ts";
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

/** 2, 3, ...: the repairs behind the main one, which Enter takes. */
function takeByNumber(event: KeyboardEvent, refusal: Refusal, repairs: readonly Repair[] | null): void {
  const repair = /^[1-9]$/.test(event.key) ? repairs?.[Number(event.key) - 1] : undefined;
  if (!repair) return;
  // Elsewhere the numbers choose the lens.
  event.stopPropagation();
  takeRepair(refusal, repair);
}

/** Where nothing is offered, the way out has the focus. */
function LeaveOut() {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // a list that has just closed gives the focus back first
    const frame = requestAnimationFrame(() => requestAnimationFrame(() => button.current?.focus({ preventScroll: true })));
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <button ref={button} type="button" className="button outlined leave-out" onClick={dismissRefusal}>
      Leave it out <kbd>Esc</kbd>
    </button>
  );
}

interface RefusalCardProps {
  readonly refusal: Refusal;
  readonly repairs: readonly Repair[] | null;
  readonly measure: (element: HTMLElement | null) => void;
  readonly place: Position;
  /** In pixels of the screen; the card scrolls where it would be taller. */
  readonly tallest: number;
}

function RefusalCard({ refusal, repairs, measure, place, tallest }: RefusalCardProps) {
  const { zoom } = useViewport();
  const offered = repairs !== null && repairs.length > 0;
  return (
    <div
      ref={measure}
      className="refusal nodrag nopan nowheel"
      data-testid="refused-wire"
      role="alert"
      onKeyDown={(event) => takeByNumber(event, refusal, repairs)}
      style={{ transform: `translate(${place.x}px, ${place.y}px) scale(${1 / zoom})`, maxHeight: tallest }}
    >
      <header>
        <h3>
          <Icon name="warning" /> This wire does not fit
        </h3>
        <button type="button" className="button icon" aria-label="Leave the wire out" title="Leave it out (Esc)" onClick={dismissRefusal}>
          <Icon name="close" />
        </button>
      </header>
      <ProblemBody problem={refusal.problem} from={refusal.from} remedied={offered} />
      {offered && <RepairButtons refusal={refusal} repairs={repairs} keyed />}
      {repairs?.length === 0 && <LeaveOut />}
    </div>
  );
}

/** The card grows when repairs arrive, so its height is measured then. */
function useHeight(of: unknown): readonly [number, (element: HTMLElement | null) => void] {
  const element = useRef<HTMLElement | null>(null);
  const [height, setHeight] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `of` says when to measure, not what
  useLayoutEffect(() => setHeight(element.current?.offsetHeight ?? 0), [of]);
  return [
    height,
    (next) => {
      element.current = next;
    },
  ];
}

function Refused({ refusal }: { readonly refusal: Refusal }) {
  const from = usePortPlace(refusal.from.node, "out", refusal.from.port);
  const to = usePortPlace(refusal.to.node, "in", refusal.to.port);
  const repairs = useRepairs(refusal);
  const camera = useViewport();
  const canvas = useStore(({ width, height }) => ({ width, height }), shallow);
  const [height, measure] = useHeight(repairs);
  const flow = useReactFlow<CanvasNode>();
  if (!from || !to) return null;
  const boxes = flow.getNodes().flatMap(drawnBoxes);
  const end = stopBefore(to);
  const { place, hook } = hangCard(end, height, camera, canvas, boxes);
  return (
    <ViewportPortal>
      <svg className="wire-refused" aria-hidden="true">
        <path className="dashed" d={roundedPath(wirePoints(from, end))} />
        <path className="cross" d={`M${end.x - 6} ${end.y - 6}l12 12m0 -12l-12 12`} />
        <path className="thread" d={`M${end.x} ${end.y + (hook > end.y ? 12 : -12)}V${hook}`} />
      </svg>
      <RefusalCard refusal={refusal} repairs={repairs} measure={measure} place={place} tallest={canvas.height - 2 * EDGE} />
    </ViewportPortal>
  );
}

export function RefusedWire() {
  const refusal = useEditor((state) => state.refusal);
  return refusal && <Refused key={`${edgeId(refusal.to)} ${refusal.problem.message}`} refusal={refusal} />;
}
