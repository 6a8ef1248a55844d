// The canvas: the open graph under React Flow, which does camera, drag, selection and wiring; what they mean is decided in store/.

import { Background, BackgroundVariant, type Connection, type OnConnectEnd, Panel, ReactFlow, useReactFlow, useStore } from "@xyflow/react";
import { type DragEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Editing } from "../adding/editing.tsx";
import { dropWire } from "../adding/open-list.ts";
import { useCanvasPlace } from "../data-table/canvas-place.ts";
import { LegendPanel } from "../lens/legend-panel.tsx";
import { carriedKey, carriesEntry } from "../palette/drag.ts";
import { addEntry } from "../store/changes.ts";
import { currentGraph } from "../store/selectors.ts";
import { getState, useEditor } from "../store/state.ts";
import { openCell } from "../store/view.ts";
import { proposeWire } from "../store/wiring.ts";
import { WorkNote } from "../work/work-note.tsx";
import { ZoomControls } from "./controls.tsx";
import { GraphNode } from "./figures/graph-node.tsx";
import { useFit } from "./fit.ts";
import { FromAfar, isFromAfar, isLarge, Large } from "./from-afar.ts";
import { Ghosts } from "./ghosts.tsx";
import { Hull } from "./hull.tsx";
import { useCanvasKeys } from "./keys.ts";
import { OpenCellGround } from "./open-cell-ground.tsx";
import { portOfHandle } from "./port-layout.ts";
import { RefusedWire } from "./refused-wire.tsx";
import { SeenFromAfar, undrawn } from "./seen-from-afar.tsx";
import { StripsLayer } from "./strips/strips-layer.tsx";
import { TipView, tipListeners } from "./tip.tsx";
import { useFlow } from "./use-flow.ts";
import { HeldWire, WireEdge } from "./wire.tsx";
import { zoomLevel } from "./zoom-level.ts";
import "@xyflow/react/dist/base.css";
import "./canvas.css";
import "./cell.css";
import "./figures/cards.css";
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

/** The same function at every rendering: React Flow draws all nodes anew where a listener changes. */
const lookInside = (_: unknown, { id }: { readonly id: string }): void => openCell(id);

/** React Flow tells what it cannot draw in a development build only; silence in the built page would hide it from every test. */
const tellMisfit = (code: string, message: string): void => console.warn(`React Flow ${code}: ${message}`);

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

/** A graph that has just been opened is shown as a whole; one that begins empty stays where its first node is put. */
function useFitOnOpen(ready: boolean): void {
  const showAll = useFit();
  const place = useEditor((state) => `${state.opened}/${state.path.join("/")}`);
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (shown.current === place) return;
    const isEmpty = Object.keys(currentGraph(getState()).nodes).length === 0;
    if (!ready && !isEmpty) return;
    shown.current = place;
    let waiting = true;
    const frame = requestAnimationFrame(() => {
      waiting = false;
      showAll();
    });
    return () => {
      cancelAnimationFrame(frame);
      if (waiting) shown.current = null;
    };
  }, [showAll, place, ready]);
}

function EmptyHint() {
  return (
    <Panel position="top-center" className="canvas-empty">
      <p>
        Double-click or press <kbd>Tab</kbd> to add a node, or paste equations.
      </p>
    </Panel>
  );
}

const classesOf = (wiring: boolean, framed: boolean): string =>
  ["canvas", wiring ? "wiring" : "", framed ? "framed" : ""].filter(Boolean).join(" ");

export function Canvas() {
  const { nodes, edges, isRouted, openCell: ground, onNodesChange, onEdgesChange, onDragStop } = useFlow();
  const [wiring, setWiring] = useState(false);
  const level = useStore((state) => zoomLevel(state.transform[2]));
  const large = isLarge(nodes.length);
  const afar = isFromAfar(nodes.length, level);
  const drawn = useMemo(() => (afar ? undrawn(edges) : edges), [afar, edges]);
  const drop = useDrop();
  const onKeyDown = useCanvasKeys();
  useCanvasPlace();
  useFitOnOpen(nodes.length > 0);
  const startWiring = useCallback(() => setWiring(true), []);
  const flow = useReactFlow();
  const endWiring = useCallback<OnConnectEnd>(
    (event, state) => {
      setWiring(false);
      dropWire(state, event, flow.screenToFlowPosition);
    },
    [flow],
  );
  return (
    <main
      className={classesOf(wiring, ground !== null)}
      data-testid="canvas"
      data-level={level}
      data-routing={isRouted ? "done" : "running"}
      aria-label="Canvas"
      {...tipListeners}
    >
      <Large value={large}>
        <FromAfar value={afar}>
          <ReactFlow
            nodes={nodes}
            edges={drawn}
            nodeTypes={NODE_TYPES}
            edgeTypes={EDGE_TYPES}
            nodeOrigin={CENTRE}
            onNodesChange={onNodesChange}
            onEdgesChange={onEdgesChange}
            onNodeDragStop={onDragStop}
            onSelectionDragStop={onDragStop}
            onNodeDoubleClick={lookInside}
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
            onlyRenderVisibleElements={large}
            attributionPosition="bottom-center"
            onError={tellMisfit}
            {...drop}
          >
            <Background variant={BackgroundVariant.Dots} gap={16} size={1.6} color="var(--line)" />
            {ground && <OpenCellGround cell={ground} />}
            {afar && <SeenFromAfar nodes={nodes} wires={edges} />}
            <StripsLayer />
            <Hull nodes={nodes} />
            <Ghosts nodes={nodes} />
            <RefusedWire />
            <LegendPanel />
            <ZoomControls />
            <WorkNote />
            <Editing />
            {nodes.length === 0 && <EmptyHint />}
          </ReactFlow>
        </FromAfar>
      </Large>
      <TipView />
    </main>
  );
}
