// Comparison of computed nested lists with those of a fixture.

/** Numbers of nested lists in order; a missing step is a single null. */
function flat(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.flatMap(flat) : [value];
}

const agrees = (got: unknown, expected: unknown): boolean =>
  typeof got === "number" && typeof expected === "number" && Math.abs(got - expected) <= 1e-9 * Math.abs(expected) + 1e-12;

/**
 * The first place where they differ, in words; null where they agree to 1e-9. An expected `null` stands for a list that is not
 * looked at. A list of one number and the number are the same.
 */
export function difference(got: unknown, expected: unknown, place = ""): string | null {
  if (expected === null) return null;
  if (!Array.isArray(expected) || !Array.isArray(got)) {
    const [mine, theirs] = [flat(got), flat(expected)];
    if (mine.length === 1 && theirs.length === 1 && agrees(mine[0], theirs[0])) return null;
    return `${place || "it"} is ${JSON.stringify(got)?.slice(0, 80)}, expected ${JSON.stringify(expected).slice(0, 80)}`;
  }
  if (got.length !== expected.length) return `${place || "it"} has ${got.length} entries, expected ${expected.length}`;
  for (const [index, entry] of expected.entries()) {
    const found = difference(got[index], entry, `${place}[${index}]`);
    if (found) return found;
  }
  return null;
}

/** What differs between records of nested lists, a line for each name of `expected`. */
export const differences = (got: Readonly<Record<string, unknown>>, expected: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(expected).flatMap(([name, value]) => {
    const found = Object.hasOwn(got, name) ? difference(got[name], value) : "is missing";
    return found ? [`${name}: ${found}`] : [];
  });
