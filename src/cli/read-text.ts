// A file's text, or the one reason why there is none. Pipes and standard input are read too, but never without end.

import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { Problem } from "../base/errors.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EACCES: "it may not be read",
  EPERM: "it may not be read",
  EISDIR: "it is a directory, expected a file",
  ELOOP: "its links lead in a circle",
  ENAMETOOLONG: "the name is too long",
};

/** The same words wherever the file system refuses something. */
export function fileProblem(error: unknown, file: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  if (code === undefined || !/^E[A-Z]+$/.test(code)) return error;
  return new Problem({ code: "unreadable", message: reasons[code] ?? `it cannot be read (${code})`, where: { file } });
}

async function collect(chunks: AsyncIterable<Uint8Array>, file: string, limit: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    size += chunk.length;
    if (size > limit) {
      throw new Problem({
        code: "too-big",
        message: `it has more than ${limit / 2 ** 20} MiB`,
        where: { file },
        expected: "a smaller file",
      });
    }
  }
  return Buffer.concat(parts);
}

function decode(bytes: Buffer, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem({ code: "not-text", message: "it is not a text in UTF-8", where: { file }, expected: "UTF-8" });
  }
}

/** At most `limit` bytes of UTF-8; a byte order mark is taken off. */
export async function readText(file: string, limit: number): Promise<string> {
  if (file === "" || file.includes("\0")) throw new Problem({ code: "unreadable", message: `"${file}": there is no such file` });
  try {
    const handle = await open(file, constants.O_RDONLY);
    if ((await handle.stat()).isDirectory()) {
      await handle.close();
      throw new Problem({ code: "unreadable", message: reasons.EISDIR!, where: { file } });
    }
    return decode(await collect(handle.createReadStream(), file, limit), file);
  } catch (error) {
    throw fileProblem(error, file);
  }
}

export const readStream = async (chunks: AsyncIterable<Uint8Array>, file: string, limit: number): Promise<string> =>
  decode(await collect(chunks, file, limit), file);
