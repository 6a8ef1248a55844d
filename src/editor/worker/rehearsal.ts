// What an edit and the start of a training do, done to no end but that the machine translates that code.

import { compile } from "../../compiler/compile.ts";
import { formsOf } from "../../compiler/forms.ts";
import { type Document, emptyDocument } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { createInspector, type Inspector } from "../../inspection/inspector.ts";
import { createDataLoader, type DataLoader, firstBatchFeeds, type Generators } from "../../training/data-feeds.ts";
import { PreparedStep } from "../../training/prepared-step.ts";
import { requireUpdateRule } from "../../training/trainable.ts";
import { answer } from "./answer.ts";
import { type Rehearsal, UNTRAINED } from "./protocol.ts";

/** A stage of its own: nothing that the page sees changes. */
export class RehearsalStage {
  private readonly inspector: Inspector;
  private readonly load: DataLoader;

  constructor(
    private readonly registry: Registry,
    generators: Generators,
    private readonly clock: () => number,
  ) {
    this.load = createDataLoader(registry, generators);
    this.inspector = createInspector(registry, generators, 1);
  }

  /**
   * What fails here is told when it is done in earnest.
   * @returns the milliseconds that it took
   */
  rehearse(what: Rehearsal, document: Document): number {
    const begin = this.clock();
    answer(() => (what === "edit" ? this.edit(document) : this.start(document)));
    return this.clock() - begin;
  }

  private edit(document: Document): void {
    this.inspector.open(document);
    this.inspector.view(0, UNTRAINED.parameters);
    // so that the next rehearsal begins from nothing
    this.inspector.open(emptyDocument);
  }

  /** A step for the first batch is prepared, and not run. */
  private start(document: Document): void {
    const feeds = firstBatchFeeds(document, this.registry, this.load(document));
    const program = compile(document, this.registry, formsOf(document, this.registry, feeds));
    requireUpdateRule(program);
    new PreparedStep(program, this.registry, { precision: "f32", statistics: false }).executable.end();
  }
}
