// A reload at any moment: the document is there, with what was typed last.

import type { Page } from "playwright";
import { describe, expect, test } from "vitest";
import { data, emptyPage, examplePage, frame, middle, node, openEquations, saved, setting, startDrag } from "./hands.ts";

async function reload(page: Page, id: string): Promise<void> {
  await page.reload();
  await node(page, id).waitFor();
}

describe("a reload", () => {
  test("with the cursor still in a field keeps what was typed there", async () => {
    const page = await examplePage();
    await frame(page, "update").click();
    await setting(page, "learningRate").fill("0.125");
    await reload(page, "lstm");
    await frame(page, "update").click();
    await expect.poll(() => setting(page, "learningRate").inputValue()).toBe("0.125");
    await page.getByTestId("undo").click();
    await expect.poll(() => setting(page, "learningRate").inputValue()).not.toBe("0.125");
  });

  test("with nonsense in a field, or in the middle of a drag, leaves the document as it was", async () => {
    const page = await examplePage();
    const text = await saved(page);
    await frame(page, "update").click();
    await setting(page, "learningRate").fill("-1");
    await reload(page, "lstm");
    expect(await saved(page)).toBe(text);
    const from = await middle(node(page, "z"));
    await startDrag(page, from, { x: from.x + 90, y: from.y + 60 });
    await reload(page, "lstm");
    await page.mouse.up();
    expect(await saved(page)).toBe(text);
  });

  test("while it trains keeps the document, the weights and the epoch, and training goes on from there", async () => {
    const page = await examplePage();
    await page.getByTestId("title").fill("Trained");
    await page.getByTestId("title").press("Enter");
    await page.getByTestId("train").click();
    await expect.poll(() => data(page, "epoch"), { timeout: 20_000 }).toBeGreaterThan(3);
    await page.waitForTimeout(1500);
    await reload(page, "lstm");
    expect(await page.getByTestId("title").inputValue()).toBe("Trained");
    await expect.poll(() => page.getByTestId("train").isDisabled()).toBe(false);
    const kept = await data(page, "epoch");
    expect(kept).toBeGreaterThan(0);
    expect(await page.locator(".progress").innerText()).toMatch(/paused[\s\S]*as the page was loaded again/i);
    expect(await page.getByTestId("loss-curve").getAttribute("data-points")).toBe(String(kept));
    await page.getByTestId("step").click();
    await expect.poll(() => data(page, "epoch")).toBe(kept + 1);
  });

  test("of a paused training shows the same numbers; after a reset nothing is kept", async () => {
    const page = await examplePage();
    await page.getByTestId("step").click();
    await expect.poll(() => data(page, "epoch")).toBe(1);
    const loss = await data(page, "loss");
    await page.waitForTimeout(500);
    await reload(page, "lstm");
    expect(await data(page, "epoch")).toBe(1);
    expect(await data(page, "loss")).toBe(loss);
    await page.getByTestId("reset").click();
    await expect.poll(() => data(page, "epoch")).toBe(0);
    await page.waitForTimeout(500);
    await reload(page, "lstm");
    expect(await data(page, "epoch")).toBe(0);
  });

  test("while an equation is half typed keeps the last whole graph, and a whole equation that was just typed", async () => {
    const page = await emptyPage();
    const field = await openEquations(page);
    await field.fill("x = sequence(2)\na = tanh(x)\n");
    await node(page, "a").waitFor();
    await field.fill("x = sequence(2)\na = tanh(x)\nb = sin(");
    await page.getByTestId("equations-error").waitFor();
    await reload(page, "a");
    expect(await node(page, "x").count()).toBe(1);
    expect(await node(page, "b").count()).toBe(0);
    await page.getByTestId("equations-tab").click();
    await expect.poll(() => field.inputValue()).toContain("a = tanh(x)");
    await field.fill("x = sequence(2)\na = tanh(x)\nb = sin(a)\n");
    await reload(page, "b");
  });
});
