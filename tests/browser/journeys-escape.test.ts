// Escape while something hangs at the pointer: it is as if nothing had been begun.

import type { Page } from "playwright";
import { expect, test } from "vitest";
import { drag, emptyPage, examplePage, middle, node, place, placeOf, port, saved, startDrag } from "./hands.ts";

const wiresOf = (page: Page): Promise<number> => page.locator(".react-flow__edge").count();

test("a wire in the hand is let go: over the empty canvas no list opens, over a port no wire is made, and the next one is as any", async () => {
  const page = await emptyPage();
  await place(page, "input", 0.3, 0.4);
  await place(page, "tanh", 0.6, 0.4);
  const [from, to] = [await middle(port(page, "x", "out:value")), await middle(port(page, "tanh", "in:x"))];
  for (const end of [{ x: from.x + 90, y: from.y + 140 }, to]) {
    await startDrag(page, from, end);
    await page.locator(".react-flow__connection").waitFor({ state: "attached" });
    await page.keyboard.press("Escape");
    await page.locator(".react-flow__connection").waitFor({ state: "detached" });
    await page.mouse.move(end.x + 4, end.y + 4);
    await page.mouse.up();
    await page.waitForTimeout(150);
    expect(await page.getByTestId("add-list").count()).toBe(0);
    expect(await wiresOf(page)).toBe(0);
  }
  await drag(page, from, to);
  await expect.poll(() => wiresOf(page)).toBe(1);
});

test("a dragged node returns to its place, no edit remains, and it can be dragged again", async () => {
  const page = await examplePage();
  const text = await saved(page);
  const [was, from] = [await placeOf(page, "z"), await middle(node(page, "z"))];
  const to = { x: from.x + 90, y: from.y + 60 };
  await startDrag(page, from, to);
  await expect.poll(() => placeOf(page, "z")).not.toBe(was);
  await page.keyboard.press("Escape");
  await expect.poll(() => placeOf(page, "z")).toBe(was);
  await page.mouse.move(to.x + 40, to.y);
  await page.mouse.up();
  await page.waitForTimeout(150);
  expect(await placeOf(page, "z")).toBe(was);
  expect(await saved(page)).toBe(text);
  await drag(page, from, to);
  await expect.poll(() => placeOf(page, "z")).not.toBe(was);
  expect(await saved(page)).not.toBe(text);
  await page.getByTestId("undo").click();
  await expect.poll(() => placeOf(page, "z")).toBe(was);
});
