#!/usr/bin/env node
// Measures training steps of Gradwire and of its peers in one run, in turns:
//   npm run bench:peers -- [WORKLOAD...] [--rounds N] [--budget MS] [--engines PATTERN]
// A run of all workloads and engines writes docs/bench.md and docs/pictures/bench.svg; any run prints the table.
// Exit code 1: an engine failed, or did other work.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildPage } from "./build-page.mjs";
import { engines as findEngines } from "./engines.mjs";
import { pinning, runJob } from "./job.mjs";
import { markdown, short } from "./markdown.mjs";
import { picture } from "./picture.mjs";
import { tableOf } from "./summary.mjs";
import { agrees, chosen, isKnown, workloads } from "./workloads.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "2" },
    budget: { type: "string", default: "3000" },
    engines: { type: "string", default: "" },
  },
});
const [rounds, budget] = [Number(values.rounds), Number(values.budget)];

function refuse(message) {
  process.stderr.write(`bench:peers: ${message}\n`);
  process.exit(2);
}

if (!(rounds >= 1 && budget >= 1)) refuse("--rounds and --budget are numbers of at least 1");
const stranger = positionals.find((word) => !isKnown(word));
if (stranger !== undefined) refuse(`no workload ${stranger} (workloads: ${workloads.map(({ name }) => name).join(", ")})`);

const selected = chosen(positionals);
const engines = (await findEngines()).filter(({ id }) => new RegExp(values.engines).test(id));
const folder = mkdtempSync(join(tmpdir(), "gradwire-bench-"));
const [tensors, page] = [join(folder, "tensors"), join(folder, "page")];
const load = loadavg()[0];

function prepare() {
  const names = selected.map(({ name }) => name);
  execFileSync(process.execPath, ["--import", "tsx", join(root, "tests/bench/tensors.ts"), tensors, ...names], { cwd: root });
  return buildPage(page);
}

function say(round, { engine, workload, error, median, min, losses }) {
  const what =
    error ?? `${short(median)} ms (least ${short(min)})${agrees(workload, losses) ? "" : `, other losses: ${losses.join(", ")}`}`;
  process.stderr.write(`round ${round}  ${workload.padEnd(20)} ${engine.padEnd(15)} ${what}\n`);
}

/** The rate of plain products, of the fastest round, by the engine's id. */
const rates = new Map();

async function measureProducts() {
  if (!selected.some(({ flops }) => flops)) return;
  for (const { id, product, environment } of engines.filter((engine) => engine.product && engine.missing === null)) {
    const { median, error } = await runJob(product({ budget, page }), environment);
    process.stderr.write(`product              ${id.padEnd(15)} ${error ?? `${short(median)} GFLOP/s`}\n`);
    if (median !== undefined) rates.set(id, Math.max(median, rates.get(id) ?? 0));
  }
}

async function measureAll() {
  const results = [];
  for (let round = 1; round <= rounds; round++) {
    await measureProducts();
    for (const { name } of selected) {
      for (const engine of engines.filter(({ missing, on }) => missing === null && (on?.includes(name) ?? true))) {
        const found = await runJob(engine.command({ name, budget, tensors, page }), engine.environment, engine.group === "pair" ? 2 : 1);
        const result = { engine: engine.id, workload: name, ...found };
        say(round, result);
        results.push(result);
      }
    }
  }
  return results;
}

function machine(results) {
  const versionOf = (id) => results.find(({ engine, version }) => engine.startsWith(id) && version)?.version;
  const versions = [
    ["Node", process.versions.node],
    ["Chromium", versionOf("chromium")],
    ["PyTorch", versionOf("torch")],
    ["TensorFlow.js", versionOf("tfjs")],
    ["jax-js", versionOf("jaxjs")],
  ];
  return [
    `${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, load ${load.toFixed(1)} at the start; ${pinning}`,
    versions.flatMap(([name, version]) => (version ? [`${name} ${version}`] : [])).join(", "),
    `${new Date().toISOString().slice(0, 10)}, ${rounds} rounds, ${budget} ms of measuring each, a third of that before to warm up`,
  ];
}

function write(text, svg) {
  mkdirSync(join(root, "docs/pictures"), { recursive: true });
  writeFileSync(join(root, "docs/bench.md"), text.replace("\n\n", "\n\n![Bars of the table below](pictures/bench.svg)\n\n"));
  writeFileSync(join(root, "docs/pictures/bench.svg"), svg);
}

try {
  await prepare();
  const results = await measureAll();
  const table = tableOf(results, engines, selected);
  const text = markdown(results, table, engines, machine(results), rates);
  process.stdout.write(text);
  if (selected.length === workloads.length && values.engines === "") write(text, picture(table, engines));
  if (results.some(({ error, workload, losses }) => error !== undefined || !agrees(workload, losses))) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
