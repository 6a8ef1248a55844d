// Files from strangers: whatever the text is, loading gives a document or one located problem, and never throws.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatProblem } from "../../src/base/errors.ts";
import { limits } from "../../src/graph/limits.ts";
import { loadDocument } from "../../src/graph/load.ts";
import { saveDocument } from "../../src/graph/save.ts";
import { seed } from "../laws/seed.ts";
import { draw, fault, must } from "./build.ts";
import { documents } from "./random-document.ts";
import { registry } from "./sample-registry.ts";

const good = saveDocument(draw("x:sequence h:tanh z:delay s:add", "x>s.x1 z>s.x2 s>h.x h>z.x"));
const problem = (text: string) => fault(loadDocument(text, registry));
const line = (text: string) => formatProblem(problem(text));

/** The good file with one piece of text replaced by another. */
function replaced(old: string, by: string): string {
  if (!good.includes(old)) throw new Error(`the file has no ${old}`);
  return good.replace(old, by);
}

const file = (nodes: string, edges = "[]", rest = ""): string =>
  `{"format":"gradwire","version":1,"title":"","description":"","source":""${rest},"graph":{"nodes":${nodes},"edges":${edges}}}`;
const node = (id: string, type: string, more = ""): string => `{"id":"${id}","type":"${type}"${more},"position":{"x":0,"y":0}}`;

