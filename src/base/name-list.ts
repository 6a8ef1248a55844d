// Names in one text, separated by commas: `sepal, petal`. One that has a comma or a quote of its own stands in quotes, as in a CSV file.

const entry = /\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|$)/y;

/** The names in order; empty ones are left out. */
export function readNames(text: string): string[] {
  const names: string[] = [];
  entry.lastIndex = 0;
  while (entry.lastIndex < text.length) {
    const [, quoted, plain = ""] = entry.exec(text) ?? [];
    names.push(quoted?.replaceAll('""', '"') ?? plain.trim());
  }
  return names.filter((name) => name !== "");
}

const needsQuotes = (name: string): boolean => /[",]/.test(name) || name.trim() !== name;

/** `readNames` gives the names back, if none is empty. */
export const writeNames = (names: readonly string[]): string =>
  names.map((name) => (needsQuotes(name) ? `"${name.replaceAll('"', '""')}"` : name)).join(", ");
