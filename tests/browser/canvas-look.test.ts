// How the canvas shows what is asked of it: tips, ghosts, unknown shapes, long names, the card of a refused wire, hulls.

import type { Locator, Page } from "playwright";
import { describe, expect, test } from "vitest";
import { emptyPage, examplePage, frame, middle, node, openFile, place, port, saved, startDrag, wire } from "./hands.ts";

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox();
  if (!box) throw new Error("nothing to be seen there");
  return box;
}

const meet = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const holds = (outer: Box, inner: Box): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height;

/** A wire from the cell's 20 units to the loss, which compares with 7. */
async function refusedPage(): Promise<Page> {
  const page = await examplePage();
  await wire(page, "lstm:h", "loss:prediction");
  await page.getByTestId("refused-wire").waitFor();
  await page.getByTestId("repair-1").waitFor();
  return page;
}

describe("a node under the pointer", () => {
  test("says its name and shape above itself, and covers no number", async () => {
    const page = await examplePage();
    await node(page, "z").hover();
    const tip = page.getByTestId("tip");
    await tip.waitFor();
    expect(await tip.innerText()).toMatch(/z\s*7 · time 17 · batch 400/);
    expect(meet(await boxOf(tip), await boxOf(node(page, "z").locator(".gate-number")))).toBe(false);
    await page.mouse.move(2, 2);
    await tip.waitFor({ state: "detached" });
  });

  test("is seen through while it is dragged, over an outline where it was", async () => {
    const page = await examplePage();
    const before = await boxOf(node(page, "lstm"));
    const from = await middle(node(page, "lstm"));
    await startDrag(page, from, { x: from.x + 40, y: from.y + 120 });
    const ghost = await boxOf(page.getByTestId("ghost-lstm"));
    expect(Math.hypot(ghost.x - before.x, ghost.y - before.y)).toBeLessThan(1);
    expect(await node(page, "lstm").evaluate((element) => getComputedStyle(element).opacity)).toBe("0.6");
    await page.mouse.up();
    await page.getByTestId("ghost-lstm").waitFor({ state: "detached" });
    expect(await node(page, "lstm").evaluate((element) => getComputedStyle(element).opacity)).toBe("1");
  });
});

test("a port of unknown shape is grey, one of known shape is not", async () => {
  const page = await emptyPage();
  await place(page, "tanh", 0.5, 0.5);
  await node(page, "tanh").waitFor();
  const shape = port(page, "tanh", "in:x");
  await expect.poll(() => shape.evaluate((element) => element.classList.contains("unknown"))).toBe(true);
  await place(page, "constant", 0.2, 0.5);
  await wire(page, "c", "tanh");
  await expect.poll(() => shape.evaluate((element) => element.classList.contains("unknown"))).toBe(false);
});

test("a long name ends in dots inside its node, and the tip has all of it", async () => {
  const page = await examplePage();
  const long = "a_name_of_sixty_letters_that_somebody_has_written_without_mercy";
  await openFile(page, (await saved(page)).replaceAll('"z"', `"${long}"`).replaceAll('"z:', `"${long}:`));
  await node(page, long).waitFor();
  const header = node(page, long).locator("header > .tex");
  await header.locator(".katex").waitFor();
  expect(holds(await boxOf(node(page, long)), await boxOf(header))).toBe(true);
  await node(page, long).click();
  await page.getByRole("tab", { name: "Inspector" }).click();
  const title = page.locator(".inspector .title");
  expect(await title.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
  expect(await title.innerText()).toContain(long);
  await page.mouse.move(2, 2);
  await node(page, long).hover();
  const spoken = await page.getByTestId("tip").locator("annotation").textContent();
  expect(spoken).toContain("mercy");
});

describe("a refused wire", () => {
  test("has its card hang clear of the nodes at its end", async () => {
    const page = await refusedPage();
    await expect
      .poll(async () => {
        const card = await boxOf(page.getByTestId("refused-wire"));
        const boxes = await Promise.all(["loss", "update"].map((id) => boxOf(node(page, id))));
        return boxes.some((box) => meet(card, box));
      })
      .toBe(false);
  });

  test("names the key only while it works", async () => {
    const page = await refusedPage();
    const key = page.getByTestId("repair-1").locator("kbd");
    expect(await key.isVisible()).toBe(true);
    await page.getByTestId("problems-tab").click();
    expect(await key.isVisible()).toBe(false);
    await page.getByTestId("repair-1").focus();
    expect(await key.isVisible()).toBe(true);
  });
});

test("a hull holds plates and numbers too", async () => {
  const page = await examplePage();
  await node(page, "p").click();
  await frame(page, "z").click({ modifiers: ["Shift"] });
  const hull = await boxOf(page.getByTestId("hull"));
  expect(holds(hull, await boxOf(node(page, "p").locator(".plate")))).toBe(true);
  expect(holds(hull, await boxOf(node(page, "z").locator(".gate-number")))).toBe(true);
});

test("the number of a gate stands inside the outline of the cell that it is alone in", async () => {
  const page = await examplePage();
  await node(page, "z").click();
  await page.keyboard.press("Control+g");
  await node(page, "cell").dblclick();
  await node(page, "z").waitFor();
  await page.locator(".gate-number").waitFor();
  expect(holds(await boxOf(page.getByTestId("cell-ground")), await boxOf(page.locator(".gate-number")))).toBe(true);
});
