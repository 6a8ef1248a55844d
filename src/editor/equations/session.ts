// The text beside the canvas. What is typed is merged into the graph; a graph that changes is written anew, but never under the
// hands of somebody who types.

import { create } from "zustand";
import type { ProblemData } from "../../base/errors.ts";
import { type Library, mergeEquations } from "../../compiler/equations/merge.ts";
import { indexLines, type LineIndex } from "../../compiler/equations/merge-lines.ts";
import { type Said, sayGraph } from "../../compiler/equations/merge-say.ts";
import type { Document } from "../../graph/document.ts";
import { tryEdit } from "../store/edit.ts";
import { type EditorState, getState, setState, useEditor } from "../store/state.ts";
import { sameMeaning } from "../worker/meaning.ts";
import { lineOfError, shownText } from "./lines.ts";
import { type KnownAxes, mergeOptions, renameAxes } from "./options.ts";
import { noRemarks, type Remarks, remarksOf, withRemarks } from "./remarks.ts";

/** Milliseconds: until what is typed is read, until the next letter begins a new step of undo, until the engine had time to answer. */
const WAITS = { reading: 150, newStep: 1_000, engine: 80 } as const;

export interface Session {
  readonly text: string;
  /** What the graph says; null where it cannot be said. */
  readonly said: Said | null;
  /** Which lines the nodes stand in. */
  readonly index: LineIndex | null;
  /** Why the text is not the graph. */
  readonly problem: ProblemData | null;
}

const empty: Session = { text: "", said: null, index: null, problem: null };

export const useEquations = create<Session>(() => empty);

const session = useEquations.getState;
const change = useEquations.setState;

/** What the text was written from, and how far typing has gone. */
let library: Library = {};
let known: KnownAxes = new Map();
let place = "";
let seen: Document | null = null;
/** The text without anybody's remarks. */
let written = "";
/** By place: the document has no room for them. */
const remarks = new Map<string, Remarks>();
let typed = false;
let focused = false;
let merging = false;
let step = 0;
let lastKey = 0;
let reading: ReturnType<typeof setTimeout> | undefined;
let writing: ReturnType<typeof setTimeout> | undefined;

const placeOf = ({ opened, path }: EditorState): string => `${opened}/${path.join("/")}`;

/** Problems shows the error too, under its own tab and without going there. */
function report(problem: ProblemData | null): void {
  const { problem: before } = session();
  if (problem) setState({ failure: problem });
  else if (before && getState().failure === before) setState({ failure: null });
  change({ problem });
}

function look(): Pick<Session, "said" | "index"> & { readonly problem: ProblemData | null } {
  const state = getState();
  const options = mergeOptions(state, library, known);
  const said = sayGraph(state.document, options);
  if (!said.ok) return { said: null, index: null, problem: said.problem };
  return { said: said.value, index: indexLines(state.document, said.value, options), problem: null };
}

/** The graph as text, whatever stood there. */
export function write(): void {
  clearTimeout(reading);
  clearTimeout(writing);
  reading = undefined;
  known = new Map();
  place = placeOf(getState());
  seen = getState().document;
  typed = false;
  if (session().problem) report(null);
  const { said, index, problem } = look();
  written = said ? shownText(said) : "";
  const text = withRemarks(written, remarks.get(place) ?? noRemarks);
  const same = text === session().text;
  change(same ? { said, index } : { text, said, index });
  if (problem) change({ problem });
}

/** The problem of an edit that the document refuses, in the line of its node. */
function inItsLine(problem: ProblemData, text: string): ProblemData {
  const line = lineOfError(text, problem.where);
  return line === null ? problem : { ...problem, where: { ...problem.where, line } };
}

function merge(text: string): ProblemData | null {
  const merged = mergeEquations(getState().document, text, mergeOptions(getState(), library, known));
  if (!merged.ok) return merged.problem;
  const { edit, kept } = merged.value;
  merging = true;
  const refused = edit && tryEdit(edit, `equations ${step}`);
  merging = false;
  if (refused) return inItsLine(refused, text);
  renameAxes(known, kept);
  return null;
}

/** Reads the text into the graph. */
export function read(): void {
  clearTimeout(reading);
  reading = undefined;
  const problem = merge(session().text);
  report(problem);
  if (problem) return;
  seen = getState().document;
  remarks.set(place, remarksOf(session().text, written));
  const { said, index } = look();
  change({ said, index });
}

export function type(text: string): void {
  const now = Date.now();
  if (now - lastKey > WAITS.newStep) step += 1;
  lastKey = now;
  typed = true;
  change({ text });
  clearTimeout(writing);
  clearTimeout(reading);
  reading = setTimeout(read, WAITS.reading);
}

export function focus(): void {
  focused = true;
}

/** What was typed last is read at once; a text that is the graph gets the graph's own form. */
export function leave(): void {
  focused = false;
  if (reading !== undefined) read();
  if (session().problem !== null) return;
  typed = false;
  later(WAITS.engine);
}

/** Nobody is in the middle of a line: what was typed is in the graph, or was given up. */
const isRead = (): boolean => !focused || (reading === undefined && session().problem === null);

/** The graph has changed, or more is known of it. Text under somebody's hands, or with an error in it, waits. */
function follow(state: EditorState, before: EditorState): void {
  if (merging) return;
  const edited = seen !== null && state.document !== seen && !sameMeaning(state.document, seen);
  if (placeOf(state) !== place) write();
  else if (edited && isRead()) later(focused && typed ? Math.max(WAITS.engine, lastKey + WAITS.newStep - Date.now()) : WAITS.engine);
  else if (state.analysis !== before.analysis && !typed) later(0);
}

function later(wait: number): void {
  clearTimeout(writing);
  writing = setTimeout(write, wait);
}

/** Keeps text and graph together while the panel is open; gives the way to stop. An error stays until the panel comes back. */
export function start(cells: Library): () => void {
  library = cells;
  const state = getState();
  const stays = session().problem !== null && typed && placeOf(state) === place && seen !== null && sameMeaning(state.document, seen);
  if (!stays) write();
  const stop = useEditor.subscribe(follow);
  return () => {
    leave();
    clearTimeout(writing);
    stop();
  };
}
