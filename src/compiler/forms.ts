// From what is fed to the forms of a program: which inputs have a batch axis, how many steps and examples there are.

import { Problem } from "../base/errors.ts";
import type { Shape } from "../engine/tape.ts";
import type { Document } from "../graph/document.ts";
import type { Registry } from "../graph/node-type.ts";
import type { Feed, Feeds } from "./feeds.ts";
import { type FlatNode, flatten } from "./flatten.ts";
import type { Forms } from "./program.ts";

/** A place that takes fed numbers with leading axes. */
interface Target {
  readonly name: string;
  readonly time: boolean;
  /** Features where the document states them. */
  readonly shape: Shape | null;
  readonly node: FlatNode;
}

function targetsOf(node: FlatNode): Target[] {
  const { role, data } = node.type;
  if (role === "data" && data) {
    return data.fields(node.attributes).map(({ port, time, shape }) => ({ name: `${node.path}.${port}`, time, shape, node }));
  }
  if ((role !== "input" && role !== "sequence") || node.prefix !== "") return [];
  const stated = node.attributes.shape;
  const shape = Array.isArray(stated) ? (stated as readonly number[]) : null;
  return [{ name: node.path, time: role === "sequence", shape, node }];
}

const axesText = ({ time, shape }: Target, batch: boolean) =>
  [...(time ? ["T"] : []), ...(batch ? ["B"] : []), ...(shape ?? ["n"])].map((size) => `[${size}]`).join("") || "a number";

function wrongRank(target: Target, feed: Feed): never {
  const expected = `${axesText(target, false)} or ${axesText(target, true)}`;
  const got = feed.shape.map((size) => `[${size}]`).join("") || "one number";
  throw new Problem({
    code: "bad-values",
    message: `values "${target.name}": ${got}, expected ${expected}`,
    where: { node: target.node.path },
    got,
    expected,
    remedy: target.time ? "T steps, then B examples if there are several, then features" : "B examples if there are several, then features",
  });
}

function strayLengths({ name, node }: Target, { shape }: Feed): never {
  throw new Problem({
    code: "bad-values",
    message: `values "${name}": lengths go with a sequence that has a batch axis`,
    where: { node: node.path },
    got: shape.map((size) => `[${size}]`).join(""),
    expected: "[T][B][n]",
    remedy: "leave the lengths out, or give every example an entry of its own",
  });
}

interface Form {
  readonly name: string;
  readonly shape: Shape;
  readonly batch: boolean;
  readonly steps: number | null;
  readonly examples: number | null;
}

function formOf(target: Target, feed: Feed): Form {
  const features = target.shape?.length ?? 1;
  const lead = feed.shape.length - features - (target.time ? 1 : 0);
  if (lead < 0 || lead > 1) wrongRank(target, feed);
  if (feed.lengths && !(target.time && lead === 1)) strayLengths(target, feed);
  const shape = feed.shape.slice(feed.shape.length - features);
  if (target.shape?.some((size, axis) => size !== shape[axis])) wrongRank(target, feed);
  const steps = target.time ? feed.shape[0]! : null;
  return { name: target.name, shape, batch: lead === 1, steps, examples: lead === 1 ? feed.shape[target.time ? 1 : 0]! : null };
}

/** The one number that all fed inputs agree on. */
function agreed(forms: readonly Form[], of: (form: Form) => number | null, what: string): number | null {
  let first: Form | null = null;
  for (const form of forms) {
    const size = of(form);
    if (size === null) continue;
    if (first && of(first) !== size) {
      throw new Problem({
        code: "bad-values",
        message: `values "${form.name}": ${size} ${what}, "${first.name}" has ${of(first)}`,
        where: { node: form.name },
        got: `${size} ${what}`,
        expected: `${of(first)} ${what}`,
        remedy: `feed all inputs with the same number of ${what}`,
      });
    }
    first ??= form;
  }
  return first && of(first);
}

/** Lengths of the examples; where several sequences say them they agree. */
export function agreedLengths(feeds: Feeds): readonly number[] | null {
  let first: { name: string; lengths: readonly number[] } | null = null;
  for (const [name, { lengths }] of feeds) {
    if (!lengths) continue;
    if (first?.lengths.some((length, index) => length !== lengths[index])) {
      throw new Problem({
        code: "bad-values",
        message: `values "${name}": its lengths differ from those of "${first.name}"`,
        where: { node: name },
        remedy: "all sequences of a model have the same lengths",
      });
    }
    first ??= { name, lengths };
  }
  return first?.lengths ?? null;
}

/** Initial states are fed by name, `h[0]`, with a batch axis where the first axis is the batch and features follow. */
function stateForms(feeds: Feeds, batch: number | null): Form[] {
  return [...feeds].flatMap(([name, { shape }]) => {
    if (!/\[(0|T\+1)\]$/.test(name)) return [];
    const perExample = batch !== null && shape.length >= 2 && shape[0] === batch;
    return [{ name, shape: perExample ? shape.slice(1) : shape, batch: perExample, steps: null, examples: null }];
  });
}

/** The forms that `feeds` ask for. Names that nothing takes are found when the program is bound. */
export function formsOf(document: Document, registry: Registry, feeds: Feeds, mode: Forms["mode"] = "train"): Forms {
  const targets = [...flatten(document, registry).nodes.values()].flatMap(targetsOf);
  const forms = targets.flatMap((target) => {
    const feed = feeds.get(target.name);
    return feed ? [formOf(target, feed)] : [];
  });
  const batch = agreed(forms, (form) => form.examples, "examples");
  return {
    steps: agreed(forms, (form) => form.steps, "steps"),
    batch: batch ?? 1,
    lengths: agreedLengths(feeds) !== null,
    inputs: Object.fromEntries(
      [...forms, ...stateForms(feeds, batch)].map((form) => [form.name, { shape: form.shape, batch: form.batch }]),
    ),
    mode,
  };
}
