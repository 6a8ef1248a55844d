// eval as people call it: models and values from files, one JSON object, and one line where something is wrong.

import { expect, test } from "vitest";
import { jsonPieces } from "../../src/cli/json-text.ts";
import { gradwire, workspace } from "./workspace.ts";

const { file, path } = workspace();

const model = file("model.eq", "x = input(2)\nW = parameter(3, 2)\nh = tanh(W * x)\nloss = sum(h)\n");
const W = [
  [0, 0],
  [0.5, 0],
  [0, -1],
];
const values = file("values.json", { x: [1, 2], W });

test("prints loss, values and gradients as one line", async () => {
  const { code, out, err } = await gradwire(["eval", model, "--values", values]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out.endsWith("}\n")).toBe(true);
  expect(out.trimEnd()).not.toContain("\n");
  const result = JSON.parse(out);
  expect(Object.keys(result)).toEqual(["loss", "values", "gradients"]);
  expect(result.values).toMatchObject({ x: [1, 2], W, h: [0, Math.tanh(0.5), Math.tanh(-2)] });
  expect(result.loss).toBeCloseTo(Math.tanh(0.5) + Math.tanh(-2), 14);
  expect(result.gradients.loss).toBe(1);
  expect(result.gradients.W[0]).toEqual([1, 2]);
});

test("--wrt chooses the gradients", async () => {
  const gradients = async (wrt: string) =>
    Object.keys(JSON.parse((await gradwire(["eval", model, "--values", values, "--wrt", wrt])).out).gradients);
  expect(await gradients("parameters")).toEqual(["W"]);
  expect(await gradients("h,x")).toEqual(expect.arrayContaining(["h", "x"]));
  expect(await gradients("h,x")).toHaveLength(2);
});

test("values come from standard input, and f32 rounds", async () => {
  const { out } = await gradwire(["eval", model, "--values", "-", "--precision", "f32"], JSON.stringify({ x: [0.1, 0], W }));
  expect(JSON.parse(out).values.x).toEqual([Math.fround(0.1), 0]);
});

test("the seed decides about parameters that are not fed", async () => {
  const drawn = async (...words: string[]) =>
    JSON.parse((await gradwire(["eval", model, "--values", "-", ...words], '{"x":[1,2]}')).out).values.W;
  expect(await drawn("--seed", "1")).toEqual(await drawn());
  expect(await drawn("--seed", "2")).not.toEqual(await drawn());
});

