// Slots: the places of a tape that somebody fills with numbers, each one input of the tape.

import type { TapeBuilder } from "../engine/builder.ts";
import type { Signal } from "../engine/signal.ts";
import type { Origin } from "../engine/tape.ts";
import type { Forms, Slot } from "./program.ts";

export class Slots {
  readonly list: Slot[] = [];
  private readonly signals = new Map<string, Signal>();

  constructor(
    private readonly tape: TapeBuilder,
    private readonly forms: Forms,
  ) {}

  /** The signal of a slot; one of the same name and kind is shared. */
  signal(slot: Slot): Signal {
    const key = `${slot.kind} ${slot.name}`;
    const known = this.signals.get(key);
    if (known) return known;
    const lead = [...(slot.time ? [this.forms.steps ?? 1] : []), ...(slot.batch ? [this.forms.batch] : [])];
    const origin: Origin = { path: slot.path, port: slot.port, direction: "forward" };
    const value = this.tape.input([...lead, ...slot.shape], { name: slot.name, origin });
    const signal: Signal = { value, time: slot.time, batch: slot.batch, shape: slot.shape };
    this.signals.set(key, signal);
    this.list.push(slot);
    return signal;
  }
}
