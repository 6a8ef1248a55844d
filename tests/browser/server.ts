// Before the browser tests: builds the page, serves it on a free loopback port, and starts the one browser.

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type BrowserServer, chromium } from "playwright";
import { build, type PreviewServer, preview } from "vite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the built page. */
    pageUrl: string;
    /** Where the running browser listens. */
    browserEndpoint: string;
  }
}

const root = fileURLToPath(new URL("../..", import.meta.url));

const chromiumArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // A folder of its own, so that a test run and a build beside it do not overwrite each other.
  const outDir = await mkdtemp(join(tmpdir(), "gradwire-page-"));
  let server: PreviewServer | undefined;
  let browser: BrowserServer | undefined;
  const teardown = async () => {
    await browser?.close();
    await server?.close();
    await rm(outDir, { recursive: true, force: true });
  };
  try {
    await buildPage(outDir);
    server = await preview({ root, logLevel: "warn", build: { outDir }, preview: { host: "127.0.0.1", port: 0, open: false } });
    const url = server.resolvedUrls?.local[0];
    if (url === undefined) throw new Error("the preview server gives no address");
    const executablePath = process.env.CHROMIUM ?? (await findChromium());
    browser = await chromium.launchServer({ executablePath, headless: true, host: "127.0.0.1", args: chromiumArguments });
    project.provide("pageUrl", url);
    project.provide("browserEndpoint", browser.wsEndpoint());
    return teardown;
  } catch (error) {
    await teardown();
    throw error;
  }
}

/** Vitest sets NODE_ENV to "test", with which vite would build React's development version. */
async function buildPage(outDir: string): Promise<void> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = "production";
  try {
    await build({ root, mode: "production", logLevel: "warn", build: { outDir, emptyOutDir: true } });
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

/** `npm test` sets CHROMIUM; without it (`npx vitest --config vitest.browser.config.ts`) the same script is asked. */
async function findChromium(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, "scripts/find-chromium.mjs")]);
  return stdout.trim();
}
