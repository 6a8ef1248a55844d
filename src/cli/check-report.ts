// What a check says: for one model a line for each parameter, for several a line for each model and the sum, or JSON.

import type { ProblemData } from "../base/errors.ts";
import type { CheckedParameter, DocumentCheck } from "../inspection/check-document.ts";
import type { Placeholders } from "./placeholders.ts";

/** One model that could be checked. */
export interface ModelCheck {
  readonly file: string;
  readonly seed: number;
  readonly warnings: readonly string[];
  readonly result: DocumentCheck;
  readonly placeholders: Placeholders;
}

/** One that could not. */
export interface Unchecked {
  readonly file: string;
  /** null of a defect, and where the memory did not do. */
  readonly problem: ProblemData | null;
}

export type Outcome = ModelCheck | Unchecked;

export const isChecked = (outcome: Outcome): outcome is ModelCheck => "result" in outcome;

export const agrees = ({ result }: ModelCheck): boolean => result.parameters.every(({ verdict }) => verdict !== "fails");

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

function heading({ result: { loss, value }, placeholders: { invented, steps, examples }, seed }: ModelCheck): string {
  const what = loss === null ? "no loss: a random projection of the results" : loss;
  const sizes = [steps !== null && plural(steps, "step"), examples !== null && plural(examples, "example")].filter(Boolean).join(", ");
  const random = invented.length > 0 ? `random numbers for ${invented.join(", ")}` : "";
  return [`${what} = ${short(value)}`, sizes, `seed ${seed}`, random].filter(Boolean).join("; ");
}

/** Of the only model. */
export function oneReport(check: ModelCheck): readonly string[] {
  const { parameters } = check.result;
  const warnings = check.warnings.map((warning) => `warning: ${warning}`);
  return [...warnings, heading(check), ...(parameters.length > 0 ? parameterLines(parameters) : ["no parameters"])];
}

function verdictAmongOthers(parameters: readonly CheckedParameter[], failing: number): string {
  if (parameters.length === 0) return "ok, no parameters";
  const count = plural(parameters.length, "parameter");
  if (failing > 0) return `FAILS, ${failing} of ${count}`;
  return `ok, ${count}, largest difference ${short(Math.max(...parameters.map(({ largest }) => largest)))}`;
}

/** Of one of several: a line, and below it what does not agree. */
export function reportAmongOthers(outcome: Outcome): readonly string[] {
  if (!isChecked(outcome)) return [`${outcome.file}: not checked`];
  const { file, warnings, result } = outcome;
  const failing = result.parameters.filter(({ verdict }) => verdict === "fails");
  return [
    `${file}: ${verdictAmongOthers(result.parameters, failing.length)}`,
    ...warnings.map((warning) => `  warning: ${warning}`),
    ...parameterLines(failing).map((line) => `  ${line}`),
  ];
}

/** `12 models, all gradients agree`, or which do not. */
export function sumReport(outcomes: readonly Outcome[]): string {
  const checked = outcomes.filter(isChecked);
  const failing = checked.filter((check) => !agrees(check));
  const unchecked = outcomes.filter((outcome) => !isChecked(outcome));
  const named = (list: readonly Outcome[]) => `${list.length} (${list.map(({ file }) => file).join(", ")})`;
  const parts = [
    ...(failing.length > 0 ? [`gradients that do not agree in ${named(failing)}`] : []),
    ...(unchecked.length > 0 ? [`not checked ${named(unchecked)}`] : []),
  ];
  const models = plural(outcomes.length, "model");
  if (parts.length === 0) return `${models}, all gradients agree`;
  const agreeing = outcomes.length - failing.length - unchecked.length;
  return `${models}: ${parts.join("; ")}; all gradients agree in ${agreeing}`;
}

/** The same as data. A number that is not finite is null, as JSON has none. */
export function jsonOf(outcome: Outcome): object {
  if (!isChecked(outcome)) return { ...outcome, passed: false };
  const { file, seed, warnings, result, placeholders } = outcome;
  const { steps, examples, invented } = placeholders;
  return {
    file,
    passed: agrees(outcome),
    loss: result.loss,
    value: result.value,
    seed,
    steps,
    examples,
    invented,
    warnings,
    parameters: result.parameters,
  };
}
