// What the page may ask of the engine. Knows no worker: tests call it in Node. A call never throws; problems are part of the answers.

import type { ProblemData } from "../../base/errors.ts";
import { generators } from "../../data/index.ts";
import type { Precision } from "../../engine/backend/executable.ts";
import type { StartPartner } from "../../engine/backend/wasm/workers/pair.ts";
import { type Document, type Endpoint, emptyDocument, type GraphScope } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { createInspector, type Inspector, type Weights } from "../../inspection/inspector.ts";
import type { Study } from "../../inspection/recurrence/study.ts";
import { createSession } from "../../training/session.ts";
import { answer } from "./answer.ts";
import { backendFor, choiceOf, hostOfEngine, sameChoice } from "./backend.ts";
import { CompareDesk } from "./compare.ts";
import type { ComparisonListener, ComparisonRequest } from "./compare-protocol.ts";
import { misfit } from "./fitting.ts";
import { completePorts } from "./port-axes.ts";
import {
  type Analysis,
  type BackendChoice,
  type EngineService,
  FASTEST,
  type Host,
  type Inspection,
  type KeptTraining,
  type RecurrenceQuestion,
  type Refreshed,
  type Rehearsal,
  type RuleQuestion,
  type TrainingBackend,
  type TrainingReport,
  UNTRAINED,
  type WritingRequest,
  type Written,
} from "./protocol.ts";
import { RecurrenceDesk } from "./recurrence.ts";
import { inWordsOfThePage } from "./refusals.ts";
import { RehearsalStage } from "./rehearsal.ts";
import { Run } from "./run.ts";
import { idleReport, type Listener, Trainer } from "./trainer.ts";
import { UpdateRuleDesk } from "./update-rule.ts";
import { waitingLoss } from "./waiting-loss.ts";
import { WritingDesk } from "./writing.ts";

/** Names and sizes of what is trained. */
const outline = (weights: Weights): string => [...weights].map(([name, { shape }]) => `${name} ${shape.join("x")}`).join();

