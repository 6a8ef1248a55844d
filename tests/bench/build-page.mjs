// Builds the page that chromium-steps.mjs opens.

import { fileURLToPath } from "node:url";
import { build, loadConfigFromFile } from "vite";

const root = fileURLToPath(new URL("../..", import.meta.url));

export async function buildPage(outDir) {
  // the engine's worker as the editor has it
  const { config } = await loadConfigFromFile({ command: "build", mode: "production" }, undefined, root);
  await build({
    configFile: false,
    root: fileURLToPath(new URL("page", import.meta.url)),
    base: "./",
    logLevel: "warn",
    worker: config.worker,
    build: { target: "es2022", outDir, emptyOutDir: true },
  });
}
