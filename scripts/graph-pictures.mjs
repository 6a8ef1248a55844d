// Makes graphs/pictures/: each graph of graphs/cells, graphs/optimizers and graphs/examples as the built page draws it.
//   npm run pictures -- [NAME...]      all of them without a name; says which graphs come with warnings, and fails then

import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright";
import { build, preview } from "vite";
import { findChromium } from "./find-chromium.mjs";
import { graphNames, writeGallery } from "./gallery.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const kinds = ["cells", "optimizers", "examples"];
/** Around the drawing, in pixels. */
const MARGIN = 12;

async function graphFiles(wanted) {
  const found = [];
  for (const kind of kinds) {
    for (const name of await graphNames(kind)) if (wanted.length === 0 || wanted.includes(name)) found.push({ kind, name });
  }
  return found;
}

/** What of the canvas is drawn on. */
async function drawnPart(page) {
  const boxes = await page
    .locator(".react-flow__node, .react-flow__node .figure *, .react-flow__edge-interaction, .cell-ground")
    .evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().toJSON()));
  const canvas = await page.getByTestId("canvas").boundingBox();
  const left = Math.max(canvas.x, Math.min(...boxes.map((box) => box.left)) - MARGIN);
  const top = Math.max(canvas.y, Math.min(...boxes.map((box) => box.top)) - MARGIN);
  const right = Math.min(canvas.x + canvas.width, Math.max(...boxes.map((box) => box.right)) + MARGIN);
  const bottom = Math.min(canvas.y + canvas.height, Math.max(...boxes.map((box) => box.bottom)) + MARGIN);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

async function picture(page, { kind, name }) {
  const content = await readFile(join(root, "graphs", kind, `${name}.json`));
  await page.goto(page.url().replace(/\?.*/, ""));
  await page.getByTestId("open-input").setInputFiles({ name: `${name}.json`, mimeType: "application/json", buffer: content });
  await page.getByTestId("canvas").locator(".react-flow__node").first().waitFor();
  await page.waitForTimeout(1200);
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press("f");
  await page.waitForTimeout(800);
  const path = join(root, "graphs", "pictures", `${name}.png`);
  await page.screenshot({ path, clip: await drawnPart(page) });
  const tab = (await page.getByTestId("problems-tab").textContent()) ?? "";
  return Number(tab.replace(/\D/g, ""));
}

await mkdir(join(root, "graphs", "pictures"), { recursive: true });
const outDir = await mkdtemp(join(tmpdir(), "gradwire-pictures-"));
await build({ root, logLevel: "warn", build: { outDir, emptyOutDir: true } });
const server = await preview({ root, logLevel: "warn", build: { outDir }, preview: { host: "127.0.0.1", port: 0, open: false } });
const browser = await chromium.launch({ executablePath: await findChromium(), args: ["--no-sandbox", "--disable-gpu"] });
let warned = 0;
try {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 }, reducedMotion: "reduce" });
  await page.goto(server.resolvedUrls.local[0]);
  for (const graph of await graphFiles(process.argv.slice(2))) {
    const problems = await picture(page, graph);
    console.log(`graphs/pictures/${graph.name}.png${problems > 0 ? `: ${problems} problems` : ""}`);
    warned += problems;
  }
} finally {
  await browser.close();
  await server.close();
  await rm(outDir, { recursive: true, force: true });
}
await writeGallery();
if (warned > 0) process.exitCode = 1;
