// Numbers to look at where nothing is fed: seeded, and never taken for data.

import { stream } from "../base/random.ts";
import { compile } from "../compiler/compile.ts";
import type { Feed, Feeds } from "../compiler/feeds.ts";
import { type FlatNode, flatten } from "../compiler/flatten.ts";
import type { Forms } from "../compiler/program.ts";
import { type Shape, sizeOf } from "../engine/tape.ts";
import type { Document } from "../graph/document.ts";
import type { Registry } from "../graph/node-type.ts";

/** Steps of a sequence that nothing feeds. */
export const previewSteps = 8;
/** Features of an input whose size nothing says. */
const previewFeatures = 4;

/** Inputs and sequences of the top level that have no numbers, by name. */
function unfed(document: Document, registry: Registry, feeds: Feeds): Map<string, FlatNode> {
  const nodes = [...flatten(document, registry).nodes.values()].filter(
    (node) => (node.type.role === "input" || node.type.role === "sequence") && node.prefix === "" && !feeds.has(node.path),
  );
  return new Map(nodes.map((node) => [node.path, node]));
}

/** As the node wishes to be looked at; `steps` 1 where it has none. */
function invented({ path, attributes }: FlatNode, shape: Shape, steps: number): Float64Array {
  const random = stream(1, `preview ${path}`);
  const units = sizeOf(shape) / steps;
  const draws: Readonly<Record<string, (index: number) => number>> = {
    positive: () => 0.1 + random.uniform(),
    count: (index) => Math.floor(index / units) + 1,
  };
  const draw = draws[String(attributes.preview)] ?? (() => random.normal());
  return Float64Array.from({ length: sizeOf(shape) }, (_, index) => draw(index));
}

/** The size that the graph gives each of these inputs, four features where it says nothing. */
function previewShapes(document: Document, registry: Registry, forms: Forms, names: readonly string[]): Map<string, Shape> {
  const inputs = { ...forms.inputs, ...Object.fromEntries(names.map((name) => [name, { shape: null, batch: false }])) };
  const program = compile(document, registry, { ...forms, inputs }, { partial: true });
  const found = new Map(program.slots.map((slot) => [slot.name, slot.shape]));
  // a number is what shapes end at where a cycle says nothing: features are what an input has that states no shape
  return new Map(names.map((name) => [name, found.get(name)?.length ? found.get(name)! : [previewFeatures]]));
}

/** `feeds` completed with made up numbers for what nothing feeds; the same numbers each time. */
export function previewFeeds(
  document: Document,
  registry: Registry,
  feeds: Feeds,
  forms: Forms,
): { feeds: Feeds; invented: readonly string[] } {
  const missing = unfed(document, registry, feeds);
  if (missing.size === 0) return { feeds, invented: [] };
  const steps = forms.steps ?? previewSteps;
  const names = [...missing.keys()];
  const shapes = previewShapes(document, registry, { ...forms, steps }, names);
  const invent = (name: string): Feed => {
    const node = missing.get(name)!;
    const count = node.type.role === "sequence" ? steps : 1;
    const shape = [...(node.type.role === "sequence" ? [steps] : []), ...shapes.get(name)!];
    return { shape, data: invented(node, shape, count) };
  };
  return { feeds: new Map([...feeds, ...names.map((name): [string, Feed] => [name, invent(name)])]), invented: names };
}
