// The canvas: the open graph under React Flow, which does camera, drag, selection and wiring; what they mean is decided in store/.

import { Background, BackgroundVariant, type Connection, Panel, ReactFlow, useReactFlow, useStore } from "@xyflow/react";
import { type DragEvent, type MouseEvent, useCallback, useEffect, useState } from "react";
import { carriedKey, carriesEntry } from "../palette/drag.ts";
import { addEntry } from "../store/changes.ts";
import { useEditor } from "../store/state.ts";
import { openCell } from "../store/view.ts";
import { proposeWire } from "../store/wiring.ts";
import { ScaleNote, ZoomControls } from "./controls.tsx";
import { GraphNode } from "./figures/graph-node.tsx";
import { useFit } from "./fit.ts";
import { useCanvasKeys } from "./keys.ts";
import { portOfHandle } from "./port-layout.ts";
import { RefusedWire } from "./refused-wire.tsx";
import { useFlow } from "./use-flow.ts";
import { HeldWire, WireEdge } from "./wire.tsx";
import { zoomLevel } from "./zoom-level.ts";
import "@xyflow/react/dist/base.css";
import "./canvas.css";
import "./figures/figures.css";
import "./refusal.css";

const NODE_TYPES = { graph: GraphNode };
const EDGE_TYPES = { wire: WireEdge };
const CENTRE: [number, number] = [0.5, 0.5];
const GRID: [number, number] = [8, 8];
const SEVERAL = ["Control", "Meta", "Shift"];

function connect({ source, sourceHandle, target, targetHandle }: Connection): void {
  if (!sourceHandle || !targetHandle) return;
  void proposeWire({ node: source, port: portOfHandle(sourceHandle) }, { node: target, port: portOfHandle(targetHandle) });
}

/** A node type that is dragged from the palette falls where the pointer is. */
function useDrop() {
  const flow = useReactFlow();
  const onDragOver = (event: DragEvent) => {
    if (!carriesEntry(event.dataTransfer)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  };
  const onDrop = (event: DragEvent) => {
    if (!carriesEntry(event.dataTransfer)) return;
    event.preventDefault();
    addEntry(carriedKey(event.dataTransfer), flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
  };
  return { onDragOver, onDrop };
}

/** A graph that has just been opened is shown as a whole. */
function useFitOnOpen(ready: boolean): void {
  const fit = useFit();
  const place = useEditor((state) => `${state.opened}/${state.path.join("/")}`);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `place` says when to fit, not how
  useEffect(() => {
    if (!ready) return;
    const frame = requestAnimationFrame(fit);
    return () => cancelAnimationFrame(frame);
  }, [fit, place, ready]);
}

const focusSearch = (event: MouseEvent) => {
  const onPane = event.target instanceof Element && event.target.classList.contains("react-flow__pane");
  if (onPane) document.querySelector<HTMLInputElement>("#palette-search")?.focus();
};

function EmptyHint() {
  return (
    <Panel position="top-center" className="canvas-empty">
      <p>
        Drag a node here from the palette, or press <kbd>/</kbd>, type its name and press Enter.
      </p>
    </Panel>
  );
}

export function Canvas() {
  const { nodes, edges, onNodesChange, onEdgesChange, onDragStop } = useFlow();
  const [wiring, setWiring] = useState(false);
  const level = useStore((state) => zoomLevel(state.transform[2]));
  const drop = useDrop();
  const onKeyDown = useCanvasKeys();
  useFitOnOpen(nodes.length > 0);
  const startWiring = useCallback(() => setWiring(true), []);
  const endWiring = useCallback(() => setWiring(false), []);
  return (
    <main className={wiring ? "canvas wiring" : "canvas"} data-testid="canvas" data-level={level} aria-label="Canvas">
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        nodeOrigin={CENTRE}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeDragStop={onDragStop}
        onSelectionDragStop={onDragStop}
        onNodeDoubleClick={(_, node) => openCell(node.id)}
        onDoubleClick={focusSearch}
        onConnect={connect}
        onConnectStart={startWiring}
        onConnectEnd={endWiring}
        connectionLineComponent={HeldWire}
        connectionRadius={24}
        onKeyDown={onKeyDown}
        deleteKeyCode={null}
        multiSelectionKeyCode={SEVERAL}
        zoomOnDoubleClick={false}
        snapToGrid
        snapGrid={GRID}
        minZoom={0.1}
        maxZoom={4}
        disableKeyboardA11y
        onlyRenderVisibleElements={nodes.length > 300}
        attributionPosition="top-right"
        {...drop}
      >
        <Background variant={BackgroundVariant.Dots} gap={16} size={1.6} color="var(--line)" />
        <RefusedWire />
        <ScaleNote />
        <ZoomControls />
        {nodes.length === 0 && <EmptyHint />}
      </ReactFlow>
    </main>
  );
}
