// Makes docs/editor.png: the built page, an LSTM that has been trained for a while, one gate selected.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright";
import { build, preview } from "vite";
import { findChromium } from "./find-chromium.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const trainedFor = 40;

const outDir = await mkdtemp(join(tmpdir(), "gradwire-picture-"));
await build({ root, logLevel: "warn", build: { outDir, emptyOutDir: true } });
const server = await preview({ root, logLevel: "warn", build: { outDir }, preview: { host: "127.0.0.1", port: 0, open: false } });
const browser = await chromium.launch({ executablePath: await findChromium(), args: ["--no-sandbox", "--disable-gpu"] });
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  await page.goto(server.resolvedUrls.local[0]);
  await page.getByTestId("train").click();
  await page.waitForFunction(
    (epoch) => Number(document.querySelector("[data-testid=epoch]")?.textContent?.match(/\d+/)?.[0]) >= epoch,
    trainedFor,
    {
      timeout: 300_000,
    },
  );
  await page.getByTestId("pause").click();
  await page.getByTestId("node-lstm").dblclick();
  await page.getByTestId("node-f").click();
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(root, "docs", "editor.png") });
  console.log("docs/editor.png");
} finally {
  await browser.close();
  await server.close();
  await rm(outDir, { recursive: true, force: true });
}
