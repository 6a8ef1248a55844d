// Where a document predicts the next symbol: the data field that it reads, and the value that a loss compares with what came next.

import { attempt, Problem, type ProblemData } from "../../base/errors.ts";
import { type FlatEndpoint, type FlatNode, flatten } from "../../compiler/flatten.ts";
import type { Document } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import type { LoadedData } from "../../training/data-feeds.ts";
import { type Language, languageOf } from "./language.ts";

/** A component of the prediction as the logarithm of something in proportion to the symbol's probability. */
type Reading = (component: number) => number;

export interface SentenceModel {
  readonly language: Language;
  /** The field that the net reads, `text.x`. */
  readonly input: string;
  /** Output port whose value at each step is about the next symbol. */
  readonly prediction: FlatEndpoint;
  readonly reading: Reading;
}

const asIs: Reading = (component) => component;

/** Null for losses whose prediction is no distribution over the classes. */
function readingOf({ type, attributes }: FlatNode): Reading | null {
  if (type.id === "softmax-cross-entropy") return asIs;
  if (type.id !== "negative-log-likelihood") return null;
  return attributes.of === "logarithms" ? asIs : Math.log;
}

type Nodes = ReadonlyMap<string, FlatNode>;

/** What somebody feeds, by name, among all that `at` is computed from. */
function fedInto(nodes: Nodes, at: FlatEndpoint): readonly string[] {
  const fed = new Set<string>();
  const seen = new Set<string>();
  const open = [at];
  for (const { path, port } of open) {
    const node = nodes.get(path);
    if (node?.type.role === "data") fed.add(`${path}.${port}`);
    if (!node || seen.has(path)) continue;
    seen.add(path);
    const { role } = node.type;
    if ((role === "input" || role === "sequence") && node.inputs.size === 0) fed.add(path);
    open.push(...node.inputs.values());
  }
  return [...fed];
}

function refuse(node: FlatNode, message: string, details: Partial<ProblemData>): never {
  throw new Problem({ code: "no-next-symbol", message: `loss "${node.path}": ${message}`, where: { node: node.path }, ...details });
}

function modelAt(loss: FlatNode, reading: Reading, nodes: Nodes, data: LoadedData): SentenceModel {
  const [prediction, target] = [loss.inputs.get("prediction"), loss.inputs.get("target")];
  if (!prediction || !target) return refuse(loss, "its prediction or its target has no wire", { remedy: "wire both" });
  const read = fedInto(nodes, prediction);
  if (read.length !== 1) {
    const got = read.join(" and ") || "no data";
    refuse(loss, `its prediction reads ${got}, and a sentence has only its own symbols`, { got, expected: "one data field" });
  }
  const input = read[0]!;
  const dataSet = data.get(target.path);
  const port = input.slice(target.path.length + 1);
  const language = dataSet && input === `${target.path}.${port}` ? languageOf(dataSet, port, target.port) : null;
  if (!language) {
    const targetName = `${target.path}.${target.port}`;
    refuse(loss, `its target ${targetName} does not name the symbol that comes next in ${input}`, {
      got: targetName,
      expected: "the next symbol of what the net reads, one-hot",
      remedy: "train it on a text",
    });
  }
  return { language, input, prediction, reading };
}

/**
 * Throws a Problem where the data have no vocabulary, and where no loss compares a prediction with the next symbol.
 * @param data what the data nodes of the document give
 */
export function sentenceModelOf(document: Document, registry: Registry, data: LoadedData): SentenceModel {
  if (![...data.values()].some(({ symbols }) => symbols)) {
    throw new Problem({
      code: "no-vocabulary",
      message: "there is nothing to write in: the data have no vocabulary",
      got: data.size === 0 ? "no data nodes" : [...data.keys()].join(", "),
      expected: "data whose components are symbols, such as words",
      remedy: "train on a text",
    });
  }
  const { nodes } = flatten(document, registry);
  const found = [...nodes.values()].flatMap((node) => {
    const reading = node.type.role === "loss" ? readingOf(node) : null;
    return reading ? [attempt(() => modelAt(node, reading, nodes, data))] : [];
  });
  const model = found.find(({ ok }) => ok) ?? found[0];
  if (model?.ok) return model.value;
  throw new Problem(
    model?.problem ?? {
      code: "no-next-symbol",
      message: "no loss compares a prediction with the next symbol",
      expected: "softmax cross-entropy, or negative log-likelihood, with the next symbol as its target",
      remedy: "wire what the net says about the next symbol into such a loss",
    },
  );
}
