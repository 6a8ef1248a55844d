// Any node of the graph, drawn as the figure of its type.

import type { NodeProps } from "@xyflow/react";
import { type ComponentType, memo } from "react";
import type { Figure } from "../drawing.ts";
import type { CanvasNode, NodeData } from "../flow-model.ts";
import { useOutlined } from "../from-afar.ts";
import { DataFigure, MetricFigure, UnknownFigure } from "./cards.tsx";
import { CellFigure } from "./cell-figure.tsx";
import { FigureFrame } from "./frame.tsx";
import { LossFigure } from "./loss-figure.tsx";
import { OptimizerFigure } from "./optimizer-figure.tsx";
import { OutlineFigure } from "./outline-figure.tsx";
import { CommentFigure, ConstantFigure, DelayFigure, GateFigure, OperatorFigure, TagFigure } from "./small.tsx";

const FIGURES: Readonly<Record<Figure, ComponentType<{ readonly data: NodeData }>>> = {
  operator: OperatorFigure,
  square: OperatorFigure,
  gate: GateFigure,
  delay: DelayFigure,
  data: DataFigure,
  loss: LossFigure,
  metric: MetricFigure,
  optimizer: OptimizerFigure,
  cell: CellFigure,
  tag: TagFigure,
  constant: ConstantFigure,
  comment: CommentFigure,
  unknown: UnknownFigure,
};

export const GraphNode = memo(function GraphNode({ data }: NodeProps<CanvasNode>) {
  const Inside = FIGURES[data.figure];
  if (useOutlined()) return <OutlineFigure data={data} />;
  return (
    <FigureFrame data={data}>
      <Inside data={data} />
    </FigureFrame>
  );
});
