// From a file's text to a document, or to one located reason why not. The text may come from anybody.

import { attempt, Problem, type Result } from "../base/errors.ts";
import type { Document } from "./document.ts";
import { fromFile } from "./file-form.ts";
import { checkForm, type Path } from "./form-problem.ts";
import { scanJson } from "./json-scan.ts";
import { limits } from "./limits.ts";
import { migrate } from "./migrations.ts";
import type { Registry } from "./node-type.ts";
import { edgeSchema, type FileForm, type FileNode, fileNodeSchema, shellSchema } from "./schema.ts";
import { type Finding, validate } from "./validate.ts";

export interface Loaded {
  readonly document: Document;
  /** What does not stop the document from being opened: missing wires, unknown node types. */
  readonly warnings: readonly Finding[];
}

/** Longer texts are measured exactly only where a character more or less could matter. */
function isTooLong(text: string): boolean {
  if (text.length > limits.fileBytes) return true;
  return text.length * 3 > limits.fileBytes && new TextEncoder().encode(text).length > limits.fileBytes;
}

function parseJson(text: string): unknown {
  if (isTooLong(text)) {
    throw new Problem({ code: "too-big", message: `the file has more than ${limits.fileBytes / 2 ** 20} MiB`, expected: "a smaller file" });
  }
  const json = text.replace(/^\uFEFF/, "");
  if (json.trim() === "") throw new Problem({ code: "empty-file", message: "the file is empty", expected: "a Gradwire file" });
  scanJson(json);
  return JSON.parse(json);
}

const idOf = (node: unknown): string | undefined => {
  const id: unknown = typeof node === "object" && node !== null && "id" in node ? node.id : undefined;
  return typeof id === "string" ? id.slice(0, limits.idLength) : undefined;
};

/** Nodes and edges are checked one by one, so that a bad file costs one complaint and not one for each element. */
function readGraph(graph: { nodes: readonly unknown[]; edges: readonly unknown[] }, base: Path): FileForm["graph"] {
  return {
    nodes: graph.nodes.map((node, index): FileNode => checkForm(fileNodeSchema, node, [...base, "nodes", index], idOf(node))),
    edges: graph.edges.map((edge, index) => checkForm(edgeSchema, edge, [...base, "edges", index])),
  };
}

/** The form of a file of the newest version. */
function readForm(raw: unknown): FileForm {
  const { graph, cells, ...shell } = checkForm(shellSchema, raw);
  const file = { ...shell, graph: readGraph(graph, ["graph"]) };
  if (cells === undefined) return file;
  const read = Object.entries(cells).map(([name, cell]) => [name, { ...cell, ...readGraph(cell, ["cells", name]) }]);
  return { ...file, cells: Object.fromEntries(read) };
}

/** Node types that the registry does not have load as they are, with a warning, and are written back unchanged. */
export function loadDocument(text: string, registry: Registry): Result<Loaded> {
  return attempt(() => {
    const document = fromFile(readForm(migrate(parseJson(text))));
    const findings = validate(document, registry);
    const error = findings.find((finding) => finding.severity === "error");
    if (error) throw new Problem(error);
    return { document, warnings: findings };
  });
}
