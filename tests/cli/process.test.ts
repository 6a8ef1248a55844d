// The real program as a process: exit codes, streams, signals. Each start costs a second, so there are few.

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { workspace } from "./workspace.ts";

const { file, path } = workspace();
const root = fileURLToPath(new URL("../../", import.meta.url));
const PATIENCE = 120_000;

function start(words: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, ["--import", "tsx", "src/cli/main.ts", ...words], {
    cwd: root,
    env: { ...process.env, ...environment },
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8");
  return child;
}

async function finish(child: ChildProcessWithoutNullStreams): Promise<{ code: number | null; out: string; err: string }> {
  let [out, err] = ["", ""];
  child.stdout.on("data", (text: string) => {
    out += text;
  });
  child.stderr.on("data", (text: string) => {
    err += text;
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, out, err };
}

const descent = "theta = parameter(1)\nloss = sum(theta .^ 2)\nupdate = gradientDescent(loss, learningRate=0.1)\n";

test("eval reads standard input and prints one line", { timeout: PATIENCE }, async () => {
  const child = start(["eval", file("model.eq", "x = input(2)\nloss = sum(x .^ 2)\n"), "--values", "-"]);
  child.stdin.end('{"x": [3, 4]}');
  expect(await finish(child)).toEqual({
    code: 0,
    out: '{"loss":25,"values":{"x":[3,4],"loss":25},"gradients":{"x":[6,8],"loss":1}}\n',
    err: "",
  });
});

test("a missing file is one line and exit code 2, named from where npm was called", { timeout: PATIENCE }, async () => {
  const child = start(["check", "none.eq"], { npm_lifecycle_event: "gradwire", INIT_CWD: path("") });
  expect(await finish(child)).toEqual({ code: 2, out: "", err: "none.eq: there is no such file\n" });
});

test("Ctrl-C ends training behind the running epoch, with the end printed", { timeout: PATIENCE }, async () => {
  const child = start(["train", file("descent.eq", descent), "--json", "--epochs", "1000000000"]);
  child.stdout.once("data", () => child.kill("SIGINT"));
  const { code, out, err } = await finish(child);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const lines = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.at(-1)).toMatchObject({ final: true, epochs: lines.length - 1, train: { loss: expect.any(Number) } });
});

test("a reader that goes away ends it quietly", { timeout: PATIENCE }, async () => {
  const child = start(["train", file("descent.eq", descent), "--json", "--epochs", "1000000000"]);
  let err = "";
  child.stderr.on("data", (text: string) => {
    err += text;
  });
  child.stdout.once("data", () => child.stdout.destroy());
  const [code] = await once(child, "close");
  expect({ code, err }).toEqual({ code: 0, err: "" });
});
