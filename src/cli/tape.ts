// tape: what the model compiles to, as text: forward, then the gradient by the chosen values.

import { registry } from "../../nodes/index.ts";
import { compile } from "../compiler/compile.ts";
import { formsOf } from "../compiler/forms.ts";
import { lossFirst } from "../compiler/gradient.ts";
import type { Program } from "../compiler/program.ts";
import { grad } from "../engine/grad.ts";
import { optimize } from "../engine/passes/for-speed.ts";
import { passes, simplify, speedPasses } from "../engine/passes/index.ts";
import { printTape } from "../engine/print.ts";
import type { Tape } from "../engine/tape.ts";
import { nameList, refuseUsage } from "./arguments.ts";
import type { Arguments, Command } from "./command.ts";
import { namesWithRespectTo } from "./eval.ts";
import { type Model, readModel } from "./model.ts";
import { withTrainingData } from "./model-data.ts";
import { locating } from "./place-problem.ts";
import { withPlaceholders } from "./placeholders.ts";
import type { Terminal } from "./terminal.ts";
import { readValues, type Values, valuesOption } from "./values.ts";

const name = "tape";

type Pass = (tape: Tape) => Tape;
const choices: ReadonlyMap<string, Pass> = new Map<string, Pass>([
  ["none", (tape) => tape],
  ...Object.entries(passes),
  ["all", simplify],
  ...Object.entries(speedPasses),
  ["speed", optimize],
]);

function passOf({ options }: Arguments): Pass {
  const wanted = options.get("pass") ?? "all";
  return choices.get(wanted) ?? refuseUsage(name, `--pass is "${wanted}", expected ${[...choices.keys()].join(", ")}`);
}

/** Values whose gradient is printed: the parameters, where the model has any. */
function differentiated(program: Program, given: Arguments): readonly number[] {
  const byDefault = program.slots.some((slot) => slot.kind === "parameter") ? "parameters" : "all";
  const names = namesWithRespectTo(nameList(name, given, "wrt") ?? [byDefault], () => program);
  return program.values.flatMap((value, index) => ((names === "all" ? value.named : names.includes(value.name)) ? [index] : []));
}

function tapeText({ document }: Model, values: Values | null, given: Arguments): string {
  const pass = passOf(given);
  const fed = withTrainingData(document, registry, values?.feeds ?? new Map());
  const { feeds } = withPlaceholders(document, registry, fed, 1);
  const program = compile(document, registry, formsOf(document, registry, feeds));
  const { forward, lossIndex } = program;
  const wrt = differentiated(program, given);
  if (lossIndex === null || given.options.has("forward")) return printTape(pass(forward));
  const tape = lossFirst(program, lossIndex);
  return printTape(pass(grad({ ...tape, outputs: tape.outputs.slice(0, 1) }, { of: 0, wrt: wrt.map((index) => forward.outputs[index]!) })));
}

async function run(given: Arguments, terminal: Terminal): Promise<number> {
  const model = await readModel(given.operands[0]!);
  const values = await readValues(given, terminal);
  await terminal.out.write(await locating(model, values, () => tapeText(model, values, given)));
  return 0;
}

export const tapeCommand: Command = {
  name,
  operands: ["MODEL"],
  summary: "Prints the tape of the model: its loss, and the gradient by its parameters.",
  options: [
    { name: "pass", value: "NAME", summary: `only this pass: ${[...choices.keys()].join(", ")}; default all` },
    valuesOption,
    { name: "wrt", value: "NAMES", summary: "gradients by: parameters (default), all, or names between commas" },
    { name: "forward", summary: "the forward tape alone, with every value as an output" },
  ],
  notes: ["Inputs that are not fed have 5 steps and 3 examples. The length of the tape does not depend on either."],
  run,
};
