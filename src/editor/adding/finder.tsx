// Find or add (Ctrl K): nodes of the document, nodes to add, and everything that can be done, by name.

import { useReactFlow, useStoreApi } from "@xyflow/react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { create } from "zustand";
import type { CanvasNode, Wire } from "../canvas/flow-model.ts";
import { selectedNode } from "../store/selectors.ts";
import { getState } from "../store/state.ts";
import { reveal } from "../store/view.ts";
import { addChosen } from "./arrival.ts";
import { type Choice, entryChoices, matching, type Section } from "./choices.ts";
import { type Command, isOffered, useCommands } from "./commands.ts";
import { focusNode } from "./focus-node.ts";
import { foundNodes, nodeChosen } from "./found-nodes.ts";
import { pointerOver } from "./pointer.ts";
import { SearchList } from "./search-list.tsx";

const useFinder = create<{ readonly open: boolean }>(() => ({ open: false }));

export const openFinder = (): void => useFinder.setState({ open: true });
const closeFinder = (): void => useFinder.setState({ open: false });

const COMMAND = "command:";

const commandChoice = ({ id, title, keys }: Command): Choice => ({ key: COMMAND + id, title, ...(keys ? { hint: keys } : {}) });

/** 0 where an answer is the query itself, 1 where one begins with it; a node is called by the last part of its path. */
function distance({ choices }: Section, query: string): number {
  const text = query.trim().toLowerCase();
  const names = choices.map(({ key, title }) => (nodeChosen(key) === null ? title : title.slice(title.lastIndexOf(".") + 1)).toLowerCase());
  return names.includes(text) ? 0 : names.some((name) => name.startsWith(text)) ? 1 : 2;
}

/** With nothing typed yet: what can be done now, then where one may go. Later the best answers come first. */
function sections(query: string, commands: readonly Command[]): Section[] {
  const state = getState();
  const offered = commands.filter((command) => isOffered(command, state)).map(commandChoice);
  const nodes: Section = { title: "Nodes of this graph", choices: foundNodes(state.document, query) };
  const doable: Section = { title: "Commands", choices: matching(offered, query) };
  const addable: Section = { title: "Add", choices: entryChoices(state, query, null) };
  const all =
    query.trim() === "" ? [doable, nodes, addable] : [nodes, addable, doable].sort((a, b) => distance(a, query) - distance(b, query));
  return all.filter(({ choices }) => choices.length > 0);
}

const twoFramesLater = (action: () => void): number => requestAnimationFrame(() => requestAnimationFrame(action));

/** Selects a node and brings it into the middle, at a size at which it can be read. */
function useGoTo(): (path: string) => void {
  const flow = useReactFlow<CanvasNode, Wire>();
  return (path) => {
    reveal(path);
    const node = selectedNode(getState());
    if (!node) return;
    // A cell that is opened on the way is fitted into view first.
    twoFramesLater(() => {
      void flow.setCenter(node.position.x, node.position.y, { zoom: Math.max(flow.getZoom(), 0.9) });
      focusNode(node.id);
    });
  };
}

function useAddHere(): (key: string) => void {
  const flow = useReactFlow();
  const store = useStoreApi();
  return (key) => {
    const { domNode } = store.getState();
    if (!domNode) return;
    void addChosen(key, flow.screenToFlowPosition(pointerOver(domNode)), null).then((id) => id !== null && focusNode(id));
  };
}

/** Closes first: a command may open what takes the focus. */
function useTake(commands: readonly Command[]): (key: string) => void {
  const goTo = useGoTo();
  const addHere = useAddHere();
  return (key) => {
    closeFinder();
    const path = nodeChosen(key);
    const command = commands.find(({ id }) => COMMAND + id === key);
    if (path !== null) goTo(path);
    else if (command) twoFramesLater(command.act);
    else addHere(key);
  };
}

function OpenFinder() {
  const commands = useCommands();
  const take = useTake(commands);
  return (
    <ModalOverlay className="finder-ground" isOpen isDismissable onOpenChange={(open) => !open && closeFinder()}>
      <Modal className="finder">
        <Dialog aria-label="Find or add" data-testid="finder">
          <SearchList
            label="Find or add"
            placeholder="Find a node, add one, or say what to do"
            sections={(query) => sections(query, commands)}
            choose={take}
            nothing={(query) => `Nothing answers to “${query.trim()}”.`}
          />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

export function Finder() {
  const open = useFinder((state) => state.open);
  return open && <OpenFinder />;
}
