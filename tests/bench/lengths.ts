// What it saves to leave out steps that no example of a group has: training steps of the examples whose sequences have lengths of their own, with
// all steps and with the real ones, in turns, in f32, by one thread:
//   npm run bench:lengths -- [--write]
// --write renews docs/bench-lengths.md.

import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { registry } from "../../nodes/index.ts";
import { bind } from "../../src/compiler/bind.ts";
import { compile } from "../../src/compiler/compile.ts";
import { formsOf } from "../../src/compiler/forms.ts";
import { generators } from "../../src/data/index.ts";
import type { Executable, Numbers } from "../../src/engine/backend/executable.ts";
import { prepareFor } from "../../src/engine/backend/prepare-for.ts";
import { sizeOf } from "../../src/engine/tape.ts";
import { loadDocument } from "../../src/graph/load.ts";
import { firstBatchFeeds, loadData } from "../../src/training/data-feeds.ts";
import { initialNumbers } from "../../src/training/initializers.ts";
import { ExampleOrder } from "../../src/training/step/example-order.ts";
import { examplesOf, trainingTape } from "../../src/training/training-tape.ts";

const EXAMPLES = ["rnn-reber", "lstm-embedded-reber", "adam-cell-embedded-reber", "rnn-embedded-reber", "mlp-reber", "next-character"];
const ROUNDS = 41;

function load(name: string) {
  const loaded = loadDocument(readFileSync(new URL(`../../graphs/examples/${name}.json`, import.meta.url), "utf8"), registry);
  if (!loaded.ok) throw new Error(`${name}: ${loaded.problem.message}`);
  return loaded.value.document;
}

/** The first batch's step twice, with numbers in place. */
function prepared(name: string) {
  const document = load(name);
  const feeds = firstBatchFeeds(document, registry, loadData(document, registry, generators));
  const program = compile(document, registry, formsOf(document, registry, feeds));
  const { tape, states, settings } = trainingTape(program, registry);
  const slots = bind(program, feeds, (slot, shape, text) => initialNumbers(slot, shape, text, 1));
  const kept = states.map(({ shape }) => new Float64Array(sizeOf(shape)));
  const inputs = [...slots, ...kept, ...settings.map(({ data }) => Float64Array.from(data)), Float64Array.of(1)];
  const order = new ExampleOrder(program, "wasm");
  order.begin(inputs);
  const examples = examplesOf(program, tape);
  const written = (executable: Executable, numbers: readonly Numbers[]) => {
    numbers.forEach((each, index) => {
      executable.write(index, each);
    });
    return executable;
  };
  const [steps, batch] = [program.forms.steps!, program.forms.batch];
  const real = slots[program.slots.findIndex(({ kind }) => kind === "mask")]!.reduce((sum, one) => sum + one, 0);
  return {
    size: `${batch} × ${steps}`,
    mean: real / batch,
    all: written(prepareFor(tape, "f32", { ...examples, padded: null }), inputs),
    real: written(
      prepareFor(tape, "f32", examples),
      inputs.map((each, index) => order.of(index, each)),
    ),
  };
}

function timed(executable: Executable): number {
  const start = performance.now();
  executable.step();
  return performance.now() - start;
}

const median = (times: number[]): number => times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;

function row(name: string): string {
  const { size, mean, all, real } = prepared(name);
  for (let k = 0; k < 10; k++) for (const executable of [all, real]) executable.step();
  const times: [number, number][] = Array.from({ length: ROUNDS }, () => [timed(all), timed(real)]);
  const [before, after] = [median(times.map(([one]) => one)), median(times.map(([, one]) => one))];
  return `| \`${name}\` | ${size} | ${mean.toFixed(1)} | ${before.toPrecision(3)} | ${after.toPrecision(3)} | ${(before / after).toFixed(2)}× |`;
}

const text = `# Steps that are left out

Sequences have lengths of their own, and a batch has as many steps as the longest. The fast executor takes some examples at a time, those of about
the same length together, and computes as many steps as the longest of them has. It does so only where the equations prove that this changes
nothing, as wherever a mask keeps the loss to the real steps, and where the parameters are few (up to 65,536 numbers): large matrices
are better read for all steps at once. The numbers of a training are the same to rounding, as its sums are made in another order.

Milliseconds for a training step of the first batch, f32, Node ${process.versions.node}, ${cpus()[0]!.model}, one thread, medians of ${ROUNDS}, in turns. Made by
\`npm run bench:lengths -- --write\`.

| example | examples × steps | steps an example, mean | all steps | real steps | ratio |
| --- | --- | --- | --- | --- | --- |
${EXAMPLES.map(row).join("\n")}
`;
process.stdout.write(text);
if (process.argv.includes("--write")) writeFileSync(new URL("../../docs/bench-lengths.md", import.meta.url), text);
