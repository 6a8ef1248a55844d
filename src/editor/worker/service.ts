// What the page may ask of the engine. Knows no worker: tests call it in Node. A call never throws; problems are part of the answers.

import type { ProblemData } from "../../base/errors.ts";
import { generators } from "../../data/index.ts";
import { type Document, type Endpoint, emptyDocument, type GraphScope } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { createInspector, type Inspector, type Weights } from "../../inspection/inspector.ts";
import { createSession } from "../../training/session.ts";
import { answer } from "./answer.ts";
import { misfit } from "./fitting.ts";
import { completePorts } from "./port-axes.ts";
import type { Analysis, EngineService, Inspection, Refreshed, TrainingReport } from "./protocol.ts";
import { idleReport, Trainer } from "./trainer.ts";

const NO_WEIGHTS: Weights = new Map();

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `There is no loss. Wire an output and a target into a loss.` */
function sentence({ message, remedy }: ProblemData): string {
  const what = message.replace(/^nothing to train yet: /, "");
  return remedy ? `${capital(what)}. ${capital(remedy)}.` : `${capital(what)}.`;
}

class DocumentService implements EngineService {
  private document: Document = emptyDocument;
  /** Why nothing of the document can be computed; null where something can. */
  private broken: ProblemData | null = null;
  private trainer: Trainer | null = null;
  /** Of the last trainer, for a document that has changed since. */
  private weights: Weights = NO_WEIGHTS;
  private epochsBefore = 0;
  private readonly inspector: Inspector;
  private readonly fittingRoom: Inspector;

  constructor(
    private readonly registry: Registry,
    private readonly clock: () => number,
  ) {
    this.inspector = createInspector(registry, generators);
    this.fittingRoom = createInspector(registry, generators);
  }

  /** Training of the old document ends here; its weights go on in the new one. */
  async open(document: Document): Promise<Analysis> {
    await this.retire();
    this.document = document;
    const found = answer(() => this.inspector.open(document));
    this.broken = found.ok ? null : found.problem;
    if (!found.ok) return { problems: [found.problem], ports: {}, parameterCount: 0, untrainable: sentence(found.problem) };
    const { problems, ports, parameterCount, untrainable } = found.value;
    return {
      problems,
      ports: completePorts(ports, document, this.registry),
      parameterCount,
      untrainable: untrainable && sentence(untrainable),
    };
  }

  async inspect(example: number): Promise<Inspection | ProblemData> {
    if (this.broken) return this.broken;
    const result = answer(() => this.inspector.view(example, this.presentWeights()));
    return result.ok ? result.value : result.problem;
  }

  async refresh(document: Document, example: number): Promise<Refreshed> {
    const analysis = await this.open(document);
    return { analysis, inspection: await this.inspect(example) };
  }

  async tryConnect(document: Document, scope: GraphScope, from: Endpoint, to: Endpoint): Promise<ProblemData | null> {
    const reason = answer(() => misfit(this.fittingRoom, this.registry, document, scope, from, to));
    return reason.ok ? reason.value : reason.problem;
  }

  async train(listener: (report: TrainingReport) => void): Promise<void> {
    const started = this.start();
    if (started instanceof Trainer) await started.train(listener);
    else listener(started);
  }

  async pause(): Promise<void> {
    await this.trainer?.pause();
  }

  async step(): Promise<TrainingReport> {
    const started = this.start();
    if (!(started instanceof Trainer)) return started;
    await started.pause();
    return started.step();
  }

  async reset(): Promise<TrainingReport> {
    await this.trainer?.pause();
    this.trainer = null;
    this.weights = NO_WEIGHTS;
    this.epochsBefore = 0;
    return idleReport;
  }

  private presentWeights(): Weights {
    return this.trainer?.session.parameters() ?? this.weights;
  }

  private async retire(): Promise<void> {
    if (!this.trainer) return;
    await this.trainer.pause();
    this.weights = this.trainer.session.parameters();
    this.epochsBefore = this.trainer.epoch;
    this.trainer = null;
  }

  /** The trainer of the document in hand, or the report that it cannot be trained. */
  private start(): Trainer | TrainingReport {
    if (this.trainer) return this.trainer;
    const options = { precision: "f32", feeds: new Map(), warm: this.weights } as const;
    const session = answer(() => createSession(this.document, this.registry, generators, options));
    if (!session.ok) return { ...idleReport, state: "failed", problem: session.problem };
    this.trainer = new Trainer(session.value, this.epochsBefore, this.clock);
    return this.trainer;
  }
}

export const createService = (registry: Registry, clock: () => number = () => performance.now()): EngineService =>
  new DocumentService(registry, clock);