describe("not JSON", () => {
  test.each<[string, string]>([
    ["", "the file is empty"],
    [" \n ", "the file is empty"],
    ["\uFEFF", "the file is empty"],
    ["hello", '1:1: not JSON: got "h", expected a value'],
    ['{\n  "format": "gradwire",\n  oops\n}', '3:3: not JSON: got "o", expected a key in double quotes'],
    ['{"a": 1,}', '1:9: not JSON: got "}", expected a key in double quotes'],
    ["[1,]", '1:4: not JSON: got "]", expected a value'],
    ["[1 2]", '1:4: not JSON: got "2", expected "," or "]"'],
    ['{"a" 1}', '1:6: not JSON: got "1", expected ":"'],
    ['{"a": tru}', '1:7: not JSON: got "t", expected a value'],
    ['{"a": NaN}', '1:7: not JSON: got "N", expected a value'],
    ['{"a": 01}', '1:8: not JSON: got "1", expected "," or "}"'],
    ['{"a": "\\x"}', '1:8: not JSON: got "\\\\", expected an escape such as \\n or \\u0041'],
    ['{"a": "b\n"}', '1:9: not JSON: got "\\n", expected a closing "'],
    ['{"a": "b', '1:9: not JSON: got the end of the file, expected a closing "'],
    ['{"a": 1', '1:8: not JSON: got the end of the file, expected "," or "}"'],
    ["{} {}", '1:4: not JSON: got "{", expected the end of the file'],
    ["\u0000\u0001PK\u0003", '1:1: not JSON: got "\\u0000", expected a value'],
  ])("%j", (text, message) => {
    expect(line(text)).toBe(message);
  });

  test(`the scan takes exactly what JSON.parse takes (seed ${seed})`, () => {
    const pieces = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"b"',
      '"',
      "\\u0041",
      "1",
      "-",
      "0",
      ".5",
      "e3",
      "true",
      "null",
      " ",
      "\n",
      "x",
    );
    const texts = fc.oneof(
      fc.json(),
      fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const { code } = problem(text);
        if (code === "forbidden-key" || code === "duplicate-key" || code === "empty-file") return;
        expect(code === "bad-json").toBe(!isJson(text));
      }),
      { seed, numRuns: 3000 },
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("hostile", () => {
  test.each(["[", '{"a":', '[{"a":'])("200 000 times %s", (opening) => {
    expect(problem(opening.repeat(200_000)).code).toBe("too-deep");
  });

  test("more bytes than a file may have", () => {
    expect(problem(" ".repeat(limits.fileBytes + 1)).code).toBe("too-big");
    expect(problem("é".repeat(limits.fileBytes / 2 + 1)).code).toBe("too-big");
  });

  test.each(["__proto__", "constructor", "prototype", "\\u005f_proto__"])("the key %s, wherever it stands", (key) => {
    const text = replaced('"position": { "x": 0', `"${key}": {}, "position": { "x": 0`);
    expect(line(text)).toMatch(/^\d+:\d+: file refused: the key "(__proto__|constructor|prototype)" has no place in a Gradwire file$/);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  test("a million bad entries give one problem", () => {
    expect(problem(file(`[${"0,".repeat(1_000_000)}0]`)).message).toBe(
      "graph.nodes: got a list of 1000001, expected at most 20000 entries",
    );
    const value = `[${"null,".repeat(900_000)}null]`;
    expect(problem(file(`[${node("k", "constant", `,"attributes":{"value":${value}}`)}]`)).message).toBe(
      "graph.nodes[0].attributes.value[0]: got null, expected a finite number, text, true, false or a list of these",
    );
    const keys = Array.from({ length: 2000 }, (_, index) => `"${index}":0`).join(",");
    expect(problem(file(`[${node("k", "constant", `,"attributes":{${keys}}`)}]`)).code).toBe("too-big");
    expect(problem(file("[]").replace("[]", `[${"[],".repeat(2_100_000)}[]]`)).code).toBe("too-big");
  });

  test("more numbers than a tensor may have", () => {
    const row = `[${"0,".repeat(999)}0]`;
    const text = file(`[${node("k", "constant", `,"attributes":{"value":[${`${row},`.repeat(1100)}${row}]}`)}]`);
    expect(problem(text).message).toMatch(/^graph.nodes\[0\].attributes.value.*expected at most 1000000 entries$/);
  });
});

describe("not the form of a Gradwire file", () => {
  test.each<[string, string]>([
    ["{}", 'not a Gradwire file: it has no "format": "gradwire"'],
    ["[]", 'not a Gradwire file: it has no "format": "gradwire"'],
    ['"gradwire"', 'not a Gradwire file: it has no "format": "gradwire"'],
    [replaced('"version": 1', '"version": 2'), "version: got 2, this Gradwire reads files up to version 1 (open it with a newer Gradwire)"],
    [replaced('"version": 1', '"version": "1"'), 'version: got "1", expected a whole number from 1'],
    [replaced('"title": "Untitled"', '"title": 3'), "title: got 3, expected text"],
    [replaced('"title": "Untitled",', ""), "title: got nothing, expected text"],
    [replaced('"x": 0, "y": 0', '"x": "a", "y": 0'), 'graph.nodes[0].position.x: got "a", expected a finite number'],
    [replaced('"x": 0, "y": 0', '"x": 1e999, "y": 0'), "graph.nodes[0].position.x: got Infinity, expected a finite number"],
    [replaced('"x": 0, "y": 0', '"x": 0'), "graph.nodes[0].position.y: got nothing, expected a finite number"],
    [replaced('"x": 0, "y": 0', '"x": 0, "y": 0, "z": 0'), "graph.nodes[0].position.z: got 0, expected no such field"],
    [
      replaced('"type": "tanh"', '"type": "Tanh!"'),
      'graph.nodes[1].type: got "Tanh!", expected a node type (lower case letters, digits and hyphens)',
    ],
    [
      replaced('{ "id": "h"', '{ "id": "toString"'),
      'graph.nodes[1].id: got "toString", expected a name of letters, digits and _ (at most 64, no digit first, no reserved word)',
    ],
    [replaced('"from": { "node": "x", "port": "value" }', '"from": "x"'), 'graph.edges[0].from: got "x", expected an object'],
    [file('{"x":1}'), "graph.nodes: got an object, expected a list"],
    [file("[null]"), "graph.nodes[0]: got null, expected an object"],
    [
      file("[]", "[]", ',"cells":{"a b":{}}'),
      'cells: got the name "a b", expected a name of letters, digits and _ (at most 64, no digit first, no reserved word)',
    ],
    [file("[]", "[]", ',"cells":{"net":{}}'), "cells.net.title: got nothing, expected text"],
    [file("[]", "[]", ',"code":"alert(1)"'), 'code: got "alert(1)", expected no such field'],
    [
      file(`[${node("k", "constant", ',"attributes":{"value":{"a":1}}')}]`),
      "graph.nodes[0].attributes.value: got an object, expected a finite number, text, true, false or a list of these",
    ],
    [
      file(`[${node("k", "constant", ',"attributes":{"value":[[[[[[[[[1]]]]]]]]]}')}]`),
      "graph.nodes[0].attributes.value[0][0][0][0][0][0][0][0]: got a list of 1, expected at most 8 lists inside each other",
    ],
  ])("%#", (text, message) => {
    expect(line(text)).toBe(message);
  });

  test("a problem in a node names the node", () => {
    expect(problem(replaced('"x": 0, "y": 0', '"x": "a", "y": 0')).where).toEqual({ node: "x" });
  });
});

describe("does not hang together", () => {
  test.each<[string, string]>([
    [file(`[${node("h", "tanh")},${node("h", "tanh")}]`), 'graph.nodes[1]: node "h" is already at graph.nodes[0]'],
    [
      file(`[${node("h", "tanh")}]`, `[${'{"from":{"node":"h","port":"value"},"to":{"node":"h","port":"x"}},'.repeat(2).slice(0, -1)}]`),
      'graph.edges[1]: a wire into "h:x" is already at graph.edges[0]',
    ],
    ['{"format":"gradwire","format":"gradwire"}', '1:22: file refused: the key "format" stands twice in one object'],
    [replaced('"from": { "node": "x"', '"from": { "node": "q"'), 'a wire starts at "q", but there is no such node'],
    [replaced('"to": { "node": "h", "port": "x" }', '"to": { "node": "h", "port": "y" }'), 'tanh "h": has no input "y", expected x'],
    [replaced('"type": "delay"', '"type": "tanh"'), "the cycle h → z → s → h has no delay (put a delay (z⁻¹) on one of its wires)"],
    [
      file(`[${node("c", "cell", ',"attributes":{"cell":"lstm"}')}]`),
      'cell "c": attribute cell: got "lstm", expected a cell (the document has none)',
    ],
    [
      file(
        "[]",
        "[]",
        `,"cells":{"a":{"title":"","description":"","source":"","attributes":[],"nodes":[${node("i", "cell", ',"attributes":{"cell":"a"}')}],"edges":[]}}`,
      ),
      'cell "a" contains itself: a → a (take one of these instances out; a value of the step before comes through a delay)',
    ],
  ])("%#", (text, message) => {
    expect(line(text)).toBe(message);
  });
});

describe("taken all the same", () => {
  test("a byte order mark, other line ends, any layout", () => {
    expect(must(loadDocument(`\uFEFF${good}`, registry)).document).toEqual(must(loadDocument(good, registry)).document);
    expect(saveDocument(must(loadDocument(good.replaceAll("\n", "\r\n\t"), registry)).document)).toBe(good);
  });

  test("unknown node types: a warning, any ports, and written back as they were", () => {
    const strange = node("u", "quantum-gate", ',"attributes":{"spin":[1,"up"]},"parameters":{"Q":{"name":"Q_1"}},"look":{"side":"left"}');
    const text = file(
      `[${strange},${node("h", "tanh")}]`,
      '[{"from":{"node":"u","port":"out7"},"to":{"node":"h","port":"x"}},{"from":{"node":"h","port":"value"},"to":{"node":"u","port":"in3"}}]',
    );
    const { document, warnings } = must(loadDocument(text, registry));
    expect(warnings.map((warning) => warning.code)).toEqual(["unknown-type"]);
    expect(JSON.parse(saveDocument(document)).graph).toEqual(JSON.parse(text).graph);
  });

  test("missing wires, as warnings", () => {
    expect(must(loadDocument(file(`[${node("h", "tanh")}]`), registry)).warnings).toMatchObject([
      { code: "missing-input", where: { node: "h", port: "x" } },
    ]);
  });
});

const samples = fc.constantFrom(...fc.sample(documents, { seed, numRuns: 30 }).map(saveDocument));

test(`a corrupted file gives a document or a problem, and never throws (seed ${seed})`, () => {
  const hit = fc.record({
    at: fc.nat(),
    length: fc.nat(12),
    text: fc.oneof(
      fc.constantFrom(
        "",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        '"',
        "-",
        "1e999",
        "null",
        "true",
        '"x"',
        '"__proto__":',
        "0",
        '"node"',
        "\u0000",
        "\uD800",
      ),
      fc.string({ maxLength: 4 }),
    ),
  });
  fc.assert(
    fc.property(samples, fc.array(hit, { minLength: 1, maxLength: 3 }), (sample, hits) => {
      const text = hits.reduce((current, { at, length, text: by }) => {
        const start = at % (current.length + 1);
        return current.slice(0, start) + by + current.slice(start + length);
      }, sample);
      const result = loadDocument(text, registry);
      if (!result.ok) {
        expect(result.problem.message).not.toBe("");
        return;
      }
      const again = saveDocument(result.value.document);
      expect(saveDocument(must(loadDocument(again, registry)).document)).toBe(again);
    }),
    { seed, numRuns: 800 },
  );
});

test(`a value swapped for another kind gives a document or a problem, and never throws (seed ${seed})`, () => {
  const odd = fc.oneof(fc.constantFrom<unknown>(null, [], {}, "", 0, -1, 1e300, true, [[]], { node: 1 }), fc.jsonValue({ maxDepth: 2 }));
  fc.assert(
    fc.property(samples, fc.nat(), odd, (sample, die, value) => {
      const raw: unknown = JSON.parse(sample);
      const places = placesIn(raw);
      places[die % places.length]?.(value);
      const result = loadDocument(JSON.stringify(raw), registry);
      expect(result.ok || result.problem.message !== "").toBe(true);
    }),
    { seed, numRuns: 800 },
  );
});

/** A setter for every place in a JSON value. */
function placesIn(value: unknown): ((by: unknown) => void)[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [(by: unknown) => void Reflect.set(value, key, by), ...placesIn(inner)]);
}
