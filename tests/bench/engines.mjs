// Who is measured: each form of an engine is a command that prints one line of JSON. Peers are no dependencies of the project; one that is
// not installed is told with the way to install it.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium } from "../../scripts/find-chromium.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const python = process.env.PYTHON ?? "/usr/bin/python3";
const peerFolder = process.env.GRADWIRE_PEERS ?? "";

const install = {
  pytorch: "apt-get install -y --no-install-recommends python3-torch python3-numpy libopenblas0-pthread",
  npm: "export GRADWIRE_PEERS=$(mktemp -d) && cd $GRADWIRE_PEERS && npm init -y && npm i --ignore-scripts @tensorflow/tfjs@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0 @jax-js/jax@0.1.25",
};

const hasPackage = (name) => peerFolder !== "" && existsSync(join(peerFolder, "node_modules", name));
const hasTorch = () => spawnSync(python, ["-c", "import torch, numpy"]).status === 0;

const recurrent = ["rnn-reber", "lstm-embedded-reber", "adam-cell", "lstm-medium"];
/** Enough work for two workers. */
const large = ["lstm-embedded-reber", "lstm-medium"];
const layers = ["rnn-reber", "lstm-embedded-reber", "lstm-medium"];

const graph = (name) => here(`../../graphs/bench/${name}.json`);
const bench =
  (...flags) =>
  ({ name, budget }) => [
    process.execPath,
    ...flags,
    "--import",
    "tsx",
    here("../../src/cli/main.ts"),
    "bench",
    graph(name),
    "--json",
    "--budget",
    `${budget}`,
  ];
const product =
  (...flags) =>
  ({ budget }) => [process.execPath, ...flags, "--import", "tsx", here("product-steps.ts"), `${budget}`];
const torch =
  (form) =>
  ({ name, budget, tensors }) => [python, here("peers/torch_steps.py"), tensors, name, form, `${budget}`];
const jax =
  (form) =>
  ({ name, budget, tensors }) => [process.execPath, here("peers/jaxjs-steps.mjs"), tensors, name, form, `${budget}`];

/**
 * `command(job)` for a job { name, budget, tensors, page }; `product(job)` measures a plain matrix product; `on`: the workloads it has a form
 * for; `missing`: how to install it, null where it is there.
 */
export async function engines() {
  const pytorch = hasTorch() ? null : install.pytorch;
  const tfjs = hasPackage("@tensorflow/tfjs-backend-wasm") ? null : install.npm;
  const jaxjs = hasPackage("@jax-js/jax") ? null : install.npm;
  const browser = await findChromium().catch(() => null);
  const inChromium =
    (workers) =>
    ({ name, budget, page }) => [process.execPath, here("chromium-steps.mjs"), page, name, `${budget}`, `${workers}`];
  const inPair = (job) => [...bench()(job), "--workers", "2"];
  const chromium = { missing: browser ? null : "node scripts/find-chromium.mjs", environment: { CHROMIUM: browser ?? "" } };
  return [
    { id: "node", group: "gradwire", title: "Gradwire, Node", command: bench(), product: product(), missing: null },
    {
      id: "node-relaxed",
      group: "gradwire",
      title: "Gradwire, Node, relaxed SIMD",
      command: bench("--experimental-wasm-relaxed-simd"),
      product: product("--experimental-wasm-relaxed-simd"),
      missing: null,
    },
    {
      id: "chromium",
      group: "gradwire",
      title: "Gradwire, Chromium",
      command: inChromium(1),
      product: ({ budget, page }) => inChromium(1)({ name: "product", budget, page }),
      ...chromium,
    },
    { id: "torch-eager", group: "pytorch", title: "PyTorch, eager", command: torch("eager"), missing: pytorch },
    {
      id: "torch-script",
      group: "pytorch",
      title: "PyTorch, jit.script",
      command: torch("script"),
      on: [...recurrent, "tiny-scalar"],
      missing: pytorch,
    },
    { id: "torch-nn", group: "pytorch", title: "PyTorch, nn", command: torch("nn"), on: layers, missing: pytorch },
    {
      id: "tfjs",
      group: "javascript",
      title: "TensorFlow.js, wasm",
      command: ({ name, budget, tensors }) => [process.execPath, here("peers/tfjs-steps.mjs"), tensors, name, `${budget}`],
      missing: tfjs,
    },
    { id: "jaxjs", group: "javascript", title: "jax-js, jit", command: jax("together"), missing: jaxjs },
    { id: "node-pair", group: "pair", of: "node", title: "Node, two workers", command: inPair, on: large, missing: null },
    { id: "chromium-pair", group: "pair", of: "chromium", title: "Chromium, two workers", command: inChromium(2), on: large, ...chromium },
    { id: "jaxjs-stepwise", group: "javascript", title: "jax-js, jit, stepwise", command: jax("stepwise"), on: recurrent, missing: jaxjs },
  ];
}
