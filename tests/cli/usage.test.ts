// What is called wrongly is refused in one line, and help tells how it goes.

import { expect, test } from "vitest";
import { nearestName } from "../../src/cli/arguments.ts";
import { commands } from "../../src/cli/commands.ts";
import { reportInternalError } from "../../src/cli/report-error.ts";
import { gradwire, Recorder } from "./workspace.ts";

test("--help names every command", async () => {
  const { code, out, err } = await gradwire(["--help"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  for (const { name } of commands) expect(out).toMatch(new RegExp(`^ {2}${name} MODEL`, "m"));
});

test.each(commands.map(({ name }) => name))("%s --help tells its options, and asks for no model", async (name) => {
  const { code, out, err } = await gradwire([name, "--help"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(new RegExp(`^Usage: gradwire ${name} MODEL`));
  for (const { name: option } of (await commands.find((command) => command.name === name)!.load()).options)
    expect(out).toContain(`  --${option}`);
});

test("--version is that of the package", async () => {
  expect((await gradwire(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test.each<[string[], string]>([
  [[], "gradwire: no command is given (see gradwire --help)\n"],
  [["evil"], "gradwire: unknown command evil (did you mean eval)\n"],
  [["paint"], "gradwire: unknown command paint (commands: eval, check, train, bench, tape, export)\n"],
  [["--fast"], "gradwire: unknown option --fast (commands: eval, check, train, bench, tape, export)\n"],
  [["eval"], "gradwire eval: MODEL is missing (usage: gradwire eval MODEL)\n"],
  [["eval", "a.eq", "b.eq"], 'gradwire eval: "b.eq" is one argument too many, expected MODEL (see gradwire eval --help)\n'],
  [["eval", "a.eq", "--value", "v.json"], "gradwire eval: unknown option --value (did you mean --values)\n"],
  [["eval", "a.eq", "-v"], "gradwire eval: unknown option --v (see gradwire eval --help)\n"],
  [["eval", "a.eq", "--seed"], "gradwire eval: --seed needs N behind it (see gradwire eval --help)\n"],
  [["eval", "a.eq", "--values", "--seed", "1"], "gradwire eval: --values needs FILE behind it (see gradwire eval --help)\n"],
  [["eval", "a.eq", "--seed=1", "--seed", "2"], "gradwire eval: --seed is given twice (see gradwire eval --help)\n"],
  [["train", "a.eq", "--json=yes"], "gradwire train: --json takes no value (see gradwire train --help)\n"],
])("%j is refused", async (words, message) => {
  expect(await gradwire(words)).toEqual({ code: 2, out: "", err: message });
});

test("a name is suggested only where it is near", () => {
  expect(nearestName("W_F", ["W_f", "W_o"])).toBe("W_f");
  expect(nearestName("V", ["x", "W"])).toBeUndefined();
  expect(nearestName("weights", [])).toBeUndefined();
});

test("a defect is one line, with its stack only for those who ask", () => {
  const report = (environment: Record<string, string>, error: unknown) => {
    const err = new Recorder();
    const code = reportInternalError(error, { out: new Recorder(), err, environment, input: process.stdin });
    return { code, text: err.text };
  };
  const error = new Error("two\nlines");
  expect(report({}, error)).toEqual({ code: 70, text: "gradwire: internal error: two lines (please report it)\n" });
  expect(report({ GRADWIRE_DEBUG: "1" }, error).text).toContain("usage.test.ts");
  expect(report({}, new RangeError("Array buffer allocation failed")).code).toBe(2);
});
