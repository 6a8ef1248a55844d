// What the page may ask of the engine. Knows no worker: tests call it in Node. A call never throws; problems are part of the answers.

import type { ProblemData } from "../../base/errors.ts";
import { generators } from "../../data/index.ts";
import type { Precision } from "../../engine/backend/executable.ts";
import type { StartPartner } from "../../engine/backend/wasm/workers/pair.ts";
import { type Document, type Endpoint, emptyDocument, type GraphScope } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { createInspector, type Inspector } from "../../inspection/inspector.ts";
import type { Study } from "../../inspection/recurrence/study.ts";
import { answer, sentence } from "./answer.ts";
import { hostOfEngine } from "./backend.ts";
import { CompareDesk } from "./compare.ts";
import type { ComparisonListener, ComparisonRequest } from "./compare-protocol.ts";
import { misfit } from "./fitting.ts";
import { completePorts } from "./port-axes.ts";
import type {
  Analysis,
  EngineService,
  Host,
  Inspection,
  KeptTraining,
  RecurrenceQuestion,
  Refreshed,
  Rehearsal,
  RuleQuestion,
  TrainingBackend,
  TrainingReport,
  WritingRequest,
  Written,
} from "./protocol.ts";
import { RecurrenceDesk } from "./recurrence.ts";
import { RehearsalStage } from "./rehearsal.ts";
import type { Listener } from "./trainer.ts";
import { TrainingDesk } from "./training-desk.ts";
import { UpdateRuleDesk } from "./update-rule.ts";
import { waitingLoss } from "./waiting-loss.ts";
import { WritingDesk } from "./writing.ts";

class DocumentService implements EngineService {
  private document: Document = emptyDocument;
  /** Why nothing of the document can be computed; null where something can. */
  private broken: ProblemData | null = null;
  private readonly training: TrainingDesk;
  private readonly inspector: Inspector;
  private readonly fittingRoom: Inspector;
  private readonly recurrences: RecurrenceDesk;
  private readonly comparisons: CompareDesk;
  private readonly writing: WritingDesk;
  private readonly rules: UpdateRuleDesk;
  private readonly stage: RehearsalStage;

  constructor(
    private readonly registry: Registry,
    clock: () => number,
    startPartner: StartPartner | undefined,
  ) {
    this.training = new TrainingDesk(registry, clock, startPartner);
    this.inspector = createInspector(registry, generators);
    this.fittingRoom = createInspector(registry, generators, 1);
    this.recurrences = new RecurrenceDesk(registry, generators, clock);
    this.comparisons = new CompareDesk(registry, generators, clock);
    this.writing = new WritingDesk(registry, clock);
    this.rules = new UpdateRuleDesk(registry, generators);
    this.stage = new RehearsalStage(registry, generators, clock);
  }

  async open(document: Document): Promise<Analysis> {
    await this.training.open(document);
    this.document = document;
    const found = answer(() => this.inspector.open(document));
    this.broken = found.ok ? null : found.problem;
    if (!found.ok) {
      const lossWaits = waitingLoss(document, this.registry, [found.problem]);
      return { problems: [found.problem], ports: {}, parameterCount: 0, untrainable: sentence(found.problem), lossWaits, writes: false };
    }
    const { problems, ports, parameterCount, untrainable } = found.value;
    const lossWaits = untrainable?.expected === "a loss" ? waitingLoss(document, this.registry, problems) : null;
    return {
      problems,
      ports: completePorts(ports, document, this.registry),
      parameterCount,
      untrainable: lossWaits ?? (untrainable && sentence(untrainable)),
      lossWaits,
      writes: this.writing.canWrite(document, this.inspector.data()),
    };
  }

  async inspect(example: number, rule: RuleQuestion | null = null): Promise<Inspection | ProblemData> {
    if (this.broken) return this.broken;
    const weights = this.training.weights();
    const result = answer(() => this.inspector.view(example, weights));
    if (!result.ok) return result.problem;
    if (!rule) return result.value;
    return this.rules.added(result.value, this.document, { weights, memory: this.training.memory() }, rule);
  }

  async refresh(document: Document, example: number, rule: RuleQuestion | null = null): Promise<Refreshed> {
    const analysis = await this.open(document);
    return { analysis, inspection: await this.inspect(example, rule) };
  }

  async recurrence(question: RecurrenceQuestion): Promise<Study | ProblemData | null> {
    return this.broken ?? this.recurrences.ask(this.document, this.training.weights(), question);
  }

  async stopRecurrence(): Promise<void> {
    this.recurrences.stop();
  }

  compare(request: ComparisonRequest, listener: ComparisonListener): Promise<void> {
    return this.comparisons.run(request, this.training.choice, listener);
  }

  async stopComparing(): Promise<void> {
    this.comparisons.stop();
  }

  async dropComparison(): Promise<void> {
    this.comparisons.drop();
  }

  async write(request: WritingRequest): Promise<Written | ProblemData | null> {
    if (this.broken) return this.broken;
    const { epoch } = this.training;
    const { reproducible } = this.training.choice;
    const sentences = await this.writing.write(this.document, this.inspector.data(), this.training.weights(), { ...request, reproducible });
    return sentences && !("code" in sentences) ? { sentences, epoch } : sentences;
  }

  async stopWriting(): Promise<void> {
    this.writing.stop();
  }

  async tryConnect(document: Document, scope: GraphScope, from: Endpoint, to: Endpoint): Promise<ProblemData | null> {
    const reason = answer(() => misfit(this.fittingRoom, this.registry, document, scope, from, to));
    return reason.ok ? reason.value : reason.problem;
  }

  async rehearse(what: Rehearsal): Promise<number> {
    return this.broken || this.training.isBegun ? 0 : this.stage.rehearse(what, this.document);
  }

  train(listener: Listener): Promise<void> {
    return this.training.train(listener);
  }

  async giveWay(): Promise<void> {
    this.training.giveWay();
    this.comparisons.giveWay();
  }

  watch(statistics: boolean): Promise<void> {
    return this.training.watch(statistics);
  }

  pause(): Promise<void> {
    return this.training.pause();
  }

  step(): Promise<TrainingReport> {
    return this.training.step();
  }

  reset(): Promise<TrainingReport> {
    return this.training.reset();
  }

  computeIn(precision: Precision): Promise<TrainingBackend> {
    return this.training.choose({ ...this.training.choice, precision });
  }

  setReproducible(reproducible: boolean): Promise<TrainingBackend> {
    return this.training.choose({ ...this.training.choice, reproducible });
  }

  async host(): Promise<Host> {
    return hostOfEngine();
  }

  kept(): Promise<KeptTraining | null> {
    return this.training.kept();
  }

  tellTraining(listener: (training: KeptTraining) => void): Promise<void> {
    return this.training.tell(listener);
  }

  resume(training: KeptTraining): Promise<void> {
    return this.training.resume(training);
  }
}

/** @param startPartner how to have a second worker at a training; without it one does all */
export const createService = (
  registry: Registry,
  clock: () => number = () => performance.now(),
  startPartner?: StartPartner | undefined,
): EngineService => new DocumentService(registry, clock, startPartner);
