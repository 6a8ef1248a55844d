#!/usr/bin/env node
// Runs the tests:  npm test [-- [unit|browser] [arguments of vitest]]
// Ends with one line `N passed, N failed`, summed over the suites. A skipped test counts as failed.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { isNodeFit } from "./node-range.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const configurations = { unit: "vitest.config.ts", browser: "vitest.browser.config.ts" };

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

const { node: needed } = JSON.parse(await readFile(join(root, "package.json"), "utf8")).engines;
if (!isNodeFit(process.versions.node, needed)) {
  const message = `Gradwire needs Node ${needed}, and this is ${process.versions.node}.`;
  // newer ones between two long-lived lines may do as well
  if (Number.parseInt(process.versions.node, 10) <= 20) stop(message);
  process.stderr.write(`${message} Trying all the same.\n`);
}
if (!existsSync(vitest)) stop("The dependencies are not installed: run `npm ci` first.");

const given = process.argv.slice(2);
const part = given[0] in configurations ? given.shift() : undefined;
const byName = given.some((argument) => /^(-t|--testNamePattern)(=|$)/.test(argument));

function run(suite, report, environment) {
  const vitestArguments = [vitest, "run", "--config", configurations[suite], "--reporter=default", "--reporter=json"];
  vitestArguments.push(`--outputFile.json=${report}`, ...given);
  // A filter meant for one suite finds nothing in the other; that nothing at all ran is seen at the end.
  if (!part && given.length > 0) vitestArguments.push("--passWithNoTests");
  return new Promise((resolve) => {
    const child = spawn(process.execPath, vitestArguments, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env: environment });
    child.on("error", (error) => stop(`vitest did not start: ${error.message}`));
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** What the report of one suite says, and every failure that has no test of its own: a file that does not load, a crash. */
async function count(suite, code, report) {
  const text = await readFile(report, "utf8").catch(() => undefined);
  let passed = 0;
  let failed = 0;
  if (text === undefined) {
    if (code !== 0) process.stderr.write(`The ${suite} tests ended with exit code ${code} and without a report: one failure.\n`);
    return { passed, failed: code === 0 ? 0 : 1 };
  }
  for (const file of JSON.parse(text).testResults) {
    const tests = file.assertionResults;
    for (const test of tests) {
      if (test.status === "passed") passed += 1;
      else if (test.status === "failed") failed += 1;
      else if (!byName) {
        failed += 1;
        process.stderr.write(`a skipped test is a defect: ${relative(root, file.name)}: ${test.fullName}\n`);
      }
    }
    if (file.status === "failed" && !tests.some((test) => test.status === "failed")) {
      failed += 1;
      process.stderr.write(`failed as a whole: ${relative(root, file.name)}\n`);
    }
  }
  if (code !== 0 && failed === 0) {
    failed = 1;
    process.stderr.write(`The ${suite} tests ended with exit code ${code} though no test failed: one failure.\n`);
  }
  return { passed, failed };
}

const reports = await mkdtemp(join(tmpdir(), "gradwire-tests-"));
let passed = 0;
let failed = 0;
try {
  for (const suite of part ? [part] : ["unit", "browser"]) {
    const report = join(reports, `${suite}.json`);
    const environment = { ...process.env };
    if (suite === "browser") {
      try {
        const { findChromium } = await import("./find-chromium.mjs");
        environment.CHROMIUM = await findChromium();
      } catch (error) {
        process.stderr.write(`${error.message}\nThe browser tests cannot run: one failure.\n`);
        failed += 1;
        continue;
      }
    }
    const result = await count(suite, await run(suite, report, environment), report);
    passed += result.passed;
    failed += result.failed;
  }
} finally {
  await rm(reports, { recursive: true, force: true });
}
if (passed + failed === 0) {
  process.stderr.write("No test ran: one failure.\n");
  failed = 1;
}
process.exitCode = failed === 0 ? 0 : 1;
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
