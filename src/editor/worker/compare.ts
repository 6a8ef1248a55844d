// Cells side by side in the worker: one comparison at a time, beside the training of the open document.

import type { Registry } from "../../graph/node-type.ts";
import { createDataLoader, type DataLoader, type Generators } from "../../training/data-feeds.ts";
import type { ComparisonListener, ComparisonRequest } from "./compare-protocol.ts";
import { Comparison } from "./comparison.ts";
import { Pauses } from "./pauses.ts";
import type { BackendChoice } from "./protocol.ts";

export class CompareDesk {
  private running: Comparison | null = null;
  private readonly pauses: Pauses;
  private readonly load: DataLoader;

  constructor(
    private readonly registry: Registry,
    private readonly generators: Generators,
    private readonly clock: () => number,
  ) {
    this.pauses = new Pauses(clock);
    this.load = createDataLoader(registry, generators);
  }

  /** Takes the place of one that is running. @returns when it is over */
  async run(request: ComparisonRequest, choice: BackendChoice, listener: ComparisonListener): Promise<void> {
    this.drop();
    const { registry, generators, load, clock } = this;
    const { epochs, node, example } = request;
    const terms = { registry, generators, load, ...choice, epochs, node, example };
    const comparison = new Comparison(request, terms, this.pauses, clock, listener);
    this.running = comparison;
    await comparison.run();
    if (this.running === comparison) this.running = null;
  }

  stop(): void {
    this.running?.stop();
  }

  drop(): void {
    this.running?.drop();
    this.running = null;
  }

  giveWay(): void {
    this.pauses.giveWay();
  }
}
