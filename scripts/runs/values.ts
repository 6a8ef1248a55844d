// Named values of a trained document on a split of its data, or on numbers of one's own.

import { registry } from "../../nodes/index.ts";
import type { Feeds } from "../../src/compiler/feeds.ts";
import type { DataSet, Split } from "../../src/data/dataset.ts";
import { generators } from "../../src/data/index.ts";
import { evaluate } from "../../src/inspection/evaluate.ts";
import { dataFeeds, loadData } from "../../src/training/data-feeds.ts";
import type { Trained } from "./run.ts";

type SplitName = "train" | "test";

/** Values by name, as nested lists: [T][B][n] where there are steps. */
export function valuesOn({ document, session, seed }: Trained, feeds: Feeds): Readonly<Record<string, unknown>> {
  const all: Feeds = new Map([...session.parameters(), ...feeds]);
  return evaluate(document, registry, all, { precision: "f64", mode: "infer", seed, wrt: [] }).values;
}

export const valuesOf = (trained: Trained, split: SplitName): Readonly<Record<string, unknown>> =>
  valuesOn(trained, dataFeeds(trained.document, registry, generators, split));

/** The data set of the document's only data node. */
export function dataOf({ document }: Trained): DataSet {
  const sets = [...loadData(document, registry, generators).values()];
  if (sets.length !== 1) throw new Error(`${document.title} has ${sets.length} data nodes, one was expected`);
  return sets[0]!;
}

export const splitOf = (trained: Trained, split: SplitName): Split => dataOf(trained)[split];
