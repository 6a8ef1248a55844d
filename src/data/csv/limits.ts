// What a table may weigh. It lives inside a document, so it is bound by what a document's text may have.

export const tableLimits = {
  /** Characters, as `limits.textLength` of a document. */
  characters: 1_000_000,
  rows: 100_000,
  columns: 1_000,
  /** Different texts of a column that is read as classes. */
  classes: 1_000,
} as const;

/** UTF-8 spends at most three bytes on a character as it is counted here: a file with more need not be read to be refused. */
export const largestFile = 3 * tableLimits.characters;
