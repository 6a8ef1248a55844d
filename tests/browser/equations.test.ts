// Equations and canvas as one graph: typed, pasted, drawn, moved and mended in a real Chromium.

import type { Locator, Page } from "playwright";
import { describe, expect, test } from "vitest";
import { adamCell } from "../compiler/equations/adam-cell.ts";
import {
  drag,
  emptyPage,
  examplePage,
  middle,
  node,
  nodes,
  openEquations,
  placeOf,
  problemsTab,
  seriousFaults,
  showAll,
  wire,
} from "./hands.ts";
import { openPage } from "./page.ts";

const field = (page: Page): Locator => page.getByTestId("equations-text");
const text = (page: Page): Promise<string> => field(page).inputValue();
const count = (page: Page): Promise<number> => nodes(page).count();

describe("equations beside the canvas", () => {
  test("what is typed is the graph; a node that was moved stays while an equation changes; an error leaves the canvas", async () => {
    const page = await emptyPage();
    await openEquations(page);
    await field(page).fill(adamCell);
    for (const id of ["x", "W", "Wx", "v", "m", "h", "loss", "update"]) await node(page, id).waitFor();
    expect(await page.getByTestId("equations-error").count()).toBe(0);
    const drawn = await count(page);

    await showAll(page);
    const [before, from] = [await placeOf(page, "v"), await middle(node(page, "v"))];
    await drag(page, from, { x: from.x + 30, y: from.y - 60 });
    await expect.poll(() => placeOf(page, "v")).not.toBe(before);
    const moved = await placeOf(page, "v");

    await expect.poll(() => text(page)).toContain("v = mu * v[t-1] + S * Wx");
    await field(page).fill((await text(page)).replace("+ S * Wx", "+ S * tanh(Wx)"));
    await expect.poll(() => count(page)).toBe(drawn + 1);
    expect(await placeOf(page, "v")).toBe(moved);

    await field(page).fill((await text(page)).replace("sqrt(m)", "sqrt(mm)"));
    const error = page.getByTestId("equations-error");
    await error.waitFor();
    expect(await error.innerText()).toMatch(/Line \d+, column \d+[\s\S]*mm/);
    expect(await page.getByTestId("wrong-part").innerText()).toBe("mm");
    expect(await problemsTab(page)).toMatch(/1/);
    expect(await count(page)).toBe(drawn + 1);
    await page.getByTestId("equations-discard").click();
    await error.waitFor({ state: "detached" });
    expect(await text(page)).toContain("sqrt(m)");
  });

  test("the line of a selected node is marked, and a click on a line selects its node", async () => {
    const page = await examplePage();
    await openEquations(page);
    await expect.poll(() => text(page)).toMatch(/z = /);
    await node(page, "z").click();
    await expect.poll(() => page.getByTestId("marked-line").allInnerTexts()).toEqual([expect.stringContaining("z = ")]);
    const line = (await text(page)).split("\n").findIndex((each) => each.startsWith("p = "));
    await field(page).click({ position: { x: 80, y: line * 22 + 11 } });
    await expect.poll(() => page.getByTestId("marked-line").allInnerTexts()).toEqual([expect.stringContaining("p = ")]);
    expect(await page.getByTestId("paper").locator(".katex").count()).toBeGreaterThan(3);
    expect(await text(page)).toContain("# reber.x, a node");
  });

  test("a wire by mouse is written into the text", async () => {
    const page = await emptyPage();
    await openEquations(page);
    await field(page).fill("x = sequence(2)\na = tanh(x)\nb = sin(x)\nc = cos(a)\n");
    await node(page, "c").waitFor();
    await showAll(page);
    await wire(page, "b", "c");
    await expect.poll(() => text(page)).toContain("c = cos(b)");
  });

  test("equations are pasted onto the empty canvas, and undo takes them back", async () => {
    const page = await emptyPage();
    await page.getByTestId("canvas").click({ position: { x: 300, y: 300 } });
    await page.evaluate((content) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", content);
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, adamCell);
    await node(page, "update").waitFor();
    await page.getByTestId("undo").click();
    await expect.poll(() => count(page)).toBe(0);
  });

  test("axe finds nothing serious, with an error in the text, in both themes", async () => {
    for (const theme of ["light", "dark"] as const) {
      const { page } = await openPage({ theme });
      await node(page, "z").click();
      await openEquations(page);
      await expect.poll(() => text(page)).toMatch(/z = /);
      await field(page).fill("z = ");
      await page.getByTestId("equations-error").waitFor();
      expect(await seriousFaults(page, ".equations"), theme).toEqual([]);
    }
  });
});
