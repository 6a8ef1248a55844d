// Data nodes: each makes its data set once, and feeds its output ports by name, `reber.x`.

import { attempt, Problem, type ProblemData } from "../base/errors.ts";
import type { Feed, Feeds } from "../compiler/feeds.ts";
import { type FlatNode, flatten } from "../compiler/flatten.ts";
import { type DataSet, type Generator, type Split, selectExamples } from "../data/dataset.ts";
import type { Document } from "../graph/document.ts";
import type { Registry } from "../graph/node-type.ts";
import type { SplitName } from "./session-types.ts";

export type Generators = Readonly<Record<string, Generator>>;

/** What the data nodes of a document give, by path. */
export type LoadedData = ReadonlyMap<string, DataSet>;

function makeDataSet(node: FlatNode, generators: Generators): DataSet {
  const id = node.type.data!.generator;
  const generate = Object.hasOwn(generators, id) ? generators[id] : undefined;
  if (!generate)
    throw new Problem({
      code: "unknown-generator",
      message: `data "${node.path}": there is no generator "${id}"`,
      where: { node: node.path },
    });
  try {
    return generate(node.attributes, Number(node.attributes.seed ?? 1), node.path);
  } catch (error) {
    if (error instanceof Problem) throw new Problem({ ...error.data, where: { node: node.path, ...error.data.where } });
    throw error;
  }
}

export function loadData(document: Document, registry: Registry, generators: Generators): LoadedData {
  return createDataLoader(registry, generators)(document);
}

/** Throws a located Problem; with `report`, a node whose data cannot be made is reported and left out. */
export type DataLoader = (document: Document, report?: (problem: ProblemData) => void) => LoadedData;

/** As `loadData`, for a document that changes: a data set is made again only where its node's attributes have changed. */
export function createDataLoader(registry: Registry, generators: Generators): DataLoader {
  let known = new Map<string, DataSet>();
  const fail = (problem: ProblemData): never => {
    throw new Problem(problem);
  };
  return (document, report = fail) => {
    const nodes = [...flatten(document, registry).nodes.values()].filter((node) => node.type.data);
    const next = new Map<string, DataSet>();
    const loaded = nodes.flatMap((node): [string, DataSet][] => {
      const key = JSON.stringify([node.type.id, node.attributes]);
      const made = attempt(() => known.get(key) ?? next.get(key) ?? makeDataSet(node, generators));
      if (!made.ok) {
        report(made.problem);
        return [];
      }
      next.set(key, made.value);
      return [[node.path, made.value]];
    });
    known = next;
    return new Map(loaded);
  };
}

/** Feeds of one split's examples, or of the chosen ones. */
export function feedsOf(data: LoadedData, which: SplitName, indices?: readonly number[]): Feeds {
  const feeds = new Map<string, Feed>();
  for (const [path, dataSet] of data) {
    const whole = dataSet[which];
    if (!whole) throw new Error(`${path} has no examples for ${which}`);
    const split = indices ? selectExamples(whole, indices) : whole;
    for (const [port, feed] of fieldFeeds(split)) feeds.set(`${path}.${port}`, feed);
  }
  return feeds;
}

/** The training examples of the first batch, in the order of the data: as many as the optimizer takes at once, all where it says 0. */
export function firstBatchFeeds(document: Document, registry: Registry, data: LoadedData): Feeds {
  const optimizer = Object.values(document.graph.nodes).find(({ type }) => registry.get(type)?.role === "optimizer");
  const size = Number(optimizer?.attributes.batchSize ?? 0);
  const count = [...data.values()][0]?.train.count ?? 0;
  return feedsOf(data, "train", size > 0 && size < count ? Array.from({ length: size }, (_, index) => index) : undefined);
}

const fieldFeeds = (split: Split): [string, Feed][] =>
  Object.entries(split.fields).map(([port, { tensor, time }]) => {
    const lengths = time && split.lengths ? { lengths: [...split.lengths] } : {};
    return [port, { ...tensor, ...lengths }];
  });

/** Feeds of all data nodes of a document. */
export const dataFeeds = (document: Document, registry: Registry, generators: Generators, which: "train" | "test"): Feeds =>
  feedsOf(loadData(document, registry, generators), which);

/** Whether every data node has such examples. */
export const hasExamples = (data: LoadedData, which: SplitName): boolean =>
  data.size > 0 && [...data.values()].every((dataSet) => (dataSet[which]?.count ?? 0) > 0);

/** One example alone, cut to its real steps, so that no mask is needed. */
export function exampleFeeds(data: LoadedData, which: "train" | "test", index: number): Feeds {
  const feeds = new Map<string, Feed>();
  for (const [path, dataSet] of data) {
    const split = selectExamples(dataSet[which], [index], { trim: true });
    for (const [port, { tensor }] of Object.entries(split.fields)) feeds.set(`${path}.${port}`, tensor);
  }
  return feeds;
}
