// The runs that graphs/examples/README.md reports: each can be trained and measured, and the tables are those of the kept results.

import { expect, test } from "vitest";
import { readReadme, withTables } from "../../scripts/runs/readme.ts";
import { readResults } from "../../scripts/runs/results.ts";
import { runs } from "../../scripts/runs/runs.ts";
import { tables } from "../../scripts/runs/table.ts";
import { trainAndMeasure } from "../../scripts/runs/train.ts";

test.each(Object.entries(runs))("%s trains an epoch and is measured", (_, run) => {
  const { epochs, broken, numbers } = trainAndMeasure(run, 1, 1);
  expect({ epochs, broken }).toEqual({ epochs: 1, broken: null });
  expect(Object.values(numbers).every(Number.isFinite)).toBe(true);
});

test("the README's tables are written from the results", () => {
  expect(withTables(readReadme(), tables(runs, readResults()))).toBe(readReadme());
});

test("results are kept of runs that there are, on their seeds", () => {
  const kept = Object.entries(readResults()).map(([name, results]) => [name, Object.keys(results).map(Number)] as const);
  const known = kept.filter(([name, seeds]) => runs[name] && seeds.every((seed) => runs[name]!.seeds.includes(seed)));
  expect(known).toEqual(kept);
});
