// Keeps the engine in step with the page: the newest document and example go there, analysis and inspection come back.

import type { ProblemData } from "../../base/errors.ts";
import type { Document } from "../../graph/document.ts";
import { openedOptimizer } from "../store/scope.ts";
import { type EditorState, getState, setState, useEditor } from "../store/state.ts";
import { upToDate } from "../training/outdated.ts";
import { areNumbersStopped, isPreparing, numbersAreThere, numbersAwaited, numbersStopped } from "../work/work.ts";
import { engine, onEngineFailure } from "./client.ts";
import { latest } from "./latest.ts";
import { sameMeaning } from "./meaning.ts";
import { type Inspection, type RuleQuestion, UNTRAINED } from "./protocol.ts";
import { startRehearsals } from "./rehearsals.ts";
import { settled } from "./settled.ts";

/** Answers about a document that is no longer open are dropped. */
const isCurrent = (document: Document): boolean => sameMeaning(document, getState().document);

const shown = (inspection: Inspection | ProblemData): Inspection | null => ("code" in inspection ? null : inspection);

/** The document that the engine was given last; null where it has not answered yet. */
let known: Document | null = null;

/** What is looked at: with what the engine is asked. */
interface Look {
  readonly example: number;
  /** Null where no update rule is open. */
  readonly rule: RuleQuestion | null;
}

function lookOf(state: EditorState): Look {
  const { example, parameter } = state;
  const optimizer = openedOptimizer(state);
  return { example, rule: optimizer === null ? null : { optimizer, parameter } };
}

const sameLook = (a: Look, b: Look): boolean =>
  a.example === b.example && a.rule?.optimizer === b.rule?.optimizer && a.rule?.parameter === b.rule?.parameter;

/** A training brings new numbers all the time: nobody waits for them. */
const isTraining = (): boolean => getState().report?.state === "running" || isPreparing();

/** Whether an example is on its way that somebody asked to see. */
let looking = false;

const inspect = latest(async ({ example, rule }: Look) => {
  const document = known;
  if (!document) return;
  looking = !isTraining();
  if (looking) numbersAwaited();
  const inspection = await engine.inspect(example, rule);
  looking = false;
  if (inspection === null || document !== known) return;
  numbersAreThere();
  if (isCurrent(document)) setState({ inspection: shown(inspection) });
});

/** While a document is on its way its numbers come with it. */
export function refreshInspection(): void {
  if (known) inspect(lookOf(getState()));
}

let opened = -1;

/** Another document starts with fresh weights, or those that were kept with it; an edited one keeps those that still fit. */
async function beginWeights(): Promise<void> {
  const { resumed } = getState();
  opened = getState().opened;
  setState({ resumed: null });
  await engine.resume(resumed ?? UNTRAINED);
}

/** What is sent goes before the page draws the edit, so that engine and page work at the same time. */
const open = latest(async (document: Document) => {
  if (areNumbersStopped()) return;
  if (getState().opened !== opened) await beginWeights();
  const look = lookOf(getState());
  const refreshed = areNumbersStopped() ? null : await engine.refresh(document, look.example, look.rule);
  if (!refreshed || !isCurrent(document)) return;
  const { analysis, inspection } = refreshed;
  known = document;
  numbersAreThere();
  setState((before) => ({ analysis: settled(analysis, before.analysis), inspection: shown(inspection) }));
  if (!sameLook(lookOf(getState()), look)) refreshInspection();
});

const engineStopped = {
  code: "engine-stopped",
  message: "the engine stopped unexpectedly; the graph is safe",
  remedy: "save the graph and load the page again",
};

/** Before the first answer the engine itself is still to be loaded. */
const FIRST_ANSWER = 2000;

function send(document: Document): void {
  known = null;
  numbersAreThere();
  numbersAwaited(getState().analysis ? undefined : FIRST_ANSWER);
  open(document);
}

/** What was stopped is computed after all. */
export const computeNumbers = (): void => send(getState().document);

/**
 * The engine is another one. What was being computed is not asked again; a graph whose numbers are there is told to it.
 * @param trained weights are others than those of the numbers that are shown
 */
export function syncRestarted(trained: boolean): void {
  if (looking) known = null;
  if (known) void engine.open(known);
  else numbersStopped();
  if (trained) refreshInspection();
}

function follow(document: Document, before: Document): void {
  const { report } = getState();
  if (report) setState({ report: upToDate(report, before, document) });
  send(document);
}

const looksElsewhere = (state: EditorState, before: EditorState): boolean =>
  state.example !== before.example ||
  ((state.path !== before.path || state.parameter !== before.parameter) && !sameLook(lookOf(state), lookOf(before)));

/** Starts the exchange; called once, when the page starts. */
export function startSync(): void {
  onEngineFailure(() => setState({ failure: engineStopped, dock: "problems" }));
  send(getState().document);
  startRehearsals();
  useEditor.subscribe((state, before) => {
    if (state.document !== before.document && !sameMeaning(state.document, before.document)) follow(state.document, before.document);
    else if (looksElsewhere(state, before)) refreshInspection();
  });
}
