// How large a glyph may be in its circle or box: its width on paper, letter by letter, against the room that there is.

/** Widths in KaTeX's roman, in em; other letters are about half an em wide. */
const WIDTHS: Readonly<Record<string, number>> = {
  ...spread("ijl.,:;'|", 0.28),
  ...spread("frst()[]!", 0.39),
  ...spread("ckeyzvg", 0.5),
  ...spread("abdhnopqux", 0.54),
  ...spread("mw", 0.83),
  ...spread("ACDGHKNOQRUVXY", 0.75),
  ...spread("BEFLPSTZ", 0.66),
  ...spread("MW", 0.98),
  ...spread("+-=<>", 0.78),
};
const OTHER = 0.56;
const SIGN = 0.78;
/** Room in a circle and in a square of 30 px with type of 15 px, in a row's box of 30 × 20 with type of 12 px; in em. */
const ROOM = { circle: 1.62, square: 1.83, row: 2.1 } as const;
/** Words are smaller than letters and signs, all alike where they can be. */
const WORD_SIZE = 0.8;
const SMALL = 0.7;
/** What TeX puts behind an index. */
const SCRIPT_SPACE = 0.05;

function spread(letters: string, width: number): Record<string, number> {
  return Object.fromEntries([...letters].map((letter) => [letter, width]));
}

/** Commands that print their own name, and those that print nothing themselves. */
const WORDS = /\\(tanh|exp|log|sin|cos|max|min)(?![a-zA-Z])/g;
const SILENT = /\\(operatorname|mathrm|mathbf|mathit|text|phantom|bar|hat|overleftarrow|tfrac|lbrack|rbrack)(?![a-zA-Z])/g;
const SPACE = /\\mkern-?\d+mu|\\[,;!:]/g;

function lettersWidth(tex: string): number {
  const signs = tex.match(/\\[a-zA-Z]+/g)?.length ?? 0;
  const rest = tex.replace(/\\[a-zA-Z]+/g, "").replace(/[{}\\\s]/g, "");
  return SIGN * signs + [...rest].reduce((sum, letter) => sum + (WIDTHS[letter] ?? OTHER), 0);
}

const INDEX = /[_^](\{(?:[^{}]|\{[^}]*\})*\}|\\?[a-zA-Z0-9]+)/g;

/** Width on paper in em; indices are smaller. */
export function widthOf(tex: string): number {
  const plain = tex.replace(WORDS, "$1").replace(SILENT, "").replace(SPACE, "");
  const indices = [...plain.matchAll(INDEX)].map(([, index = ""]) => lettersWidth(index));
  return lettersWidth(plain.replace(INDEX, "")) + indices.reduce((sum, width) => sum + SMALL * width + SCRIPT_SPACE, 0);
}

export type Place = keyof typeof ROOM;

/** A word of three letters or more. */
const isWord = (tex: string): boolean =>
  /[a-zA-Z]{3}/.test(
    tex
      .replace(WORDS, "$1")
      .replace(SILENT, "")
      .replace(/\\[a-zA-Z]+/g, ""),
  );

/** Of the surrounding type; 1 where it fits as it is. */
export function fittedSize(tex: string, place: Place): number {
  const largest = isWord(tex) && place !== "row" ? WORD_SIZE : 1;
  return Math.min(largest, ROOM[place] / widthOf(tex));
}
