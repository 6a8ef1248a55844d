// The seed that training would begin with, so that `eval`, `check` and `train` see the same starting parameters.

import { flatten } from "../compiler/flatten.ts";
import type { Document } from "../graph/document.ts";
import type { Registry } from "../graph/node-type.ts";

export function startingSeed(document: Document, registry: Registry): number {
  const optimizer = [...flatten(document, registry).nodes.values()].find((node) => node.type.role === "optimizer");
  const seed = optimizer?.attributes.seed;
  return typeof seed === "number" ? seed : 1;
}