test("a model without a loss has values only", async () => {
  const { code, out } = await gradwire(["eval", file("values-only.eq", "a = 2\nb = a * 3\n")]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({ loss: null, values: { a: 2, b: 6 }, gradients: {} });
});

const refused: [string, string, string][] = [
  ["NaN", '{"x": [1, 2],\n  "W": [[NaN, 0], [0, 0], [0, 0]]}', ':2:10: not JSON: got "N", expected a value\n'],
  [
    "too large a number",
    '{"x": [1, 2],\n  "W": [[1e999, 0], [0, 0], [0, 0]]}',
    ':2:3: values "W": [0][0] is Infinity, expected a finite number\n',
  ],
  ["null", '{"x": [1, null]}', ':1:2: values "x": [1] is null, expected a finite number\n'],
  [
    "rows of unequal length",
    '{"x": [1, 2],\n"W": [[1, 2], [3], [4, 5]]}',
    ':2:1: values "W": [1] has 1 entry, expected 2, as [0] has (lists on one level are equally long; sequences of unequal lengths are ' +
      'filled up with zeros to the longest, and their real steps told: "W": {"data": [T][B][n], "lengths": [B]})\n',
  ],
  ["a wrong size", '{"x": [1, 2],\n"W": [[1, 2], [3, 4]]}', ':2:1: values "W": [2][2], the parameter has [3][2]\n'],
  ["a name that stands twice", '{"x": [1, 2],\n"x": [1, 2]}', ':2:1: values "x": the name stands twice\n'],
  ["no object", "[1, 2]", ": values: expected one object with a name for each entry\n"],
  ["nothing", "", ": the file is empty\n"],
  ["a deep list", `{"x": ${"[".repeat(1000)}${"]".repeat(1000)}}`, ':1:2: values "x": lists nested deeper than 8\n'],
];

test.each(refused)("values with %s are refused with file, line and column", async (_, text, message) => {
  const bad = file("bad.json", text);
  expect(await gradwire(["eval", model, "--values", bad])).toEqual({ code: 2, out: "", err: `${bad}${message}` });
});

test.each(["V", "__proto__", "constructor"])("a value that the model does not have, %s, is refused", async (name) => {
  const { code, err } = await gradwire(["eval", model, "--values", "-"], `{"x": [1, 2],\n ${JSON.stringify(name)}: 1}`);
  expect({ code, err }).toEqual({
    code: 2,
    err: expect.stringMatching(new RegExp(`^standard input:2:2: values "${name}": .* \\(.*x, W\\)\n$`)),
  });
});

test.each<[string, string | Uint8Array, RegExp]>([
  ["wrong.eq", "x = input(2)\nh = tanh(W x)\n", /wrong\.eq:2:\d+: .*W \* x/],
  ["unfed.eq", "# one\nx = input(2)\nloss = sum(x)\n", /unfed\.eq:2:1: input "x": no numbers are given/],
  ["sizes.eq", "W = parameter(3, 2)\nv = parameter(3)\nh = W * v\nloss = sum(h)\n", /sizes\.eq:3:1: .*3.*2/],
  ["broken.json", '{"format": "gradwire",\n,}', /broken\.json:2:1: not JSON: got ","/],
  ["hostile.json", '{"format": "gradwire", "version": 1,\n"__proto__": {"x": 1}}', /hostile\.json:2:1: file refused/],
  ["deep.json", "[".repeat(100_000), /deep\.json:1:65: file refused/],
  ["other.json", "{}", /other\.json: not a Gradwire file/],
  ["binary.json", Uint8Array.of(0x7b, 0xff, 0xfe), /binary\.json: it is not a text in UTF-8/],
  ["model.txt", "", /model\.txt: not a model \(a model is a graph \.json or an equation file \.eq\)/],
])("the model %s is refused in one line", async (name, content, message) => {
  const { code, out, err } = await gradwire(["eval", file(name, content)]);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(message);
  expect(err.trimEnd()).not.toContain("\n");
});

test.each([
  [["eval", path("none.eq")], `${path("none.eq")}: there is no such file\n`],
  [["eval", path("none.json")], `${path("none.json")}: there is no such file\n`],
  [["eval", model, "--values", path("none.json")], `${path("none.json")}: there is no such file\n`],
  [["eval", model, "--values", path("")], `${path("")}: it is a directory, expected a file\n`],
  [["eval", model, "--values", values, "--wrt", "hh"], `${model}: --wrt "hh": the model has no value of this name (did you mean h)\n`],
  [
    ["eval", model, "--values", values, "--precision", "f16"],
    'gradwire eval: --precision is "f16", expected f64 or f32 (see gradwire eval --help)\n',
  ],
  [
    ["eval", model, "--values", values, "--seed", "-1"],
    'gradwire eval: --seed is "-1", expected a whole number of at least 0 (see gradwire eval --help)\n',
  ],
])("%j ends with exit code 2", async (words, err) => {
  expect(await gradwire(words)).toEqual({ code: 2, out: "", err });
});

test("JSON in pieces is JSON.stringify's", () => {
  const long = Array.from({ length: 20_000 }, (_, index) => [index / 7, -index]);
  for (const value of [1, null, 'a"b', [], {}, [[]], { a: [], b: { c: [1, [2, 3]] } }, { long, longer: long.flat(), 'k"': "NaN" }]) {
    const pieces = [...jsonPieces(value)];
    expect(pieces.join("")).toBe(JSON.stringify(value));
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(400_000);
  }
});
