// check: is the model in order, and is its gradient that of its loss? A line for each parameter.

import { registry } from "../../nodes/index.ts";
import { Problem } from "../base/errors.ts";
import { type CheckedParameter, type CheckPoint, checkDocument, type DocumentCheck } from "../inspection/check-document.ts";
import { wholeNumber } from "./arguments.ts";
import type { Arguments, Command } from "./command.ts";
import { type Model, readModel } from "./model.ts";
import { withFewExamples } from "./model-data.ts";
import { locating } from "./place-problem.ts";
import { type Placeholders, withPlaceholders } from "./placeholders.ts";
import { startingSeed } from "./starting-seed.ts";
import type { Terminal } from "./terminal.ts";
import { readValues, type Values, valuesOption } from "./values.ts";

const name = "check";

const shapeText = (shape: readonly number[]) => `[${shape.join(",")}]`;
const short = (number: number) => String(Number(number.toPrecision(3)));

/** `[1][0]` of an element that is counted row by row. */
function indexText(element: number, shape: readonly number[]): string {
  let [rest, text] = [element, ""];
  for (const size of [...shape].reverse()) {
    text = `[${rest % size}]${text}`;
    rest = Math.floor(rest / size);
  }
  return text;
}

function verdictText({ verdict, worst, shape }: CheckedParameter): string {
  if (verdict === "kink") return "ok, at a kink: the gradient lies between the one-sided differences";
  if (!worst) return "ok";
  return `FAILS at ${indexText(worst.element, shape) || "it"}: gradient ${short(worst.gradient)}, difference ${short(worst.difference)}`;
}

/** Columns of equal width, so that the eye finds the line that differs. */
export function parameterLines(parameters: readonly CheckedParameter[]): string[] {
  const rows = parameters.map((parameter) => {
    const size = parameter.shape.reduce((product, axis) => product * axis, 1);
    const sample = parameter.compared < size ? `${parameter.compared} of ${size} numbers, at random` : "";
    return [parameter.name, shapeText(parameter.shape), sample, `largest difference ${short(parameter.largest)}`, verdictText(parameter)];
  });
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (widths[column] === 0 ? "" : cell.padEnd(widths[column] ?? 0)))
      .filter((cell) => cell !== "")
      .join("  ")
      .trimEnd(),
  );
}

const plural = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;

function heading({ loss, value }: DocumentCheck, { invented, steps, examples }: Placeholders, seed: number): string {
  const what = loss === null ? "no loss: a random projection of the results" : loss;
  const sizes = [steps !== null && plural(steps, "step"), examples !== null && plural(examples, "example")].filter(Boolean).join(", ");
  const random = invented.length > 0 ? `random numbers for ${invented.join(", ")}` : "";
  return [`${what} = ${short(value)}`, sizes, `seed ${seed}`, random].filter(Boolean).join("; ");
}

function refuseNonFinite(value: number): never {
  throw new Problem({
    code: "not-finite",
    message: `the loss is ${value} wherever it was tried, expected a finite number`,
    got: String(value),
    expected: "a finite number",
    remedy: "feed numbers that the model is made for, with --values",
  });
}

function checked(model: Model, values: Values | null, given: Arguments): { report: string[]; passed: boolean } {
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
  const { parameters } = result;
  const lines = parameters.length > 0 ? parameterLines(parameters) : ["no parameters"];
  const warnings = model.warnings.map((warning) => `warning: ${warning.message}`);
  return {
    report: [...warnings, heading(result, placeholders(0), seed), ...lines],
    passed: parameters.every(({ verdict }) => verdict !== "fails"),
  };
}

async function run(given: Arguments, terminal: Terminal): Promise<number> {
  const model = await readModel(given.operands[0]!);
  const values = await readValues(given, terminal);
  const { report, passed } = await locating(model, values, () => checked(model, values, given));
  await terminal.out.write(`${report.join("\n")}\n`);
  return passed ? 0 : 1;
}

export const checkCommand: Command = {
  name,
  operands: ["MODEL"],
  summary: "Checks the model's wires and shapes, and the gradient of its loss by every parameter against central differences.",
  options: [valuesOption, { name: "seed", value: "N", summary: "of what is not fed; default the optimizer's, or 1" }],
  notes: [
    "Inputs that are not fed get random numbers, data nodes give their first examples and steps, parameters stand near their starting values.",
    "Exit code 1: the gradient of a parameter is wrong.",
  ],
  run,
};
