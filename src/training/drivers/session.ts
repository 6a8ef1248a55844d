// Training by a driver: full batches, in f64 whatever the session asks for, since second derivatives in f32 are of little use.

import { Problem } from "../../base/errors.ts";
import type { Tensor } from "../../base/tensor.ts";
import { bind, checkNames } from "../../compiler/bind.ts";
import { compile } from "../../compiler/compile.ts";
import type { Feed, Feeds } from "../../compiler/feeds.ts";
import { formsOf } from "../../compiler/forms.ts";
import type { OptimizerUse, Program } from "../../compiler/program.ts";
import type { Generator } from "../../data/dataset.ts";
import { sameShape } from "../../engine/tape.ts";
import type { Document } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { feedsOf, hasExamples, type LoadedData } from "../data-feeds.ts";
import { trainingData } from "../held-out.ts";
import { initialNumbers } from "../initializers.ts";
import { fitsMemory, type OptimizerMemory } from "../optimizer-memory.ts";
import type { EpochReport, Score, Session, SessionOptions, SplitName } from "../session-types.ts";
import { requireOptimizer } from "../trainable.ts";
import { allFinite } from "./dense.ts";
import { refuseTooLarge } from "./limit.ts";
import { joined, type ParameterSpan, parameterSpans, tensorsOf, vectorSize } from "./parameter-vector.ts";
import { ProgramObjective, residualCount } from "./program-objective.ts";
import type { DriverRule, DriverState } from "./rule.ts";
import { driverRules } from "./rules.ts";
import { RunningValues } from "./running-values.ts";
import { locatingStep, notFinite } from "./step-problem.ts";

/** In the places of parameters, whose numbers the session has itself. */
const NOTHING = new Float64Array(0);

function ruleOf({ type }: OptimizerUse): DriverRule {
  const rule = type.driver === undefined ? undefined : driverRules[type.driver];
  if (!rule) throw new Error(`node type ${type.id}: there is no driver ${type.driver}`);
  return rule;
}

function refuseClips({ path, type, clips }: OptimizerUse): void {
  const clip = clips[0];
  if (!clip) return;
  throw new Problem({
    code: "clipped-driver",
    message: `${type.title.toLowerCase()} "${path}": it follows the gradient as it is, and "${clip.path}" bounds it`,
    where: { node: clip.path },
    got: "a bounded gradient",
    expected: "the gradient itself",
    remedy: "wire the loss into the optimizer directly",
  });
}

const named = (program: Program, metrics: readonly number[]): Readonly<Record<string, number>> =>
  Object.fromEntries(program.metrics.map(({ index }, at) => [program.values[index]!.name, metrics[at]!]));

class DriverSession implements Session {
  readonly workers = 1;
  readonly epochs: number;
  epoch: number;
  private steps = 0;
  private readonly program: Program;
  readonly optimizer: OptimizerUse;
  readonly stopped = null;
  private readonly rule: DriverRule;
  private readonly data: LoadedData;
  private readonly spans: readonly ParameterSpan[];
  private readonly objective: ProgramObjective;
  private readonly running: RunningValues;
  private readonly seed: number;
  private readonly scorers = new Map<string, { readonly program: Program; readonly objective: ProgramObjective }>();
  /** All parameters, [n]. Never changed in place. */
  private w: Float64Array;
  private state: DriverState;

  constructor(
    private readonly document: Document,
    private readonly registry: Registry,
    generators: Readonly<Record<string, Generator>>,
    private readonly options: SessionOptions,
  ) {
    this.data = trainingData(document, registry, generators, options.seed);
    const feeds = this.feeds("train");
    this.program = compile(document, registry, formsOf(document, registry, feeds));
    checkNames(this.program, feeds);
    this.optimizer = requireOptimizer(this.program);
    this.rule = ruleOf(this.optimizer);
    refuseClips(this.optimizer);
    this.spans = parameterSpans(this.program);
    const size = vectorSize(this.spans);
    refuseTooLarge(this.optimizer, this.rule.dense, size, residualCount(this.program));

    const { attributes } = this.optimizer;
    this.seed = options.seed ?? Number(attributes.seed ?? 1);
    this.epochs = options.epochs ?? Number(attributes.epochs ?? 100);
    this.epoch = options.done ?? 0;
    const numbers = this.numbers(feeds);
    this.w = joined(this.spans.map(({ slot }) => numbers[slot]!));
    this.running = new RunningValues(this.program, numbers);
    this.objective = new ProgramObjective(this.program, numbers);
    this.state = this.rule.begin(size, attributes);
    this.remember();
  }

