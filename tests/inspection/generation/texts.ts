// Small nets that read the text of src/data/text character by character.

import { registry } from "../../../nodes/index.ts";
import { generators } from "../../../src/data/index.ts";
import type { Document } from "../../../src/graph/document.ts";
import { type GenerationOptions, generateSentences } from "../../../src/inspection/generation/generate.ts";
import type { Sentence } from "../../../src/inspection/generation/language.ts";
import type { Weights } from "../../../src/inspection/inspector.ts";
import { type LoadedData, loadData } from "../../../src/training/data-feeds.ts";
import { sketch } from "../../compiler/sketch.ts";
import { finished } from "../recurrence/fixture.ts";

/** How a net comes from `d.x` to `state`. */
export const nets = {
  recurrent: `
    state = gate(x1 < before, x2 < d.x, units=5, activation=tanh)
    before = delay(x < state)`,
  "a mean over causal attention": `
    e = affine(x < d.x, units=5)
    state = attention(Q < e, K < e, V < e, causal=true)`,
  "reading backwards": `
    back = reverse(x < d.x)
    behind = gate(x1 < next, x2 < back, units=5, activation=tanh)
    next = delay(x < behind)
    turned = reverse(x < behind)
    state = add(a < turned, b < here)
    here = affine(x < d.x, units=5)`,
} as const;

export const ends = {
  logits: "loss = softmax-cross-entropy(prediction < z, target < d.y)",
  probabilities: "p = softmax(x < z)\n loss = negative-log-likelihood(prediction < p, target < d.y)",
  logarithms: "p = log-softmax(x < z)\n loss = negative-log-likelihood(prediction < p, target < d.y, of=logarithms)",
} as const;

export const netOf = (net: keyof typeof nets = "recurrent", end: keyof typeof ends = "logits"): Document =>
  sketch(`
    d = text(unit=characters)
    ${nets[net]}
    z = affine(x < state, units=29)
    ${ends[end]}
    update = adam(loss < loss, learningRate=0.05, batchSize=32)
  `);

export const dataOf = (document: Document): LoadedData => loadData(document, registry, generators);

export const UNTRAINED: Weights = new Map();

const usual: GenerationOptions = { count: 3, temperature: 1, seed: 1, precision: "f64", longest: 20 };

export const written = (document: Document, options: Partial<GenerationOptions> = {}, weights = UNTRAINED): readonly Sentence[] =>
  finished(generateSentences(document, registry, dataOf(document), weights, { ...usual, ...options }));

export const textsOf = (sentences: readonly Sentence[]): readonly string[] => sentences.map(({ text }) => text);
