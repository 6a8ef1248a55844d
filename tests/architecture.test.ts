// The floors of the program, read from its imports. An import goes down only; see FLOORS.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";
import { describe, expect, test } from "vitest";

/** Bottom up. Floors on one line are siblings and do not import each other. */
const FLOORS = [
  ["base"],
  ["engine"],
  ["graph"],
  // drawn graphs are data: the optimizers' node types read theirs
  ["graphs"],
  ["nodes"],
  ["compiler"],
  ["data"],
  ["training"],
  ["inspection"],
  ["exchange"],
  ["cli", "editor"],
];

/** Floors that may import less than everything below them. */
const ONLY: Readonly<Record<string, readonly string[]>> = { data: ["base"], nodes: ["base", "engine", "graph", "graphs"] };

/** Who may import nodes/: everybody else gets the registry as an argument. */
const NODE_USERS = ["cli", "editor"];

const PAGE_PACKAGES = /^(?:react|react-.+|@react-.+|@xyflow\/.+|reactflow|zustand|uplot|tinykeys|idb-keyval|@fontsource.*)(?:\/|$)/;
const PAGE_GLOBALS = new Set(
  `document window navigator location history localStorage sessionStorage indexedDB customElements screen self
  requestAnimationFrame cancelAnimationFrame requestIdleCallback matchMedia getComputedStyle getSelection alert confirm prompt
  Node Element Text Range Selection Document Window Image Audio Option ImageData Path2D OffscreenCanvas DOMParser XMLSerializer
  DOMRect DOMPoint DOMMatrix MutationObserver ResizeObserver IntersectionObserver FileReader XMLHttpRequest Worker SharedWorker
  KeyboardEvent MouseEvent PointerEvent WheelEvent DragEvent ClipboardEvent CSSStyleDeclaration name event parent top status origin`.split(
    /\s+/,
  ),
);
const isPageGlobal = (name: string) =>
  PAGE_GLOBALS.has(name) || /^(?:HTML|SVG|CSS|WebGL|GPU|Canvas)\w*(?:Element|Context|Buffer|Device|2D)$/.test(name);

const BANNED_WORDS = new Set(["util", "utils", "helper", "helpers", "manager", "managers"]);

/** Children of a syntax tree that are names of members and not variables. */
const NAME_KEYS = new Set(["key", "property", "imported", "exported", "label", "qualifier", "meta"]);

interface Import {
  readonly specifier: string;
  readonly line: number;
  /** `new URL(..., import.meta.url)`: it may name a folder or a file that is no code. */
  readonly address: boolean;
}

interface Module {
  readonly imports: readonly Import[];
  /** Rules of one file alone that it breaks, as `line: sentence`. */
  readonly faults: readonly string[];
}

type Tree = Record<string, unknown> & { type: string; start: number };
const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && "type" in value;

/** The text of a string literal or of a template without holes. */
function literal(value: unknown): string | undefined {
  if (!isTree(value)) return undefined;
  if (value.type === "TSLiteralType") return literal(value.literal);
  if (value.type === "Literal" && typeof value.value === "string") return value.value;
  if (value.type !== "TemplateLiteral" || !Array.isArray(value.quasis) || value.quasis.length !== 1) return undefined;
  return (value.quasis[0] as { value: { cooked: string } }).value.cooked;
}

const isIdentifier = (value: unknown, name?: string): value is Tree & { name: string } =>
  isTree(value) && value.type === "Identifier" && (name === undefined || value.name === name);

const isImportMeta = (value: unknown): boolean => isTree(value) && value.type === "MetaProperty";

/** Names that a pattern binds: `a`, `{ b: c = 1, ...d }`, `[e]`. */
function boundNames(pattern: unknown, into: Set<string>): void {
  if (Array.isArray(pattern)) for (const part of pattern) boundNames(part, into);
  if (!isTree(pattern)) return;
  if (isIdentifier(pattern)) into.add(pattern.name);
  for (const key of ["properties", "elements", "value", "left", "argument", "parameter"]) boundNames(pattern[key], into);
}

