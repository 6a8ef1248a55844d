// The menu of the canvas, by the right button or the menu key: on a node for what is selected, elsewhere for the graph.

import { useStoreApi } from "@xyflow/react";
import { useEffect, useRef, useState } from "react";
import { Keyboard, Menu, MenuItem, MenuSection, Popover, Separator, Text } from "react-aria-components";
import type { NodeId, Position } from "../../graph/document.ts";
import { type Command, isOffered } from "../adding/commands.ts";
import { getState } from "../store/state.ts";
import { select } from "../store/view.ts";
import "./canvas-menu.css";

interface OpenAt extends Position {
  readonly node: NodeId | null;
}

const ON_NODE = [
  ["open-cell", "make-cell", "unpack"],
  ["wire", "duplicate", "cut", "copy", "paste"],
  ["layout", "delete"],
] as const;
const ON_CANVAS = [
  ["add", "paste", "select-all"],
  ["undo", "redo"],
  ["layout", "fit", "minimap"],
] as const;

/** What is not selected yet is selected first: the menu speaks of the selection. */
function aimAt(node: NodeId | null): void {
  if (node !== null && !getState().selection.includes(node)) select([node]);
}

const nodeAround = (target: EventTarget | null): NodeId | null =>
  (target instanceof Element && target.closest<HTMLElement>(".react-flow__node")?.dataset.id) || null;

/** React Flow lays a rectangle over several selected nodes: there the menu is that of the selection. */
const isOverSelection = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(".react-flow__nodesselection") !== null;

function useOpening(): readonly [OpenAt | null, () => void] {
  const store = useStoreApi();
  const [at, setAt] = useState<OpenAt | null>(null);
  useEffect(() => {
    const { domNode } = store.getState();
    const open = (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest("input, textarea, .refusal")) return;
      event.preventDefault();
      const node = nodeAround(event.target) ?? (isOverSelection(event.target) ? (getState().selection[0] ?? null) : null);
      aimAt(node);
      setAt({ x: event.clientX, y: event.clientY, node });
    };
    domNode?.addEventListener("contextmenu", open);
    return () => domNode?.removeEventListener("contextmenu", open);
  }, [store]);
  return [at, () => setAt(null)];
}

function Item({ command, run }: { readonly command: Command; readonly run: (command: Command) => void }) {
  const disabled = !isOffered(command, getState());
  return (
    <MenuItem
      id={command.id}
      className="menu-item"
      isDisabled={disabled}
      textValue={command.title}
      onAction={() => run(command)}
      data-testid={`menu-${command.id}`}
    >
      <Text slot="label">{command.title}</Text>
      {command.keys && <Keyboard>{command.keys}</Keyboard>}
    </MenuItem>
  );
}

export function CanvasMenu({ commands }: { readonly commands: readonly Command[] }) {
  const anchor = useRef<HTMLSpanElement>(null);
  const [at, close] = useOpening();
  if (!at) return null;
  const groups = at.node === null ? ON_CANVAS : ON_NODE;
  const run = ({ act }: Command) => {
    close();
    // The menu gives the focus back before the command takes it.
    requestAnimationFrame(() => requestAnimationFrame(act));
  };
  const found = (ids: readonly string[]) => ids.flatMap((id) => commands.find((command) => command.id === id) ?? []);
  return (
    <>
      <span ref={anchor} className="menu-anchor" style={{ left: at.x, top: at.y }} />
      <Popover
        key={`${at.x} ${at.y}`}
        className="popover"
        aria-label={at.node === null ? "Graph" : "Selection"}
        triggerRef={anchor}
        isOpen
        onOpenChange={(open) => !open && close()}
        placement="bottom start"
        offset={0}
      >
        <Menu className="menu canvas-menu" aria-label={at.node === null ? "Graph" : "Selection"} autoFocus="first" onClose={close}>
          {groups.map((ids, index) => (
            <MenuSection key={ids[0]} aria-label={ids[0]}>
              {index > 0 && <Separator className="menu-line" />}
              {found(ids).map((command) => (
                <Item key={command.id} command={command} run={run} />
              ))}
            </MenuSection>
          ))}
        </Menu>
      </Popover>
    </>
  );
}
