// Work of the engine that takes seconds: the page says so, old numbers are grey, and a stop leaves document, weights and run as they were.

import type { Page } from "playwright";
import { expect, test } from "vitest";
import { data, examplePage, frame, problems, problemsTab, saved, seriousFaults, set } from "./hands.ts";

/** A look at so many takes two seconds and more, an epoch ten. */
const MANY = "1000";
/** An epoch takes five. */
const QUITE_MANY = "700";
const SEVERAL_EPOCHS = 90_000;

const button = (page: Page, id: string) => page.getByTestId(id);
const isGrey = (page: Page): Promise<boolean> => page.locator(".app.old-numbers").isVisible();

async function setUnits(page: Page, units: string): Promise<void> {
  await frame(page, "lstm").click();
  await set(page, "units", units);
}

async function trainSome(page: Page): Promise<number> {
  await button(page, "train").click();
  await expect.poll(() => data(page, "epoch"), { timeout: 10_000 }).toBeGreaterThan(3);
  await button(page, "pause").click();
  await button(page, "train").waitFor();
  return data(page, "epoch");
}

test("an edit that takes long is told, and stopped; undone, the training goes on from its weights", async () => {
  const page = await examplePage();
  const epoch = await trainSome(page);
  const loss = await data(page, "loss");
  await setUnits(page, MANY);
  await button(page, "stop-computing").waitFor();
  expect(await isGrey(page)).toBe(true);
  const text = await saved(page);
  await button(page, "stop-computing").click();
  await button(page, "compute").waitFor();
  expect(await isGrey(page)).toBe(true);
  expect(await button(page, "train").isDisabled()).toBe(true);
  expect(await seriousFaults(page, ".canvas", ".training")).toEqual([]);
  expect(await saved(page)).toBe(text);

  await button(page, "undo").click();
  await expect.poll(() => isGrey(page)).toBe(false);
  await expect.poll(() => button(page, "train").isDisabled()).toBe(false);
  expect(await data(page, "epoch")).toBe(epoch);
  // one epoch more begins where the weights were, and not with new ones
  await button(page, "step").click();
  await expect.poll(() => data(page, "epoch")).toBe(epoch + 1);
  expect(await data(page, "loss")).toBeLessThan(1.2 * loss);
});

test("a start that takes long is told, and stopped: train again begins anew", async () => {
  const page = await examplePage();
  await setUnits(page, MANY);
  await button(page, "stop-computing").waitFor();
  await button(page, "stop-computing").waitFor({ state: "detached", timeout: 60_000 });
  expect(await isGrey(page)).toBe(false);
  await button(page, "train").click();
  await button(page, "stop").waitFor();
  await page.locator(".progress").getByText("preparing 4,039,007 parameters").waitFor();
  await button(page, "stop").click();
  await button(page, "train").waitFor();
  expect(await data(page, "epoch")).toBe(0);
  expect(await button(page, "compute").count()).toBe(0);
  await setUnits(page, "8");
  expect(await trainSome(page)).toBeGreaterThan(3);
});

test("a long epoch is broken off: weights and epoch are those before it, and the training goes on from there", async () => {
  const page = await examplePage();
  await setUnits(page, QUITE_MANY);
  await button(page, "stop-computing").waitFor();
  await button(page, "stop-computing").waitFor({ state: "detached", timeout: SEVERAL_EPOCHS });
  await button(page, "train").click();
  await expect.poll(() => data(page, "epoch"), { timeout: SEVERAL_EPOCHS }).toBeGreaterThan(0);
  await button(page, "pause").click();
  await button(page, "stop").waitFor();
  expect(await button(page, "stop").innerText()).toBe("Stop now");
  const epoch = await data(page, "epoch");
  const loss = await data(page, "loss");
  await button(page, "stop").click();
  await page.getByText(`Stopped within an epoch: the weights are those after epoch ${epoch}.`).waitFor();
  expect(await data(page, "epoch")).toBe(epoch);
  await button(page, "step").click();
  await expect.poll(() => data(page, "epoch"), { timeout: SEVERAL_EPOCHS }).toBe(epoch + 1);
  expect(await data(page, "loss")).toBeLessThan(1.2 * loss);
});

test("numbers that cannot fit are refused at once, with how many there are and the way out", async () => {
  const page = await examplePage();
  await setUnits(page, "5000");
  await expect.poll(() => problemsTab(page), { timeout: 5_000 }).toBe("Problems 1");
  expect(await problems(page)).toMatch(
    /with 100,195,007 parameters they need at least 6\.1 GiB of memory[\s\S]*at most 4 GiB[\s\S]*Choose fewer units/,
  );
});
