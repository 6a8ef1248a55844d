// Reads what stands behind the command's name. Everything that the command does not list is refused.

import { Problem } from "../base/errors.ts";
import type { Arguments, Command, Option } from "./command.ts";

export function refuseUsage(command: string, what: string, remedy = `see gradwire ${command} --help`): never {
  throw new Problem({ code: "usage", message: `gradwire ${command}: ${what}`, remedy });
}

/** Edits that make one word of the other; small for a slip of the finger. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}

/** The one of `names` that was probably meant. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  const ranked = names.map((candidate) => ({ candidate, far: distance(name.slice(0, 60), candidate) })).sort((a, b) => a.far - b.far);
  const [first] = ranked;
  return first && first.far < name.length && first.far <= Math.max(1, Math.floor(name.length / 3)) ? first.candidate : undefined;
}

function optionNamed(command: Command, name: string): Option {
  const option = command.options.find((candidate) => candidate.name === name);
  if (option) return option;
  const nearest = nearestName(
    name,
    command.options.map((candidate) => candidate.name),
  );
  return refuseUsage(command.name, `unknown option --${name}`, nearest ? `did you mean --${nearest}` : undefined);
}

/** Behind the last operand: one or more of them. */
const MORE = "...";

function operandsOf(command: Command, given: readonly string[]): readonly string[] {
  const { operands } = command;
  const missing = operands[given.length]?.replace(MORE, "");
  if (missing !== undefined) refuseUsage(command.name, `${missing} is missing`, `usage: gradwire ${command.name} ${operands.join(" ")}`);
  if (!operands.at(-1)?.endsWith(MORE) && given.length > operands.length) {
    refuseUsage(command.name, `"${given[operands.length]}" is one argument too many, expected ${operands.join(" ")}`);
  }
  return given;
}

/** `--name value`, `--name=value`, `--` before operands that begin with a hyphen; `-` alone is an operand. */
export function parseArguments(command: Command, words: readonly string[]): Arguments {
  const operands: string[] = [];
  const options = new Map<string, string>();
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word === "--") {
      operands.push(...words.slice(index + 1));
      break;
    }
    if (!word.startsWith("-") || word === "-") {
      operands.push(word);
      continue;
    }
    const [, name = word.slice(1), attached] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    const option = optionNamed(command, name);
    if (options.has(name)) refuseUsage(command.name, `--${name} is given twice`);
    if (option.value === undefined && attached !== undefined) refuseUsage(command.name, `--${name} takes no value`);
    const value = option.value === undefined ? "" : (attached ?? words[++index]);
    if (value === undefined || (attached === undefined && value.startsWith("--")))
      refuseUsage(command.name, `--${name} needs ${option.value} behind it`);
    options.set(name, value);
  }
  return { operands: operandsOf(command, operands), options };
}

/** A whole number of at least `minimum`; undefined where the option is not given. */
export function wholeNumber(command: string, { options }: Arguments, name: string, minimum = 0): number | undefined {
  const text = options.get(name);
  if (text === undefined) return undefined;
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(number) && number >= minimum) return number;
  return refuseUsage(command, `--${name} is "${text}", expected a whole number of at least ${minimum}`);
}

/** A decimal number, `0.7`; undefined where the option is not given. */
export function realNumber(command: string, { options }: Arguments, name: string): number | undefined {
  const text = options.get(name);
  if (text === undefined) return undefined;
  const number = /\S/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : refuseUsage(command, `--${name} is "${text}", expected a number`);
}

/** One of `choices`, the first where the option is not given. */
export function choice<T extends string>(command: string, { options }: Arguments, name: string, choices: readonly [T, ...T[]]): T {
  const text = options.get(name) ?? choices[0];
  const found = choices.find((candidate) => candidate === text);
  return found ?? refuseUsage(command, `--${name} is "${text}", expected ${choices.join(" or ")}`);
}

/** Names between commas; undefined where the option is not given. */
export function nameList(command: string, { options }: Arguments, name: string): readonly string[] | undefined {
  const text = options.get(name);
  if (text === undefined) return undefined;
  const names = text.split(",").map((part) => part.trim());
  if (names.some((part) => part === "")) refuseUsage(command, `--${name} is "${text}", expected names between commas`);
  return [...new Set(names)];
}
