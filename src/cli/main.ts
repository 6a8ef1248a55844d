#!/usr/bin/env node
// The command line's entry: hands the process's arguments and streams to `run`, and its exit code back.

import { reportInternalError } from "./report-error.ts";
import { run } from "./run.ts";
import { processTerminal } from "./terminal.ts";

const { npm_lifecycle_event: script, INIT_CWD: folder } = process.env;
// npm runs its scripts in the package's folder; file names are meant from where the person stands
if (script === "gradwire" && folder) process.chdir(folder);

const terminal = processTerminal();
process.on("uncaughtException", (error) => {
  process.exit(reportInternalError(error, terminal));
});
process.exitCode = await run(process.argv.slice(2), terminal);