function readModule(path: string, text: string): Module {
  const parsed = parseSync(path, text);
  const lineOf = (offset: number) => text.slice(0, offset).split("\n").length;
  const imports: Import[] = [];
  const faults: string[] = parsed.errors.map((error) => `1: does not parse: ${error.message}`);
  const bound = new Set<string>();
  const used: { name: string; start: number }[] = [];
  const belowEditor = floorOf(path) !== "editor";

  const addImport = (from: unknown, at: Tree, address = false) => {
    const specifier = literal(from);
    if (specifier !== undefined) imports.push({ specifier, line: lineOf(at.start), address });
    else if (!address && belowEditor) faults.push(`${lineOf(at.start)}: an import whose target is computed cannot be checked`);
  };

  const visit = (tree: Tree) => {
    const { type } = tree;
    if (/^(?:ImportDeclaration|ExportAllDeclaration|ImportExpression|TSImportType)$/.test(type))
      addImport(tree.source ?? tree.argument, tree);
    if (type === "ExportNamedDeclaration" && tree.source) addImport(tree.source, tree);
    if (type === "NewExpression" && isIdentifier(tree.callee, "URL") && Array.isArray(tree.arguments)) {
      const [target, base] = tree.arguments;
      if (isTree(base) && isImportMeta(base.object) && isIdentifier(base.property, "url")) addImport(target, tree, true);
    }
    if (type === "TSAnyKeyword") faults.push(`${lineOf(tree.start)}: the type \`any\``);
    if (type === "MemberExpression" && isIdentifier(tree.property) && tree.computed !== true) {
      const { name } = tree.property;
      if (isIdentifier(tree.object, "globalThis") && isPageGlobal(name)) used.push({ name: `globalThis.${name}`, start: tree.start });
      if (belowEditor && isImportMeta(tree.object) && /^(?:glob|env|hot)$/.test(name))
        faults.push(`${lineOf(tree.start)}: import.meta.${name} exists under vite only, and this must run in plain Node too`);
    }
    if (type === "ExportSpecifier") return;
    for (const key of ["id", "name", "local", "param", "params", "parameters"]) boundNames(tree[key], bound);
    for (const [key, child] of Object.entries(tree)) {
      // `a.name`, `{ name: 1 }`, `interface { name }`, `Module.Node` and `name: while` use no variable.
      const nameOnly = type === "TSQualifiedName" ? key === "right" : NAME_KEYS.has(key) && tree.computed !== true;
      for (const part of Array.isArray(child) ? child : [child]) {
        if (!isTree(part)) continue;
        if (isIdentifier(part) && !nameOnly) used.push({ name: part.name, start: part.start });
        visit(part);
      }
    }
  };
  visit(parsed.program as unknown as Tree);

  for (const comment of parsed.comments) {
    const found = /@ts-(?:ignore|nocheck|expect-error)/.exec(comment.value);
    if (found) faults.push(`${lineOf(comment.start)}: ${found[0]} hides what the compiler says`);
  }
  if (belowEditor) {
    const global = used.find(({ name }) => name.startsWith("globalThis.") || (isPageGlobal(name) && !bound.has(name)));
    if (global) faults.push(`${lineOf(global.start)}: the browser's global \`${global.name}\` is used below the editor`);
  }
  if (pathWords(path).some((word) => BANNED_WORDS.has(word)))
    faults.push("1: a file name must say what is in the file: no utils, helpers, Manager");
  return { imports, faults };
}

const pathWords = (path: string) => path.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());

/** `src/engine/tape.ts` is on the floor `engine`, `nodes/tanh.ts` on `nodes`. */
function floorOf(path: string): string | undefined {
  const [first = "", second = "", third] = path.split("/");
  if (first === "src") return third === undefined ? undefined : second;
  return first === "nodes" || first === "graphs" ? first : undefined;
}

const rankOf = (floor: string) => FLOORS.findIndex((line) => line.includes(floor));

/** Why a file of floor `from` may not import a file of floor `to`; undefined if it may. */
function floorRule(from: string, to: string): string | undefined {
  if (from === to) return undefined;
  if (rankOf(to) > rankOf(from)) return `an import goes down only, and ${to} lies above ${from}`;
  if (rankOf(to) === rankOf(from)) return `${from} and ${to} lie side by side and do not import each other`;
  if (to === "nodes" && !NODE_USERS.includes(from))
    return `${from} gets the node registry as an argument; only ${NODE_USERS.join(" and ")} import nodes/`;
  const only = ONLY[from];
  if (only && !only.includes(to)) return `${from} imports only ${only.join(", ")}`;
  return undefined;
}

