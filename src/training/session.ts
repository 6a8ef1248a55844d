// Training of one document: what the command line and the page both drive.

import { Problem } from "../base/errors.ts";
import { stream } from "../base/random.ts";
import type { Tensor } from "../base/tensor.ts";
import { bind, checkNames } from "../compiler/bind.ts";
import { compile } from "../compiler/compile.ts";
import type { Feed, Feeds } from "../compiler/feeds.ts";
import { formsOf } from "../compiler/forms.ts";
import type { OptimizerUse, Program, Slot } from "../compiler/program.ts";
import type { Generator } from "../data/dataset.ts";
import { allocate, type Numbers } from "../engine/backend/executable.ts";
import { sameShape, sizeOf } from "../engine/tape.ts";
import type { Document } from "../graph/document.ts";
import type { Registry } from "../graph/node-type.ts";
import { feedsOf, hasExamples, type LoadedData } from "./data-feeds.ts";
import { createDriverSession } from "./drivers/session.ts";
import { epochReport } from "./epoch-report.ts";
import { trainingData } from "./held-out.ts";
import { initialNumbers } from "./initializers.ts";
import { allOrNothing, isKept } from "./kept-numbers.ts";
import { begunStates, fitsMemory, gathererOf, type OptimizerMemory } from "./optimizer-memory.ts";
import { PreparedStep, type StepResult } from "./prepared-step.ts";
import { Scores } from "./scores.ts";
import type { EpochReport, Score, Session, SessionOptions, SplitName } from "./session-types.ts";
import { withStopping } from "./stopping-session.ts";
import { requireOptimizer } from "./trainable.ts";
import { type TrainingTape, trainingTape } from "./training-tape.ts";

export type { EpochReport, Score, Session, SessionOptions } from "./session-types.ts";

/** In the places of slots whose numbers the session has itself. */
const NOTHING = new Float64Array(0);

/** So many parameters take a noticeable time to be drawn. */
const MANY = 2 ** 20;

const kindOf = ({ kind }: Slot) => (kind === "running" ? "running value" : kind);

const allFinite = (numbers: Numbers) => numbers.every((x) => Number.isFinite(x));

class DocumentSession implements Session {
  readonly epochs: number;
  epoch: number;
  private steps = 0;
  /** For all examples at once; what is named and measured is the same for every size of batch. */
  private readonly program: Program;
  readonly optimizer: OptimizerUse;
  readonly stopped = null;
  private readonly data: LoadedData;
  private readonly seed: number;
  private readonly prepared = new Map<string, PreparedStep>();
  private readonly scores: Scores;
  readonly weights = new Map<string, { shape: readonly number[]; data: Numbers }>();
  readonly states = new Map<string, Numbers>();
  /** All examples at once: there is nothing to write from step to step. */
  private fullStep: PreparedStep | null = null;
  private statistics = false;

  constructor(
    private readonly document: Document,
    private readonly registry: Registry,
    generators: Readonly<Record<string, Generator>>,
    private readonly options: SessionOptions,
  ) {
    this.data = trainingData(document, registry, generators, options.seed);
    const feeds = this.batchFeeds("train");
    const program = compile(document, registry, formsOf(document, registry, feeds));
    checkNames(program, feeds);
    this.program = program;
    this.optimizer = requireOptimizer(program);
    const { attributes } = this.optimizer;
    this.seed = options.seed ?? Number(attributes.seed ?? 1);
    this.epochs = options.epochs ?? Number(attributes.epochs ?? 100);
    this.epoch = options.done ?? 0;
    this.scores = new Scores(document, registry, options);
    this.refuseEarly();
    this.begin(program, feeds);
  }

  get workers(): number {
    return Math.max(1, ...[...this.prepared.values()].map(({ executable }) => executable.workers));
  }

  step(): EpochReport {
    const { steps } = this;
    try {
      const results = allOrNothing(this, () => this.batches().map((indices) => this.runStep(indices)));
      this.epoch += 1;
      return epochReport(this.epoch, this.program, this.optimizer, results);
    } catch (error) {
      this.steps = steps;
      throw error;
    }
  }

  /** The steps with and without are prepared apart. */
  watch(statistics: boolean): void {
    if (statistics !== this.statistics) this.fullStep = null;
    this.statistics = statistics;
  }

  parameters(): ReadonlyMap<string, Tensor> {
    return new Map([...this.weights].map(([name, { shape, data }]) => [name, { shape, data: Float64Array.from(data) }]));
  }

  memory(): OptimizerMemory {
    const { steps, optimizer } = this;
    return {
      ...gathererOf(optimizer, this.registry),
      steps,
      states: new Map([...this.states].map(([key, data]) => [key, Float64Array.from(data)])),
    };
  }

  score(split: SplitName): Score | null {
    if (split !== "train" && !hasExamples(this.data, split)) return null;
    const feeds = this.batchFeeds(split);
    return this.scores.score(split, feeds, (program) => this.bound(program, feeds));
  }

  end(): void {
    for (const { executable } of this.prepared.values()) executable.end();
  }

  /** A step that does not fit into memory is refused before the first of its many numbers is drawn: the first one is prepared at once. */
  private refuseEarly(): void {
    const count = this.program.slots.filter(isKept).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    if (count < MANY) return;
    const [first] = this.batches();
    this.prepare(this.batchFeeds("train", first ?? undefined), !first);
  }

