// The list of runs: the tasks of the notes, and what else the examples reach. Names are those of the command line.

import { forecastErrors, forecastErrorsRunningFreely } from "./forecasts.ts";
import { imageErrors, meanSquaredErrors, namedSymbols } from "./others.ts";
import type { Run } from "./run.ts";
import { writtenSentences } from "./sentences.ts";
import { errorsAString, wrongStrings, wrongStringsByPlace } from "./strings.ts";

const FIVE = [1, 2, 3, 4, 5];
const THREE = [1, 2, 3];

const LONG = { minLength: 40, maxLength: 64, testMinLength: 40, testMaxLength: 64 };

const strings = { counts: "wrong_strings", seeds: FIVE, measure: wrongStringsByPlace } as const;

/** The same task, data, optimizer and number of epochs for each cell of 20 units. */
const compared = (recipe: string, cell?: Run["cell"]): Run => ({
  ...strings,
  example: "lstm-embedded-reber",
  recipe: `${recipe} of 20 units on embedded Reber strings of natural length, tested on length 40 to 64`,
  ...(cell && { cell }),
  epochs: 1000,
});

const twentyUnits = (file: string): Run["cell"] => ({ file, attributes: { units: 20 } });

const images = (noise: number): Run => ({
  example: "cnn-shapes",
  recipe: `CNN, noise of deviation ${noise}`,
  changes: { shapes: { noise } },
  seeds: THREE,
  measure: imageErrors("1,000"),
});

export const runs: Readonly<Record<string, Run>> = {
  rnn: {
    example: "rnn-reber",
    recipe: "RNN 4 on Reber strings of length 30 to 52",
    epochs: 10_000,
    counts: "wrong_strings",
    seeds: FIVE,
    measure: wrongStrings,
  },
  lstm: {
    ...strings,
    example: "lstm-embedded-reber",
    recipe: "LSTM 20, forget bias 4, input bias -2, on embedded Reber strings of length 40 to 64",
    changes: { reber: LONG, lstm: { forgetBias: 4, inputBias: -2 } },
    epochs: 10_000,
  },
  "lstm-natural": {
    ...strings,
    example: "lstm-embedded-reber",
    recipe: "LSTM 20, forget bias 3, on embedded Reber strings of natural length (mean 12), tested on length 40 to 64",
  },
  "rnn-60": {
    ...strings,
    example: "rnn-embedded-reber",
    recipe: "RNN 60 on embedded Reber strings of length 40 to 64",
    epochs: 10_000,
    seeds: THREE,
  },
  "compare-lstm": compared("lstm (forget bias 3)"),
  "compare-momentum-lstm": compared("momentum-lstm", twentyUnits("momentum-lstm")),
  "compare-adam-lstm": compared("adam-lstm", twentyUnits("adam-lstm")),
  "compare-adam-cell": compared("adam-cell", twentyUnits("adam-cell")),
  "mlp-reber": {
    example: "mlp-reber",
    recipe: "MLP 20 that sees one symbol, on Reber strings of length 30 to 52",
    seeds: FIVE,
    measure: errorsAString,
  },
  cnn: images(0.25),
  "cnn-noise-0.5": images(0.5),
  "cnn-noise-1": images(1),
  "mlp-digits": {
    example: "mlp-digits",
    recipe: "MLP 32 on handwritten digits",
    seeds: THREE,
    measure: imageErrors("400"),
  },
  "mlp-sine": { example: "mlp-sine", recipe: "MLP on t, 4 periods of a sine", seeds: THREE, measure: forecastErrors },
  "sine-forecast": {
    example: "sine-forecast",
    recipe: "LSTM 16 on a window of 20 values, 4 periods of a sine",
    seeds: THREE,
    measure: forecastErrorsRunningFreely,
  },
  "equal-strings": {
    example: "equal-strings",
    recipe: "two bit strings compared by two units",
    counts: "wrong_pairs",
    seeds: FIVE,
    measure: (trained) => wrongStrings(trained, "wrong_pairs"),
  },
  "sequence-copy": {
    example: "sequence-copy",
    recipe: "LSTM 24 repeats three symbols after a pause",
    counts: "wrong_rows",
    seeds: THREE,
    measure: (trained) => wrongStrings(trained, "wrong_rows"),
  },
  "adding-problem": { example: "adding-problem", recipe: "LSTM on the adding problem", seeds: THREE, measure: meanSquaredErrors },
  "next-word": { example: "next-word", recipe: "LSTM 64 names the next word", seeds: THREE, measure: writtenSentences },
  "next-character": { example: "next-character", recipe: "LSTM 96 names the next character", seeds: [1], measure: namedSymbols },
};
