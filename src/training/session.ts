// Training of one document: what the command line and the page both drive.

import { Problem } from "../base/errors.ts";
import { stream } from "../base/random.ts";
import type { Tensor } from "../base/tensor.ts";
import { bind, checkNames } from "../compiler/bind.ts";
import { compile } from "../compiler/compile.ts";
import type { Feed, Feeds } from "../compiler/feeds.ts";
import { formsOf } from "../compiler/forms.ts";
import { gradientTape } from "../compiler/gradient.ts";
import type { OptimizerUse, Program, Slot } from "../compiler/program.ts";
import type { Generator } from "../data/dataset.ts";
import { allocate, type Executable, type Numbers } from "../engine/backend/executable.ts";
import { prepareFor } from "../engine/backend/prepare-for.ts";
import { prepare } from "../engine/backend/reference/executor.ts";
import { sameShape, sizeOf } from "../engine/tape.ts";
import type { Document } from "../graph/document.ts";
import type { Registry } from "../graph/node-type.ts";
import { feedsOf, hasExamples, type LoadedData } from "./data-feeds.ts";
import { createDriverSession } from "./drivers/session.ts";
import { trainingData } from "./held-out.ts";
import { initialNumbers } from "./initializers.ts";
import { fitsMemory, type OptimizerMemory } from "./optimizer-memory.ts";
import type { EpochReport, Score, Session, SessionOptions, SplitName } from "./session-types.ts";
import { NoiseInputs } from "./step/noise.ts";
import { type ParameterStatistics, readStatistics } from "./step/statistics.ts";
import { withStopping } from "./stopping-session.ts";
import { requireOptimizer } from "./trainable.ts";
import { exampleAxes, type TrainingTape, trainingTape } from "./training-tape.ts";

export type { EpochReport, Score, Session, SessionOptions } from "./session-types.ts";

/** A training step prepared for one size of batch. */
interface PreparedStep {
  readonly program: Program;
  readonly training: TrainingTape;
  readonly executable: Executable;
  readonly inputs: StepInputs;
  readonly noise: NoiseInputs;
  /** Holds all examples: there is nothing to write from step to step. */
  readonly full: boolean;
}

/** Where inputs of each kind begin, behind the program's slots. */
interface StepInputs {
  readonly states: number;
  readonly settings: number;
  readonly step: number;
}

/** Loss and metrics of one split, without a step. */
type Scorer = Pick<PreparedStep, "program" | "executable">;

/** What one step gives back. */
interface StepResult {
  readonly loss: number;
  readonly norm: number;
  readonly rate: number;
  readonly metrics: readonly number[];
  readonly statistics: Readonly<Record<string, ParameterStatistics>> | null;
  readonly examples: number;
}

/** In the places of slots whose numbers the session has itself. */
const NOTHING = new Float64Array(0);

/** Numbers that training changes, and keeps by name. */
const isKept = ({ kind }: Slot): boolean => kind === "parameter" || kind === "running";

function inputsOf({ slots }: Program, { states, settings }: TrainingTape): StepInputs {
  const behind = slots.length + states.length;
  return { states: slots.length, settings: behind, step: behind + settings.length };
}

/** What an optimizer has gathered means something to it alone: the type, or the name of a graph of the document's. */
const identityOf = ({ type, attributes }: OptimizerUse): string => [type.id, attributes.cell ?? ""].join(" ").trim();

const kindOf = ({ kind }: Slot) => (kind === "running" ? "running value" : kind);

const allFinite = (numbers: Numbers) => numbers.every((x) => Number.isFinite(x));

const total = (results: readonly StepResult[], of: (result: StepResult) => number) => results.reduce((sum, result) => sum + of(result), 0);

