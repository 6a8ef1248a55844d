// Equations from the clipboard: on an empty canvas they are the graph, else their nodes come beside the others.

import { registry } from "../../../nodes/index.ts";
import { failure, type ProblemData } from "../../base/errors.ts";
import { parseEquations } from "../../compiler/equations/index.ts";
import { libraryOf, mergeEquations } from "../../compiler/equations/merge.ts";
import { saveDocument } from "../../graph/save.ts";
import { pasteNodes } from "../../graph/subgraph.ts";
import { perform } from "../store/edit.ts";
import { currentGraph, currentScope } from "../store/selectors.ts";
import { getState } from "../store/state.ts";
import { fail, select } from "../store/view.ts";
import { withLine } from "./equation-file.ts";
import { loadLibrary } from "./library.ts";
import { mergeOptions } from "./options.ts";

async function becomeGraph(text: string): Promise<ProblemData | null> {
  const merged = mergeEquations(getState().document, text, mergeOptions(getState(), await loadLibrary(), new Map()));
  if (!merged.ok) return merged.problem;
  if (merged.value.edit) perform(merged.value.edit);
  return null;
}

async function comeBeside(text: string): Promise<ProblemData | null> {
  const { document } = getState();
  const read = parseEquations(text, { registry, library: libraryOf(document, await loadLibrary()) });
  const pasted = read.ok ? pasteNodes(saveDocument(read.value), document, currentScope(getState()), registry) : failure(read.problem);
  if (!pasted.ok) return pasted.problem;
  if (perform(pasted.value.edit)) select(pasted.value.nodes);
  return null;
}

/** What is wrong with the text is shown under Problems, and the graph is as it was. */
export async function pasteEquations(text: string): Promise<void> {
  const isEmpty = Object.keys(currentGraph(getState()).nodes).length === 0;
  const problem = await (isEmpty ? becomeGraph(text) : comeBeside(text));
  if (problem) fail(withLine(problem));
}
