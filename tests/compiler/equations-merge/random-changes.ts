// Random small changes of a text, as a person makes them: another constant, another name, a line more, a line less, another term,
// a part that gets a line of its own, a line that is written where it was read, another name in the place of one.

export type Dice = readonly number[];

export const kinds = ["rename", "constant", "add", "remove", "wrap", "term", "extract", "inline", "reroute"] as const;
export type Kind = (typeof kinds)[number];

export interface Change {
  readonly text: string;
  /** Names whose lines say something else than before. */
  readonly touched: ReadonlySet<string>;
}

const at = <E>(list: readonly E[], die = 0): E | undefined => list[die % Math.max(1, list.length)];

const nameOf = (line: string): string => /^[^\s=[(#]+/.exec(line)?.[0] ?? "";
const word = (name: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}_])${name}(?![\\p{L}\\p{N}_(])`, "gu");
const isDeclared = (line: string): boolean => /= (sequence|input|parameter)\(/.test(line);

function computed(lines: readonly string[]): string[] {
  return lines.filter((line) => line !== "" && !line.startsWith("#") && !isDeclared(line) && !/\[(0|T\+1)\] =/.test(line));
}

const replaceLine = (lines: readonly string[], old: string, line: string): string =>
  lines.map((each) => (each === old ? line : each)).join("\n");

function rename(text: string, dice: Dice): Change | null {
  const name = nameOf(at(computed(text.split("\n")), dice[0]) ?? "");
  if (name === "" || name === "loss") return null;
  const keywordsAside = text.replace(/(\w+)=(?=\S)/g, "\u0000$1=");
  const renamed = keywordsAside.replace(new RegExp(`(?<!\u0000)${word(name).source}`, "gu"), `${name}_new`).replaceAll("\u0000", "");
  return { text: renamed, touched: new Set() };
}

function constant(text: string, dice: Dice): Change | null {
  const lines = text.split("\n");
  const line = at(
    computed(lines).filter((each) => /= -?[\d.]+$/.test(each)),
    dice[0],
  );
  return line === undefined ? null : { text: replaceLine(lines, line, `${nameOf(line)} = ${(dice[1] ?? 0) / 100}`), touched: new Set() };
}

function add(text: string, dice: Dice): Change | null {
  const name = nameOf(at(computed(text.split("\n")), dice[0]) ?? "");
  return name === "" ? null : { text: `${text}extra = tanh(${name}) + 2\n`, touched: new Set() };
}

/** A line that nobody reads. */
function remove(text: string, dice: Dice): Change | null {
  const lines = text.split("\n");
  const unread = computed(lines).filter((line) => (text.match(word(nameOf(line))) ?? []).length === 1);
  const line = at(unread, dice[0]);
  if (line === undefined) return null;
  return { text: lines.filter((each) => each !== line).join("\n"), touched: new Set([nameOf(line)]) };
}

function wrap(text: string, dice: Dice): Change | null {
  const lines = text.split("\n");
  const line = at(
    computed(lines).filter((each) => !/Loss|Entropy|SquaredError|Errors|learningRate|accuracy|wrong/.test(each)),
    dice[0],
  );
  if (line === undefined) return null;
  const [, name = "", value = ""] = /^([^=]+) = (.*)$/.exec(line) ?? [];
  return { text: replaceLine(lines, line, `${name} = sin(${value})`), touched: new Set([name]) };
}

function term(text: string, dice: Dice): Change | null {
  const lines = text.split("\n");
  const line = at(
    computed(lines).filter((each) => / \+ /.test(each)),
    dice[0],
  );
  return line === undefined
    ? null
    : { text: replaceLine(lines, line, line.replace(" + ", " + 0.25 + ")), touched: new Set([nameOf(line)]) };
}

/** Calls inside a line, `tanh(x)` of `h = 2 * tanh(x)`: name, brackets and all. */
function callsIn(line: string): string[] {
  const from = line.indexOf(" = ") + 3;
  return [...line.slice(from).matchAll(/(?<![\p{L}\p{N}_])[\p{L}_][\p{L}\p{N}_]*\(/gu)].flatMap(({ index, 0: head }) => {
    const start = from + index;
    let depth = 1;
    let end = start + head.length;
    for (; end < line.length && depth > 0; end++) depth += line[end] === "(" ? 1 : line[end] === ")" ? -1 : 0;
    return start === from && end === line.length ? [] : [line.slice(start, end)];
  });
}

/** A part of a line gets a name, and something else reads it too. */
function extract(text: string, dice: Dice): Change | null {
  const lines = text.split("\n");
  const found = computed(lines)
    .filter((each) => !/learningRate/.test(each))
    .flatMap((line) => callsIn(line).map((call) => ({ line, call })));
  const part = at(found, dice[0]);
  if (!part) return null;
  const reader = (dice[1] ?? 0) % 2 === 0 ? "" : "extra = sin(part)\n";
  const changed = replaceLine(lines, part.line, part.line.replace(part.call, "part"));
  return { text: `${changed}part = ${part.call}\n${reader}`, touched: new Set([nameOf(part.line)]) };
}

/** What one other line reads is written there. */
function inline(text: string, dice: Dice): Change | null {
  const lines = text.split("\n");
  const once = computed(lines).filter((line) => {
    const name = nameOf(line);
    return (text.match(word(name)) ?? []).length === 2 && !new RegExp(`${word(name).source}\\[`, "u").test(text) && !/Rate|loss/.test(line);
  });
  const line = at(once, dice[0]);
  if (line === undefined) return null;
  const name = nameOf(line);
  const reader = lines.find((each) => each !== line && word(name).test(each));
  if (reader === undefined) return null;
  const value = `(${line.slice(line.indexOf(" = ") + 3)})`;
  const rest = lines.filter((each) => each !== line);
  return { text: replaceLine(rest, reader, reader.replace(word(name), value)), touched: new Set([name, nameOf(reader)]) };
}

/** A line reads another value than before. */
function reroute(text: string, dice: Dice): Change | null {
  const lines = text.split("\n");
  // what a layer trains by itself is not free for others without taking the layer apart
  const read = lines.filter((each) => each !== "" && !each.startsWith("#") && !/= parameter\(/.test(each));
  const names = read.map(nameOf).filter((name) => name !== "loss" && name !== "update");
  const line = at(
    computed(lines).filter((each) => !/learningRate/.test(each)),
    dice[0],
  );
  if (line === undefined) return null;
  const value = line.slice(line.indexOf(" = "));
  const from = at(
    [...new Set(names)].filter((name) => word(name).test(value)),
    dice[1],
  );
  const to = at(names, dice[2]);
  if (from === undefined || to === undefined) return null;
  return { text: replaceLine(lines, line, nameOf(line) + value.replace(word(from), to)), touched: new Set([nameOf(line), from]) };
}

const changes: Readonly<Record<Kind, (text: string, dice: Dice) => Change | null>> = {
  rename,
  constant,
  add,
  remove,
  wrap,
  term,
  extract,
  inline,
  reroute,
};

export const changed = (text: string, kind: Kind, dice: Dice): Change | null => changes[kind](text, dice);
