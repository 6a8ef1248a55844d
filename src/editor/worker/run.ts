// One run of training, from its start to its rest. An edit on the way stops one trainer, and the next goes on where it was.

import { breathe } from "./pauses.ts";
import type { TrainingReport } from "./protocol.ts";
import { type Listener, Trainer } from "./trainer.ts";

/** The trainer of the document in hand, or the report that ends the run; `edited` from the second on. */
export type NextTrainer = (edited: boolean) => Trainer | TrainingReport;

export class Run {
  private isWanted = true;
  private isHeard = true;
  private going: Promise<void> = Promise.resolve();

  constructor(
    private readonly next: NextTrainer,
    private readonly listener: Listener,
  ) {}

  /** Begins at once; the listener may stop it from its first report on. */
  start(): void {
    this.going = this.go();
  }

  /** When it rests. */
  get over(): Promise<void> {
    return this.going;
  }

  /** It ends at the next look; the trainer is paused by whoever holds it. */
  stop(): void {
    this.isWanted = false;
  }

  /** The same without a word: nobody wants to hear of it any more. */
  drop(): void {
    this.stop();
    this.isHeard = false;
  }

  private say(report: TrainingReport): void {
    if (this.isHeard) this.listener(report);
  }

  private async go(): Promise<void> {
    let before: Trainer | null = null;
    for (;;) {
      const trainer = this.next(before !== null);
      if (!(trainer instanceof Trainer)) return this.say(trainer);
      if (!this.isWanted) return this.say(trainer.rest());
      if (before === null || before.isExtended) trainer.extend();
      if (await trainer.train((report) => this.say(report))) return;
      before = trainer;
      // by then the edited document is in hand
      await breathe();
      if (!this.isHeard) return;
    }
  }
}
