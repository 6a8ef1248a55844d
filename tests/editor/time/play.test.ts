// Playing the steps: four a second, to the last, and stopped by hand.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { getState, initialState, setState } from "../../../src/editor/store/state.ts";
import { stopPlaying, togglePlaying, usePlay } from "../../../src/editor/time/play.ts";
import type { Inspection } from "../../../src/editor/worker/protocol.ts";

const inspection: Inspection = {
  steps: 4,
  example: 0,
  examples: 1,
  label: null,
  symbols: null,
  loss: null,
  values: [],
  wires: [],
  invented: [],
};
const isPlaying = () => usePlay.getState().playing;

beforeEach(() => {
  vi.useFakeTimers();
  setState({ ...initialState, inspection });
});

afterEach(() => {
  stopPlaying();
  vi.useRealTimers();
});

test("goes on four times a second and stops at the last step", () => {
  togglePlaying();
  vi.advanceTimersByTime(500);
  expect(getState().step).toBe(2);
  vi.advanceTimersByTime(5_000);
  expect(getState().step).toBe(3);
  expect(isPlaying()).toBe(false);
});

test("begins at the first step again where it stands at the last", () => {
  setState({ step: 3 });
  togglePlaying();
  expect(getState().step).toBe(0);
});

test("stops where it is", () => {
  togglePlaying();
  vi.advanceTimersByTime(300);
  togglePlaying();
  vi.advanceTimersByTime(2_000);
  expect(getState().step).toBe(1);
});

test("needs more than one step", () => {
  setState({ inspection: { ...inspection, steps: 1 } });
  togglePlaying();
  expect(isPlaying()).toBe(false);
});
