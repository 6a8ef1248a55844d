// The command line inside a test: files in a folder of their own, and streams that remember what was written.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { run } from "../../src/cli/run.ts";
import type { Sink, Terminal } from "../../src/cli/terminal.ts";

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Remembers what is written. */
export class Recorder implements Sink {
  text = "";

  constructor(
    readonly isTTY = false,
    readonly columns = 80,
  ) {}

  write(text: string): undefined {
    this.text += text;
  }
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** Runs one command in this process. `input` is what standard input gives. */
export async function gradwire(words: readonly string[], input = "", environment: Terminal["environment"] = {}): Promise<Outcome> {
  const [out, err] = [new Recorder(), new Recorder()];
  const code = await run(words, { out, err, input: bytes(input), environment });
  return { code, out: out.text, err: err.text };
}

export interface Workspace {
  /** Writes a file and gives its path. */
  file(name: string, content: string | Uint8Array | object): string;
  path(name: string): string;
  read(name: string): string;
}

const isText = (content: string | Uint8Array | object): content is string | Uint8Array =>
  typeof content === "string" || content instanceof Uint8Array;

/** A folder that lasts as long as the test file. */
export function workspace(): Workspace {
  const folder = mkdtempSync(join(tmpdir(), "gradwire-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  const file = (name: string, content: string | Uint8Array | object) => {
    writeFileSync(path(name), isText(content) ? content : JSON.stringify(content));
    return path(name);
  };
  return { file, path, read: (name) => readFileSync(path(name), "utf8") };
}
