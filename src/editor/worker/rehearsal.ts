// What an edit and the start of a training do, done to no end but that the machine translates that code.

import { type Document, emptyDocument } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { createInspector, type Inspector } from "../../inspection/inspector.ts";
import type { Generators } from "../../training/data-feeds.ts";
import { createSession } from "../../training/session.ts";
import { answer } from "./answer.ts";
import { type Rehearsal, UNTRAINED } from "./protocol.ts";

/** A stage of its own: nothing that the page sees changes. */
export class RehearsalStage {
  private readonly inspector: Inspector;

  constructor(
    private readonly registry: Registry,
    private readonly generators: Generators,
    private readonly clock: () => number,
  ) {
    this.inspector = createInspector(registry, generators, 1);
  }

  /** @returns the milliseconds that it took */
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

  private start(document: Document): void {
    createSession(document, this.registry, this.generators, { precision: "f32", feeds: new Map() }).end();
  }
}
