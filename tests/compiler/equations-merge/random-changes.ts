// Random small changes of a text, as a person makes them: another constant, another name, a line more, a line less, another term.

export type Dice = readonly number[];

export const kinds = ["rename", "constant", "add", "remove", "wrap", "term"] as const;
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

const changes: Readonly<Record<Kind, (text: string, dice: Dice) => Change | null>> = { rename, constant, add, remove, wrap, term };

export const changed = (text: string, kind: Kind, dice: Dice): Change | null => changes[kind](text, dice);
