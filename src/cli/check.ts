// check: is a model in order, and is its gradient that of its loss? Of one model a line for each parameter, of several a line for each model.

import { registry } from "../../nodes/index.ts";
import { Problem } from "../base/errors.ts";
import { type CheckPoint, checkDocument } from "../inspection/check-document.ts";
import { refuseUsage, wholeNumber } from "./arguments.ts";
import { agrees, jsonOf, type ModelCheck, type Outcome, oneReport, reportAmongOthers, sumReport } from "./check-report.ts";
import type { Arguments, Command } from "./command.ts";
import { type Model, readModel } from "./model.ts";
import { withFewExamples } from "./model-data.ts";
import { locating } from "./place-problem.ts";
import { withPlaceholders } from "./placeholders.ts";
import { reportError } from "./report-error.ts";
import { startingSeed } from "./starting-seed.ts";
import type { Terminal } from "./terminal.ts";
import { readValues, type Values, valuesOption } from "./values.ts";

const name = "check";

const DISAGREES = 1;

function refuseNonFinite(value: number): never {
  throw new Problem({
    code: "not-finite",
    message: `the loss is ${value} wherever it was tried, expected a finite number`,
    got: String(value),
    expected: "a finite number",
    remedy: "feed numbers that the model is made for, with --values",
  });
}

function checked(model: Model, values: Values | null, given: Arguments): ModelCheck {
  const seed = wholeNumber(name, given, "seed") ?? startingSeed(model.document, registry);
  const fed = withFewExamples(model.document, registry, values?.feeds ?? new Map());
  const placeholders = (attempt: number) => withPlaceholders(model.document, registry, fed, seed + attempt, attempt % 2 === 1);
  const point = (attempt: number): CheckPoint => ({
    feeds: placeholders(attempt).feeds,
    seed: seed + attempt,
    positive: attempt % 2 === 1,
  });
  const result = checkDocument(model.document, registry, point);
  if (!Number.isFinite(result.value)) refuseNonFinite(result.value);
  const warnings = model.warnings.map(({ message }) => message);
  return { file: model.file, seed, warnings, result, placeholders: placeholders(0) };
}

async function checkOne(file: string, given: Arguments, terminal: Terminal): Promise<number> {
  const model = await readModel(file);
  const values = await readValues(given, terminal);
  const check = await locating(model, values, () => checked(model, values, given));
  await terminal.out.write(given.options.has("json") ? `${JSON.stringify(jsonOf(check))}\n` : `${oneReport(check).join("\n")}\n`);
  return agrees(check) ? 0 : DISAGREES;
}

/** What is wrong with one file is told, and the others are still checked. */
async function checkMany(files: readonly string[], given: Arguments, terminal: Terminal): Promise<number> {
  if (given.options.has("values")) refuseUsage(name, "--values goes with one model");
  // refused once, and not for each file
  wholeNumber(name, given, "seed");
  const json = given.options.has("json");
  const outcomes: Outcome[] = [];
  let code = 0;
  for (const file of files) {
    const { outcome, exit } = await outcomeOf(file, given, terminal);
    outcomes.push(outcome);
    code = Math.max(code, exit);
    if (!json) await terminal.out.write(`${reportAmongOthers(outcome).join("\n")}\n`);
  }
  await terminal.out.write(json ? `${JSON.stringify(outcomes.map(jsonOf))}\n` : `${sumReport(outcomes)}\n`);
  return code;
}

interface Ended {
  readonly outcome: Outcome;
  readonly exit: number;
}

async function outcomeOf(file: string, given: Arguments, terminal: Terminal): Promise<Ended> {
  try {
    const model = await readModel(file);
    const outcome = await locating(model, null, () => checked(model, null, given));
    return { outcome, exit: agrees(outcome) ? 0 : DISAGREES };
  } catch (error) {
    return { outcome: { file, problem: error instanceof Problem ? error.data : null }, exit: reportError(error, terminal) };
  }
}

async function run(given: Arguments, terminal: Terminal): Promise<number> {
  const [file, ...others] = given.operands;
  return others.length === 0 ? checkOne(file!, given, terminal) : checkMany(given.operands, given, terminal);
}

export const checkCommand: Command = {
  name,
  operands: ["MODEL..."],
  summary: "Checks each model's wires and shapes, and the gradient of its loss by every parameter against central differences.",
  options: [
    valuesOption,
    { name: "seed", value: "N", summary: "of what is not fed; default the optimizer's, or 1" },
    { name: "json", summary: "one JSON object, of several models a list of them" },
  ],
  notes: [
    "Inputs that are not fed get random numbers, data nodes give their first examples and steps, parameters stand near their starting values.",
    "Of several models each has a line, then comes their sum; --values goes with one model.",
    "Exit code 1: the gradient of a parameter is wrong; 2: a model cannot be checked.",
  ],
  run,
};
