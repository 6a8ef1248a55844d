// Pauses of long work in the worker: messages get in every few milliseconds, and a hand that moves has the processor for a moment.

/** How long at most messages wait, in milliseconds. */
const BREATH_EVERY = 15;
/** How long the processor is left to the page after a hand has moved. */
const GIVE_WAY = 150;
/** Meanwhile a stop is heard within this time. */
const NAP = 30;

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A task of its own: unlike a promise it lets messages in. A timer would take four milliseconds each. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

export class Pauses {
  /** By the clock. */
  private restsUntil = 0;
  private breathed: number;

  constructor(private readonly clock: () => number) {
    this.breathed = clock();
  }

  /** Leaves the processor to the page for a moment. */
  giveWay(): void {
    this.restsUntil = this.clock() + GIVE_WAY;
  }

  async breathe(): Promise<void> {
    await breathe();
    this.breathed = this.clock();
  }

  /** Breathes once enough has been done since the last time, and rests as long as the page has way. */
  async ifDue(isWanted: () => boolean): Promise<void> {
    if (this.clock() - this.breathed < BREATH_EVERY) return;
    await this.breathe();
    while (isWanted() && this.clock() < this.restsUntil) await sleep(NAP);
    this.breathed = this.clock();
  }
}
