// One call of the command line, from its words to its exit code: 0 done, 1 a check failed, 2 bad input, 70 a defect of Gradwire.

import { Problem } from "../base/errors.ts";
import { nearestName, parseArguments } from "./arguments.ts";
import { commands } from "./commands.ts";
import { commandHelp, generalHelp } from "./help.ts";
import { reportError } from "./report-error.ts";
import type { Terminal } from "./terminal.ts";

const isHelp = (word: string) => word === "--help" || word === "-h";

function unknownCommand(name: string): never {
  const nearest = nearestName(
    name,
    commands.map((command) => command.name),
  );
  throw new Problem({
    code: "usage",
    message: `gradwire: ${name.startsWith("-") ? "unknown option" : "unknown command"} ${name}`,
    remedy: nearest ? `did you mean ${nearest}` : `commands: ${commands.map((command) => command.name).join(", ")}`,
  });
}

async function version(): Promise<string> {
  const { default: description } = await import("../../package.json", { with: { type: "json" } });
  return `${description.version}\n`;
}

async function dispatch(words: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined) throw new Problem({ code: "usage", message: "gradwire: no command is given", remedy: "see gradwire --help" });
  if (name === "--version") await terminal.out.write(await version());
  else if (isHelp(name) || name === "help") await terminal.out.write(generalHelp(commands));
  else {
    const command = await (commands.find((listed) => listed.name === name) ?? unknownCommand(name)).load();
    const ends = rest.indexOf("--");
    if (!(ends < 0 ? rest : rest.slice(0, ends)).some(isHelp)) return await command.run(parseArguments(command, rest), terminal);
    await terminal.out.write(commandHelp(command));
  }
  return 0;
}

export async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(words, terminal);
  } catch (error) {
    return reportError(error, terminal);
  }
}
