// All state of the page. The document is the truth that is saved; the rest is what a person looks at, and what the engine says.

import { create } from "zustand";
import type { ProblemData } from "../../base/errors.ts";
import { type Document, type EdgeId, type Endpoint, emptyDocument, type NodeId } from "../../graph/document.ts";
import { emptyHistory, type History } from "../../graph/history.ts";
import type { Analysis, Inspection, KeptTraining, TrainingReport } from "../worker/protocol.ts";

/** A wire that did not fit, and why. The graph is as it was. */
export interface Refusal {
  readonly problem: ProblemData;
  readonly from: Endpoint;
  readonly to: Endpoint;
}

/** Loss, and norm of the whole gradient before clipping, over epochs: for the curves. */
export interface Curve {
  readonly epochs: readonly number[];
  readonly losses: readonly (number | null)[];
  readonly norms: readonly (number | null)[];
}

/** What pictures and wires show: values, the gradient of the loss, or one above the other. */
export type Lens = "value" | "gradient" | "both";

export type DockTab = "inspector" | "equations" | "recurrence" | "problems";

export interface EditorState {
  readonly document: Document;
  readonly history: History;
  /** The document as it was opened or saved last; any other is unsaved work. */
  readonly saved: Document;
  /** Cell instances looked into, outermost first; values differ by instance. Empty: the top level. */
  readonly path: readonly NodeId[];
  readonly selection: readonly NodeId[];
  readonly selectedEdges: readonly EdgeId[];
  /** Step under the slider, from 0. */
  readonly step: number;
  /** Which example of the batch is shown. */
  readonly example: number;
  readonly lens: Lens;
  /** Name of the value whose size the slider's columns show; null leaves it to the graph. */
  readonly watched: string | null;
  /** The parameter whose step is shown inside an update rule, by name; null leaves it to the model. */
  readonly parameter: string | null;
  readonly dock: DockTab;
  /** In a narrow window the dock lies over the canvas, once it has been asked for; a wide one has it beside the canvas anyway. */
  readonly drawer: boolean;
  /** What the engine last said; null until it has answered. */
  readonly analysis: Analysis | null;
  readonly inspection: Inspection | null;
  readonly report: TrainingReport | null;
  readonly curve: Curve;
  /** A training of before that the engine is still to take over with the document; null where it begins anew. */
  readonly resumed: KeptTraining | null;
  readonly refusal: Refusal | null;
  /** What went wrong last outside the graph: a file, an edit, the engine. */
  readonly failure: ProblemData | null;
  /** Counts files that were opened, so that the canvas shows each from its beginning. */
  readonly opened: number;
}

export const emptyCurve: Curve = { epochs: [], losses: [], norms: [] };

export const initialState: EditorState = {
  document: emptyDocument,
  history: emptyHistory,
  saved: emptyDocument,
  path: [],
  selection: [],
  selectedEdges: [],
  step: 0,
  example: 0,
  lens: "value",
  watched: null,
  parameter: null,
  dock: "inspector",
  drawer: false,
  analysis: null,
  inspection: null,
  report: null,
  curve: emptyCurve,
  resumed: null,
  refusal: null,
  failure: null,
  opened: 0,
};

export const useEditor = create<EditorState>(() => initialState);

export const { getState, setState } = useEditor;
