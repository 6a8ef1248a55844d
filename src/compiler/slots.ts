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

  /**
   * The signal of a slot; one of the same name and kind is shared. One that is asked for with further axes takes the place of the one before,
   * which only a draft of a scan's body has read.
   */
  signal(slot: Slot): Signal {
    const key = `${slot.kind} ${slot.name}`;
    const known = this.signals.get(key);
    if (known?.time === slot.time && known.batch === slot.batch) return known;
    const signal = this.create(slot);
    this.signals.set(key, signal);
    if (known) this.replace(known, slot);
    else this.list.push(slot);
    return signal;
  }

  private create(slot: Slot): Signal {
    const lead = [...(slot.time ? [this.forms.steps ?? 1] : []), ...(slot.batch ? [this.forms.batch] : [])];
    const origin: Origin = { path: slot.path, port: slot.port, direction: "forward" };
    const value = this.tape.input([...lead, ...slot.shape], { name: slot.name, origin });
    return { value, time: slot.time, batch: slot.batch, shape: slot.shape };
  }

  /** The input that was made last takes the place of an earlier one. */
  private replace({ value }: Signal, slot: Slot): void {
    const { inputs } = this.tape;
    const index = inputs.indexOf(value);
    inputs[index] = inputs.pop()!;
    this.list[index] = slot;
  }
}
