// The long training runs of the notes, in f32 on the fast executor, over several seeds; prints rows for graphs/examples/README.md:
//   npm run runs -- [NAME...] [--seeds 1,2,3] [--epochs N]
// Minutes a seed: it belongs to no test.

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { registry } from "../nodes/index.ts";
import { generators } from "../src/data/index.ts";
import type { Document } from "../src/graph/document.ts";
import { loadDocument } from "../src/graph/load.ts";
import { createSession, type Session } from "../src/training/session.ts";

type Attributes = Readonly<Record<string, number>>;

interface Run {
  readonly example: string;
  readonly epochs: number;
  /** What differs from the example, by node. */
  readonly changes: Readonly<Record<string, Attributes>>;
  readonly recipe: string;
}

const LONG = { minLength: 40, maxLength: 64, testMinLength: 40, testMaxLength: 64 };

const runs: Readonly<Record<string, Run>> = {
  rnn: { example: "rnn-reber", epochs: 10_000, changes: {}, recipe: "RNN 4 on Reber strings of length 30 to 52" },
  lstm: {
    example: "lstm-embedded-reber",
    epochs: 3_000,
    changes: { reber: LONG, lstm: { forgetBias: 3 } },
    recipe: "LSTM 20 with forget bias 3 on embedded Reber strings of length 40 to 64",
  },
  "lstm-natural": {
    example: "lstm-embedded-reber",
    epochs: 400,
    changes: { lstm: { forgetBias: 3 } },
    recipe: "LSTM 20 with forget bias 3 on embedded Reber strings of natural length, tested on length 40 to 64",
  },
};

function changed({ example, changes }: Run): Document {
  const loaded = loadDocument(readFileSync(new URL(`../graphs/examples/${example}.json`, import.meta.url), "utf8"), registry);
  if (!loaded.ok) throw new Error(loaded.problem.message);
  const { document } = loaded.value;
  const nodes = Object.fromEntries(
    Object.entries(document.graph.nodes).map(([id, node]) => [id, { ...node, attributes: { ...node.attributes, ...changes[id] } }]),
  );
  for (const id of Object.keys(changes)) if (!nodes[id]) throw new Error(`${example} has no node ${id}`);
  return { ...document, graph: { ...document.graph, nodes } };
}

interface Result {
  /** The first epoch without a wrong training string, and the last one with one; null where there is none. */
  readonly first: number | null;
  readonly lastWrong: number;
  readonly seconds: number;
  readonly test: number | undefined;
  /** The epoch at which the numbers stopped being finite. */
  readonly broken: number | null;
}

/** The metric that counts whole strings. */
const wrongStrings = (metrics: Readonly<Record<string, number>>): number | undefined => metrics.wrong_strings;

function train(session: Session, epochs: number): Result {
  const start = performance.now();
  let [first, lastWrong, broken]: [number | null, number, number | null] = [null, 0, null];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    try {
      // before the step of this epoch, so after so many steps less one
      const wrong = wrongStrings(session.step().metrics);
      if (wrong === 0) first ??= epoch - 1;
      else lastWrong = epoch - 1;
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
      broken = epoch;
      break;
    }
  }
  const seconds = (performance.now() - start) / 1000;
  return { first, lastWrong, seconds, test: wrongStrings(session.score("test")?.metrics ?? {}), broken };
}

function row(recipe: string, epochs: number, seed: number, { first, lastWrong, seconds, test, broken }: Result): string {
  const solved = first === null ? "not solved" : `${first}`;
  const stays = first === null ? "–" : lastWrong < first ? "stays" : `last wrong at ${lastWrong}`;
  const end = broken === null ? `${epochs}` : `${broken}, no finite numbers`;
  return `| ${recipe} | ${seed} | ${end} | ${solved} | ${stays} | ${seconds.toFixed(0)} | ${test ?? "–"} of 100 |`;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: "string", default: "1,2,3,4,5" }, epochs: { type: "string" } },
});

console.log("| run | seed | epochs | no wrong training string after | and then | seconds | wrong among new strings |");
console.log("| --- | --- | --- | --- | --- | --- | --- |");
for (const name of positionals.length > 0 ? positionals : Object.keys(runs)) {
  const run = runs[name];
  if (!run) throw new Error(`there is no run "${name}": ${Object.keys(runs).join(", ")}`);
  const epochs = values.epochs === undefined ? run.epochs : Number(values.epochs);
  for (const seed of values.seeds.split(",").map(Number)) {
    const session = createSession(changed(run), registry, generators, { precision: "f32", feeds: new Map(), seed, epochs });
    console.log(row(run.recipe, epochs, seed, train(session, epochs)));
  }
}