  step(): EpochReport {
    const { rule, objective, w, state, optimizer, program } = this;
    objective.draw({ seed: this.seed, step: this.steps });
    const here = objective.valueAndGradient(w);
    if (!Number.isFinite(here.value)) throw notFinite(this.next(), "the loss", String(here.value));
    this.refuseNonFinite(here.gradient, "the gradient by");
    const metrics = named(program, objective.metrics(w));
    const next = locatingStep(this.next(), () => rule.step(objective, w, state, optimizer.attributes));
    this.refuseNonFinite(next.w, "parameter");
    this.running.keep(objective.running(w));
    this.running.write(program, objective);
    this.w = next.w;
    this.state = next.state;
    this.steps += 1;
    this.epoch += 1;
    return { epoch: this.epoch, loss: next.loss, metrics, gradientNorm: next.gradientNorm, learningRate: next.length };
  }

  /** A step of these is no sum of what each parameter does. */
  watch(): void {}

  parameters(): ReadonlyMap<string, Tensor> {
    return new Map([...tensorsOf(this.spans, this.w), ...this.running.tensors()]);
  }

  memory(): OptimizerMemory {
    const states = new Map(Object.entries(this.state).map(([id, numbers]) => [id, numbers.slice()]));
    return { optimizer: this.optimizer.type.id, steps: this.steps, states };
  }

  score(split: SplitName): Score | null {
    if (split !== "train" && !hasExamples(this.data, split)) return null;
    const { program, objective } = this.scorer(split);
    this.running.write(program, objective);
    // evaluation may take the parameters in another order
    const parameters = tensorsOf(this.spans, this.w);
    const w = joined(parameterSpans(program).map(({ name }) => parameters.get(name)!.data));
    return { loss: objective.value(w), metrics: named(program, objective.metrics(w)) };
  }

  end(): void {
    this.objective.end();
    for (const { objective } of this.scorers.values()) objective.end();
  }

  /** Examples of the data nodes, under what the caller has fed. */
  private feeds(split: SplitName): Feeds {
    return new Map<string, Feed>([...feedsOf(this.data, split), ...this.options.feeds]);
  }

  /** Of every slot; parameters and running values as they begin: trained before, fed, or drawn. */
  private numbers(feeds: Feeds): Float64Array[] {
    return bind(this.program, feeds, (name, shape, text) => {
      const warm = this.options.warm?.get(name);
      return warm && sameShape(warm.shape, shape) ? Float64Array.from(warm.data) : initialNumbers(name, shape, text, this.seed);
    });
  }

  private scorer(split: SplitName): { readonly program: Program; readonly objective: ProgramObjective } {
    const known = this.scorers.get(split);
    if (known) return known;
    const feeds = this.feeds(split);
    const program = compile(this.document, this.registry, formsOf(this.document, this.registry, feeds, "infer"));
    const numbers = bind(program, feeds, () => NOTHING);
    const scorer = { program, objective: new ProgramObjective(program, numbers) };
    this.scorers.set(split, scorer);
    return scorer;
  }

  /** As in other sessions all that was gathered goes on, or nothing. */
  private remember(): void {
    const { memory } = this.options;
    if (!memory || !fitsMemory(memory, { optimizer: this.optimizer.type.id }, new Map(Object.entries(this.state)))) return;
    this.state = Object.fromEntries(Object.keys(this.state).map((id) => [id, Float64Array.from(memory.states.get(id)!)]));
    this.steps = memory.steps;
  }

  /** Of a vector of all parameters, or of the gradient by them. */
  private refuseNonFinite(vector: Float64Array, what: string): void {
    const span = this.spans.find(({ from, to }) => !allFinite(vector.subarray(from, to)));
    if (span) throw notFinite(this.next(), `${what} "${span.name}"`, "a number that is not finite");
  }

  /** The step that comes next. */
  private next() {
    return { path: this.optimizer.path, epoch: this.epoch + 1 };
  }
}

/** Throws a located Problem where the document cannot be trained, or has too many parameters for its driver. */
export const createDriverSession = (
  document: Document,
  registry: Registry,
  generators: Readonly<Record<string, Generator>>,
  options: SessionOptions,
): Session => new DriverSession(document, registry, generators, options);
