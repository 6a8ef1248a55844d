// MODEL: a graph file (.json) or an equation file (.eq), read and checked.

import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { registry } from "../../nodes/index.ts";
import { Problem, type Result } from "../base/errors.ts";
import { callName } from "../compiler/equations/signature.ts";
import type { Document } from "../graph/document.ts";
import { limits } from "../graph/limits.ts";
import { loadDocument } from "../graph/load.ts";
import { type Finding, validate } from "../graph/validate.ts";
import { readText } from "./read-text.ts";

export interface Model {
  /** As errors name it. */
  readonly file: string;
  /** The equations; null for a graph file. */
  readonly equations: string | null;
  readonly document: Document;
  /** What is missing in it, without stopping anybody. */
  readonly warnings: readonly Finding[];
}

function unwrap<T>(result: Result<T>, file: string): T {
  if (result.ok) return result.value;
  throw new Problem({ ...result.problem, where: { ...result.problem.where, file } });
}

/** The package's own folder of cells: beside the sources in a checkout, above the bundle in an installed package. */
function cellsFolder(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let folder = start; ; folder = dirname(folder)) {
    const cells = join(folder, "graphs", "cells");
    if (existsSync(cells)) return cells;
    if (dirname(folder) === folder) throw new Error(`graphs/cells is not found above ${start}`);
  }
}

/** By file name without its ending: the cells that this text may call, so that the others cost nothing. */
export async function readLibrary(text: string, folder = cellsFolder()): Promise<Readonly<Record<string, Document>>> {
  const names = (await readdir(folder)).filter((file) => file.endsWith(".json")).map((file) => basename(file, ".json"));
  const called = names.filter((name) => text.includes(callName(name))).sort();
  const read = called.map(async (name): Promise<[string, Document]> => {
    const path = join(folder, `${name}.json`);
    return [name, unwrap(loadDocument(await readText(path, limits.fileBytes), registry), path).document];
  });
  return Object.fromEntries(await Promise.all(read));
}

async function readEquations(file: string, text: string): Promise<Model> {
  const { parseEquations } = await import("../compiler/equations/index.ts");
  const title = basename(file, extname(file));
  const document = unwrap(parseEquations(text, { registry, library: await readLibrary(text), title }), file);
  const findings = validate(document, registry);
  const error = findings.find((finding) => finding.severity === "error");
  if (error) throw new Problem({ ...error, where: { ...error.where, file } });
  return { file, equations: text, document, warnings: findings };
}

export async function readModel(file: string): Promise<Model> {
  const kind = extname(file).toLowerCase();
  if (kind !== ".json" && kind !== ".eq") {
    throw new Problem({
      code: "unknown-format",
      message: "not a model",
      where: { file },
      remedy: "a model is a graph .json or an equation file .eq",
    });
  }
  const text = await readText(file, limits.fileBytes);
  if (kind === ".eq") return readEquations(file, text);
  return { file, equations: null, ...unwrap(loadDocument(text, registry), file) };
}
