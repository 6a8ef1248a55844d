// What all figures have in common: outline, ports, a place for tests to find them.

import type { ReactNode } from "react";
import { pathOf } from "../../store/scope.ts";
import { useEditor } from "../../store/state.ts";
import { type Figure, isQuiet } from "../drawing.ts";
import type { NodeData } from "../flow-model.ts";
import { Port } from "../port.tsx";

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

interface FigureFrameProps {
  readonly data: NodeData;
  readonly children: ReactNode;
}

export function FigureFrame({ data: { node, figure, ports }, children }: FigureFrameProps) {
  const path = useEditor((state) => pathOf(state.path, node.id));
  const classes = ["figure", figure, KIND[figure] ?? "", isQuiet(figure) ? "quiet" : ""];
  return (
    <div className={classes.filter(Boolean).join(" ")} data-testid={`node-${node.id}`}>
      {children}
      {ports.map((port) => (
        <Port key={`${port.direction}:${port.id}`} port={port} path={path} labelled={KIND[figure] === "card"} />
      ))}
    </div>
  );
}
