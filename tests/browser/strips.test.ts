// The strips of all nodes are drawn on one canvas over them: each must be seen where its node is, and not through a node above it.

import type { Page } from "playwright";
import { expect, test } from "vitest";
import { drawnStrips, middle, node, openCell, startDrag } from "./hands.ts";

const strips = (page: Page): Promise<number> => page.locator(".react-flow__node .picture").count();

const allDrawn = (page: Page) => expect.poll(async () => (await drawnStrips(page)) - (await strips(page))).toBe(0);

test("strips are drawn where their nodes are: after opening, panning, zooming, in both lenses, in both themes", async () => {
  const page = await openCell();
  expect(await strips(page)).toBeGreaterThan(10);
  await allDrawn(page);
  await page.mouse.move(700, 600);
  await page.mouse.down({ button: "middle" });
  await page.mouse.move(712, 590, { steps: 3 });
  await page.mouse.up({ button: "middle" });
  await allDrawn(page);
  await page.keyboard.press("2");
  await allDrawn(page);
  await page.keyboard.press("3");
  await page.getByTestId("theme").click();
  await allDrawn(page);
  await page.mouse.wheel(0, 40);
  await allDrawn(page);
});

test("a strip goes with its node, and a node that is dragged over another hides that one's", async () => {
  const page = await openCell();
  await allDrawn(page);
  const all = await drawnStrips(page);
  const strip = await middle(node(page, "i").locator(".picture"));
  const from = await middle(node(page, "f").locator("header"));
  // its head over the other's strip, whose middle has no picture then
  await startDrag(page, { x: from.x - 24, y: from.y }, { x: strip.x - 24, y: strip.y });
  await expect.poll(() => drawnStrips(page)).toBe(all - 1);
  await page.mouse.up();
  await expect.poll(() => drawnStrips(page)).toBe(all - 1);
  await page.keyboard.press("Control+z");
  await allDrawn(page);
});

test("from far there are no strips, and close by they are there again", async () => {
  const page = await openCell();
  await allDrawn(page);
  await page.mouse.move(700, 600);
  for (let k = 0; k < 6; k++) await page.mouse.wheel(0, 200);
  await page.locator('[data-testid="canvas"][data-level="far"]').waitFor();
  await expect.poll(() => drawnStrips(page)).toBe(0);
  for (let k = 0; k < 6; k++) await page.mouse.wheel(0, -200);
  await page.locator('[data-testid="canvas"]:not([data-level="far"])').waitFor();
  await expect.poll(() => drawnStrips(page)).toBeGreaterThan(0);
});
