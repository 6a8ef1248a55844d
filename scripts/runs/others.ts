// What is measured on the other tasks: images, sums, text.

import type { Numbers, Trained } from "./run.ts";
import { scoreOf } from "./strings.ts";

const percent = (share: number): number => 100 * share;

/** Images of another class than the net says, and the size of the net. `count`: how many are tested on, as the table says it. */
export const imageErrors =
  (count: string) =>
  (trained: Trained): Numbers => {
    const sizes = [...trained.session.parameters().values()].map(({ data }) => data.length);
    return {
      parameters: sizes.reduce((sum, size) => sum + size, 0),
      "% wrong in training": percent(1 - scoreOf(trained, "train", "accuracy")),
      [`% wrong of ${count} new`]: percent(1 - scoreOf(trained, "test", "accuracy")),
    };
  };

export const meanSquaredErrors = ({ session }: Trained): Numbers => ({
  "squared error in training": session.score("train")!.loss,
  "on new rows": session.score("test")!.loss,
});

/** Names of the next word, or character. */
export const namedSymbols = (trained: Trained): Numbers => ({
  "% named in training": percent(scoreOf(trained, "train", "accuracy")),
  "% named in new sentences": percent(scoreOf(trained, "test", "accuracy")),
});
