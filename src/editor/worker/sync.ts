// Keeps the engine in step with the page: the newest document and example go there, analysis and inspection come back.

import type { Document } from "../../graph/document.ts";
import { getState, setState, useEditor } from "../store/state.ts";
import { engine, onEngineFailure } from "./client.ts";
import { latest } from "./latest.ts";
import { sameMeaning } from "./meaning.ts";

/** Answers about a document that is no longer open are dropped. */
const isCurrent = (document: Document): boolean => sameMeaning(document, getState().document);

const inspect = latest(async (example: number) => {
  const { document } = getState();
  const inspection = await engine.inspect(example);
  if (!isCurrent(document)) return;
  setState("code" in inspection ? { inspection: null } : { inspection });
});

export const refreshInspection = (): void => inspect(getState().example);

let opened = -1;

/** Another document starts with fresh weights; an edited one keeps those that still fit. */
async function forgetWeights(): Promise<void> {
  if (getState().opened === opened) return;
  opened = getState().opened;
  await engine.reset();
}

const open = latest(async (document: Document) => {
  await forgetWeights();
  const analysis = await engine.open(document);
  if (!isCurrent(document)) return;
  setState({ analysis });
  refreshInspection();
});

const engineStopped = {
  code: "engine-stopped",
  message: "the engine stopped unexpectedly; the graph is safe",
  remedy: "save the graph and load the page again",
};

/** Starts the exchange; called once, when the page starts. */
export function startSync(): void {
  onEngineFailure(() => setState({ failure: engineStopped, dock: "problems" }));
  open(getState().document);
  useEditor.subscribe((state, before) => {
    if (state.document !== before.document && !sameMeaning(state.document, before.document)) open(state.document);
    else if (state.example !== before.example) refreshInspection();
  });
}