/** Of several batches, larger ones weigh more. */
const meanOver = (results: readonly StepResult[], of: (result: StepResult) => number) =>
  total(results, (result) => of(result) * result.examples) / total(results, (result) => result.examples);

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
  private readonly scorers = new Map<string, Scorer>();
  /** Parameters and running values. */
  private weights = new Map<string, { shape: readonly number[]; data: Numbers }>();
  private states = new Map<string, Numbers>();
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
    this.begin(program, feeds);
  }

  get workers(): number {
    return Math.max(1, ...[...this.prepared.values()].map(({ executable }) => executable.workers));
  }

  step(): EpochReport {
    const results = this.allOrNothing(() => this.batches().map((indices) => this.runStep(indices)));
    this.epoch += 1;
    const { statistics } = results.at(-1)!;
    return {
      epoch: this.epoch,
      loss: meanOver(results, (result) => result.loss),
      metrics: this.metricsOf(results),
      gradientNorm: results.at(-1)!.norm,
      ...(statistics ? { statistics } : {}),
      learningRate: this.optimizer.schedule ? results.at(-1)!.rate : Number(this.optimizer.attributes.learningRate ?? 0),
    };
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
      optimizer: identityOf(optimizer),
      steps,
      states: new Map([...this.states].map(([key, data]) => [key, Float64Array.from(data)])),
    };
  }

  score(split: SplitName): Score | null {
    if (split !== "train" && !hasExamples(this.data, split)) return null;
    const feeds = this.batchFeeds(split);
    const { program, executable } = this.scorer(split, feeds);
    const [loss, ...metrics] = executable.run(this.bound(program, feeds));
    const names = program.metrics.map(({ index }) => program.values[index]!.name);
    return { loss: loss![0]!, metrics: Object.fromEntries(names.map((name, index) => [name, metrics[index]![0]!])) };
  }

  end(): void {
    for (const { executable } of this.prepared.values()) executable.end();
  }

  /** Prepared once: a page that steps asks for a score after every step. */
  private scorer(split: SplitName, feeds: Feeds): Scorer {
    const known = this.scorers.get(split);
    if (known) return known;
    const { precision } = this.options;
    const program = compile(this.document, this.registry, formsOf(this.document, this.registry, feeds, "infer"));
    const metrics = program.metrics.map(({ index }) => index);
    const scorer = { program, executable: prepareFor(gradientTape(program, metrics, []), precision) };
    this.scorers.set(split, scorer);
    return scorer;
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
    this.beginStates(trainingTape(program, this.registry));
    this.remember();
  }

  private beginStates({ start, parameters, settings, states }: TrainingTape): void {
    const weights = parameters.map(({ slot }) => this.weights.get(slot.name)!.data);
    const begun = prepare(start, this.options.precision).run([...weights, ...settings.map(({ data }) => Float64Array.from(data))]);
    for (const [index, { key }] of states.entries()) this.states.set(key, begun[index]!.slice());
  }

  /** The optimizer goes on with all that it had gathered, or begins with nothing: a half of it would be no state of any training. */
  private remember(): void {
    const { memory } = this.options;
    if (!memory || !fitsMemory(memory, identityOf(this.optimizer), this.states)) return;
    for (const [key, state] of this.states) state.set(memory.states.get(key)!);
    this.steps = memory.steps;
  }

  /** Examples of the data nodes, under what the caller has fed. */
  private batchFeeds(split: SplitName, indices?: readonly number[]): Feeds {
    return new Map<string, Feed>([...feedsOf(this.data, split, indices), ...this.options.feeds]);
  }

  /** Where a batch fails, those before it in the epoch are undone too. */
  private allOrNothing<T>(action: () => T): T {
    const { steps } = this;
    const numbers = [...[...this.weights.values()].map(({ data }) => data), ...this.states.values()];
    const before = numbers.map((data) => data.slice());
    try {
      return action();
    } catch (error) {
      numbers.forEach((data, index) => {
        data.set(before[index]!);
      });
      this.steps = steps;
      throw error;
    }
  }

  private metricsOf(results: readonly StepResult[]): Readonly<Record<string, number>> {
    const { values, metrics } = this.program;
    const entries = metrics.map(({ index, aggregate }, at) => {
      const of = (result: StepResult) => result.metrics[at]!;
      return [values[index]!.name, aggregate === "mean" ? meanOver(results, of) : total(results, of)];
    });
    return Object.fromEntries(entries);
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
    const { statistics } = this;
    const key = `${forms.steps} ${forms.batch} ${full} ${statistics}`;
    const known = this.prepared.get(key);
    if (known) return known;
    const program = compile(this.document, this.registry, forms);
    const training = trainingTape(program, this.registry, { statistics });
    const { precision, startPartner } = this.options;
    const executable = prepareFor(training.tape, precision, exampleAxes(program, training.tape), startPartner);
    const inputs = inputsOf(program, training);
    const step = { program, training, executable, inputs, noise: new NoiseInputs(program, precision), full };
    if (full) this.writeExamples(step, feeds);
    for (const [index, { data }] of training.settings.entries()) executable.write(inputs.settings + index, Float64Array.from(data));
    this.prepared.set(key, step);
    return step;
  }

  /** All but what training changes, and the noise, which every step has anew. */
  private writeExamples({ program, executable }: PreparedStep, feeds: Feeds): void {
    const numbers = this.bound(program, feeds);
    program.slots.forEach((slot, index) => {
      if (!isKept(slot) && slot.kind !== "noise") executable.write(index, numbers[index]!);
    });
  }

  /** Slot numbers with the present parameters and running values in their places. */
  private bound(program: Program, feeds: Feeds): Numbers[] {
    const numbers = bind(program, feeds, () => NOTHING, null);
    return program.slots.map((slot, index) => (isKept(slot) ? this.weights.get(slot.name)!.data : numbers[index]!));
  }

  /** The step for a batch, with its examples in place. */
  private ready(indices: readonly number[] | null): PreparedStep {
    const full = indices === null ? this.fullStep : null;
    if (full) return full;
    const feeds = this.batchFeeds("train", indices ?? undefined);
    const step = this.prepare(feeds, indices === null);
    if (indices === null) this.fullStep = step;
    else this.writeExamples(step, feeds);
    return step;
  }

  private runStep(indices: readonly number[] | null): StepResult {
    const { program, training, executable, inputs, noise } = this.ready(indices);
    const weights = training.parameters.map(({ slot }) => this.weights.get(slot.name)!.data);
    const states = training.states.map(({ key }) => this.states.get(key)!);
    const running = training.running.map(({ slot }) => this.weights.get(slot.name)!.data);
    for (const [at, { index }] of training.parameters.entries()) executable.write(index, weights[at]!);
    for (const [at, { index }] of training.running.entries()) executable.write(index, running[at]!);
    for (const [index, state] of states.entries()) executable.write(inputs.states + index, state);
    noise.write(executable, { seed: this.seed, step: this.steps });
    executable.write(inputs.step, Float64Array.of(this.steps + 1));

    const [loss, norm, rate, ...rest] = executable.step();
    const after = rest.slice(training.metrics);
    this.refuseNonFinite(loss!, after, training);
    for (const [index, numbers] of [...weights, ...states, ...running].entries()) numbers.set(after[index]!);
    this.steps += 1;
    const metrics = rest.slice(0, training.metrics).map((numbers) => numbers[0]!);
    const names = training.parameters.map(({ slot }) => slot.name);
    const measured = after.slice(weights.length + states.length + running.length);
    const statistics = training.statistics ? readStatistics(names, measured) : null;
    return { loss: loss![0]!, norm: norm![0]!, rate: rate![0]!, metrics, statistics, examples: program.forms.batch };
  }

  /** @param after the new parameters, states and running values of a step */
  private refuseNonFinite(loss: Numbers, after: readonly Numbers[], { parameters, states, running }: TrainingTape): void {
    const behind = parameters.length + states.length;
    const broken =
      parameters.find((_, index) => !allFinite(after[index]!)) ?? running.find((_, index) => !allFinite(after[behind + index]!));
    if (allFinite(loss) && !broken) return;
    const what = allFinite(loss) ? `${kindOf(broken!.slot)} "${broken!.slot.name}"` : "the loss";
    const got = allFinite(loss) ? "a number that is not finite" : String(loss[0]);
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
