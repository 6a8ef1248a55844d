// tape and export: what they print, and what they refuse.

import { expect, test } from "vitest";
import { registry } from "../../nodes/index.ts";
import { loadDocument } from "../../src/graph/load.ts";
import { gradwire, workspace } from "./workspace.ts";

const { file, path, read } = workspace();

const model = file(
  "model.eq",
  "x = input(2)\nW = parameter(3, 2)\nh = tanh(W * x)\nloss = sum(h)\nupdate = gradientDescent(loss, learningRate=0.1)\n",
);

test("the tape ends with the loss and the gradient by the parameters", async () => {
  const { code, out, err } = await gradwire(["tape", model]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(/^%\d+ \[3,2\] = input +# "W" W:value$/m);
  expect(out).toMatch(/^%\d+ \[3,3\] = tanh %\d+ +# h:value$/m);
  expect(out).toMatch(/# ∂ h/);
  expect(out).toMatch(/\nreturn %\d+ %\d+\n$/);
});

test("passes are run alone, and the forward tape too", async () => {
  const length = async (...words: string[]) => (await gradwire(["tape", model, ...words])).out.split("\n").length;
  expect(await length("--pass", "none")).toBeGreaterThan(await length("--pass", "dead-code", "--forward"));
  expect((await gradwire(["tape", model, "--forward"])).out).not.toContain("∂");
  expect((await gradwire(["tape", model, "--wrt", "x"])).out).toMatch(/\nreturn %\d+ %\d+\n$/);
});

test("an unknown pass is answered with the names of the known ones", async () => {
  const { code, err } = await gradwire(["tape", model, "--pass", "magic"]);
  expect(code).toBe(2);
  expect(err).toMatch(/^gradwire tape: --pass is "magic", expected none, .*dead-code.*, all/);
});

test("export writes a graph file that is the same model", async () => {
  const out = path("model.json");
  expect(await gradwire(["export", model, "--to", "json", out])).toEqual({ code: 0, out: "", err: "" });
  expect(loadDocument(read("model.json"), registry)).toMatchObject({ ok: true, value: { document: { title: "model" } } });
  expect((await gradwire(["export", out, "--to", "json", "-"])).out).toBe(read("model.json"));
  expect(await gradwire(["export", out, "--to", "json", out])).toMatchObject({ code: 0 });
  const fed = (source: string) => gradwire(["eval", source, "--values", "-"], '{"x": [1, 2]}');
  expect(await fed(out)).toEqual(await fed(model));
});

test.each([
  [["export", model, path("o.json")], "gradwire export: --to FORMAT is missing (formats: json)\n"],
  [["export", model, "--to", "onnx", path("o.onnx")], "gradwire export: this version does not write onnx yet (formats: json)\n"],
  [["export", model, "--to", "png", path("o.png")], 'gradwire export: --to is "png", which is no format it knows (formats: json)\n'],
  [["export", model, "--to", "json", path("none/o.json")], `${path("none/o.json")}: its folder does not exist\n`],
  [["export", model, "--to", "json", path("")], `${path("")}: it is a directory, expected a file\n`],
])("%j is refused", async (words, err) => {
  expect(await gradwire(words)).toEqual({ code: 2, out: "", err });
});
