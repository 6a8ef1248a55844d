// A thousand nodes: how long it takes to open them, and how even the frames are while the canvas is panned and a node is dragged.

import type { Page } from "playwright";
import { describe, expect, test } from "vitest";
import { largeDocument } from "./large-document.ts";
import { openPage } from "./page.ts";
import { inSteps, type Measured, measured, tell } from "./timing.ts";

/** The targets hold on a machine of its own; one that others use may take this much longer before the test fails. */
const BUSY = 2;
/** With all nodes in sight a frame takes the whole of one core without a graphics card, so others on it show at once. */
const ALL_IN_SIGHT = 3;

const FRAME = 40;
/** Longest time for which the page may be deaf while it opens. */
const FREEZE = 500;

const fileOf = () => ({ name: "large.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(largeDocument())) });

/** Waits until the wires stand in the page as the router laid them. */
const routed = (page: Page) => page.locator("[data-testid=canvas][data-routing=done]").waitFor();

async function largePage(): Promise<{ page: Page; opening: Measured; seconds: number }> {
  const { page } = await openPage();
  await page.getByTestId("node-lstm").waitFor();
  await page.waitForTimeout(500);
  const begin = performance.now();
  const opening = await measured(page, async () => {
    await page.getByTestId("open-input").setInputFiles(fileOf());
    await page.locator('.react-flow__node[data-id="n20_12"]').waitFor({ state: "attached" });
    await routed(page);
  });
  return { page, opening, seconds: (performance.now() - begin) / 1000 };
}

/** Where a person would put a hand to work: some hundred nodes away, at a zoom at which one can read. */
async function zoomIn(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.getByTestId("canvas").boundingBox();
  if (!box) throw new Error("no canvas");
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  for (let k = 0; k < 6; k++) await page.mouse.wheel(0, -200);
  await page.waitForTimeout(500);
  return middle;
}

const pan = (page: Page, from: { x: number; y: number }) => async () => {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down({ button: "middle" });
  await inSteps(page, 40, (k) => page.mouse.move(from.x - 4 * k, from.y - 2 * k));
  await page.mouse.up({ button: "middle" });
};

/** A node that stands free near the middle. */
async function nodeNear(page: Page, { x, y }: { x: number; y: number }): Promise<{ x: number; y: number }> {
  const boxes = await page.locator(".react-flow__node").evaluateAll((nodes) =>
    nodes.map((node) => {
      const box = node.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }),
  );
  const [nearest] = boxes.sort((a, b) => Math.hypot(a.x - x, a.y - y) - Math.hypot(b.x - x, b.y - y));
  if (!nearest) throw new Error("no node on screen");
  return nearest;
}

async function drag(page: Page, from: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 2, from.y);
  await inSteps(page, 40, (k) => page.mouse.move(from.x + 3 * k, from.y + 2 * k));
  await page.mouse.up();
}

/** Where a wire can be caught: the middle of its own stretch. */
const middleOf = (page: Page, wire: string): Promise<{ x: number; y: number }> =>
  page.getByTestId(`wire-${wire}`).evaluate((path) => {
    if (!(path instanceof SVGPathElement)) throw new Error("no path");
    const { x, y } = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM() ?? undefined);
    return { x, y };
  });

/** Others may use the machine for a moment: a figure that is too high is taken again. */
describe("a thousand nodes", { retry: 2 }, () => {
  test("are opened, panned and dragged", async () => {
    const { page, opening, seconds } = await largePage();
    const longest = Math.max(0, ...opening.tasks);
    console.info(`open and routed after ${seconds.toFixed(2)} s; longest task ${longest.toFixed(0)} ms, target < ${FREEZE} ms`);
    const middle = await zoomIn(page);
    const far = await measured(page, pan(page, middle));
    const handle = await nodeNear(page, middle);
    const dragging = await measured(page, () => drag(page, handle));
    await routed(page);
    await page.keyboard.press("f");
    await page.waitForTimeout(500);
    const whole = await measured(page, pan(page, middle));
    const held = await nodeNear(page, middle);
    const draggingFar = await measured(page, () => drag(page, held));
    const figures = [
      tell("panning, close", far.frames, FRAME),
      tell("dragging a node, close", dragging.frames, FRAME),
      tell("panning, all 1,000 in sight", whole.frames, FRAME),
      tell("dragging a node, all 1,000 in sight", draggingFar.frames, FRAME),
    ];
    const [panning, dragged, ...inSight] = figures;
    for (const { p95 } of [panning!, dragged!]) expect(p95).toBeLessThan(BUSY * FRAME);
    for (const { p95 } of inSight) expect(p95).toBeLessThan(ALL_IN_SIGHT * FRAME);
    expect(longest).toBeLessThan(BUSY * FREEZE);
  });

  test("are one drawing from far, in which wires can be chosen as everywhere", async () => {
    const { page } = await largePage();
    const chosen = page.locator(".react-flow__edge.selected");
    const [first, second] = [await middleOf(page, "n17_10:a"), await middleOf(page, "n17_10:b")];
    await page.mouse.click(first.x, first.y);
    expect(await chosen.getAttribute("data-id")).toBe("n17_10:a");
    await page.keyboard.down("Control");
    await page.mouse.click(second.x, second.y);
    await page.keyboard.up("Control");
    await expect.poll(() => chosen.count()).toBe(2);
    const wires = page.locator(".react-flow__edge");
    const before = await wires.count();
    await page.keyboard.press("Delete");
    await expect.poll(() => wires.count()).toBe(before - 2);
  });
});