/** The file an import names, as a path from the root; tried as written first, then as TypeScript's resolution does. */
function resolve(from: string, specifier: string, files: ReadonlyMap<string, string>): string {
  const path = posix.join(posix.dirname(from), specifier.replace(/[?#].*$/, ""));
  const candidates = [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`, path.replace(/\.js$/, ".ts"), path.replace(/\.jsx?$/, ".tsx")];
  return candidates.find((candidate) => files.has(candidate)) ?? path;
}

/** Everything in `files` (path to text) that breaks a rule, one sentence each. `exists` answers for files that are no code. */
function violations(files: ReadonlyMap<string, string>, exists: (path: string) => boolean = () => false): string[] {
  const found: string[] = [];
  const edges = new Map<string, string[]>();
  for (const [path, text] of files) {
    const from = floorOf(path);
    const { imports, faults } = readModule(path, text);
    for (const fault of faults) found.push(`${path}:${fault}`);
    const targets: string[] = [];
    edges.set(path, targets);
    if (from === undefined || rankOf(from) < 0) {
      found.push(`${path}: lies on no floor; the floors are ${FLOORS.flat().join(", ")}`);
      continue;
    }
    for (const { specifier, line, address } of imports) {
      const say = (rule: string) => found.push(`${path}:${line} imports "${specifier}": ${rule}`);
      if (!/^\.{0,2}\//.test(specifier)) {
        if (address) continue;
        if (from !== "editor" && PAGE_PACKAGES.test(specifier)) say("this package belongs to the page, and only the editor may import it");
        if (from !== "cli" && specifier.startsWith("node:")) say("this must run in the page too; only cli uses Node's own modules");
        continue;
      }
      if (from !== "editor" && /\?/.test(specifier))
        say("a `?` in an import is understood by vite only, and this must run in plain Node too");
      const target = resolve(path, specifier, files);
      const to = floorOf(target);
      if (files.has(target)) targets.push(target);
      else if (!address && !exists(target)) say(`there is no file ${target}`);
      const rule = to === undefined || rankOf(to) < 0 ? undefined : floorRule(from, to);
      if (rule) say(rule);
      if (to === undefined && !address && target !== "package.json") say("it lies outside src/, nodes/ and graphs/");
    }
  }
  return [...found, ...cycles(edges)];
}

/** One sentence for each cycle that a walk from file to file meets. Imports of types count. */
function cycles(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const walk = (file: string) => {
    const start = trail.indexOf(file);
    if (start >= 0) found.push(`import cycle: ${[...trail.slice(start), file].join(" -> ")}`);
    if (start >= 0 || done.has(file)) return;
    trail.push(file);
    for (const next of edges.get(file) ?? []) walk(next);
    trail.pop();
    done.add(file);
  };
  for (const file of edges.keys()) walk(file);
  return found;
}

const root = fileURLToPath(new URL("..", import.meta.url));

function sources(): Map<string, string> {
  const files = new Map<string, string>();
  for (const folder of ["src", "nodes"]) {
    if (!existsSync(root + folder)) continue;
    for (const name of readdirSync(root + folder, { recursive: true, encoding: "utf8" })) {
      const path = `${folder}/${name.split(sep).join("/")}`;
      if (/\.tsx?$/.test(path)) files.set(path, readFileSync(root + path, "utf8"));
    }
  }
  return files;
}

describe("the program", () => {
  const files = sources();

  test("has files to look at", () => {
    expect(files.size).toBeGreaterThan(0);
  });

  test("keeps to its floors", () => {
    const found = violations(files, (path) => existsSync(root + path));
    if (found.length > 0) expect.fail(`${found.length} broken rule(s), see FLOORS in this file:\n${found.join("\n")}`);
  });

  test("consists of short files", () => {
    const lengths = [...files]
      .map(([path, text]) => ({ path, lines: text.trimEnd().split("\n").length }))
      .sort((a, b) => a.lines - b.lines);
    const longest = lengths.slice(-5).map(({ path, lines }) => `${path} (${lines})`);
    const quantile = (share: number) => lengths[Math.ceil(share * lengths.length) - 1]?.lines ?? 0;
    if (lengths.length <= 20) return;
    expect(quantile(0.5), `median length of a file, in lines; the longest: ${longest.join(", ")}`).toBeLessThanOrEqual(150);
    expect(quantile(0.9), `90th percentile of the length of a file, in lines; the longest: ${longest.join(", ")}`).toBeLessThanOrEqual(400);
  });
});

describe("the rules find", () => {
  const judge = (tree: Record<string, string>) => violations(new Map(Object.entries(tree)));

  test.each<[string, Record<string, string>, RegExp]>([
    [
      "an import to a higher floor",
      { "src/base/a.ts": 'import { b } from "../engine/b.ts";', "src/engine/b.ts": "" },
      /src\/base\/a\.ts:1 imports .*engine lies above base/,
    ],
    [
      "an upward import of a type",
      { "src/base/a.ts": '\nimport type { B } from "../engine/b.ts";', "src/engine/b.ts": "" },
      /a\.ts:2 .*engine lies above/,
    ],
    ["an upward re-export", { "src/engine/a.ts": 'export * from "../graph/b.ts";', "src/graph/b.ts": "" }, /graph lies above engine/],
    [
      "an upward dynamic import",
      { "src/engine/a.ts": 'const b = await import("../graph/b.ts");', "src/graph/b.ts": "" },
      /graph lies above engine/,
    ],
    [
      "an upward import in a type",
      { "src/engine/a.ts": 'type B = import("../graph/b.ts").B;', "src/graph/b.ts": "" },
      /graph lies above engine/,
    ],
    [
      "an upward address",
      { "src/engine/a.ts": 'new URL("../graph/b.ts", import.meta.url);', "src/graph/b.ts": "" },
      /graph lies above engine/,
    ],
    ["an upward import without extension", { "src/engine/a.ts": 'import "../graph/b";', "src/graph/b.ts": "" }, /graph lies above engine/],
    [
      "siblings that import each other",
      { "src/cli/a.ts": 'import "../editor/b.ts";', "src/editor/b.ts": "" },
      /cli and editor lie side by side/,
    ],
    [
      "a compiler that imports nodes",
      { "src/compiler/a.ts": 'import "../../nodes/index.ts";', "nodes/index.ts": "" },
      /registry as an argument/,
    ],
    [
      "nodes that import the compiler",
      { "nodes/a.ts": 'import "../src/compiler/b.ts";', "src/compiler/b.ts": "" },
      /compiler lies above nodes/,
    ],
    ["data that import the engine", { "src/data/a.ts": 'import "../engine/b.ts";', "src/engine/b.ts": "" }, /data imports only base/],
    [
      "a cycle",
      { "src/base/a.ts": 'import "./b.ts";', "src/base/b.ts": 'import type { A } from "./a.ts";' },
      /^import cycle: src\/base\/a\.ts -> src\/base\/b\.ts -> src\/base\/a\.ts$/m,
    ],
    ["React below the editor", { "src/exchange/a.ts": 'import { useState } from "react";' }, /only the editor/],
    ["React's library below the editor", { "nodes/a.ts": 'import { Handle } from "@xyflow/react";' }, /only the editor/],
    ["Node's modules in the page", { "src/data/a.ts": 'import { readFile } from "node:fs";' }, /only cli/],
    ["a browser's global", { "src/graph/a.ts": 'document.createElement("p");' }, /a\.ts:1: the browser's global `document`/],
    ["a browser's global behind globalThis", { "src/graph/a.ts": "globalThis.localStorage.clear();" }, /globalThis\.localStorage/],
    ["a browser's type", { "src/graph/a.ts": "export type Place = HTMLDivElement;" }, /HTMLDivElement/],
    ["a name taken from the browser by mistake", { "src/graph/a.ts": "export const f = (node: Node) => node;" }, /`Node`/],
    ["vite's own words below the editor", { "src/cli/a.ts": 'import.meta.glob("../x");' }, /import\.meta\.glob/],
    ["the type any", { "src/base/a.ts": "const a = 1;\nexport const b = a as any;" }, /a\.ts:2: the type `any`/],
    ["a hidden compiler error", { "src/base/a.ts": "// @ts-ignore\nexport const b = 1;" }, /@ts-ignore/],
    ["a file name that says nothing", { "src/base/stringUtils.ts": "" }, /must say what is in the file/],
    ["a file on no floor", { "src/a.ts": "" }, /lies on no floor/],
    ["a missing file", { "src/base/a.ts": 'import "./gone.ts";' }, /there is no file src\/base\/gone\.ts/],
    ["an import from the tests", { "src/base/a.ts": 'import "../../tests/b.ts";' }, /outside src/],
  ])("%s", (_, tree, message) => {
    expect(judge(tree).join("\n")).toMatch(message);
  });

  test("nothing wrong with what is allowed", () => {
    const tree = {
      "src/base/a.ts": '// import "../engine/b.ts"; any\nexport const text = "import x from \'../engine/b.ts\'";',
      "src/engine/b.ts": 'import { text } from "../base/a.ts";\nexport const c = { document: text, name: 1 };',
      "src/graph/d.ts": "export function f(document: { name: string }, [parent]: string[]) {\n  return document.name + parent;\n}",
      "nodes/index.ts": 'import { f } from "../src/graph/d.ts";\nexport { f };',
      "src/compiler/e.ts":
        'import type { c } from "../engine/b.ts";\nexport type Node = { top: number };\nexport const g = (n: Node) => n.top;',
      "src/compiler/h.ts":
        'export { type Node } from "./e.ts";\nexport type Table<Text> = { [name: string]: Text };\nexport type M = import("./e.ts").Node;',
      "src/cli/main.ts": 'import { readFile } from "node:fs/promises";\nimport { f } from "../../nodes/index.ts";\nexport { f, readFile };',
      "src/editor/main.tsx":
        'import { useState } from "react";\nimport "../../nodes/index.ts";\nexport const V = () => <p>{document.title}{useState}</p>;',
    };
    expect(judge(tree)).toEqual([]);
  });
});
