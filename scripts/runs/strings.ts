// What is counted on the strings of a grammar.

import type { Numbers, Trained } from "./run.ts";
import { splitOf, valuesOf } from "./values.ts";

/** [T][B][7] */
type Steps = readonly (readonly (readonly number[])[])[];

export const scoreOf = ({ session }: Trained, split: "train" | "test", metric: string): number => {
  const value = session.score(split)?.metrics[metric];
  if (value === undefined) throw new Error(`there is no "${metric}" on the ${split} data`);
  return value;
};

/** Wrong strings at the end, trained on and new. */
export const wrongStrings = (trained: Trained, metric = "wrong_strings"): Numbers => ({
  "wrong in training": scoreOf(trained, "train", metric),
  "wrong of 100 new": scoreOf(trained, "test", metric),
});

/** Steps at which the set of symbols that the net allows is another one than the grammar's, for each string. */
function wrongSteps(predicted: Steps, target: Steps, lengths: Int32Array): number[][] {
  const wrong = (step: number, string: number) =>
    predicted[step]![string]!.some((p, symbol) => p >= 0.5 !== (target[step]![string]![symbol] === 1));
  return Array.from(lengths, (length, string) => Array.from({ length }, (_, step) => step).filter((step) => wrong(step, string)));
}

/** Of embedded strings: how many of the new ones are wrong nowhere but where the last but one symbol has to be named. */
export function wrongStringsByPlace(trained: Trained): Numbers {
  const { p, "reber.y": target } = valuesOf(trained, "test");
  const lengths = splitOf(trained, "test").lengths!;
  const strings = wrongSteps(p as Steps, target as Steps, lengths);
  // a string of n symbols has n steps; the last but one symbol is what follows the last but two
  const onlyThere = strings.filter((steps, string) => steps.length === 1 && steps[0] === lengths[string]! - 3);
  return { ...wrongStrings(trained), "of these at the last but one symbol alone": onlyThere.length };
}

/** Wrong positions for each string, trained on and new. */
export function errorsAString(trained: Trained): Numbers {
  const share = (split: "train" | "test") => scoreOf(trained, split, "wrong_positions") / splitOf(trained, split).count;
  return { "errors a training string": share("train"), "errors a new string": share("test") };
}
