// eval: one run of the model; loss, every named value and the gradients as one JSON object.

import { registry } from "../../nodes/index.ts";
import { Problem } from "../base/errors.ts";
import { compile } from "../compiler/compile.ts";
import type { Feeds } from "../compiler/feeds.ts";
import { formsOf } from "../compiler/forms.ts";
import type { Program } from "../compiler/program.ts";
import type { Document } from "../graph/document.ts";
import { type Evaluation, evaluate } from "../inspection/evaluate.ts";
import { choice, nameList, nearestName, wholeNumber } from "./arguments.ts";
import type { Arguments, Command } from "./command.ts";
import { jsonPieces } from "./json-text.ts";
import { readModel } from "./model.ts";
import { withTrainingData } from "./model-data.ts";
import { locating } from "./place-problem.ts";
import { startingSeed } from "./starting-seed.ts";
import type { Terminal } from "./terminal.ts";
import { readValues, valuesOption } from "./values.ts";

const name = "eval";

function checkKnown(wanted: readonly string[], known: readonly string[]): void {
  const unknown = wanted.find((candidate) => !known.includes(candidate));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown, known);
  throw new Problem({
    code: "unknown-name",
    message: `--wrt "${unknown}": the model has no value of this name`,
    got: unknown,
    remedy: nearest ? `did you mean ${nearest}` : `names: ${known.join(", ")}`,
  });
}

/** Names whose gradients are asked for. `all` and `parameters` win over nodes of these names. */
export function namesWithRespectTo(wrt: readonly string[] | undefined, program: () => Program): "all" | readonly string[] {
  const [first = "all", ...others] = wrt ?? [];
  if (others.length === 0 && first === "all") return "all";
  const { slots, values, lossIndex } = program();
  if (others.length === 0 && first === "parameters") return slots.filter((slot) => slot.kind === "parameter").map((slot) => slot.name);
  checkKnown(
    [first, ...others],
    values.filter((value) => value.named).map((value) => value.name),
  );
  if (lossIndex !== null) return [first, ...others];
  throw new Problem({ code: "no-loss", message: `--wrt ${first}: the model has no loss`, expected: "a loss", remedy: "name a value loss" });
}

function evaluated(document: Document, fed: Feeds, given: Arguments): Evaluation {
  const mode = choice(name, given, "mode", ["train", "infer"]);
  const feeds = withTrainingData(document, registry, fed);
  const program = () => compile(document, registry, formsOf(document, registry, feeds, mode));
  return evaluate(document, registry, feeds, {
    precision: choice(name, given, "precision", ["f64", "f32"]),
    mode,
    seed: wholeNumber(name, given, "seed") ?? startingSeed(document, registry),
    wrt: namesWithRespectTo(nameList(name, given, "wrt"), program),
  });
}

async function run(given: Arguments, terminal: Terminal): Promise<number> {
  const model = await readModel(given.operands[0]!);
  const values = await readValues(given, terminal);
  const {
    loss,
    values: numbers,
    gradients,
  } = await locating(model, values, () => evaluated(model.document, values?.feeds ?? new Map(), given));
  for (const piece of jsonPieces({ loss, values: numbers, gradients })) await terminal.out.write(piece);
  await terminal.out.write("\n");
  return 0;
}

export const evalCommand: Command = {
  name,
  operands: ["MODEL"],
  summary: "Runs the model once and prints loss, values and gradients as one JSON object.",
  options: [
    valuesOption,
    { name: "precision", value: "f64|f32", summary: "of the computation; default f64" },
    { name: "wrt", value: "NAMES", summary: "gradients by: all (default), parameters, or names between commas" },
    { name: "mode", value: "train|infer", summary: "what batch norm and dropout do; default train" },
    { name: "seed", value: "N", summary: "of the parameters that are not fed, and of dropout; default the optimizer's, or 1" },
  ],
  notes: [
    "Values lead with the time axis, then with the batch axis, where they have them. Data nodes that are not fed give their training data.",
  ],
  run,
};
