// A wire: right-angled with round corners, a chevron in the middle of its longest leg; dashed where it is the same at all steps.

import { type ConnectionLineComponentProps, type EdgeProps, Position } from "@xyflow/react";
import { memo } from "react";
import { pathOf } from "../store/scope.ts";
import { useEditor } from "../store/state.ts";
import type { Wire } from "./flow-model.ts";
import type { Way } from "./geometry.ts";
import { chevronOf, roundedPath, type Side, wirePoints } from "./wire-path.ts";

const CHEVRON = "M-4.5 -4.5L4.5 0L-4.5 4.5L-2 0Z";

interface WayShapeProps {
  readonly way: Way;
  readonly steady: boolean;
  readonly selected: boolean;
}

/** A selected wire is shown from end to end, any other without the trunk that it shares. */
function WayShape({ way, steady, selected }: WayShapeProps) {
  const drawn = selected ? way.points : way.own;
  const chevron = chevronOf(drawn);
  return (
    <>
      <path
        className="react-flow__edge-interaction"
        d={roundedPath(way.points, way.partings)}
        fill="none"
        strokeOpacity={0}
        strokeWidth={16}
      />
      <path className={steady ? "wire-path steady" : "wire-path"} d={roundedPath(drawn, way.partings)} />
      {way.partings.map(({ x, y }) => (
        <circle key={`${x} ${y}`} className="wire-branch" cx={x} cy={y} r={3.5} />
      ))}
      {chevron && <path className="wire-chevron" d={CHEVRON} transform={`translate(${chevron.x} ${chevron.y}) rotate(${chevron.angle})`} />}
    </>
  );
}

export const WireEdge = memo(function WireEdge({ id, data, selected }: EdgeProps<Wire>) {
  const steady = useEditor((state) => {
    const from = data?.edge.from;
    const axes = from && state.analysis?.ports[`${pathOf(state.path, from.node)}:${from.port}`];
    return axes !== undefined && !axes.time && (state.inspection?.steps ?? null) !== null;
  });
  return <g data-testid={`wire-${id}`}>{data?.way && <WayShape way={data.way} steady={steady} selected={selected === true} />}</g>;
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
