// A large graph from far as one drawing: outlines of the nodes over single wires. The browser stacks each node and each wire of
// React Flow for itself, which at a thousand of them costs more than to paint them; one drawing is stacked once. React Flow's own
// nodes lie unpainted over it and go on to be found, focused, dragged and read aloud.

import { ViewportPortal } from "@xyflow/react";
import { type MouseEvent, memo } from "react";
import { getState } from "../store/state.ts";
import { select } from "../store/view.ts";
import type { Figure } from "./drawing.ts";
import type { CanvasNode, Wire } from "./flow-model.ts";
import { WireEdge } from "./wire.tsx";

/** As in figures.css; half of the height where a figure is round. */
const RADII: Partial<Record<Figure, number>> = { square: 4, delay: 4 };
const ROUND: ReadonlySet<Figure> = new Set<Figure>(["operator", "tag", "constant"]);
const RADIUS = 8;
/** Outlines lie inside of the node's box. */
const BORDER = 2.5;

interface OutlineProps {
  readonly figure: Figure;
  /** Middle. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const Outline = memo(function Outline({ figure, x, y, width, height }: OutlineProps) {
  const inner = { width: width - BORDER, height: height - BORDER };
  const radius = (ROUND.has(figure) ? height / 2 : (RADII[figure] ?? RADIUS)) - BORDER / 2;
  return <rect {...inner} x={x - inner.width / 2} y={y - inner.height / 2} rx={radius} />;
});

/** As React Flow does it: with Ctrl or Shift a wire is added to what is selected, or taken out. */
function choose(event: MouseEvent, id: string): void {
  const { selection, selectedEdges } = getState();
  if (!event.ctrlKey && !event.metaKey && !event.shiftKey) select([], [id]);
  else select(selection, selectedEdges.includes(id) ? selectedEdges.filter((other) => other !== id) : [...selectedEdges, id]);
}

/** What React Flow says of a wire to those who cannot see it. */
const SPOKEN = { tabIndex: 0, role: "group", "aria-roledescription": "edge" } as const;

const FarWire = memo(function FarWire({ wire: { id, data, selected = false, ariaLabel } }: { readonly wire: Wire }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its role comes with SPOKEN
    <g
      className={`react-flow__edge react-flow__edge-wire nopan selectable${selected ? " selected" : ""}`}
      data-id={id}
      aria-label={ariaLabel ?? undefined}
      {...SPOKEN}
      onClick={(event) => choose(event, id)}
    >
      <WireEdge id={id} data={data} selected={selected} />
    </g>
  );
});

/** A comment has no outline. */
const isOutlined = ({ data }: CanvasNode): boolean => data.figure !== "comment";

interface SeenFromAfarProps {
  readonly nodes: readonly CanvasNode[];
  readonly wires: readonly Wire[];
}

export function SeenFromAfar({ nodes, wires }: SeenFromAfarProps) {
  return (
    <ViewportPortal>
      <svg className="seen-from-afar" role="presentation">
        {wires.map((wire) => (
          <FarWire key={wire.id} wire={wire} />
        ))}
      </svg>
      <svg className="seen-from-afar outlines" aria-hidden="true">
        {nodes.filter(isOutlined).map(({ id, position: { x, y }, width = 0, height = 0, data }) => (
          <Outline key={id} figure={data.figure} x={x} y={y} width={width} height={height} />
        ))}
      </svg>
    </ViewportPortal>
  );
}

const hidden = new WeakMap<Wire, Wire>();

/** React Flow knows these wires and draws none of them. The same objects for the same wires. */
export function undrawn(wires: readonly Wire[]): Wire[] {
  return wires.map((wire) => {
    const known = hidden.get(wire) ?? { ...wire, hidden: true };
    hidden.set(wire, known);
    return known;
  });
}
