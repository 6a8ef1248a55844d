// Sentences that the net has written, and what asks the engine for more.

import { create } from "zustand";
import type { ProblemData } from "../../base/errors.ts";
import { getState } from "../store/state.ts";
import { engine } from "../worker/client.ts";

/** What one press of the button gave. */
export interface Batch {
  /** Unique, larger for newer ones. */
  readonly id: number;
  /** Epochs behind the weights that wrote it. */
  readonly epoch: number;
  readonly temperature: number;
  readonly sentences: readonly string[];
}

export interface Writing {
  readonly temperature: number;
  /** Whether the engine is writing. */
  readonly isWriting: boolean;
  /** Newest first. */
  readonly batches: readonly Batch[];
  /** Why the last press gave nothing. */
  readonly problem: ProblemData | null;
  /** The opening of a document (`EditorState.opened`) that batches and problem belong to. */
  readonly opened: number;
}

const SENTENCES = 5;
/** Older batches are forgotten. */
const MOST_BATCHES = 40;

export const HIGHEST_TEMPERATURE = 2;

export const useWriting = create<Writing>(() => ({ temperature: 0.7, isWriting: false, batches: [], problem: null, opened: -1 }));

export const setTemperature = (temperature: number): void => useWriting.setState({ temperature });

let presses = 0;

/** With the weights of now, also while a training goes on. What is written for a document that is no longer open is dropped. */
export async function write(): Promise<void> {
  presses += 1;
  const [id, { temperature }, { opened }] = [presses, useWriting.getState(), getState()];
  useWriting.setState({ isWriting: true });
  const written = await engine.write({ count: SENTENCES, temperature, seed: id });
  // another press has taken over
  if (id !== presses) return;
  useWriting.setState({ isWriting: false });
  if (written === null || getState().opened !== opened) return;
  useWriting.setState(({ batches, opened: before }) => {
    const kept = before === opened ? batches : [];
    if ("code" in written) return { problem: written, batches: kept, opened };
    const batch = { id, epoch: written.epoch, temperature, sentences: written.sentences.map(({ text }) => text) };
    return { problem: null, batches: [batch, ...kept].slice(0, MOST_BATCHES), opened };
  });
}

export const stopWriting = (): Promise<void> => engine.stopWriting();
