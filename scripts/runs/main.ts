// The training runs that graphs/examples/README.md reports, over several seeds, in f32 on the fast executor:
//   npm run runs -- [NAME...] [--seeds 1,2,3] [--missing] [--write] [--epochs N]
// Without names all are run, with --missing those seeds that docs/results.json lacks. Results are kept there; --write renews the
// tables of the README from them. With --epochs a run is only tried: nothing is kept. Seconds to minutes a seed: it belongs to no test.

import { parseArgs } from "node:util";
import { readReadme, withTables, writeReadme } from "./readme.ts";
import { keepResult, readResults } from "./results.ts";
import type { Run } from "./run.ts";
import { runs } from "./runs.ts";
import { tables } from "./table.ts";
import { trainAndMeasure } from "./train.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: "string" },
    missing: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    epochs: { type: "string" },
  },
});

function named(name: string): Run {
  const run = runs[name];
  if (!run) throw new Error(`there is no run "${name}": ${Object.keys(runs).join(", ")}`);
  return run;
}

function seedsOf(name: string): readonly number[] {
  const wanted = values.seeds?.split(",").map(Number) ?? named(name).seeds;
  const present = values.missing ? (readResults()[name] ?? {}) : {};
  return wanted.filter((seed) => !(seed in present));
}

function perform(name: string, seed: number): void {
  const epochs = values.epochs === undefined ? undefined : Number(values.epochs);
  const result = trainAndMeasure(named(name), seed, epochs);
  console.log(`${name}, seed ${seed}: ${JSON.stringify(result)}`);
  if (epochs === undefined) keepResult(name, seed, result);
}

for (const name of positionals.length > 0 ? positionals : Object.keys(runs)) for (const seed of seedsOf(name)) perform(name, seed);

if (values.write) writeReadme(withTables(readReadme(), tables(runs, readResults())));
