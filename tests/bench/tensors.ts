// Writes the numbers that a workload begins with, for engines of other languages:
//   node --import tsx tests/bench/tensors.ts FOLDER NAME...
// FOLDER/NAME.json lists name and shape of each tensor; FOLDER/NAME.TENSOR.f32 has its numbers, row-major, little-endian.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { registry } from "../../nodes/index.ts";
import type { Tensor } from "../../src/base/tensor.ts";
import { compile } from "../../src/compiler/compile.ts";
import { formsOf } from "../../src/compiler/forms.ts";
import { generators } from "../../src/data/index.ts";
import { loadDocument } from "../../src/graph/load.ts";
import { dataFeeds } from "../../src/training/data-feeds.ts";
import { initialNumbers } from "../../src/training/initializers.ts";

/** Data by the name of their node, parameters by their own. */
function tensorsOf(name: string): ReadonlyMap<string, Tensor> {
  const loaded = loadDocument(readFileSync(new URL(`../../graphs/bench/${name}.json`, import.meta.url), "utf8"), registry);
  if (!loaded.ok) throw new Error(loaded.problem.message);
  const { document } = loaded.value;
  const feeds = dataFeeds(document, registry, generators, "train");
  const { slots } = compile(document, registry, formsOf(document, registry, feeds));
  const parameters = slots.filter((slot) => slot.kind === "parameter");
  return new Map<string, Tensor>([
    ...[...feeds].map(([port, tensor]) => [port.replace(/\.value$/, ""), tensor] as const),
    ...parameters.map(({ name: id, shape, initializer }): [string, Tensor] => [
      id,
      { shape, data: initialNumbers(id, shape, initializer ?? "auto", 1) },
    ]),
  ]);
}

const [folder = "", ...names] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
for (const name of names) {
  const tensors = tensorsOf(name);
  for (const [id, { data }] of tensors) writeFileSync(`${folder}/${name}.${id}.f32`, new Uint8Array(Float32Array.from(data).buffer));
  const shapes = Object.fromEntries([...tensors].map(([id, { shape }]) => [id, shape]));
  writeFileSync(`${folder}/${name}.json`, JSON.stringify(shapes));
}
