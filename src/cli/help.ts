// The texts behind --help.

import type { Command } from "./command.ts";
import type { Listed } from "./commands.ts";

const columns = (rows: readonly (readonly [string, string])[]): string[] => {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`);
};

export const generalHelp = (commands: readonly Listed[]): string =>
  [
    "gradwire: graphs of neural networks, run, checked and trained",
    "",
    "Usage: gradwire COMMAND MODEL [OPTIONS]",
    "",
    "Commands:",
    ...columns(commands.map(({ usage, summary }) => [usage, summary])),
    "",
    "MODEL is a graph (.json) or an equation file (.eq).",
    "gradwire COMMAND --help tells the options of a command, gradwire --version the version.",
    "",
  ].join("\n");

export function commandHelp({ name, operands, summary, options, notes = [] }: Command): string {
  const rows = options.map((option): [string, string] => [`--${option.name}${option.value ? ` ${option.value}` : ""}`, option.summary]);
  return [
    `Usage: gradwire ${name} ${operands.join(" ")} [OPTIONS]`,
    "",
    summary,
    "",
    "Options:",
    ...columns([...rows, ["--help", "this text"]]),
    ...notes.flatMap((note) => ["", note]),
    "",
  ].join("\n");
}
