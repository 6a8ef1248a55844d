// Everything that can be done by name: the finder lists it, the menu of the canvas and the keys use the same words and actions.

import { useReactFlow } from "@xyflow/react";
import { useCallback, useMemo } from "react";
import { useFit } from "../canvas/fit.ts";
import type { CanvasNode, Wire } from "../canvas/flow-model.ts";
import * as cells from "../cells/actions.ts";
import { newFromEquations, showEquations } from "../equations/start.ts";
import { exampleGroups, openExample } from "../files/examples.ts";
import { newDocument } from "../files/open.ts";
import { saveFile } from "../files/save.ts";
import { autoLayout } from "../layout/auto-layout.ts";
import { toggleMinimap } from "../layout/minimap.tsx";
import { toggleFolded } from "../palette/folding.ts";
import { removeSelection } from "../store/changes.ts";
import { redoEdit, undoEdit } from "../store/edit.ts";
import { currentGraph } from "../store/selectors.ts";
import type { EditorState } from "../store/state.ts";
import { getState } from "../store/state.ts";
import { moveTo, selectAll, showDock } from "../store/view.ts";
import { toggleTheme } from "../theme/theme.ts";
import { togglePlaying } from "../time/play.ts";
import { canTrain, isRunning, reset, trainOneEpoch, trainOrPause } from "../training/actions.ts";
import { useOpenAddList } from "./open-list.ts";
import { focusSettings } from "./settings-keys.ts";

export interface Command {
  readonly id: string;
  readonly title: string;
  readonly keys?: string;
  /** What it needs; always there where nothing is said. */
  readonly when?: (state: EditorState) => boolean;
  readonly act: () => void;
}

const anySelected = ({ selection }: EditorState): boolean => selection.length > 0;
const anyNodes = (state: EditorState): boolean => Object.keys(currentGraph(state).nodes).length > 0;
const oneSelected = ({ selection }: EditorState): boolean => selection.length === 1;
const graphSelected = (state: EditorState): boolean => cells.selectedGraph(state) !== null;
const cellSelected = (state: EditorState): boolean => cells.selectedCell(state) !== null;

const forSelection: readonly Command[] = [
  { id: "open-cell", title: "Look inside", keys: "Enter", when: graphSelected, act: cells.openSelected },
  { id: "settings", title: "Go to its settings", keys: "Enter", when: oneSelected, act: focusSettings },
  { id: "make-cell", title: "Make a cell of the selection", keys: "Ctrl G", when: anySelected, act: cells.makeCellOfSelection },
  { id: "unpack", title: "Unpack the cell", keys: "Ctrl Shift G", when: cellSelected, act: cells.unpackSelection },
  { id: "duplicate", title: "Duplicate", keys: "Ctrl D", when: anySelected, act: cells.duplicateSelection },
  { id: "cut", title: "Cut", keys: "Ctrl X", when: anySelected, act: () => void cells.cutSelection() },
  { id: "copy", title: "Copy", keys: "Ctrl C", when: anySelected, act: () => void cells.copySelection() },
  { id: "paste", title: "Paste", keys: "Ctrl V", act: () => void cells.pasteClipboard() },
  {
    id: "delete",
    title: "Delete",
    keys: "Del",
    when: (state) => anySelected(state) || state.selectedEdges.length > 0,
    act: removeSelection,
  },
  { id: "select-all", title: "Select all", keys: "Ctrl A", when: anyNodes, act: selectAll },
];

const leaveCell = (): void => moveTo(getState().path.slice(0, -1));

const forPage: readonly Command[] = [
  { id: "undo", title: "Undo", keys: "Ctrl Z", when: ({ history }) => history.past.length > 0, act: undoEdit },
  { id: "redo", title: "Redo", keys: "Ctrl Shift Z", when: ({ history }) => history.future.length > 0, act: redoEdit },
  { id: "leave-cell", title: "Leave the cell", keys: "Esc", when: ({ path }) => path.length > 0, act: leaveCell },
  { id: "minimap", title: "Show or hide the map", keys: "M", act: toggleMinimap },
  { id: "palette", title: "Fold or open the palette", keys: "P", act: toggleFolded },
  { id: "theme", title: "Light or dark", act: toggleTheme },
  { id: "problems", title: "Show the problems", act: () => showDock("problems") },
  { id: "equations", title: "Show the equations", act: showEquations },
  { id: "train", title: "Train", keys: "T", when: (state) => canTrain(state) && !isRunning(), act: trainOrPause },
  { id: "pause", title: "Pause the training", keys: "T", when: isRunning, act: trainOrPause },
  { id: "train-epoch", title: "Train one epoch", keys: "Shift T", when: (state) => canTrain(state) && !isRunning(), act: trainOneEpoch },
  { id: "train-reset", title: "Start the training again", when: canTrain, act: () => void reset() },
  {
    id: "play",
    title: "Play the steps, or stop",
    keys: "Space",
    when: ({ inspection }) => (inspection?.steps ?? 0) > 1,
    act: togglePlaying,
  },
  { id: "new", title: "New graph", act: newDocument },
  { id: "new-equations", title: "New graph from equations", act: newFromEquations },
  { id: "open", title: "Open a file", keys: "Ctrl O", act: () => document.getElementById("open-input")?.click() },
  { id: "save", title: "Save as a file", keys: "Ctrl S", act: saveFile },
  ...exampleGroups.flatMap(({ examples }) =>
    examples.map(({ name, kind }) => ({ id: `example-${name}`, title: `Open the ${kind} ${name}`, act: () => void openExample(name) })),
  ),
];

/** Lays out what is selected, else everything, and shows it. */
export function useAutoLayout(): () => void {
  const flow = useReactFlow<CanvasNode, Wire>();
  const fit = useFit();
  return useCallback(() => {
    void autoLayout(flow.getNodes()).then((moved) => moved && requestAnimationFrame(() => requestAnimationFrame(fit)));
  }, [flow, fit]);
}

/** What concerns the camera and the canvas. */
function useCanvasCommands(): readonly Command[] {
  const flow = useReactFlow<CanvasNode, Wire>();
  const fit = useFit();
  const layOut = useAutoLayout();
  const { atPointer, fromSelected } = useOpenAddList();
  return useMemo(
    () => [
      { id: "add", title: "Add a node here", keys: "Tab", act: atPointer },
      { id: "wire", title: "Wire the selected node to …", keys: "W", when: (state) => state.selection.length === 1, act: fromSelected },
      { id: "layout", title: "Auto layout", keys: "L", when: anyNodes, act: layOut },
      { id: "fit", title: "Fit the graph into view", keys: "F", when: anyNodes, act: fit },
      { id: "zoom-in", title: "Zoom in", keys: "+", act: () => void flow.zoomIn() },
      { id: "zoom-out", title: "Zoom out", keys: "−", act: () => void flow.zoomOut() },
      { id: "zoom-actual", title: "Zoom to 100 %", keys: "0", act: () => void flow.zoomTo(1) },
    ],
    [flow, fit, layOut, atPointer, fromSelected],
  );
}

export function useCommands(): readonly Command[] {
  const canvas = useCanvasCommands();
  return useMemo(() => [...canvas, ...forSelection, ...forPage], [canvas]);
}

export const isOffered = ({ when }: Command, state: EditorState): boolean => when?.(state) ?? true;
