// Keeps the training of the open document: about once a second while it runs, and when it comes to rest.

import { type EditorState, getState, useEditor } from "../store/state.ts";
import { engine } from "../worker/client.ts";
import { openRecord } from "./keeping.ts";
import { forgetOtherTrainings, forgetTrainings, isWorthKeeping, type TrainingRecord, trainingRecord, writeTraining } from "./trainings.ts";
import { isFull, isKept, reportKept, reportTrouble, useTrouble } from "./trouble.ts";

/** Between two writings while it runs, in milliseconds. */
const PAUSE = 1000;

/** A report is not waited for any longer, in milliseconds. */
const LATEST = 500;

let written = 0;
let busy = false;
/** Asked for while one was being written. */
let again = false;

async function writeMakingRoom(id: string, record: TrainingRecord): Promise<void> {
  try {
    await writeTraining(id, record);
  } catch (error) {
    if (!isFull(error) || !(await forgetOtherTrainings(id))) throw error;
    await writeTraining(id, record);
  }
}

/** Reports come by a line of their own: the epochs up to this one may not have been told yet. */
function untilTold(epoch: number): Promise<void> {
  const isTold = ({ curve, report }: EditorState) => (curve.epochs.at(-1) ?? 0) >= epoch || report?.state !== "running";
  return new Promise((resolve) => {
    const timer = setTimeout(end, LATEST);
    const unsubscribe = useEditor.subscribe((state) => isTold(state) && end());
    function end(): void {
      clearTimeout(timer);
      unsubscribe();
      resolve();
    }
    if (isTold(getState())) end();
  });
}

async function write(): Promise<void> {
  const [id, { opened }] = [openRecord(), getState()];
  const training = await engine.kept();
  if (training) await untilTold(training.epoch);
  const { report, curve, opened: now } = getState();
  if (opened !== now || !report) return;
  if (isWorthKeeping(training, report)) await writeMakingRoom(id, trainingRecord(training, report, curve));
  else await forgetTrainings([id]);
}

async function keep(): Promise<void> {
  again = busy;
  if (busy || !isKept()) return;
  busy = true;
  written = performance.now();
  try {
    await write();
    reportKept("training");
  } catch (error) {
    reportTrouble("training", error);
  }
  busy = false;
  if (again) await keep();
}

function follow({ report }: EditorState): void {
  if (!report || (report.state === "running" && performance.now() - written < PAUSE)) return;
  void keep();
}

/** Called once, when the page has its document. */
export function startKeepingTraining(): void {
  useEditor.subscribe((state, before) => {
    if (state.report !== before.report && state.opened === before.opened) follow(state);
  });
  // while the document was not kept, its training was not either
  useTrouble.subscribe(({ problems }, before) => {
    if (!problems.document && before.problems.document) void keep();
  });
}
