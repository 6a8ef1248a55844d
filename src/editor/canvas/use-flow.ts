// Keeps what React Flow shows in step with the document and the selection, and turns its drags into edits.

import { applyNodeChanges, type NodeChange, useReactFlow } from "@xyflow/react";
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { registry } from "../../../nodes/index.ts";
import type { NodeId } from "../../graph/document.ts";
import { moveNodes } from "../store/changes.ts";
import { currentGraph, currentScope } from "../store/selectors.ts";
import { getState, useEditor } from "../store/state.ts";
import { select } from "../store/view.ts";
import { type CanvasNode, canvasNodes, canvasWires, movedNodes, type Wire } from "./flow-model.ts";
import { type OpenCell, openCellOf } from "./open-cell.ts";
import { useLaidWires } from "./use-laid-wires.ts";

interface SelectChange {
  readonly id: string;
  readonly selected: boolean;
}

const changed = (before: readonly string[], changes: readonly SelectChange[]): string[] => {
  const set = new Set(before);
  for (const { id, selected } of changes) selected ? set.add(id) : set.delete(id);
  return [...set];
};

const selectChanges = (changes: readonly { readonly type: string }[]): SelectChange[] =>
  changes.filter((change): change is SelectChange & { type: "select" } => change.type === "select");

function useNodes() {
  const document = useEditor((state) => state.document);
  const graph = useEditor(currentGraph);
  const scope = useEditor(currentScope);
  const selection = useEditor((state) => state.selection);
  const [nodes, setNodes] = useState<CanvasNode[]>([]);
  useLayoutEffect(() => {
    const chosen = new Set<NodeId>(selection);
    setNodes((before) => canvasNodes(document, graph, scope, registry, chosen, before));
  }, [document, graph, scope, selection]);
  return [nodes, setNodes] as const;
}

/** Wires follow their nodes while these are dragged. */
function useWires(nodes: readonly CanvasNode[]): Wire[] {
  const graph = useEditor(currentGraph);
  const selected = useEditor((state) => state.selectedEdges);
  const laid = useLaidWires(nodes, graph);
  const before = useRef<Wire[]>([]);
  return useMemo(() => {
    before.current = canvasWires(graph, laid, new Set(selected), before.current);
    return before.current;
  }, [graph, laid, selected]);
}

/** A graph that hands something out is drawn as the cell that it is. */
function useOpenCell(nodes: readonly CanvasNode[], wires: readonly Wire[]): OpenCell | null {
  const isOpened = useEditor((state) => state.path.length > 0);
  return useMemo(() => {
    const isCell = isOpened || nodes.some(({ data }) => data.type?.role === "output");
    return isCell ? openCellOf(nodes, wires) : null;
  }, [isOpened, nodes, wires]);
}

export function useFlow() {
  const [nodes, setNodes] = useNodes();
  const edges = useWires(nodes);
  const openCell = useOpenCell(nodes, edges);
  const flow = useReactFlow<CanvasNode, Wire>();

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const selects = selectChanges(changes);
      if (selects.length > 0) select(changed(getState().selection, selects), getState().selectedEdges);
      const rest = changes.filter((change) => change.type === "position" || change.type === "dimensions");
      if (rest.length > 0) setNodes((before) => applyNodeChanges(rest, before));
    },
    [setNodes],
  );

  const onEdgesChange = useCallback((changes: readonly { readonly type: string }[]) => {
    const selects = selectChanges(changes);
    if (selects.length > 0) select(getState().selection, changed(getState().selectedEdges, selects));
  }, []);

  /** One edit for a whole drag. */
  const onDragStop = useCallback(() => moveNodes(movedNodes(flow.getNodes(), currentGraph(getState()))), [flow]);

  return { nodes, edges, openCell, onNodesChange, onEdgesChange, onDragStop };
}
