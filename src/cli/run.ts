// One call of the command line, from its words to its exit code: 0 done, 1 a check failed, 2 bad input, 70 a defect of Gradwire.

import { formatProblem, Problem } from "../base/errors.ts";
import { nearestName, parseArguments } from "./arguments.ts";
import { commands } from "./commands.ts";
import { commandHelp, generalHelp } from "./help.ts";
import type { Terminal } from "./terminal.ts";

const BAD_INPUT = 2;
const INTERNAL = 70;

const isHelp = (word: string) => word === "--help" || word === "-h";

/** One line, whatever names and texts of others it quotes. */
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, " ").trim();

/** What the machine cannot hold is the model's fault, or the machine's, and no defect. */
const isOutOfMemory = (error: unknown): boolean =>
  error instanceof RangeError && /allocation failed|invalid (typed )?array length|invalid string length/i.test(error.message);

export function reportInternalError(error: unknown, { err, environment }: Terminal): number {
  if (isOutOfMemory(error)) {
    err.write("the model and its numbers do not fit into memory (feed fewer examples or steps, or make its parameters smaller)\n");
    return BAD_INPUT;
  }
  const message = error instanceof Error ? error.message : String(error);
  err.write(`gradwire: internal error: ${oneLine(message)} (please report it)\n`);
  if (environment.GRADWIRE_DEBUG === "1" && error instanceof Error) err.write(`${error.stack}\n`);
  return INTERNAL;
}

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
    if (!(error instanceof Problem)) return reportInternalError(error, terminal);
    terminal.err.write(`${oneLine(formatProblem(error.data))}\n`);
    return BAD_INPUT;
  }
}
