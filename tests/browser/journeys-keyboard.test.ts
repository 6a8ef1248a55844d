// The same journey with the keyboard alone; after every step the focus is where one would look for it, and can be seen.

import type { FileChooser, Page } from "playwright";
import { describe, expect, test } from "vitest";
import { fileOf, focused, focusIsVisible, node, nodes, numbers, placeOf, problemsTab, saved, take } from "./hands.ts";
import { openPage } from "./page.ts";

async function focusOn(page: Page, id: string): Promise<void> {
  await expect.poll(() => focused(page)).toBe(id);
  expect(await focusIsVisible(page), `the focus on ${id} can be seen`).toBe(true);
}

/** Finds a node or adds one by name, and is on it. */
async function goTo(page: Page, words: string, id: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await take(page, words);
  await focusOn(page, id);
}

async function wireTo(page: Page, words: string, id: string): Promise<void> {
  await page.keyboard.press("w");
  await take(page, words);
  await focusOn(page, id);
}

/** From a node to its first setting and back. */
async function change(page: Page, id: string, text: string): Promise<void> {
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest(".setting") !== null)).toBe(true);
  expect(await focusIsVisible(page)).toBe(true);
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await focusOn(page, id);
}

async function emptyByKeyboard(): Promise<Page> {
  const { page } = await openPage();
  await node(page, "lstm").waitFor();
  await page.keyboard.press("Control+k");
  await take(page, "new graph");
  await expect.poll(() => nodes(page).count()).toBe(0);
  return page;
}

async function drawNeuron(page: Page): Promise<void> {
  await page.keyboard.press("Tab");
  await take(page, "parameter");
  await focusOn(page, "W");
  await change(page, "W", "2, 3");
  await wireTo(page, "matrix product", "product");
  await goTo(page, "constant", "c");
  await change(page, "c", "[0.5, -1, 2]");
  await wireTo(page, "product.b", "c");
  await page.getByTestId("wire-product:b").waitFor();
  await goTo(page, "product", "product");
  await wireTo(page, "add", "add");
  await goTo(page, "parameter", "W2");
  await wireTo(page, "add.b", "W2");
  await page.getByTestId("wire-add:b").waitFor();
  await goTo(page, "add", "add");
  await wireTo(page, "sigmoid", "sigmoid");
  await wireTo(page, "half sum", "loss");
  await goTo(page, "constant", "c2");
  await change(page, "c2", "[1, 0]");
  await wireTo(page, "loss.target", "c2");
  await page.getByTestId("wire-loss:target").waitFor();
}

/** A dialog that closes gives the page back a moment later; a key that came too early is pressed again. */
async function fileChooser(page: Page): Promise<FileChooser> {
  for (let tries = 0; tries < 5; tries++) {
    const chosen = page.waitForEvent("filechooser", { timeout: 3000 }).catch(() => null);
    await page.keyboard.press("Control+o");
    const chooser = await chosen;
    if (chooser) return chooser;
  }
  throw new Error("Ctrl O opens no file chooser");
}

describe("with the keyboard alone", () => {
  test("draw, see the gradient, move, save, reload, open; make a cell, look into it, come back, undo everything", async () => {
    const page = await emptyByKeyboard();
    await drawNeuron(page);
    await goTo(page, "sigmoid", "sigmoid");
    const p = await numbers(page, "value");
    const slope = await numbers(page, "gradient");
    expect(p).toHaveLength(2);
    slope.forEach((x, k) => {
      expect(x).toBeCloseTo((p[k] ?? 0) - [1, 0][k]!, 12);
    });

    const before = await placeOf(page, "sigmoid");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => placeOf(page, "sigmoid")).not.toBe(before);
    await focusOn(page, "sigmoid");

    const text = await saved(page, () => page.keyboard.press("Control+s"));
    await page.reload();
    await node(page, "sigmoid").waitFor();
    expect(await saved(page, () => page.keyboard.press("Control+s"))).toBe(text);
    await page.keyboard.press("Control+k");
    await take(page, "new graph");
    await expect.poll(() => nodes(page).count()).toBe(0);
    const chooser = await fileChooser(page);
    await chooser.setFiles(fileOf(text));
    await node(page, "sigmoid").waitFor();
    expect(await saved(page, () => page.keyboard.press("Control+s"))).toBe(text);

    await goTo(page, "product", "product");
    await page.keyboard.press("Tab");
    while ((await focused(page)) !== "add") await page.keyboard.press("Tab");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.press("Control+g");
    await focusOn(page, "cell");
    await page.keyboard.press("Enter");
    await node(page, "product").waitFor();
    await expect.poll(async () => nodes(page).count()).toBeGreaterThan(2);
    await expect.poll(() => page.evaluate(() => document.activeElement?.matches(".react-flow__node"))).toBe(true);
    expect(await focusIsVisible(page)).toBe(true);
    await page.keyboard.press("Escape");
    if ((await node(page, "cell").count()) === 0) await page.keyboard.press("Escape");
    await focusOn(page, "cell");
    await page.keyboard.press("Control+z");
    await node(page, "product").waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.matches(".react-flow__node"))).toBe(true);
    expect(await saved(page, () => page.keyboard.press("Control+s"))).toBe(text);
    expect(await page.getByTestId("undo").isDisabled()).toBe(true);
  });

  test("a refused wire is read and repaired with Enter, and the result is computed", async () => {
    const page = await emptyByKeyboard();
    await page.keyboard.press("Tab");
    await take(page, "constant");
    await focusOn(page, "c");
    await change(page, "c", "[1, 2, 3]");
    await wireTo(page, "tanh", "tanh");
    await goTo(page, "constant", "c2");
    await change(page, "c2", "[1, 0]");
    await wireTo(page, "half sum", "loss");
    await goTo(page, "tanh", "tanh");
    await page.keyboard.press("w");
    await take(page, "loss.target");
    await expect.poll(() => focused(page)).toBe("repair-1");
    expect(await focusIsVisible(page)).toBe(true);
    expect(await page.getByTestId("refused-wire").innerText()).toMatch(/3 features[\s\S]*2|has 2[\s\S]*3/);
    expect(await problemsTab(page)).toBe("Problems 1");
    await page.keyboard.press("Enter");
    await page.getByTestId("wire-loss:target").waitFor();
    await focusOn(page, "z");
    await expect.poll(() => problemsTab(page)).toBe("Problems");
    expect(await numbers(page, "value")).toHaveLength(2);
    await page.keyboard.press("Control+z");
    await node(page, "z").waitFor({ state: "detached" });
    await expect.poll(() => page.evaluate(() => document.activeElement?.matches(".react-flow__node"))).toBe(true);
  });
});
