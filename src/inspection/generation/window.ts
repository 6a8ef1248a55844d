// A document prepared to predict behind growing sentences: the tape has room for a number of steps, and the mask says how many are real.
// Whatever the net is, a recurrent one, one with attention, one that reads backwards, its prediction is that of the sentence as it stands.

import { Problem } from "../../base/errors.ts";
import { bind, maskNumbers } from "../../compiler/bind.ts";
import { compile } from "../../compiler/compile.ts";
import type { Feed, Feeds } from "../../compiler/feeds.ts";
import { flatten } from "../../compiler/flatten.ts";
import { formsOf } from "../../compiler/forms.ts";
import type { Program } from "../../compiler/program.ts";
import { zeros } from "../../data/dataset.ts";
import type { Executable, Precision } from "../../engine/backend/executable.ts";
import { NO_EXAMPLES, prepareFor } from "../../engine/backend/prepare-for.ts";
import { simplify } from "../../engine/passes/index.ts";
import { sameShape, sizeOf } from "../../engine/tape.ts";
import type { Document } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { initialNumbers } from "../../training/initializers.ts";
import type { Weights } from "../inspector.ts";
import type { SentenceModel } from "./sentence-model.ts";

export interface Trained {
  readonly document: Document;
  readonly registry: Registry;
  readonly model: SentenceModel;
  /** Those that are missing begin as a training would. */
  readonly weights: Weights;
  readonly precision: Precision;
  readonly reproducible?: boolean | undefined;
}

/** Zeros for every data field of the document, with a length for each sentence. */
function emptyFeeds({ document, registry }: Trained, steps: number, sentences: number): Feeds {
  const lengths = new Array<number>(sentences).fill(steps);
  const nodes = [...flatten(document, registry).nodes.values()];
  const fields = nodes.flatMap(({ type, path, attributes }) =>
    (type.data?.fields(attributes) ?? []).map(({ port, time, shape }): [string, Feed] => {
      const tensor = zeros([...(time ? [steps] : []), sentences, ...shape]);
      return [`${path}.${port}`, time ? { ...tensor, lengths } : tensor];
    }),
  );
  return new Map(fields);
}

/** Index of the prediction among the program's values. */
function predictionIn(program: Program, { prediction, language }: SentenceModel): number {
  const index = program.values.findIndex(({ path, port }) => path === prediction.path && port === prediction.port);
  const value = program.values[index];
  if (!value) throw new Problem(program.warnings[0] ?? { code: "not-computed", message: `"${prediction.path}" is not computed` });
  if (value.time && value.batch && sizeOf(value.shape) === language.symbols.length) return index;
  throw new Problem({
    code: "no-next-symbol",
    message: `"${value.name}": it does not name one of ${language.symbols.length} symbols at every step`,
    where: { node: value.path },
    expected: "one component a symbol, at every step",
  });
}

const seedOf = (program: Program): number => Number(program.optimizer?.attributes.seed ?? 1);

export class PredictionWindow {
  private readonly executable: Executable;
  private readonly input: number;
  /** -1 where nothing depends on how many steps are real. */
  private readonly mask: number;
  /** `[steps][sentences][K]` */
  private readonly read: Float64Array;

  /**
   * Throws a Problem where the prediction cannot be computed.
   * @param steps room for so many symbols
   * @param sentences how many are predicted at once
   */
  constructor(
    private readonly trained: Trained,
    readonly steps: number,
    private readonly sentences: number,
  ) {
    const { document, registry, model, weights, precision, reproducible } = trained;
    const feeds = emptyFeeds(trained, steps, sentences);
    const program = compile(document, registry, formsOf(document, registry, feeds, "infer"), { partial: true });
    const output = program.forward.outputs[predictionIn(program, model)]!;
    this.executable = prepareFor(simplify({ ...program.forward, outputs: [output] }), precision, NO_EXAMPLES, { reproducible });
    const inputs = bind(program, feeds, (name, shape, text) => {
      const known = weights.get(name);
      return known && sameShape(known.shape, shape) ? known.data : initialNumbers(name, shape, text, seedOf(program));
    });
    inputs.forEach((numbers, index) => {
      this.executable.write(index, numbers);
    });
    this.input = program.slots.findIndex(({ kind, name }) => kind === "input" && name === model.input);
    this.mask = program.slots.findIndex(({ kind }) => kind === "mask");
    this.read = new Float64Array(steps * sentences * model.language.symbols.length);
  }

  /**
   * Scores of all symbols behind each of the sentences, `[sentences][K]`: logarithms of numbers in proportion to the probabilities.
   * @param drafts places of their symbols, at least one each and at most `steps`; the next call may only have longer ones.
   * Throws a Problem where a prediction is not a number.
   */
  scores(drafts: readonly (readonly number[])[]): readonly (readonly number[])[] {
    const { model } = this.trained;
    const kinds = model.language.symbols.length;
    const rowOf = (step: number, sentence: number) => (step * this.sentences + sentence) * kinds;
    drafts.forEach((draft, sentence) => {
      for (const [step, place] of draft.entries()) this.read[rowOf(step, sentence) + place] = 1;
    });
    this.executable.write(this.input, this.read);
    const lengths = drafts.map(({ length }) => length);
    if (this.mask >= 0) this.executable.write(this.mask, maskNumbers(lengths, this.steps));
    const [numbers] = this.executable.step();
    return drafts.map((draft, sentence) => {
      const from = rowOf(draft.length - 1, sentence);
      return finite(Array.from(numbers!.subarray(from, from + kinds), model.reading), model);
    });
  }
}

/** A probability of 0 is a score of -∞, but not all can be that. */
function finite(scores: readonly number[], { prediction }: SentenceModel): readonly number[] {
  if (Number.isFinite(Math.max(...scores))) return scores;
  throw new Problem({
    code: "not-finite",
    message: `"${prediction.path}": what it says about the next symbol is not a finite number`,
    where: { node: prediction.path },
    remedy: "train again, at a lower learning rate",
  });
}