  /** Parameters, running values and optimizer states before the first step. */
  private begin(program: Program, feeds: Feeds): void {
    const { precision } = this.options;
    const numbers = bind(
      program,
      feeds,
      (name, shape, text) => {
        const warm = this.options.warm?.get(name);
        return warm && sameShape(warm.shape, shape) ? warm.data : initialNumbers(name, shape, text, this.seed);
      },
      null,
    );
    program.slots.forEach((slot, index) => {
      if (!isKept(slot)) return;
      const data = allocate(precision, sizeOf(slot.shape));
      data.set(numbers[index]!);
      this.weights.set(slot.name, { shape: slot.shape, data });
    });
    const begun = begunStates(trainingTape(program, this.registry), (name) => this.weights.get(name)!.data, precision);
    for (const [key, numbers] of begun) this.states.set(key, numbers);
    this.remember();
  }

  /** The optimizer goes on with all that it had gathered, or begins with nothing: a half of it would be no state of any training. */
  private remember(): void {
    const { memory } = this.options;
    if (!memory || !fitsMemory(memory, gathererOf(this.optimizer, this.registry), this.states)) return;
    for (const [key, state] of this.states) state.set(memory.states.get(key)!);
    this.steps = memory.steps;
  }

  /** Examples of the data nodes, under what the caller has fed. */
  private batchFeeds(split: SplitName, indices?: readonly number[]): Feeds {
    return new Map<string, Feed>([...feedsOf(this.data, split, indices), ...this.options.feeds]);
  }

  /** Indices of each batch of this epoch; null is everything at once. */
  private batches(): (readonly number[] | null)[] {
    const size = Number(this.optimizer.attributes.batchSize ?? 0);
    const count = [...this.data.values()][0]?.train.count ?? 0;
    if (size <= 0 || size >= count) return [null];
    const all = Array.from({ length: count }, (_, index) => index);
    const order = stream(this.seed, `epoch ${this.epoch + 1}`).shuffle(all);
    return Array.from({ length: Math.ceil(count / size) }, (_, index) => order.slice(index * size, (index + 1) * size));
  }

  /** @param full all examples at once */
  private prepare(feeds: Feeds, full: boolean): PreparedStep {
    const forms = formsOf(this.document, this.registry, feeds);
    const { statistics, options } = this;
    const key = `${forms.steps} ${forms.batch} ${full} ${statistics}`;
    const known = this.prepared.get(key);
    if (known) return known;
    const step = new PreparedStep(compile(this.document, this.registry, forms), this.registry, { ...options, statistics });
    this.prepared.set(key, step);
    return step;
  }

  /** Slot numbers with the present parameters and running values in their places. */
  private bound(program: Program, feeds: Feeds): Numbers[] {
    const numbers = bind(program, feeds, () => NOTHING, null);
    return program.slots.map((slot, index) => (isKept(slot) ? this.weights.get(slot.name)!.data : numbers[index]!));
  }

  /** The step for a batch, with its examples in place. */
  private ready(indices: readonly number[] | null): PreparedStep {
    const full = indices === null;
    if (full && this.fullStep) return this.fullStep;
    const feeds = this.batchFeeds("train", indices ?? undefined);
    const step = this.prepare(feeds, full);
    step.writeExamples(this.bound(step.program, feeds));
    if (full) this.fullStep = step;
    return step;
  }

  private runStep(indices: readonly number[] | null): StepResult {
    const draw = { seed: this.seed, step: this.steps };
    const result = this.ready(indices).run(this, draw, (loss, after, training) => this.refuseNonFinite(loss, after, training));
    this.steps += 1;
    return result;
  }

  /** @param after the new parameters, states and running values of a step */
  private refuseNonFinite(loss: number, after: readonly Numbers[], { parameters, states, running }: TrainingTape): void {
    const behind = parameters.length + states.length;
    const broken =
      parameters.find((_, index) => !allFinite(after[index]!)) ?? running.find((_, index) => !allFinite(after[behind + index]!));
    const lossHolds = Number.isFinite(loss);
    if (lossHolds && !broken) return;
    const what = lossHolds ? `${kindOf(broken!.slot)} "${broken!.slot.name}"` : "the loss";
    const got = lossHolds ? "a number that is not finite" : String(loss);
    throw new Problem({
      code: "not-finite",
      message: `training, epoch ${this.epoch + 1}: ${what} becomes ${got}`,
      where: { node: this.optimizer.path },
      got,
      expected: "finite numbers",
      remedy: "lower the learning rate, or clip the gradient by norm; the parameters are as they were before",
    });
  }
}

const hasDriver = (document: Document, registry: Registry): boolean =>
  Object.values(document.graph.nodes).some((node) => registry.get(node.type)?.driver !== undefined);

/** Throws a located Problem where the document cannot be trained. */
export function createSession(
  document: Document,
  registry: Registry,
  generators: Readonly<Record<string, Generator>>,
  options: SessionOptions,
): Session {
  const session = hasDriver(document, registry)
    ? createDriverSession(document, registry, generators, options)
    : new DocumentSession(document, registry, generators, options);
  return withStopping(session);
}
