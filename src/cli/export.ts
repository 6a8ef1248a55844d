// export: the model in another format.

import { Problem } from "../base/errors.ts";
import { writeJson } from "../exchange/json.ts";
import type { Document } from "../graph/document.ts";
import { refuseUsage } from "./arguments.ts";
import type { Arguments, Command } from "./command.ts";
import { readModel } from "./model.ts";
import { locating } from "./place-problem.ts";
import type { Terminal } from "./terminal.ts";
import { writeText } from "./write-file.ts";

const name = "export";

const writers: ReadonlyMap<string, (document: Document) => string> = new Map([["json", writeJson]]);
const planned = ["onnx", "pytorch", "safetensors", "latex", "svg"];

function writerOf({ options }: Arguments): (document: Document) => string {
  const format = options.get("to");
  if (format === undefined) return refuseUsage(name, "--to FORMAT is missing", `formats: ${[...writers.keys()].join(", ")}`);
  const writer = writers.get(format.toLowerCase());
  if (writer) return writer;
  if (planned.includes(format.toLowerCase())) {
    throw new Problem({
      code: "not-yet",
      message: `gradwire export: this version does not write ${format} yet`,
      got: format,
      remedy: `formats: ${[...writers.keys()].join(", ")}`,
    });
  }
  return refuseUsage(name, `--to is "${format}", which is no format it knows`, `formats: ${[...writers.keys()].join(", ")}`);
}

async function run(given: Arguments, terminal: Terminal): Promise<number> {
  const writer = writerOf(given);
  const [input = "", output = ""] = given.operands;
  const model = await readModel(input);
  const text = await locating(model, null, () => writer(model.document));
  if (output === "-") await terminal.out.write(text);
  else await writeText(output, text);
  return 0;
}

export const exportCommand: Command = {
  name,
  operands: ["MODEL", "OUT"],
  summary: "Writes the model in another format. OUT is a file, or - for standard output.",
  options: [{ name: "to", value: "FORMAT", summary: `${[...writers.keys()].join(", ")} (later: ${planned.join(", ")})` }],
  run,
};
