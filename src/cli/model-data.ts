// Numbers of a document's data nodes, under what --values feeds.

import type { Feed, Feeds } from "../compiler/feeds.ts";
import { flatten } from "../compiler/flatten.ts";
import { type DataSet, type Field, type Split, selectExamples } from "../data/dataset.ts";
import { generators } from "../data/index.ts";
import type { Document } from "../graph/document.ts";
import type { Registry } from "../graph/node-type.ts";
import { dataFeeds, loadData } from "../training/data-feeds.ts";

/** What a gradient check looks at is small, so that it is quick. */
const FEW_EXAMPLES = 3;
const FEW_STEPS = 8;

/** Data nodes with a field that nobody feeds. */
function needsData(document: Document, registry: Registry, fed: Feeds): boolean {
  const nodes = [...flatten(document, registry).nodes.values()];
  return nodes.some(({ type, path, attributes }) => type.data?.fields(attributes).some(({ port }) => !fed.has(`${path}.${port}`)));
}

/** The training split of every data node, and `fed` over it. */
export function withTrainingData(document: Document, registry: Registry, fed: Feeds): Feeds {
  if (!needsData(document, registry, fed)) return fed;
  return new Map([...dataFeeds(document, registry, generators, "train"), ...fed]);
}

function firstSteps({ tensor, time }: Field, steps: number): Feed {
  if (!time || tensor.shape[0]! <= steps) return tensor;
  const [all = 1, ...rest] = tensor.shape;
  return { shape: [steps, ...rest], data: tensor.data.slice(0, (tensor.data.length / all) * steps) };
}

const firstExamples = ({ train }: DataSet): Split =>
  selectExamples(
    train,
    Array.from({ length: Math.min(FEW_EXAMPLES, train.count) }, (_, index) => index),
  );

const longest = (split: Split): number => Math.max(1, ...(split.lengths ?? [FEW_STEPS]));

/** As `withTrainingData`, of the first few examples and steps only. */
export function withFewExamples(document: Document, registry: Registry, fed: Feeds): Feeds {
  if (!needsData(document, registry, fed)) return fed;
  const splits = [...loadData(document, registry, generators)].map(([path, data]) => ({ path, split: firstExamples(data) }));
  const steps = Math.min(FEW_STEPS, Math.max(...splits.map(({ split }) => longest(split))));
  const feeds = new Map<string, Feed>();
  for (const { path, split } of splits) {
    const lengths = split.lengths && [...split.lengths].map((length) => Math.min(length, steps));
    for (const [port, field] of Object.entries(split.fields)) {
      feeds.set(`${path}.${port}`, { ...firstSteps(field, steps), ...(field.time && lengths ? { lengths } : {}) });
    }
  }
  return new Map([...feeds, ...fed]);
}
