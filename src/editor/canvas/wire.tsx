// A wire: right-angled with round corners, a chevron in the middle of each piece's longest leg; dashed where it is the same at all
// steps. In the value lens a line of ink, in the gradient lens as thick and coloured as the gradient that comes back through it.

import { type ConnectionLineComponentProps, type EdgeProps, Position } from "@xyflow/react";
import { type CSSProperties, memo } from "react";
import type { Position as Point } from "../../graph/document.ts";
import { type ColouredThread, useThread, useTrunkNorms } from "../lens/use-thread.ts";
import { isUpdateRule, pathOf } from "../store/scope.ts";
import { useEditor } from "../store/state.ts";
import type { Wire } from "./flow-model.ts";
import { useFromAfar } from "./from-afar.ts";
import { casingPath, type Piece } from "./pieces.ts";
import type { Drawing } from "./wire-drawing.ts";
import { chevronOf, roundedPath, type Side, wirePoints } from "./wire-path.ts";

const CHEVRON = "M-4.5 -4.5L4.5 0L-4.5 4.5L-2 0Z";
const CHEVRON_SIZE = 4.5;
const VALUE_WIDTH = 1.75;

const withWidth = (width: number): CSSProperties => ({ "--w": `${width}px` }) as CSSProperties;

interface ChevronProps {
  readonly points: readonly Point[];
  readonly backward?: boolean;
  readonly size?: number;
  readonly colour?: string;
}

function Chevron({ points, backward = false, size = CHEVRON_SIZE, colour }: ChevronProps) {
  const place = chevronOf(points);
  if (!place) return null;
  const transform = `translate(${place.x} ${place.y}) rotate(${place.angle + (backward ? 180 : 0)}) scale(${size / CHEVRON_SIZE})`;
  return (
    <g transform={transform}>
      <path className="wire-chevron" d={CHEVRON} style={colour ? { fill: colour } : undefined} />
    </g>
  );
}

interface PieceProps {
  readonly piece: Piece;
  readonly drawing: Drawing;
  readonly steady: boolean;
}

function Casing({ piece, drawing, width }: { readonly piece: Piece; readonly drawing: Drawing; readonly width: number }) {
  const path = drawing.crossings.length > 0 ? casingPath(piece.points, drawing.crossings) : "";
  return path ? <path className="wire-casing" d={path} style={withWidth(width)} /> : null;
}

function ValuePiece({ piece, drawing, steady }: PieceProps) {
  return (
    <>
      <Casing piece={piece} drawing={drawing} width={VALUE_WIDTH} />
      <path className={steady ? "wire-path steady" : "wire-path"} d={roundedPath(piece.points, drawing.way.partings)} />
      <Chevron points={piece.points} />
    </>
  );
}

const threadClass = ({ standing }: ColouredThread, steady: boolean): string => `thread ${standing}${steady ? " steady" : ""}`;

/** A chevron grows with its wire. */
const chevronSize = (width: number): number => 2.5 + 0.85 * width;

const GradientPiece = memo(function GradientPiece({ piece, drawing, steady }: PieceProps) {
  const norms = useTrunkNorms(piece.wires);
  const thread = useThread(norms);
  const path = roundedPath(piece.points, drawing.way.partings);
  return (
    <g data-testid="thread" data-wires={piece.wires.join(" ")} data-norm={String(thread.norm)} data-standing={thread.standing}>
      <Casing piece={piece} drawing={drawing} width={thread.width} />
      <path className="thread-rim" d={path} style={withWidth(thread.width)} />
      <path className={threadClass(thread, steady)} d={path} style={{ ...withWidth(thread.width), stroke: thread.colour }} />
      {thread.standing === "beyond" && <path className="thread-core" d={path} />}
      {thread.standing !== "vanished" && <Chevron points={piece.points} backward size={chevronSize(thread.width)} colour={thread.colour} />}
    </g>
  );
});

/** A selected wire is shown from end to end, any other without the trunk that it shares. */
function ValueWire({ drawing, steady, selected }: { readonly drawing: Drawing; readonly steady: boolean; readonly selected: boolean }) {
  const { way, pieces } = drawing;
  const shown = selected ? [{ points: way.points, wires: [] }] : pieces;
  return (
    <>
      {shown.map((piece) => (
        <ValuePiece key={startOf(piece)} piece={piece} drawing={drawing} steady={steady} />
      ))}
      {way.partings.map(({ x, y }) => (
        <circle key={`${x} ${y}`} className="wire-branch" cx={x} cy={y} r={3.5} />
      ))}
    </>
  );
}

const startOf = ({ points: [start] }: Piece): string => (start ? `${start.x} ${start.y}` : "");

function GradientWire({ drawing, steady }: { readonly drawing: Drawing; readonly steady: boolean }) {
  return drawing.pieces.map((piece) => <GradientPiece key={startOf(piece)} piece={piece} drawing={drawing} steady={steady} />);
}

/** Where to catch the pointer: a band along the whole way. */
const Band = ({ way }: Drawing) => (
  <path className="react-flow__edge-interaction" d={roundedPath(way.points, way.partings)} fill="none" strokeOpacity={0} strokeWidth={16} />
);

const useSteady = (edge: { readonly node: string; readonly port: string } | undefined): boolean =>
  useEditor((state) => {
    const axes = edge && state.analysis?.ports[`${pathOf(state.path, edge.node)}:${edge.port}`];
    return axes !== undefined && !axes.time && (state.inspection?.steps ?? null) !== null;
  });

type WireProps = Pick<EdgeProps<Wire>, "id" | "selected"> & { readonly data?: Wire["data"] };

export const WireEdge = memo(function WireEdge({ id, data, selected = false }: WireProps) {
  const steady = useSteady(data?.edge.from);
  const lens = useEditor((state) => (state.inspection?.wires.length && !isUpdateRule(state) ? state.lens : "value"));
  const drawing = data?.drawing;
  const afar = useFromAfar();
  if (!drawing) return <g data-testid={`wire-${id}`} />;
  if (afar && lens === "value") return <path data-testid={`wire-${id}`} className="wire-path" d={roundedPath(drawing.way.own)} />;
  return (
    <g data-testid={`wire-${id}`}>
      <Band {...drawing} />
      {lens === "value" ? (
        <ValueWire drawing={drawing} steady={steady} selected={selected} />
      ) : (
        <GradientWire drawing={drawing} steady={steady} />
      )}
    </g>
  );
});

const SIDES: Record<Position, Side> = {
  [Position.Left]: "left",
  [Position.Right]: "right",
  [Position.Top]: "top",
  [Position.Bottom]: "bottom",
};

/** The wire in the hand. */
export function HeldWire({ fromX, fromY, toX, toY, fromPosition, toPosition }: ConnectionLineComponentProps) {
  const points = wirePoints({ x: fromX, y: fromY, side: SIDES[fromPosition] }, { x: toX, y: toY, side: SIDES[toPosition] });
  return <path className="wire-path" d={roundedPath(points)} />;
}
