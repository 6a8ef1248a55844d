// A CSV file from outside, as text. Its size is looked at before anything of it is read.

import { Problem } from "../../base/errors.ts";
import { largestFile, tableLimits } from "../../data/csv/limits.ts";

export const isTableFile = (name: string): boolean => /\.(?:csv|tsv)$/i.test(name);

function checkSize({ name, size }: File): void {
  if (size <= largestFile) return;
  const got = `${(size / 1e6).toFixed(1)} MB`;
  const expected = `at most ${tableLimits.characters.toLocaleString("en")} characters`;
  throw new Problem({
    code: "too-big",
    message: `${name}: the table has ${got}, expected ${expected}`,
    where: { file: name },
    got,
    expected,
    remedy: `keep every ${Math.ceil(size / tableLimits.characters)}th row, or fewer columns`,
  });
}

/** Throws a Problem for a file that is too large or cannot be read. */
export async function readTableFile(file: File): Promise<string> {
  checkSize(file);
  try {
    return await file.text();
  } catch {
    const message = `${file.name}: the file cannot be read`;
    throw new Problem({ code: "unreadable-file", message, where: { file: file.name }, remedy: "choose it again" });
  }
}
