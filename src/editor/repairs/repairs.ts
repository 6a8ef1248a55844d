// Repairs that may help for each kind of refusal, the most likely first. Whether one really fits is asked of the engine.

import { graphAt, nodeAt } from "../../graph/document.ts";
import type { Registry } from "../../graph/node-type.ts";
import { nameTex } from "../math/name.ts";
import { between, type Insertion, type RefusedCase, type Repair } from "./repair.ts";
import { resize } from "./resize.ts";
import { type Sizes, sizesOf } from "./sizes.ts";

const arrow = ({ got, wanted }: Sizes): string => `${got} → ${wanted}`;

const affine = (refused: RefusedCase, sizes: Sizes): Insertion =>
  between(refused, {
    words: "Insert",
    tex: "W\\cdot x + b",
    detail: arrow(sizes),
    type: "affine",
    port: "x",
    attributes: { units: sizes.wanted },
    name: "z",
  });

const gate = (refused: RefusedCase, sizes: Sizes): Insertion =>
  between(refused, {
    words: "Insert",
    tex: "\\sigma(W\\cdot x + b)",
    detail: arrow(sizes),
    type: "gate",
    port: "x1",
    attributes: { units: sizes.wanted },
    name: "p",
  });

const slice = (refused: RefusedCase, { wanted }: Sizes): Insertion =>
  between(refused, {
    words: wanted === 1 ? "Read the first of" : `Read the first ${wanted} of`,
    tex: letterOf(refused),
    type: "slice",
    port: "x",
    attributes: { from: 1, to: wanted },
    name: "part",
  });

const letterOf = ({ from }: RefusedCase): string => nameTex(from.port === "value" ? from.node : from.port);

/** Losses and measures of probabilities read numbers between 0 and 1. */
const READS_PROBABILITIES: ReadonlySet<string> = new Set(["binary-cross-entropy", "wrong-positions", "wrong-sequences"]);

function wantsProbability({ document, scope, to }: RefusedCase): boolean {
  const graph = graphAt(document, scope);
  const type = graph && nodeAt(graph, to.node)?.type;
  return type !== undefined && to.port === "prediction" && READS_PROBABILITIES.has(type);
}

/** Data are as they are, and a target is what is to be reached: no layer stands between them and a loss. */
function isGiven({ document, scope, from, to }: RefusedCase, registry: Registry): boolean {
  const category = registry.get(graphAt(document, scope)?.nodes[from.node]?.type ?? "")?.category;
  return to.port === "target" ? category === "data" || category === "inputs" : category === "data" && from.port !== "x";
}

function sizeRepairs(refused: RefusedCase, registry: Registry): Repair[] {
  const sizes = sizesOf(refused.problem, refused.axes);
  if (!sizes) return [];
  const layer = resize(refused, sizes, registry);
  if (isGiven(refused, registry)) return layer;
  const inserted = insertions(refused, sizes);
  // the units of a cell are the size of its memory, which is seldom that of what is predicted
  const isMemory = layer.some(({ layer: id }) => graphAt(refused.document, refused.scope)?.nodes[id]?.type === "cell");
  return isMemory ? [...inserted, ...layer] : [...layer, ...inserted];
}

function insertions(refused: RefusedCase, sizes: Sizes): Insertion[] {
  const layers = wantsProbability(refused) ? [gate, affine] : [affine, gate];
  const [main, other] = layers.map((layer) => layer(refused, sizes)) as [Insertion, Insertion];
  return sizes.got > sizes.wanted ? [main, slice(refused, sizes), other] : [main, other];
}

const wants = ({ problem }: RefusedCase, ...words: readonly string[]): boolean => words.includes(problem.expected ?? "");

function formRepairs(refused: RefusedCase): Repair[] {
  if (wants(refused, "a column")) {
    return [between(refused, { words: "Insert flatten: the matrix as one column", type: "flatten", port: "x" })];
  }
  if (!wants(refused, "a number", "one number")) return [];
  return [
    between(refused, { words: "Take its sum", type: "sum", port: "x" }),
    between(refused, { words: "Take its mean", type: "mean", port: "x" }),
  ];
}

/** Where the wire goes back, the delay is read from right to left, as loops are. */
function loopLook({ document, scope, from, to }: RefusedCase): Readonly<Record<string, string>> | undefined {
  const graph = graphAt(document, scope);
  const [start, end] = [from, to].map(({ node }) => graph && nodeAt(graph, node)?.position.x);
  return start !== undefined && end !== undefined && start >= end ? { "in:x": "right", "out:value": "left" } : undefined;
}

function cycleRepairs(refused: RefusedCase): Repair[] {
  const look = loopLook(refused);
  const words = { words: "Insert a delay", tex: "z^{-1}", detail: "the step before", type: "delay", port: "x", name: "before$" };
  return [between(refused, look ? { ...words, look } : words)];
}

const stepRepairs = (refused: RefusedCase): Repair[] => [
  between(refused, { words: "Take its first step", type: "first-step", port: "x", name: "first" }),
  between(refused, { words: "Take its last step", type: "last-step", port: "x", name: "last" }),
  between(refused, { words: "Take its mean over the steps", type: "mean-steps", port: "x", name: "average" }),
];

const BY_CODE: Readonly<Record<string, (refused: RefusedCase) => Repair[]>> = {
  "cycle-without-delay": cycleRepairs,
  "changing-initial": stepRepairs,
};

export const repairsFor = (refused: RefusedCase, registry: Registry): Repair[] =>
  BY_CODE[refused.problem.code]?.(refused) ?? [...sizeRepairs(refused, registry), ...formRepairs(refused)];
