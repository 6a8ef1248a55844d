// When the engine rehearses: after the page has been loaded, in pauses, one thing at a time.

import { whenIdle } from "../when-idle.ts";
import { engine } from "./client.ts";
import type { Rehearsal } from "./protocol.ts";

/** After so many the engine does it about as fast as it ever will. */
const REHEARSALS: Readonly<Record<Rehearsal, number>> = { edit: 16, start: 4 };
/** An edit may have to wait for one: what takes longer than this, in milliseconds, is not rehearsed again. */
const LONG = 60;
/** The same for the first, which makes the data and runs code that the machine has not translated yet: four to ten times as long, measured. */
const LONG_AT_FIRST = 400;

/** Edits come first, in every sense. */
async function rehearse(what: Rehearsal, left: number): Promise<void> {
  const milliseconds = await engine.rehearse(what);
  const isLong = milliseconds > (left === REHEARSALS[what] ? LONG_AT_FIRST : LONG);
  if (left > 1 && !isLong) rehearseWhenIdle(what, left - 1);
  else if (what === "edit") rehearseWhenIdle("start", REHEARSALS.start);
}

const rehearseWhenIdle = (what: Rehearsal, left: number): void => void whenIdle(() => void rehearse(what, left));

/** Called once, when the page starts. */
export const startRehearsals = (): void => rehearseWhenIdle("edit", REHEARSALS.edit);
