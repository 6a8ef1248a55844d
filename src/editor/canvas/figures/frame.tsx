// What all figures have in common: outline, ports, a place for tests to find them.

import type { CSSProperties, ReactNode } from "react";
import { ProblemMark } from "../../problems/problem-mark.tsx";
import { pathOf } from "../../store/scope.ts";
import { useEditor } from "../../store/state.ts";
import { type Figure, isQuiet } from "../drawing.ts";
import type { NodeData } from "../flow-model.ts";
import { Port } from "../port.tsx";
import { type NodeStanding, useStanding } from "./use-standing.ts";
import { WarningMark } from "./warning-mark.tsx";

/** Figures that share their looks. */
const KIND: Partial<Record<Figure, string>> = {
  data: "card",
  loss: "card",
  optimizer: "card",
  metric: "card",
  cell: "card",
  unknown: "card",
  constant: "tag",
};

const standingClasses = ({ colour, unreached, broken }: NodeStanding): string[] => [
  colour ? "tinted" : "",
  unreached ? "unreached" : "",
  broken ? "broken" : "",
];

/** Read by the far level alone. */
const tint = ({ colour }: NodeStanding) => (colour ? ({ "--norm": colour } as CSSProperties) : undefined);

interface FigureFrameProps {
  readonly data: NodeData;
  readonly children: ReactNode;
}

export function FigureFrame({ data: { node, figure, ports }, children }: FigureFrameProps) {
  const path = useEditor((state) => pathOf(state.path, node.id));
  const standing = useStanding(node.id);
  const classes = ["figure", figure, KIND[figure] ?? "", isQuiet(figure) ? "quiet" : "", ...standingClasses(standing)];
  return (
    <div className={classes.filter(Boolean).join(" ")} data-testid={`node-${node.id}`} style={tint(standing)}>
      {children}
      {standing.broken && (
        <span className="broken-mark" role="img" aria-label="NaN or infinity comes up here first">
          △
        </span>
      )}
      {!standing.broken && <ProblemMark path={path} />}
      {!standing.broken && <WarningMark node={node} />}
      {ports.map((port) => (
        <Port key={`${port.direction}:${port.id}`} port={port} path={path} labelled={KIND[figure] === "card"} />
      ))}
    </div>
  );
}
