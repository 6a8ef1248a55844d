// Opens the built page in the browser that tests/browser/server.ts started, and fails the test on any error in the page.

import { mkdir } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "playwright";
import { inject, onTestFinished, type TestContext } from "vitest";

export interface PageOptions {
  /** The colour scheme that the browser asks for; light if not given. */
  readonly theme?: "light" | "dark";
  readonly viewport?: { readonly width: number; readonly height: number };
  /** What follows the `?` of the address. */
  readonly query?: string | Readonly<Record<string, string>>;
}

export interface OpenPage {
  readonly page: Page;
  /** Closes the page and throws if it reported an error. Called at the end of the test if the test does not. */
  readonly close: () => Promise<void>;
}

const artifacts = fileURLToPath(new URL("artifacts/", import.meta.url));

/**
 * A fresh page in a storage of its own. In a test it is closed by itself; in a `beforeAll`, call `close` in the `afterAll`.
 * Errors on the console, uncaught exceptions, crashes and requests that leave this machine fail the test.
 */
export async function openPage({
  theme = "light",
  viewport = { width: 1440, height: 900 },
  query = "",
}: PageOptions = {}): Promise<OpenPage> {
  const address = new URL(inject("pageUrl"));
  address.search = new URLSearchParams(query).toString();

  const browser = await chromium.connect(inject("browserEndpoint"));
  const problems: string[] = [];
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= closeAll();
    return closed;
  };
  const closeAll = async () => {
    // What the page is about to report still counts.
    for (const context of browser.contexts()) await Promise.all(context.pages().map(settle));
    await browser.close();
    if (problems.length > 0) throw new Error(`the page reported ${problems.length} error(s):\n  ${problems.join("\n  ")}`);
  };

  try {
    const context = await browser.newContext({ viewport, colorScheme: theme, reducedMotion: "reduce", locale: "en-GB", timezoneId: "UTC" });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(`console error: ${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (error) => problems.push(`uncaught: ${firstLines(error.error())}`));
    page.on("crash", () => problems.push("the page crashed"));
    page.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (/^(https?|wss?):$/.test(protocol) && origin !== address.origin) problems.push(`a request left this machine: ${request.url()}`);
    });
    closeAfterTest(page, problems, close);
    await page.goto(address.href, { waitUntil: "load" });
    await page.locator("#root > *").first().waitFor({ state: "attached" });
    return { page, close };
  } catch (error) {
    await close().catch(() => {});
    if (problems.length > 0 && error instanceof Error) error.message += `\nbefore that, in the page:\n  ${problems.join("\n  ")}`;
    throw error;
  }
}

/** Waits until a frame is drawn and the tasks queued by then have run. */
async function settle(page: Page): Promise<void> {
  const frame = page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  const limit = new Promise<void>((resolve) => setTimeout(resolve, 2_000));
  await Promise.race([frame.catch(() => {}), limit]);
}

/** The message and the place; the rest of a stack in a built page says nothing. */
function firstLines(error: Error): string {
  return (error.stack ?? error.message).split("\n").slice(0, 3).join("\n  ");
}

/** Inside a test: take a picture if it failed, and close the page. Outside of one (`beforeAll`), the caller closes. */
function closeAfterTest(page: Page, problems: readonly string[], close: () => Promise<void>): void {
  const finish = async ({ task }: TestContext) => {
    if ((task.result?.state === "fail" || problems.length > 0) && !page.isClosed()) {
      await mkdir(artifacts, { recursive: true });
      const name = `${basename(task.file.name, ".test.ts")}-${task.name}`.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 100);
      await page.screenshot({ path: `${artifacts}${name}.png` }).catch(() => {});
    }
    await close();
  };
  try {
    onTestFinished(finish);
  } catch {
    // No test is running.
  }
}
