// Written sentences: what the net predicts behind them is what it predicts of them alone, the seed decides, and what is refused.

import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { Problem } from "../../../src/base/errors.ts";
import { zeros } from "../../../src/data/dataset.ts";
import type { Document } from "../../../src/graph/document.ts";
import { evaluate } from "../../../src/inspection/evaluate.ts";
import { sentenceModelOf } from "../../../src/inspection/generation/sentence-model.ts";
import { PredictionWindow } from "../../../src/inspection/generation/window.ts";
import { initialNumbers } from "../../../src/training/initializers.ts";
import { sketch } from "../../compiler/sketch.ts";
import { dataOf, ends, netOf, nets, textsOf, UNTRAINED, written } from "./texts.ts";

/** `z` at the last step of one sentence, cut to its length, on the reference. */
function alone(document: Document, places: readonly number[]): readonly number[] {
  const [x, y] = [zeros([places.length, 1, 29]), zeros([places.length, 1, 29])];
  for (const [step, place] of places.entries()) x.data[step * 29 + place] = 1;
  const feeds = new Map([
    ["d.x", x],
    ["d.y", y],
  ]);
  const { values } = evaluate(document, registry, feeds, { precision: "f64", mode: "infer", seed: 1, wrt: [] });
  return (values.z as number[][][]).at(-1)![0]!;
}

const netNames = Object.keys(nets) as (keyof typeof nets)[];
const endNames = Object.keys(ends) as (keyof typeof ends)[];

describe.each(netNames)("%s", (net) => {
  const document = netOf(net);
  const model = sentenceModelOf(document, registry, dataOf(document));
  const drafts = [[0], [0, 5, 3, 9, 2], [0, 7, 7]];

  test("what is predicted behind a sentence does not depend on the room, nor on its neighbours", () => {
    const window = new PredictionWindow({ document, registry, model, weights: UNTRAINED, precision: "f64" }, 8, drafts.length);
    const scores = window.scores(drafts);
    drafts.forEach((draft, index) => {
      const expected = alone(document, draft);
      scores[index]!.forEach((score, place) => {
        expect(score).toBeCloseTo(expected[place]!, 12);
      });
    });
  });

  test("goes on from there", () => {
    const window = new PredictionWindow({ document, registry, model, weights: UNTRAINED, precision: "f64" }, 8, 1);
    window.scores([[0, 5]]);
    const [scores] = window.scores([[0, 5, 3]]);
    alone(document, [0, 5, 3]).forEach((expected, place) => {
      expect(scores![place]).toBeCloseTo(expected, 12);
    });
  });
});

describe("sentences", () => {
  test("are the same for the same seed, whatever their number and the precision", () => {
    const all = textsOf(written(netOf(), { count: 40 }));
    expect(new Set(all).size).toBeGreaterThan(30);
    expect(textsOf(written(netOf(), { count: 2 }))).toEqual(all.slice(0, 2));
    expect(textsOf(written(netOf(), { count: 2, precision: "f32" }))).toEqual(all.slice(0, 2));
    expect(textsOf(written(netOf(), { seed: 2 }))).not.toEqual(all.slice(0, 3));
  });

  test("end at the end mark, or are cut off", () => {
    const sentences = written(netOf(), { count: 60, longest: 20 });
    expect(new Set(sentences.map(({ ended }) => ended)).size).toBe(2);
    for (const { symbols, ended, text } of sentences) {
      expect(symbols).not.toContain(".");
      expect(text).toBe(symbols.join("") + (ended ? "." : "…"));
      expect(ended ? symbols.length < 20 : symbols.length === 20).toBe(true);
    }
  });

  test("longer than those of the training data are written too, up to twice as long", () => {
    const document = netOf();
    const weights = new Map([["z.b", biasWithout(1)]]);
    const longest = sentenceModelOf(document, registry, dataOf(document)).language.longest;
    const [sentence] = written(document, { count: 1, longest: 2 * longest }, weights);
    expect(sentence!.symbols).toHaveLength(2 * longest);
  });

  test("are the same at temperature 0, whatever the seed", () => {
    const texts = [...textsOf(written(netOf(), { temperature: 0 })), ...textsOf(written(netOf(), { temperature: 0, seed: 7 }))];
    expect(new Set(texts).size).toBe(1);
  });

  test("do not depend on whether the loss takes logits, probabilities or their logarithms", () => {
    const [logits, ...others] = endNames.map((end) => textsOf(written(netOf("recurrent", end))));
    for (const other of others) expect(other).toEqual(logits);
  });
});

/** Bias [29] that never lets one symbol come. */
function biasWithout(place: number) {
  const data = initialNumbers("z.b", [29], "zeros", 1);
  data[place] = -1e6;
  return { shape: [29], data };
}

describe("refused, with the reason and the way out", () => {
  const refusal = (document: Document, options = {}) => {
    try {
      written(document, options);
    } catch (error) {
      if (error instanceof Problem) return error.data;
      throw error;
    }
    return expect.unreachable("it has written");
  };

  test("data without a vocabulary", () => {
    const waves = sketch("d = sine()\n z = affine(x < d.x)\n loss = mean-squared-error(prediction < z, target < d.y)");
    expect(refusal(waves)).toMatchObject({ code: "no-vocabulary", got: "d", remedy: "train on a text" });
    expect(refusal(sketch("x = input(shape=[2])")).got).toBe("no data nodes");
  });

  test("a loss that is not over the next symbol", () => {
    const distance = sketch("d = text()\n z = affine(x < d.x, units=257)\n loss = mean-squared-error(prediction < z, target < d.y)");
    expect(refusal(distance)).toMatchObject({ code: "no-next-symbol", message: "no loss compares a prediction with the next symbol" });
    const copied = sketch("d = copy()\n z = affine(x < d.x, units=6)\n loss = softmax-cross-entropy(prediction < z, target < d.y)");
    expect(refusal(copied)).toMatchObject({ code: "no-next-symbol", got: "d.y", where: { node: "loss" } });
  });

  test("a prediction that reads more than its own sentence", () => {
    const helped = sketch(`
      d = text(unit=characters)
      u = input(shape=[29])
      sum = add(a < d.x, b < u)
      loss = softmax-cross-entropy(prediction < sum, target < d.y)`);
    expect(refusal(helped).message).toBe('loss "loss": its prediction reads d.x and u, and a sentence has only its own symbols');
  });

  test("a prediction that cannot be computed", () => {
    const broken = sketch(`
      d = text(unit=characters)
      z = affine(x < d.x, units=28)
      loss = softmax-cross-entropy(prediction < z, target < d.y)`);
    expect(refusal(broken).message).toBe('"z": it does not name one of 29 symbols at every step');
  });

  test("a temperature below 0, and weights that are no numbers", () => {
    expect(refusal(netOf(), { temperature: -0.1 })).toMatchObject({ code: "bad-temperature", got: "-0.1" });
    const data = new Float64Array(29).fill(Number.NaN);
    expect(() => written(netOf(), {}, new Map([["z.b", { shape: [29], data }]]))).toThrow(/is not a finite number/);
  });
});
