// The data of a training: what is learnt from, and the share of it that is held out to see how well other examples are met.

import { Problem } from "../base/errors.ts";
import { stream } from "../base/random.ts";
import { flatten } from "../compiler/flatten.ts";
import { type DataSet, type Generator, type Split, selectExamples } from "../data/dataset.ts";
import type { Document } from "../graph/document.ts";
import type { Registry, ResolvedAttributes } from "../graph/node-type.ts";
import { type LoadedData, loadData } from "./data-feeds.ts";

/** Drawn from the seed; the order of those that stay is kept. All data nodes of as many examples hold out the same ones. */
function divide(train: Split, share: number, seed: number): { train: Split; validation: Split } {
  const count = Math.round(share * train.count);
  const all = Array.from({ length: train.count }, (_, index) => index);
  const chosen = new Set(stream(seed, "validation").shuffle(all).slice(0, count));
  return {
    train: selectExamples(
      train,
      all.filter((index) => !chosen.has(index)),
    ),
    validation: selectExamples(
      train,
      all.filter((index) => chosen.has(index)),
    ),
  };
}

function refuseShare(where: string, share: number, count: number): never {
  const got = `a share of ${share} of ${count} examples`;
  throw new Problem({
    code: "nothing-left",
    message: `optimizer "${where}": ${got} leaves none to learn from, or none to hold out`,
    where: { node: where, attribute: "validationShare" },
    got,
    expected: "at least one example on both sides",
    remedy: "choose another share, or have more examples",
  });
}

/** Numbers that are fed are one batch, which is not divided. */
function refuseFed(where: string): never {
  throw new Problem({
    code: "nothing-held-out",
    message: `optimizer "${where}": a share of the examples is to be held out, and the model has no data node to take it from`,
    where: { node: where, attribute: "validationShare" },
    got: "no data node",
    expected: "examples of a data node",
    remedy: "leave the validation share out, or put the examples into a data node, for example as CSV",
  });
}

function held(data: LoadedData, share: number, seed: number, where: string): LoadedData {
  const sets = [...data].map(([path, set]): [string, DataSet] => {
    const divided = divide(set.train, share, seed);
    if (divided.train.count === 0 || divided.validation.count === 0) refuseShare(where, share, set.train.count);
    return [path, { ...set, ...divided }];
  });
  return new Map(sets);
}

/** Data for the optimizer's attributes; `seed` stands for its own where it is given. */
export function trainingData(
  document: Document,
  registry: Registry,
  generators: Readonly<Record<string, Generator>>,
  seed?: number,
): LoadedData {
  const data = loadData(document, registry, generators);
  const optimizer = [...flatten(document, registry).nodes.values()].find(({ type }) => type.role === "optimizer");
  const attributes: ResolvedAttributes = optimizer?.attributes ?? {};
  const share = Number(attributes.validationShare ?? 0);
  if (!optimizer || share === 0) return data;
  if (data.size === 0) refuseFed(optimizer.path);
  return held(data, share, seed ?? Number(attributes.seed ?? 1), optimizer.path);
}
