// An instance of a cell: a miniature of its graph, and its output over time. Double-click looks inside.

import { memo } from "react";
import { registry } from "../../../../nodes/index.ts";
import { type Cell, type Edge, edgeId, type GraphNode } from "../../../graph/document.ts";
import { isNamed } from "../../math/name.ts";
import { cellName } from "../../store/scope.ts";
import { useEditor } from "../../store/state.ts";
import { cellNumber } from "../../store/written-number.ts";
import { figureOf, sizeOf } from "../drawing.ts";
import type { NodeData } from "../flow-model.ts";
import { roundedPath, wirePoints } from "../wire-path.ts";
import { CardHead } from "./card-parts.tsx";
import { Strip, useFirstValue } from "./values.tsx";

const ROUND: ReadonlySet<string> = new Set(["operator", "tag", "constant"]);

function MiniNode({ node }: { readonly node: GraphNode }) {
  const type = registry.get(node.type);
  const { width, height } = sizeOf(type, node.attributes);
  const { x, y } = node.position;
  const radius = ROUND.has(figureOf(type, node.attributes)) ? height / 2 : 6;
  return <rect x={x - width / 2} y={y - height / 2} width={width} height={height} rx={radius} />;
}

function MiniWire({ edge, cell }: { readonly edge: Edge; readonly cell: Cell }) {
  const [from, to] = [cell.nodes[edge.from.node]?.position, cell.nodes[edge.to.node]?.position];
  if (!from || !to) return null;
  return <path d={roundedPath(wirePoints({ ...from, side: "right" }, { ...to, side: "left" }, edge.route))} />;
}

/** A box around all nodes and corners, as an SVG view box. */
function viewBox(cell: Cell): string {
  const nodes = Object.values(cell.nodes);
  const points = [...nodes.map((node) => node.position), ...Object.values(cell.edges).flatMap((edge) => edge.route ?? [])];
  const [xs, ys] = [points.map((p) => p.x), points.map((p) => p.y)];
  const [left, top] = [Math.min(...xs) - 70, Math.min(...ys) - 50];
  return `${left} ${top} ${Math.max(...xs) + 70 - left} ${Math.max(...ys) + 50 - top}`;
}

/** Drawn anew where the cell itself changes: its instances change more often. */
const Miniature = memo(function Miniature({ cell }: { readonly cell: Cell }) {
  const nodes = Object.values(cell.nodes);
  if (nodes.length === 0) return <span className="miniature" />;
  return (
    <svg className="miniature" viewBox={viewBox(cell)} aria-hidden="true">
      {Object.values(cell.edges).map((edge) => (
        <MiniWire key={edgeId(edge.to)} edge={edge} cell={cell} />
      ))}
      {nodes.map((node) => (
        <MiniNode key={node.id} node={node} />
      ))}
    </svg>
  );
});

export function CellFigure({ data: { node } }: { readonly data: NodeData }) {
  const name = cellName(node);
  const cell = useEditor((state) => (name === null ? undefined : state.document.cells[name]));
  // an instance inside a cell says `units`, whatever that is there
  const units = useEditor((state) => cellNumber(state, node, "units"));
  const kind = units === undefined ? "cell" : `cell, ${units} units`;
  return (
    <>
      <CardHead title={isNamed(node.id) ? node.id : (name ?? "cell")} kind={kind} />
      {cell ? <Miniature cell={cell} /> : <p className="dim">There is no cell called "{name}" in this document.</p>}
      <Strip entry={useFirstValue(node.id)} width={168} height={40} />
    </>
  );
}
