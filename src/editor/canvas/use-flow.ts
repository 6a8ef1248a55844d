// Keeps what React Flow shows in step with the document and the selection, and turns its drags into edits.

import { applyNodeChanges, type NodeChange, useReactFlow } from "@xyflow/react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { registry } from "../../../nodes/index.ts";
import type { Document, GraphScope, NodeId } from "../../graph/document.ts";
import { moveNodes } from "../store/changes.ts";
import { currentGraph, currentScope } from "../store/selectors.ts";
import { getState, useEditor } from "../store/state.ts";
import { select } from "../store/view.ts";
import { type CanvasNode, canvasNodes, canvasWires, movedNodes, selectedNodes, type Wire } from "./flow-model.ts";
import { keepsLost, withoutLost } from "./handle.ts";
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

/** What the nodes under React Flow were made of. */
interface Shown {
  readonly document: Document | null;
  readonly scope: GraphScope;
  readonly selection: readonly NodeId[];
  readonly nodes: CanvasNode[];
}

function useNodes() {
  const document = useEditor((state) => state.document);
  const graph = useEditor(currentGraph);
  const scope = useEditor(currentScope);
  const selection = useEditor((state) => state.selection);
  const [shown, setShown] = useState<Shown>({ document: null, scope, selection, nodes: [] });
  const now = shown.document === document && shown.scope === scope && shown.selection === selection ? shown : follow();
  // adjusted while rendering, so that the canvas is drawn once for an edit and not a second time in its wake
  if (now !== shown) setShown(now);
  function follow(): Shown {
    const chosen = new Set<NodeId>(selection);
    const isSame = shown.document === document && shown.scope === scope;
    const nodes = isSame ? selectedNodes(shown.nodes, chosen) : canvasNodes(document, graph, scope, registry, chosen, shown.nodes);
    return { document, scope, selection, nodes };
  }
  useEffect(() => {
    if (!now.nodes.some(keepsLost)) return;
    // a frame later, when the wires on the canvas are those of now
    const frame = requestAnimationFrame(() => setShown((before) => ({ ...before, nodes: withoutLost(before.nodes) })));
    return () => cancelAnimationFrame(frame);
  }, [now.nodes]);
  const change = useCallback(
    (changes: NodeChange<CanvasNode>[]) => setShown((before) => ({ ...before, nodes: applyNodeChanges(changes, before.nodes) })),
    [],
  );
  return [now.nodes, change] as const;
}

/** Wires follow their nodes while these are dragged. */
function useWires(nodes: readonly CanvasNode[]): { readonly edges: Wire[]; readonly isRouted: boolean } {
  const graph = useEditor(currentGraph);
  const selected = useEditor((state) => state.selectedEdges);
  const { laid, isRouted } = useLaidWires(nodes, graph);
  const before = useRef<Wire[]>([]);
  const edges = useMemo(() => {
    before.current = canvasWires(graph, laid, new Set(selected), before.current);
    return before.current;
  }, [graph, laid, selected]);
  return { edges, isRouted };
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
  const [nodes, changeNodes] = useNodes();
  const { edges, isRouted } = useWires(nodes);
  const openCell = useOpenCell(nodes, edges);
  const flow = useReactFlow<CanvasNode, Wire>();

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const selects = selectChanges(changes);
      if (selects.length > 0) select(changed(getState().selection, selects), getState().selectedEdges);
      const rest = changes.filter((change) => change.type === "position" || change.type === "dimensions");
      if (rest.length > 0) changeNodes(rest);
    },
    [changeNodes],
  );

  const onEdgesChange = useCallback((changes: readonly { readonly type: string }[]) => {
    const selects = selectChanges(changes);
    if (selects.length > 0) select(getState().selection, changed(getState().selectedEdges, selects));
  }, []);

  /** One edit for a whole drag. */
  const onDragStop = useCallback(() => moveNodes(movedNodes(flow.getNodes(), currentGraph(getState()))), [flow]);

  return { nodes, edges, isRouted, openCell, onNodesChange, onEdgesChange, onDragStop };
}
