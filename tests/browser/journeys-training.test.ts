// Training from its first epoch to its last: buttons and epochs, an edit on the way, the figures at the end, a loss that explodes.

import type { Page } from "playwright";
import { expect, test } from "vitest";
import { data, drawnStrips, emptyPage, frame, node, numbers, openEquations, openExample, problems, problemsTab, set } from "./hands.ts";
import { openPage } from "./page.ts";

const epoch = (page: Page): Promise<number> => data(page, "epoch");
const button = (page: Page, id: string) => page.getByTestId(id);

/** Trains until some epochs are done, then pauses. */
async function trainFor(page: Page, epochs: number): Promise<void> {
  const goal = (await epoch(page)) + epochs;
  await button(page, "train").click();
  await button(page, "pause").waitFor();
  expect(await button(page, "train").count()).toBe(0);
  await expect.poll(() => epoch(page), { timeout: 20_000 }).toBeGreaterThanOrEqual(goal);
  await button(page, "pause").click();
  await button(page, "train").waitFor();
}

test("train, pause, resume, one step, an edit meanwhile, start again, and the figures at the end", async () => {
  const page = await openExample("rnn-reber", "update");
  expect(await epoch(page)).toBe(0);
  const atFirst = await data(page, "loss");
  await trainFor(page, 3);
  const paused = await epoch(page);
  await page.waitForTimeout(300);
  expect(await epoch(page)).toBe(paused);
  expect(await data(page, "loss")).not.toBe(atFirst);
  await button(page, "step").click();
  await expect.poll(() => epoch(page)).toBe(paused + 1);
  expect(await button(page, "pause").count()).toBe(0);
  await trainFor(page, 2);
  expect(await epoch(page)).toBeGreaterThanOrEqual(paused + 3);

  // an edit while it runs: it goes on with the weights and the new rate
  const reached = await epoch(page);
  await button(page, "train").click();
  await button(page, "pause").waitFor();
  await frame(page, "update").click();
  await set(page, "learningRate", "0.5");
  await page.locator(".readouts tr", { hasText: "rate" }).getByText("0.5").waitFor();
  await expect.poll(() => epoch(page), { timeout: 20_000 }).toBeGreaterThan(reached + 2);
  await button(page, "pause").click();
  await button(page, "train").waitFor();
  expect(await problemsTab(page)).toBe("Problems");

  await button(page, "reset").click();
  await expect.poll(() => epoch(page)).toBe(0);
  await expect.poll(() => data(page, "loss")).toBeCloseTo(atFirst, 9);

  await set(page, "epochs", "4");
  await button(page, "train").click();
  await page.locator(".progress").getByText("done").waitFor();
  expect(await epoch(page)).toBe(4);
  await button(page, "train").waitFor();
  const figures = page.locator(".readouts");
  await figures.getByText("test", { exact: true }).waitFor();
  const [, , test] = await figures.locator("tr", { hasText: "loss" }).first().locator("th, td").allInnerTexts();
  expect(Number(test)).toBeGreaterThan(0);
});

test("curves have a point for each epoch, and the loss at rest is that of the canvas", async () => {
  const { page } = await openPage({ query: { example: "momentum-theta-squared" } });
  await expect.poll(() => data(page, "loss")).toBeGreaterThan(0);
  expect(await page.locator(".readouts").innerText()).toContain("this example");
  await button(page, "train").click();
  await page.locator(".progress").getByText("done").waitFor();
  const epochs = await epoch(page);
  expect(epochs).toBeGreaterThan(1);
  expect(await page.getByTestId("loss-curve").getAttribute("data-points")).toBe(String(epochs));
  expect(await page.getByTestId("norm-curve").getAttribute("data-points")).toBe(String(epochs));
  await button(page, "step").click();
  await expect.poll(() => page.getByTestId("loss-curve").getAttribute("data-points")).toBe(String(epochs + 1));
  await expect.poll(() => page.locator(".readouts").innerText()).not.toContain("before step");
  const panel = await data(page, "loss");
  await frame(page, "loss").click();
  await expect.poll(async () => (await numbers(page, "value"))[0]).toBeCloseTo(panel, 4);
});

test("a loss that explodes is said once, with the way out; the page goes on, and a smaller rate trains", async () => {
  const page = await emptyPage();
  const field = await openEquations(page);
  const text =
    "x = [1; 2; 3]\nW = parameter(2, 3)\ny = [1; 0]\nz = W * x\nloss = halfSumOfSquares(z, y)\nupdate = gradientDescent(loss, learningRate=1000)\n";
  await field.fill(text);
  await node(page, "update").waitFor();
  await expect.poll(() => button(page, "train").isDisabled()).toBe(false);
  await button(page, "train").click();
  await page.locator(".progress").getByText("stopped").waitFor();
  expect(await problemsTab(page)).toBe("Problems 1");
  expect(await problems(page)).toMatch(
    /the loss becomes (NaN|Infinity)[\s\S]*got[\s\S]*expected[\s\S]*finite numbers[\s\S]*Lower the learning rate/,
  );
  expect(await page.getByTestId("problems").getByRole("alert").count()).toBe(1);
  expect(await drawnStrips(page)).toBeGreaterThan(0);
  await button(page, "reset").click();
  await expect.poll(() => problemsTab(page)).toBe("Problems");
  await node(page, "update").click();
  await set(page, "learningRate", "0.01");
  await button(page, "train").click();
  await page.locator(".progress").getByText("done").waitFor();
  expect(await problemsTab(page)).toBe("Problems");
});

test("a second worker shares the batch of a large step", async () => {
  const page = await openExample("lstm-embedded-reber", "update");
  const isolated = await page.evaluate(() => crossOriginIsolated && navigator.hardwareConcurrency > 1);
  await node(page, "update").click();
  await set(page, "epochs", "100000");
  await button(page, "train").click();
  const progress = page.locator(".progress");
  await expect.poll(() => progress.innerText(), { timeout: 20_000 }).toMatch(isolated ? /epochs\/s · 2 workers/ : /epochs\/s/);
  const before = await data(page, "epoch");
  await expect.poll(() => data(page, "epoch")).toBeGreaterThan(before + 2);
  await button(page, "pause").click();
  await expect.poll(() => progress.innerText()).toContain("paused");
  await button(page, "step").click();
  await expect.poll(() => problemsTab(page)).toBe("Problems");
});