const OTHER_PARAMETERS = "Paused by the edit: the parameters are others now.";

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
  private running: Run | null = null;
  /** The trainer of the document before its last edit, and what was kept of it. */
  private former: Trainer | null = null;
  private training: KeptTraining = UNTRAINED;
  /** Of the open document's training. */
  private choice = FASTEST;
  private watched = false;
  private hearTraining: (training: KeptTraining) => void = () => {};
  private readonly inspector: Inspector;
  private readonly fittingRoom: Inspector;
  private readonly recurrences: RecurrenceDesk;
  private readonly comparisons: CompareDesk;
  private readonly writing: WritingDesk;
  private readonly rules: UpdateRuleDesk;
  private readonly stage: RehearsalStage;

  constructor(
    private readonly registry: Registry,
    private readonly clock: () => number,
    private readonly startPartner: StartPartner | undefined,
  ) {
    this.inspector = createInspector(registry, generators);
    this.fittingRoom = createInspector(registry, generators, 1);
    this.recurrences = new RecurrenceDesk(registry, generators, clock);
    this.comparisons = new CompareDesk(registry, generators, clock);
    this.writing = new WritingDesk(registry, clock);
    this.rules = new UpdateRuleDesk(registry, generators);
    this.stage = new RehearsalStage(registry, generators, clock);
  }

  /** The trainer of the old document ends here; its weights go on in the new one. */
  async open(document: Document): Promise<Analysis> {
    await this.retire();
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
    const weights = this.presentWeights();
    const result = answer(() => this.inspector.view(example, weights));
    if (!result.ok) return result.problem;
    if (!rule) return result.value;
    const memory = this.trainer?.session.memory() ?? this.training.memory;
    return this.rules.added(result.value, this.document, { weights, memory }, rule);
  }

  async refresh(document: Document, example: number, rule: RuleQuestion | null = null): Promise<Refreshed> {
    const analysis = await this.open(document);
    return { analysis, inspection: await this.inspect(example, rule) };
  }

  async recurrence(question: RecurrenceQuestion): Promise<Study | ProblemData | null> {
    return this.broken ?? this.recurrences.ask(this.document, this.presentWeights(), question);
  }

  async stopRecurrence(): Promise<void> {
    this.recurrences.stop();
  }

  compare(request: ComparisonRequest, listener: ComparisonListener): Promise<void> {
    return this.comparisons.run(request, this.choice, listener);
  }

  async stopComparing(): Promise<void> {
    this.comparisons.stop();
  }

  async dropComparison(): Promise<void> {
    this.comparisons.drop();
  }

  async write(request: WritingRequest): Promise<Written | ProblemData | null> {
    if (this.broken) return this.broken;
    const epoch = this.trainer?.epoch ?? this.training.epoch;
    const { reproducible } = this.choice;
    const sentences = await this.writing.write(this.document, this.inspector.data(), this.presentWeights(), { ...request, reproducible });
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
    return this.broken || this.trainer ? 0 : this.stage.rehearse(what, this.document);
  }

  async train(listener: Listener): Promise<void> {
    if (this.running) return this.running.over;
    const run = new Run((edited) => this.start(edited), listener);
    this.running = run;
    run.start();
    await run.over;
    this.running = null;
  }

  async giveWay(): Promise<void> {
    this.trainer?.giveWay();
    this.comparisons.giveWay();
  }

  async watch(statistics: boolean): Promise<void> {
    this.watched = statistics;
    this.trainer?.session.watch(statistics);
  }

  async pause(): Promise<void> {
    this.running?.stop();
    await this.trainer?.pause();
    await this.running?.over;
  }

  async step(): Promise<TrainingReport> {
    await this.pause();
    const started = this.start(false);
    return started instanceof Trainer ? started.step() : started;
  }

  async reset(): Promise<TrainingReport> {
    this.running?.drop();
    await this.pause();
    await this.resume({ ...UNTRAINED, ...this.choice });
    return this.idle();
  }

  computeIn(precision: Precision): Promise<TrainingBackend> {
    return this.choose({ ...this.choice, precision });
  }

  setReproducible(reproducible: boolean): Promise<TrainingBackend> {
    return this.choose({ ...this.choice, reproducible });
  }

  async host(): Promise<Host> {
    return hostOfEngine();
  }

  async kept(): Promise<KeptTraining | null> {
    const training = this.trainer?.kept() ?? this.training;
    if (training.epoch > 0) return { ...training, ...this.choice };
    // nothing is trained yet, but a backend may have been chosen
    return sameChoice(this.choice, FASTEST) ? null : { ...UNTRAINED, ...this.choice };
  }

  async tellTraining(listener: (training: KeptTraining) => void): Promise<void> {
    this.hearTraining = listener;
  }

  async resume(training: KeptTraining): Promise<void> {
    this.running?.drop();
    await this.pause();
    this.trainer?.session.end();
    this.trainer = null;
    this.former = null;
    this.training = training;
    this.choice = choiceOf(training);
  }

  private async choose(choice: BackendChoice): Promise<TrainingBackend> {
    if (!sameChoice(choice, this.choice)) {
      this.choice = choice;
      await this.retire();
    }
    return backendFor(choice);
  }

  private idle(): TrainingReport {
    return { ...idleReport, ...backendFor(this.choice) };
  }

  private presentWeights(): Weights {
    return this.trainer?.session.parameters() ?? this.training.parameters;
  }

  private async retire(): Promise<void> {
    const { trainer } = this;
    if (!trainer) return;
    await trainer.halt();
    trainer.session.end();
    this.training = trainer.kept();
    this.hearTraining({ ...this.training, ...this.choice });
    this.former = trainer;
    this.trainer = null;
  }

  /**
   * The trainer of the document in hand, or the report that it cannot be trained.
   * @param edited it is to go on with a run that an edit has interrupted
   */
  private start(edited: boolean): Trainer | TrainingReport {
    if (this.trainer) return this.trainer;
    const { epoch: done, parameters: warm, memory } = this.training;
    const { choice, startPartner } = this;
    const options = { ...choice, feeds: new Map(), warm, done, ...(memory ? { memory } : {}), startPartner } as const;
    const session = answer(() => createSession(this.document, this.registry, generators, options));
    if (!session.ok) return this.refusal(inWordsOfThePage(session.problem), edited);
    session.value.watch(this.watched);
    this.trainer = new Trainer(session.value, this.clock, backendFor(choice), this.former?.lastEpoch);
    const isOther = edited && outline(warm) !== outline(session.value.parameters());
    return isOther ? this.trainer.rest(OTHER_PARAMETERS) : this.trainer;
  }

  /** What an edit breaks is told by the analysis of the graph; the run only says that it rests. */
  private refusal(problem: ProblemData, edited: boolean): TrainingReport {
    const report = { ...this.idle(), epoch: this.training.epoch };
    return edited
      ? { ...report, state: "paused", note: `Paused by the edit. ${sentence(problem)}` }
      : { ...report, state: "failed", problem };
  }
}

/** @param startPartner how to have a second worker at a training; without it one does all */
export const createService = (
  registry: Registry,
  clock: () => number = () => performance.now(),
  startPartner?: StartPartner | undefined,
): EngineService => new DocumentService(registry, clock, startPartner);
