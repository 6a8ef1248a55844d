// One example of a document's training data as the page shows it: by itself, with numbers for what nothing feeds.

import type { Feeds } from "../compiler/feeds.ts";
import { formsOf } from "../compiler/forms.ts";
import type { Document } from "../graph/document.ts";
import type { Registry } from "../graph/node-type.ts";
import { type DataLoader, exampleFeeds } from "../training/data-feeds.ts";
import { previewFeeds } from "./preview.ts";

/** @param example from 0; one beyond the last is the last. What its data lacks is left out: it is told where the document is checked. */
export function shownFeeds(document: Document, registry: Registry, load: DataLoader, example: number): Feeds {
  const data = load(document, () => {});
  const counts = [...data.values()].map(({ train }) => train.count);
  const last = Math.min(...counts, Number.MAX_SAFE_INTEGER) - 1;
  const fed = exampleFeeds(data, "train", Math.max(0, Math.min(example, last)));
  return previewFeeds(document, registry, fed, formsOf(document, registry, fed)).feeds;
}
