// Play: the steps one after the other, four a second, until the last.

import { create } from "zustand";
import { shownStep } from "../store/selectors.ts";
import { getState } from "../store/state.ts";
import { goToStep, lastStep } from "../store/view.ts";

const PER_SECOND = 4;

export const usePlay = create<{ readonly playing: boolean }>(() => ({ playing: false }));

let timer: ReturnType<typeof setInterval> | undefined;

export function stopPlaying(): void {
  clearInterval(timer);
  timer = undefined;
  usePlay.setState({ playing: false });
}

function goOn(): void {
  goToStep(shownStep(getState()) + 1);
  if (shownStep(getState()) >= lastStep()) stopPlaying();
}

/** From the last step it begins at the first again. */
function startPlaying(): void {
  if (lastStep() === 0) return;
  if (shownStep(getState()) >= lastStep()) goToStep(0);
  usePlay.setState({ playing: true });
  timer = setInterval(goOn, 1000 / PER_SECOND);
}

export function togglePlaying(): void {
  if (usePlay.getState().playing) stopPlaying();
  else startPlaying();
}
