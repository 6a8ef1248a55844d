// The workloads, by the names of their graphs, and the losses that every engine has to find.

import { readFileSync } from "node:fs";

export const workloads = [
  { key: "W1", name: "rnn-reber", title: "RNN 7-4-7, batch 400, 52 steps" },
  { key: "W2", name: "lstm-embedded-reber", title: "LSTM 7-20-7, batch 400, 64 steps" },
  { key: "W3", name: "adam-cell", title: "Adam-infused cell 32-64, batch 32, 100 steps" },
  // products alone: of x and h with the weights, of the gradients back through h, and of both with x and h for the weights' gradients
  {
    key: "W4",
    name: "lstm-medium",
    title: "LSTM 128-256, batch 32, 64 steps",
    flops: 2 * 64 * 32 * 1024 * (2 * (128 + 256) + 256),
  },
  { key: "W5", name: "cnn-shapes", title: "convolutional net on 20 × 20, batch 32" },
  { key: "W6", name: "tiny-scalar", title: "(tanh(w x + b) - y)², numbers" },
];

const { losses } = JSON.parse(readFileSync(new URL("losses.json", import.meta.url), "utf8"));

const TOLERANCE = 1e-3;

/** True where the first losses are those of the reference: the same work was done. */
export function agrees(name, found) {
  return (
    found?.length === losses[name].length &&
    losses[name].every((loss, index) => Math.abs(found[index] - loss) <= TOLERANCE * Math.abs(loss))
  );
}

const hasName = (word) => (workload) => workload.key === word || workload.name === word;

export const isKnown = (word) => workloads.some(hasName(word));

/** Those that are named by key or name, or all. */
export const chosen = (words) =>
  words.length === 0 ? workloads : workloads.filter((workload) => words.some((word) => hasName(word)(workload)));
