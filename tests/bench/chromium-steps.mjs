// Times the training steps of a workload in Chromium: chromium-steps.mjs PAGE WORKLOAD MILLISECONDS [WORKERS]
// The workload `product` is a plain matrix product. PAGE is the folder of the built page (see build-page.mjs), CHROMIUM the browser.

import { readFileSync } from "node:fs";
import { chromium } from "playwright";
import { preview } from "vite";

const [page = "", workload = "", milliseconds = "", workers = "1"] = process.argv.slice(2);
// exact clocks and shared memory
const headers = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
const server = await preview({
  configFile: false,
  logLevel: "silent",
  build: { outDir: page },
  preview: { host: "127.0.0.1", port: 0, headers },
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  const tab = await browser.newPage();
  await tab.goto(server.resolvedUrls.local[0]);
  await tab.waitForFunction(() => "timeSteps" in window);
  const text = () => readFileSync(new URL(`../../graphs/bench/${workload}.json`, import.meta.url), "utf8");
  const asked = workload === "product" ? { product: true } : { text: text(), workers: Number(workers) };
  const timing = await tab.evaluate((question) => window.timeSteps(question), { ...asked, milliseconds: Number(milliseconds) });
  process.stdout.write(`${JSON.stringify({ ...timing, version: browser.version() })}\n`);
} finally {
  await browser.close();
  await server.close();
}
