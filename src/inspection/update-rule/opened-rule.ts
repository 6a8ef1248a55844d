// The update rule of a model, opened for one parameter: its next step on one example, compiled, and run on what training stands at.

import { Problem } from "../../base/errors.ts";
import { bind, type Initialize } from "../../compiler/bind.ts";
import { compile } from "../../compiler/compile.ts";
import type { Feeds } from "../../compiler/feeds.ts";
import { formsOf } from "../../compiler/forms.ts";
import type { OptimizerUse, Program } from "../../compiler/program.ts";
import { AHEAD } from "../../compiler/update-checks.ts";
import type { Executable, Numbers } from "../../engine/backend/executable.ts";
import { prepare } from "../../engine/backend/reference/executor.ts";
import { simplify } from "../../engine/passes/index.ts";
import { type Shape, sameShape, sizeOf } from "../../engine/tape.ts";
import type { Document } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { initialNumbers } from "../../training/initializers.ts";
import { begunStates, fitsMemory, gathererOf, type OptimizerMemory } from "../../training/optimizer-memory.ts";
import { requireUpdateRule } from "../../training/trainable.ts";
import { type TrainingTape, trainingTape } from "../../training/training-tape.ts";
import type { SeenValue, Weights } from "../inspector.ts";

/** How training stands. */
export interface Standing {
  readonly weights: Weights;
  /** What the optimizer has gathered; null before the first step. */
  readonly memory: OptimizerMemory | null;
}

/** The next training step of one parameter. */
export interface RuleView {
  /** Path of the optimizer: `update`. */
  readonly optimizer: string;
  readonly parameter: string;
  /** Names of all, as the model has them. */
  readonly parameters: readonly string[];
  /** Number of the step, from 1. */
  readonly step: number;
  /** Whether the gradient has been bounded before it comes in: by a clip node, or by the optimizer's own setting. */
  readonly clipped: boolean;
  /** Whether it is taken at `ahead` instead of at the weight. */
  readonly ahead: boolean;
  /** What the nodes give, `update.m`; without axes of time, and without gradients: the rule is computed after them. */
  readonly values: readonly SeenValue[];
}

const isClipped = ({ clips, attributes }: OptimizerUse): boolean =>
  clips.length > 0 || [attributes.clipValue, attributes.clipNorm].some((limit) => typeof limit === "number");

const looksAhead = ({ graph }: OptimizerUse): boolean => graph !== null && Object.hasOwn(graph.graph.nodes, AHEAD);

/** The wanted parameter, or the first where there is no such one. */
function chosenName(names: readonly string[], wanted: string | null): string {
  return names.find((name) => name === wanted) ?? names[0]!;
}

function notTrainedBy(optimizer: string, { path }: OptimizerUse): Problem {
  return new Problem({
    code: "other-optimizer",
    message: `optimizer "${optimizer}": it does not train the model, "${path}" does`,
    where: { node: optimizer },
    got: optimizer,
    expected: path,
    remedy: `open "${path}"`,
  });
}

const sizesOf = ({ states }: TrainingTape) => new Map(states.map(({ key, shape }) => [key, { length: sizeOf(shape) }]));

export class OpenedRule {
  private readonly program: Program;
  private readonly optimizer: OptimizerUse;
  private readonly parameters: readonly string[];
  private readonly parameter: string;
  private readonly training: TrainingTape;
  private readonly gatherer;
  /** Outputs: what the nodes give. */
  private readonly executable: Executable;
  /** Numbers of what nobody has trained. */
  private readonly starting = new Map<string, Float64Array>();

  /**
   * @param feeds of one example, or of a batch
   * @param optimizer path of the one that is looked into
   * @param wanted name of a parameter; the first where there is no such one
   * @throws a Problem where the model cannot be trained, or not by this optimizer
   */
  constructor(
    document: Document,
    registry: Registry,
    private readonly feeds: Feeds,
    optimizer: string,
    wanted: string | null,
  ) {
    this.program = compile(document, registry, formsOf(document, registry, feeds));
    this.optimizer = requireUpdateRule(this.program);
    if (this.optimizer.path !== optimizer) throw notTrainedBy(optimizer, this.optimizer);
    this.parameters = this.program.slots.filter(({ kind }) => kind === "parameter").map(({ name }) => name);
    this.parameter = chosenName(this.parameters, wanted);
    this.gatherer = gathererOf(this.optimizer, registry);
    this.training = trainingTape(this.program, registry, { opened: this.parameter });
    const { tape, inside } = this.training;
    this.executable = prepare(simplify({ ...tape, outputs: tape.outputs.slice(-inside.length) }), "f64");
  }

  /** Where training stands decides; what it has not gathered yet begins as it would. */
  view(standing: Standing): RuleView {
    const { optimizer, parameter, parameters, training } = this;
    const { path } = optimizer;
    const { outputs, step } = this.run(standing);
    const values = training.inside.map(
      (value, index): SeenValue => ({
        name: `${path}.${value.name}`,
        path: `${path}.${value.path}`,
        port: value.port,
        shape: value.shape,
        time: false,
        batch: false,
        value: Float64Array.from(outputs[index]!),
        gradient: null,
      }),
    );
    return { optimizer: path, parameter, parameters, step, clipped: isClipped(optimizer), ahead: looksAhead(optimizer), values };
  }

  private run({ weights, memory }: Standing): { readonly outputs: readonly Numbers[]; readonly step: number } {
    const { program, optimizer, training, executable, feeds } = this;
    const seed = Number(optimizer.attributes.seed ?? 1);
    const weightOf: Initialize = (name, shape, initializer) => {
      const trained = weights.get(name);
      return trained && sameShape(trained.shape, shape) ? trained.data : this.initial(name, shape, initializer, seed);
    };
    const fits = memory !== null && fitsMemory(memory, this.gatherer, sizesOf(training));
    const steps = fits ? memory.steps : 0;
    const numbers = bind(program, feeds, weightOf, { seed, step: steps });
    const states = fits ? memory.states : this.begun(numbers);
    const outputs = executable.run([
      ...numbers,
      ...training.states.map(({ key }) => states.get(key)!),
      ...training.settings.map(({ data }) => Float64Array.from(data)),
      Float64Array.of(steps + 1),
    ]);
    return { outputs, step: steps + 1 };
  }

  private begun(numbers: readonly Numbers[]): ReadonlyMap<string, Numbers> {
    const { training } = this;
    const weights = new Map(training.parameters.map(({ slot, index }) => [slot.name, numbers[index]!]));
    return begunStates(training, (name) => weights.get(name)!, "f64");
  }

  private initial(name: string, shape: Shape, initializer: string, seed: number): Float64Array {
    const numbers = this.starting.get(name) ?? initialNumbers(name, shape, initializer, seed);
    this.starting.set(name, numbers);
    return numbers;
  }
}
