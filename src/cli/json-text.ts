// JSON in pieces: a result of a hundred million numbers is written without ever being one string.

/** About so many characters are handed on at once. */
const PIECE = 1 << 16;

const isContainer = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Numbers in a list that is written by one call. */
const SHORT = 4096;

const isShort = (value: unknown): boolean =>
  !isContainer(value) || (Array.isArray(value) && value.length <= SHORT && !value.some(isContainer));

function* parts(value: unknown): Generator<string> {
  if (!isContainer(value) || isShort(value)) {
    yield JSON.stringify(value);
    return;
  }
  const list = Array.isArray(value);
  let separator = list ? "[" : "{";
  for (const [key, entry] of list ? value.entries() : Object.entries(value)) {
    yield list ? separator : `${separator}${JSON.stringify(key)}:`;
    yield* parts(entry);
    separator = ",";
  }
  yield separator === "," ? (list ? "]" : "}") : list ? "[]" : "{}";
}

/** The text of `JSON.stringify(value)`, in pieces of some 64 KB. Numbers keep all their digits. */
export function* jsonPieces(value: unknown): Generator<string> {
  let piece = "";
  for (const part of parts(value)) {
    piece += part;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}
