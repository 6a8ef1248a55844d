// The cells of graphs/cells against recurrences that PyTorch computed (tests/reference/cells.py): all steps, all gradients, to 1e-9.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { registry } from "../../../nodes/index.ts";
import { Problem } from "../../../src/base/errors.ts";
import { readLibrary } from "../../../src/cli/model.ts";
import { parseEquations } from "../../../src/compiler/equations/index.ts";
import { readFeeds } from "../../../src/compiler/feeds.ts";
import type { Document } from "../../../src/graph/document.ts";
import { evaluate } from "../../../src/inspection/evaluate.ts";
import { difference, differences } from "../../cli/numbers.ts";

type Numbers = Readonly<Record<string, unknown>>;

interface Case {
  readonly name: string;
  readonly equations: string;
  readonly values: Numbers;
  readonly expected: { readonly loss: number; readonly values: Numbers; readonly gradients: Numbers };
}

const { cases } = JSON.parse(readFileSync(new URL("../../fixtures/cells.json", import.meta.url), "utf8")) as {
  cases: Readonly<Record<string, Case>>;
};

async function documentOf({ name, equations }: Case): Promise<Document> {
  const parsed = parseEquations(equations, { registry, library: await readLibrary(equations), title: name });
  if (!parsed.ok) throw new Problem(parsed.problem);
  return parsed.value;
}

describe.each(Object.values(cases))("$name", (fixture) => {
  const evaluated = async () => {
    const options = { precision: "f64", mode: "train", seed: 1, wrt: "all" } as const;
    return evaluate(await documentOf(fixture), registry, readFeeds(fixture.values), options);
  };

  test("values of all steps and the loss", async () => {
    const { values, loss } = await evaluated();
    expect(differences(values, fixture.expected.values)).toEqual([]);
    expect(difference(loss, fixture.expected.loss)).toBeNull();
  });

  test("gradients by parameters, inputs, states and everything between", async () => {
    const { gradients } = await evaluated();
    expect(differences(gradients, fixture.expected.gradients)).toEqual([]);
  });
});

test("there is a case for every cell that the general fixtures do not have", () => {
  const elsewhere = ["adam-cell", "lstm", "rnn"];
  const files = readdirSync(new URL("../../../graphs/cells/", import.meta.url));
  const names = files.filter((file) => file.endsWith(".json")).map((file) => file.replace(/\.json$/, ""));
  expect(names.filter((name) => !elsewhere.includes(name) && !(name in cases))).toEqual([]);
});
