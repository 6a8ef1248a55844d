// The ways in which the list of things to add opens: a double click, a key, a wire that is dropped on the empty canvas.

import { type FinalConnectionState, useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback, useEffect } from "react";
import { registry } from "../../../nodes/index.ts";
import type { Endpoint, NodeId, Position } from "../../graph/document.ts";
import { portsOf } from "../../graph/ports.ts";
import type { CanvasNode, Wire } from "../canvas/flow-model.ts";
import { portOfHandle } from "../canvas/port-layout.ts";
import { currentGraph, currentScope } from "../store/selectors.ts";
import { getState } from "../store/state.ts";
import { followPointer, pointerOver } from "./pointer.ts";
import { type LooseWire, openAddList } from "./wiring-request.ts";

const isPane = (target: EventTarget | null): boolean => target instanceof Element && target.classList.contains("react-flow__pane");

type ToCanvas = (screen: Position) => Position;

const openAt = (screen: Position, toCanvas: ToCanvas, wire: LooseWire | null = null): void =>
  openAddList({ at: toCanvas(screen), screen, wire });

function listen(pane: HTMLElement, toCanvas: ToCanvas): () => void {
  const onDoubleClick = (event: MouseEvent) => {
    if (isPane(event.target)) openAt({ x: event.clientX, y: event.clientY }, toCanvas);
  };
  const stopFollowing = followPointer(pane);
  pane.addEventListener("dblclick", onDoubleClick);
  return () => {
    stopFollowing();
    pane.removeEventListener("dblclick", onDoubleClick);
  };
}

/** First output of a node: what a wire that is made with a key begins at. */
function firstOutput(id: NodeId): Endpoint | null {
  const state = getState();
  const node = currentGraph(state).nodes[id];
  const [port] = node ? portsOf(node, state.document, registry, currentScope(state)).outputs : [];
  return port ? { node: id, port: port.id } : null;
}

/** Right of the node, where its wire would go. */
const BESIDE = 168;

/** Opens the list where the pointer is, or for a wire from the one selected node. */
export function useOpenAddList() {
  const flow = useReactFlow<CanvasNode, Wire>();
  const store = useStoreApi();
  const toCanvas = useCallback<ToCanvas>((screen) => flow.screenToFlowPosition(screen), [flow]);

  useEffect(() => {
    const { domNode } = store.getState();
    return domNode ? listen(domNode, toCanvas) : undefined;
  }, [store, toCanvas]);

  const atPointer = useCallback(() => {
    const { domNode } = store.getState();
    if (domNode) openAt(pointerOver(domNode), toCanvas);
  }, [store, toCanvas]);

  const fromSelected = useCallback(() => {
    const [id, ...others] = getState().selection;
    const node = id === undefined || others.length > 0 ? undefined : flow.getInternalNode(id);
    const end = node && firstOutput(node.id);
    if (!node || !end) return;
    const at = { x: node.position.x + BESIDE, y: node.position.y };
    openAddList({ at, screen: flow.flowToScreenPosition(at), wire: { end, direction: "out" } });
  }, [flow]);

  return { atPointer, fromSelected };
}

/** A wire that was dropped: on the empty canvas it asks what it should go to. `screen` is where it fell. */
export function dropWire(state: FinalConnectionState, event: MouseEvent | TouchEvent, toCanvas: ToCanvas): void {
  const { fromNode, fromHandle, toHandle } = state;
  const point = "changedTouches" in event ? event.changedTouches[0] : event;
  if (!fromNode || !fromHandle?.id || toHandle || !point || !isPane(event.target)) return;
  const direction = fromHandle.type === "source" ? "out" : "in";
  const end = { node: fromNode.id, port: portOfHandle(fromHandle.id) };
  openAt({ x: point.clientX, y: point.clientY }, toCanvas, { end, direction });
}
