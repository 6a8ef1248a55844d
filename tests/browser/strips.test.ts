// The strips of all nodes are drawn on one canvas over them: each must be seen where its node is, and not through a node above it.

import type { Page } from "playwright";
import { expect, test } from "vitest";
import { drawnStrips, frame, middle, node, openCell, startDrag } from "./hands.ts";
import { openPage } from "./page.ts";

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

test("an image is a square on its node, in all lenses, and in the inspector; its pixels are squares too", async () => {
  const { page } = await openPage({ query: { example: "mlp-digits" } });
  const picture = node(page, "digits").locator(".picture").first();
  await picture.waitFor();
  const shape = async () => {
    const { width, height } = (await picture.boundingBox())!;
    return [Math.round(width), Math.round(height)];
  };
  const [side] = await shape();
  expect(side).toBeGreaterThan(20);
  for (const lens of ["2", "3", "1"]) {
    await page.keyboard.press(lens);
    await allDrawn(page);
    expect(await shape()).toEqual([side, side]);
  }
  await frame(page, "digits").click();
  const map = page.getByRole("img", { name: /^Value, 8 × 8, one channel/ });
  const squares = await map.evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const words = new Uint32Array(canvas.getContext("2d")!.getImageData(0, 0, width, height).data.buffer);
    const mixed = words.filter((word, k) => {
      const [x, y] = [k % width, Math.floor(k / width)];
      return word !== words[(y - (y % 10)) * width + x - (x % 10)];
    });
    return { width, height, mixed: mixed.length, shades: new Set(words).size };
  });
  expect(squares).toMatchObject({ width: 80, height: 80, mixed: 0 });
  expect(squares.shades).toBeGreaterThan(5);
});

test("of many channels those are shown that find room, and the inspector says of how many", async () => {
  const { page } = await openPage({ query: { example: "cnn-shapes" } });
  await node(page, "maps").locator(".picture").first().waitFor();
  await allDrawn(page);
  await frame(page, "maps").click();
  const caption = page.getByRole("heading", { name: "Value, 16 of 32 shown" });
  await caption.waitFor();
  expect(await caption.getAttribute("title")).toBe("16 of 32 channels of 18 × 18, + 16 more");
  const box = await page.getByRole("img", { name: /^Value, 16 of 32 shown/ }).boundingBox();
  // two rows of eight, 2 CSS pixels a number and 1 between two of them
  expect([box?.width, box?.height]).toEqual([8 * 37 - 1, 2 * 37 - 1]);
});
