// Seeded numbers for inputs that nobody feeds, so that a model can be checked, timed or printed without data.

import { stream } from "../base/random.ts";
import { compile } from "../compiler/compile.ts";
import type { Feed, Feeds } from "../compiler/feeds.ts";
import { type FlatNode, flatten } from "../compiler/flatten.ts";
import { formsOf } from "../compiler/forms.ts";
import type { Forms } from "../compiler/program.ts";
import { type Shape, sizeOf } from "../engine/tape.ts";
import type { Document } from "../graph/document.ts";
import type { Registry } from "../graph/node-type.ts";

const STEPS = 5;
const EXAMPLES = 3;
/** Features of an input whose size follows from nothing. */
const FEATURES: Shape = [4];

const isUnfed = (node: FlatNode, fed: Feeds): boolean =>
  (node.type.role === "input" || node.type.role === "sequence") && node.prefix === "" && !fed.has(node.path);

/** Axes of the invented inputs: those of the fed ones where there are any. */
function axesLike(forms: Forms): { steps: number; examples: number | null } {
  const fed = Object.entries(forms.inputs).filter(([name]) => !name.includes("["));
  const batched = fed.length === 0 || fed.some(([, { batch }]) => batch);
  return { steps: forms.steps ?? STEPS, examples: batched ? (fed.length === 0 ? EXAMPLES : forms.batch) : null };
}

/** Sizes that follow from the wiring; where none does, one input after the other is guessed, for it may settle the others. */
function featureShapes(
  document: Document,
  registry: Registry,
  forms: Forms,
  names: readonly string[],
  batch: boolean,
): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (;;) {
    const open = Object.fromEntries(names.map((name) => [name, { shape: shapes.get(name) ?? null, batch }]));
    const program = compile(document, registry, { ...forms, inputs: { ...forms.inputs, ...open } }, { partial: true });
    const found = new Map(program.slots.filter((slot) => slot.kind === "input").map((slot) => [slot.name, slot.shape]));
    const unknown = names.find((name) => !found.has(name) && !shapes.has(name));
    if (unknown === undefined) return new Map(names.map((name) => [name, shapes.get(name) ?? found.get(name) ?? FEATURES]));
    shapes.set(unknown, FEATURES);
  }
}

export interface Placeholders {
  readonly feeds: Feeds;
  /** Names of the inputs that nobody feeds. */
  readonly invented: readonly string[];
  readonly steps: number | null;
  readonly examples: number | null;
}

/** `fed` completed. `positive` keeps the numbers within what logarithms and roots take. */
export function withPlaceholders(document: Document, registry: Registry, fed: Feeds, seed: number, positive = false): Placeholders {
  const nodes = [...flatten(document, registry).nodes.values()].filter((node) => isUnfed(node, fed));
  const forms = formsOf(document, registry, fed);
  const fedBatch = Object.values(forms.inputs).some(({ batch }) => batch) ? forms.batch : null;
  if (nodes.length === 0) return { feeds: fed, invented: [], steps: forms.steps, examples: fedBatch };
  const { steps, examples } = axesLike(forms);
  const names = nodes.map((node) => node.path);
  const shapes = featureShapes(document, registry, { ...forms, steps, batch: examples ?? 1 }, names, examples !== null);
  const invent = (node: FlatNode): [string, Feed] => {
    const time = node.type.role === "sequence";
    const shape = [...(time ? [steps] : []), ...(examples === null ? [] : [examples]), ...shapes.get(node.path)!];
    const random = stream(seed, `placeholder ${node.path}`);
    const draw = () => (positive ? 0.1 + 0.8 * random.uniform() : random.normal());
    return [node.path, { shape, data: Float64Array.from({ length: sizeOf(shape) }, draw) }];
  };
  const timed = forms.steps !== null || nodes.some((node) => node.type.role === "sequence");
  return { feeds: new Map([...fed, ...nodes.map(invent)]), invented: names, steps: timed ? steps : null, examples };
}
