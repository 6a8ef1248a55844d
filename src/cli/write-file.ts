// Writes a file all at once: whoever reads it meanwhile, or finds it after a crash, has the old text or the new one.

import { chmod, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { Problem } from "../base/errors.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "its folder does not exist",
  ENOTDIR: "its folder does not exist",
  EACCES: "it may not be written",
  EPERM: "it may not be written",
  EROFS: "it may not be written",
  EISDIR: "it is a directory, expected a file",
  ENOSPC: "the disk is full",
};

function writeProblem(error: unknown, file: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  if (code === undefined || !/^E[A-Z]+$/.test(code)) return error;
  return new Problem({ code: "unwritable", message: reasons[code] ?? `it cannot be written (${code})`, where: { file } });
}

async function replace(file: string, text: string, mode: number | undefined): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text, { flag: "wx" });
    if (mode !== undefined) await chmod(temporary, mode);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** A link is followed; what is no plain file, such as /dev/stdout, is written as it is. */
export async function writeText(file: string, text: string): Promise<void> {
  try {
    const known = await stat(file).catch(() => undefined);
    if (known && !known.isFile()) await writeFile(file, text);
    else await replace(known ? await realpath(file) : file, text, known && known.mode & 0o7777);
  } catch (error) {
    throw writeProblem(error, file);
  }
}
