// The list that adds at the pointer: after a double click, Tab, or a wire that was dropped on the empty canvas.

import { useRef } from "react";
import { Dialog, Popover } from "react-aria-components";
import { currentScope } from "../store/selectors.ts";
import { getState, useEditor } from "../store/state.ts";
import { proposeWire } from "../store/wiring.ts";
import { addChosen } from "./arrival.ts";
import { addSections, portChosen } from "./choices.ts";
import { focusNode } from "./focus-node.ts";
import { SearchList } from "./search-list.tsx";
import { type AddRequest, closeAddList, useAddRequest } from "./wiring-request.ts";

async function take(key: string, { at, wire }: AddRequest): Promise<void> {
  closeAddList();
  const port = portChosen(key);
  if (port && wire) {
    await (wire.direction === "out" ? proposeWire(wire.end, port) : proposeWire(port, wire.end));
    focusNode(wire.end.node);
    return;
  }
  const id = await addChosen(key, at, wire);
  if (id !== null) focusNode(id);
}

const nothing = (query: string) => (query.trim() === "" ? "Nothing fits here." : `No node answers to “${query.trim()}”.`);

function OpenList({ request }: { readonly request: AddRequest }) {
  const anchor = useRef<HTMLSpanElement>(null);
  // What fits hangs on the graph and on what the engine knows of it.
  useEditor((state) => state.analysis);
  useEditor(currentScope);
  const label = request.wire ? "Wire to" : "Add a node";
  return (
    <>
      <span ref={anchor} className="add-anchor" style={{ left: request.screen.x, top: request.screen.y }} />
      <Popover
        className="popover add-list"
        triggerRef={anchor}
        isOpen
        onOpenChange={(open) => !open && closeAddList()}
        placement="bottom start"
        offset={4}
        isNonModal={false}
      >
        <Dialog aria-label={label} data-testid="add-list">
          <SearchList
            label={label}
            placeholder={request.wire ? "Wire to a node or port" : "Add a node or cell"}
            sections={(query) => addSections(getState(), query, request.wire)}
            choose={(key) => void take(key, request)}
            nothing={nothing}
          />
        </Dialog>
      </Popover>
    </>
  );
}

export function AddList() {
  const request = useAddRequest((state) => state.request);
  return request && <OpenList key={`${request.at.x} ${request.at.y}`} request={request} />;
}
