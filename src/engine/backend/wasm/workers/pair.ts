// Two workers at one step: each computes one share of the batch in an arena of its own; the first then takes over the sums of the second and
// goes on alone. Both shares are computed and added in the same way where there is no second worker, so the numbers are the same bits.

import type { Span } from "../generate/program.ts";
import type { Exports } from "../instance.ts";
import { Flag, NO_MORE, type PartnerMessage } from "./partner.ts";

/** A worker that runs `servePartner`. */
export interface Partner {
  end(): void;
}

/** How the host starts one; null where it cannot. */
export type StartPartner = (message: PartnerMessage) => Partner | null;

/** What is done in less time is not worth a thread, in milliseconds. */
const WORTH_IT = 150;
/** Looks at the flag before the thread is laid to sleep; about twenty microseconds. */
const LOOKS = 2000;
/** A partner that needs so much longer than the first worker is gone, in milliseconds. */
const PATIENCE = 5000;

export interface PairParts {
  readonly module: WebAssembly.Module;
  readonly exports: Required<Exports>;
  readonly memory: WebAssembly.Memory;
  readonly secondShare: readonly Span[];
}

/** Runs steps alone until it knows that there are many, then with a partner, and alone again if that fails. */
export class Pair {
  private readonly flags = new Int32Array(new SharedArrayBuffer(16));
  private partner: { readonly worker: Partner; readonly bytes: Uint8Array } | null = null;
  private alone = false;
  private spent = 0;
  private steps = 0;

  constructor(
    private readonly parts: PairParts,
    private readonly start: StartPartner,
    private readonly patience = PATIENCE,
  ) {}

  /** Whether steps are shared now. */
  get isShared(): boolean {
    return this.partner !== null && Atomics.load(this.flags, Flag.ready) === 1;
  }

  get bytes(): number {
    return this.partner ? this.partner.bytes.byteLength : 0;
  }

  /** To be called after numbers have been written into the first worker's arena, with their place there. Not during a step. */
  written(from: number, size: number): void {
    this.partner?.bytes.set(new Uint8Array(this.parts.memory.buffer, from, size), from);
  }

  step(): void {
    if (this.isShared) this.stepTogether();
    else this.stepAlone();
  }

  /** Lets the partner go. */
  end(): void {
    this.alone = true;
    Atomics.store(this.flags, Flag.wanted, NO_MORE);
    Atomics.notify(this.flags, Flag.wanted);
    this.partner?.worker.end();
    this.partner = null;
  }

  private stepAlone(): void {
    const begin = performance.now();
    this.parts.exports.run();
    this.spent += performance.now() - begin;
    if (this.spent > WORTH_IT && !this.partner && !this.alone) this.call();
  }

  /** The partner begins with all numbers that are there now. */
  private call(): void {
    const { module, memory } = this.parts;
    const pages = memory.buffer.byteLength / 65536;
    try {
      const own = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
      const bytes = new Uint8Array(own.buffer);
      bytes.set(new Uint8Array(memory.buffer));
      const worker = this.start({ module, memory: own, flags: this.flags });
      if (worker) this.partner = { worker, bytes };
      else this.alone = true;
    } catch (error) {
      // no memory for a second arena: one worker does it all
      if (!(error instanceof RangeError)) throw error;
      this.alone = true;
    }
  }

  private stepTogether(): void {
    const { flags } = this;
    const { before, share, after } = this.parts.exports;
    this.steps += 1;
    Atomics.store(flags, Flag.wanted, this.steps);
    Atomics.notify(flags, Flag.wanted);
    before();
    share(0);
    if (this.isDone()) this.takeOver();
    else {
      this.end();
      share(1);
    }
    after();
  }

  /** False where the partner does not answer. */
  private isDone(): boolean {
    const { flags, steps, patience } = this;
    for (let look = 0; look < LOOKS; look++) if (Atomics.load(flags, Flag.done) === steps) return true;
    return Atomics.wait(flags, Flag.done, steps - 1, patience) !== "timed-out";
  }

  private takeOver(): void {
    const { memory, secondShare } = this.parts;
    const own = new Uint8Array(memory.buffer);
    for (const { from, size } of secondShare) own.set(this.partner!.bytes.subarray(from, from + size), from);
  }
}

/** Whether threads of this host can share memory. In a page this needs cross-origin isolation. */
export const canShareMemory = (): boolean => typeof SharedArrayBuffer === "function";
