// Builds the page that chromium-steps.mjs opens.

import { fileURLToPath } from "node:url";
import { build } from "vite";

export async function buildPage(outDir) {
  await build({
    configFile: false,
    root: fileURLToPath(new URL("page", import.meta.url)),
    base: "./",
    logLevel: "warn",
    worker: { format: "es" },
    build: { target: "es2022", outDir, emptyOutDir: true },
  });
}
