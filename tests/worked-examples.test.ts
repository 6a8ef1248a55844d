// Every worked example of the five lecture notes, computed by the program: the file of examples and the list of checks name the same ids.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Check, Example } from "./worked-examples/check.ts";
import { differences } from "./worked-examples/compare.ts";
import { gates } from "./worked-examples/gates.ts";
import { grammars } from "./worked-examples/grammars.ts";
import { images } from "./worked-examples/images.ts";
import { optimizers } from "./worked-examples/optimizers.ts";
import { recurrent } from "./worked-examples/recurrent.ts";
import { schedules } from "./worked-examples/schedules.ts";
import { sizes } from "./worked-examples/sizes.ts";

interface File {
  readonly meta: { readonly tolerance: number };
  readonly examples: readonly Example[];
}

const { meta, examples } = JSON.parse(readFileSync(new URL("fixtures/worked-examples.json", import.meta.url), "utf8")) as File;

const checks: Readonly<Record<string, Check>> = { ...optimizers, ...gates, ...grammars, ...recurrent, ...schedules, ...sizes, ...images };

test("every example of the file has a check, and every check an example", () => {
  expect(Object.keys(checks).sort()).toEqual(examples.map(({ id }) => id).sort());
});

test.each(examples.map((example): [string, Example] => [example.id, example]))("%s", (id, example) => {
  const check = checks[id];
  if (!check) throw new Error(`no check for the example ${id}`);
  expect(differences(check(example), example.expected, meta.tolerance)).toEqual([]);
});
