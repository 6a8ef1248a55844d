// When training ends before its last epoch.

import type { ResolvedAttributes } from "../graph/node-type.ts";

/** Attributes of every optimizer; a rule without a number is off. */
export interface StoppingRules {
  /** Length of the gradient of all parameters. */
  readonly gradientNorm: number | null;
  readonly loss: number | null;
  /** Length of the change of all parameters in one epoch. */
  readonly weightChange: number | null;
  /** Epochs without a better validation loss. */
  readonly patience: number | null;
}

/** One epoch, as the rules see it. */
export interface EpochOutcome {
  readonly epoch: number;
  /** Before the step. */
  readonly loss: number;
  readonly gradientNorm: number;
  readonly weightChange: number;
  /** After the step; null where nothing is held out. */
  readonly validationLoss: number | null;
}

const limit = (attributes: ResolvedAttributes, id: string): number | null => {
  const value = attributes[id];
  return typeof value === "number" ? value : null;
};

export const stoppingRules = (attributes: ResolvedAttributes): StoppingRules => ({
  gradientNorm: limit(attributes, "stopGradientNorm"),
  loss: limit(attributes, "stopLoss"),
  weightChange: limit(attributes, "stopWeightChange"),
  patience: limit(attributes, "patience"),
});

const short = (number: number): string => String(Number(number.toPrecision(4)));

/** Watches epoch after epoch. */
export class Stopping {
  private best = Number.POSITIVE_INFINITY;
  private bestEpoch = 0;

  constructor(private readonly rules: StoppingRules) {}

  /** Why training ends behind this epoch, as a sentence; null while it goes on. */
  after({ epoch, loss, gradientNorm, weightChange, validationLoss }: EpochOutcome): string | null {
    const { rules } = this;
    const below = (what: string, got: number, most: number | null) =>
      most !== null && got <= most ? `${what} ${short(got)} is at most ${short(most)}` : null;
    return (
      below("the loss", loss, rules.loss) ??
      below("the gradient's norm", gradientNorm, rules.gradientNorm) ??
      below("the change of the parameters", weightChange, rules.weightChange) ??
      this.exhausted(epoch, validationLoss)
    );
  }

  private exhausted(epoch: number, loss: number | null): string | null {
    const { patience } = this.rules;
    if (loss === null) return null;
    if (loss < this.best) {
      this.best = loss;
      this.bestEpoch = epoch;
    }
    const waited = epoch - this.bestEpoch;
    if (patience === null || waited < patience) return null;
    return `no better validation loss than ${short(this.best)} for ${waited} ${waited === 1 ? "epoch" : "epochs"}`;
  }
}
