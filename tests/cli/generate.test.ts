// train --generate: sentences behind the training, for people and for programs, and what is refused before it begins.

import { expect, test } from "vitest";
import { sentences } from "../../src/data/text/sentences.ts";
import { gradwire, workspace } from "./workspace.ts";

const { file } = workspace();

const example = (name: string) => new URL(`../../graphs/examples/${name}.json`, import.meta.url).pathname;
const nextWord = example("next-word");
const words = new Set(sentences.flatMap((sentence) => sentence.split(" ")));

const wordsOf = (sentence: string) => sentence.replace(/[.…]$/, "").split(" ").filter(Boolean);

test("sentences of known words follow the scores", async () => {
  const { code, out, err } = await gradwire(["train", nextWord, "--epochs", "2", "--generate", "3", "--temperature", "0.5"]);
  expect(code).toBe(0);
  expect(err).not.toContain("untrained");
  const [scores = "", written = ""] = out.split("\n\n");
  expect(scores).toMatch(/^2 of 2 epochs .*\ntrain .*\ntest .*$/);
  const lines = written.trimEnd().split("\n");
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    expect(line).toMatch(/[.…]$/);
    expect(wordsOf(line).filter((word) => !words.has(word))).toEqual([]);
  }
});

test("with --json they are one more object, the same for the same seed", async () => {
  const generated = async (seed: string) => {
    const { code, out, err } = await gradwire(["train", nextWord, "--epochs", "1", "--generate", "4", "--json", "--seed", seed]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const objects = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(objects.map((object) => Object.keys(object)[0])).toEqual(["epoch", "final", "generated"]);
    return objects.at(-1).generated as readonly string[];
  };
  const [first, again, other] = [await generated("3"), await generated("3"), await generated("4")];
  expect(first).toHaveLength(4);
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test("untrained weights write too, with a warning", async () => {
  const { code, out, err } = await gradwire(["train", nextWord, "--epochs", "0", "--generate", "1", "--temperature", "0"]);
  expect(code).toBe(0);
  expect(err).toContain("warning: no epoch has been trained; what is written comes from untrained weights\n");
  expect(out.split("\n\n")[1]).toMatch(/\S[.…]\n$/);
});

test("the help tells of it", async () => {
  const { out } = await gradwire(["train", "--help"]);
  expect(out).toMatch(/--generate N {2,}writes N sentences/);
  expect(out).toMatch(/--temperature X {2,}of these sentences/);
});

const equations = file("model.eq", "theta = parameter(1)\nloss = sum(theta .^ 2)\nupdate = gradientDescent(loss)\n");

test.each([
  [nextWord, ["--generate", "0"], /^gradwire train: --generate is "0", expected a whole number of at least 1/],
  [nextWord, ["--temperature", "1"], /^gradwire train: --temperature is of the sentences that --generate writes/],
  [nextWord, ["--generate", "1", "--temperature", "warm"], /^gradwire train: --temperature is "warm", expected a number/],
  [nextWord, ["--generate", "1", "--temperature", "-1"], /temperature is -1, expected a number of at least 0 \(0 takes the most probable/],
  [equations, ["--generate", "1"], /there is nothing to write in: the data have no vocabulary \(train on a text\)\n$/],
  [example("rnn-reber"), ["--generate", "1"], /no loss compares a prediction with the next symbol \(wire what the net says/],
])("%s %j is refused before training", async (model, given, message) => {
  const { code, out, err } = await gradwire(["train", model, ...given]);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(message);
});
