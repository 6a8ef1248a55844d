// From the file version somebody saved to the one we read, one version at a time.

import { Problem } from "../base/errors.ts";
import { FORMAT, VERSION } from "./document.ts";
import { describeValue } from "./form-problem.ts";

export type RawFile = Readonly<Record<string, unknown>>;

/**
 * Turns a file of version n into one of version n + 1. It sees the file before any schema does: it changes what it
 * recognises and leaves the rest for the schema to refuse.
 */
export type Migration = (file: RawFile) => RawFile;

/** By the version they start from. A step stays for ever; tests/graph/golden/ keeps a file of each version. */
export const migrations: Readonly<Record<number, Migration>> = {};

const isRaw = (value: unknown): value is RawFile => typeof value === "object" && value !== null && !Array.isArray(value);

/** Refuses what is no Gradwire file, and versions that we do not know. */
function versionOf(file: RawFile, newest: number): number {
  const { version } = file;
  const readable = typeof version === "number" && Number.isInteger(version) && version >= 1;
  if (!readable) {
    const got = describeValue(version);
    throw new Problem({ code: "bad-version", message: `version: got ${got}, expected a whole number from 1`, got, expected: "1" });
  }
  if (version <= newest) return version;
  throw new Problem({
    code: "newer-version",
    message: `version: got ${version}, this Gradwire reads files up to version ${newest}`,
    got: String(version),
    expected: `at most ${newest}`,
    remedy: "open it with a newer Gradwire",
  });
}

function step(file: RawFile, version: number, table: Readonly<Record<number, Migration>>): RawFile {
  const migration = table[version];
  if (!migration) throw new Problem({ code: "no-migration", message: `version: no way is known from ${version} to ${version + 1}` });
  return { ...migration(file), version: version + 1 };
}

/** `file` in the newest version. */
export function migrate(file: unknown, table = migrations, newest: number = VERSION): RawFile {
  if (!isRaw(file) || file.format !== FORMAT) {
    throw new Problem({ code: "not-gradwire", message: `not a Gradwire file: it has no "format": "${FORMAT}"` });
  }
  let current = file;
  for (let version = versionOf(file, newest); version < newest; version++) current = step(current, version, table);
  return current;
}
