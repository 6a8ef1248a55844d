// Nested values that must agree: the same names, the same lengths, numbers to a tolerance.

type Entries = Readonly<Record<string, unknown>>;

const isEntries = (value: unknown): value is Entries => typeof value === "object" && value !== null;

const close = (got: number, expected: number, tolerance: number): boolean =>
  Math.abs(got - expected) <= tolerance * Math.max(1, Math.abs(expected));

function leafDiffers(got: unknown, expected: unknown, tolerance: number): boolean {
  if (typeof got === "number" && typeof expected === "number") return !close(got, expected, tolerance);
  return got !== expected;
}

/** Where two values differ, as `path: got, expected`; a name that only one of them has is a difference. */
export function differences(got: unknown, expected: unknown, tolerance: number, path = "expected"): string[] {
  if (!isEntries(got) || !isEntries(expected) || Array.isArray(got) !== Array.isArray(expected)) {
    return leafDiffers(got, expected, tolerance) ? [`${path}: ${JSON.stringify(got)}, expected ${JSON.stringify(expected)}`] : [];
  }
  const names = new Set([...Object.keys(expected), ...Object.keys(got)]);
  return [...names].flatMap((name) => differences(got[name], expected[name], tolerance, `${path}.${name}`));
}
